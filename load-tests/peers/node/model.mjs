// One model in ONNX Runtime, run on one thread of its own as all systems of the comparison do.
import { join } from 'node:path';
import ort from 'onnxruntime-node';

const ARRAYS = { float32: Float32Array, uint8: Uint8Array };
const DATATYPES = { float32: 'FP32', uint8: 'UINT8' };

export class Model {
  #session;
  #input;
  #output;

  /** Opens version 1 of a model of a repository. */
  static async open(repository, name) {
    const model = new Model();
    model.#session = await ort.InferenceSession.create(join(repository, name, '1', 'model.onnx'), {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      enableMemPattern: false,
    });
    [model.#input] = model.#session.inputMetadata;
    [model.#output] = model.#session.outputNames;
    return model;
  }

  /** The outputs of as many jobs in one run; each tensor is the bytes of one row. */
  async run(tensors) {
    const { name, type, shape } = this.#input;
    const values = new ARRAYS[type](joined(tensors));
    const input = new ort.Tensor(type, values, [tensors.length, ...shape.slice(1)]);
    const output = (await this.#session.run({ [name]: input }))[this.#output];
    const row = output.data.length / tensors.length;
    return tensors.map((_, index) => ({
      name: this.#output,
      datatype: DATATYPES[output.type],
      shape: [1, ...output.dims.slice(1)],
      data: Array.from(output.data.subarray(index * row, (index + 1) * row)),
    }));
  }
}

/** All bytes in an array of their own, which starts where numbers may start. */
function joined(buffers) {
  const bytes = new Uint8Array(buffers.reduce((sum, buffer) => sum + buffer.length, 0));
  let at = 0;
  for (const buffer of buffers) {
    bytes.set(buffer, at);
    at += buffer.length;
  }
  return bytes.buffer;
}

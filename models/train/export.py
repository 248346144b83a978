"""Writes a trained network as ONNX and checks that ONNX Runtime agrees with it."""
import numpy as np
import onnx
import onnxruntime
import torch

OPSET = 17
IR_VERSION = 8  # what opset 17 came with, so that older runtimes load the file too


def export_onnx(net, example, path, input_name, output_name):
    net.eval()
    torch.onnx.export(
        net, (example,), path, dynamo=False, opset_version=OPSET, input_names=[input_name], output_names=[output_name],
        dynamic_axes={input_name: {0: "N"}, output_name: {0: "N"}})
    model = onnx.load(path)
    model.ir_version = IR_VERSION
    _state_shape(model.graph.output[0], net, example)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, path)
    _agree(net, example, path, input_name)


def _state_shape(output, net, example):
    """Only the batch varies, but the exporter loses the other sizes where a network flattens its grids."""
    with torch.no_grad():
        sizes = net(example).shape
    for dimension, size in zip(output.type.tensor_type.shape.dim[1:], sizes[1:]):
        dimension.dim_value = size


def _agree(net, example, path, input_name):
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    for batch in (1, 5):
        pictures = torch.rand(batch, *example.shape[1:]) * example.max()
        with torch.no_grad():
            wanted = net(pictures).numpy()
        got, = session.run(None, {input_name: pictures.numpy()})
        np.testing.assert_allclose(got, wanted, rtol=1e-3, atol=1e-3)

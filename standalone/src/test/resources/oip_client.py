"""Runs an unmodified Open Inference Protocol client against a server: host:port and API key are the arguments."""

import sys

import numpy
import tritonclient.http as oip

address, key = sys.argv[1:]
headers = {"Authorization": f"Bearer {key}"}
client = oip.InferenceServerClient(address)

assert client.is_server_live(headers=headers)
assert client.is_server_ready(headers=headers)
assert client.is_model_ready("digits", headers=headers)
metadata = client.get_model_metadata("digits", headers=headers)
assert metadata["name"] == "digits", metadata
assert metadata["inputs"][0]["name"] == "image", metadata
assert metadata["inputs"][0]["datatype"] == "FP32", metadata

pixels = numpy.random.default_rng(5).random((3, 1, 32, 32), dtype=numpy.float32)


# The client writes into the headers it is given, so each call gets its own.
def infer(rows, binary):
    tensor = oip.InferInput("image", list(rows.shape), "FP32")
    tensor.set_data_from_numpy(rows, binary_data=binary)
    wanted = oip.InferRequestedOutput("logits", binary_data=binary)
    answer = client.infer("digits", [tensor], outputs=[wanted], request_id="mine", headers=dict(headers))
    assert answer.get_response()["id"] == "mine", answer.get_response()
    return answer.as_numpy("logits")


together = infer(pixels, binary=True)
assert together.shape == (3, 10), together.shape
assert numpy.allclose(together, infer(pixels, binary=False), atol=1e-5)
for row in range(3):
    assert numpy.allclose(together[row], infer(pixels[row : row + 1], binary=True)[0], atol=1e-4)

try:
    client.infer("nothing", [oip.InferInput("x", [1], "FP32").set_data_from_numpy(numpy.zeros(1, "f4"))], headers=headers)
    raise SystemExit("an unknown model was accepted")
except oip.InferenceServerException as error:
    assert "nothing" in error.message(), error

print("open inference protocol client: all well")

"""Writes as many lines as its argument says, a request each: 1,024 numbers that stand for a document."""

import json
import random
import sys

for n in range(1, int(sys.argv[1]) + 1):
    draw = random.Random(n)
    document = [round(draw.random(), 2) for _ in range(32 * 32)]
    tensor = {"name": "image", "shape": [1, 1, 32, 32], "datatype": "FP32", "data": document}
    line = {"custom_id": f"doc-{n}", "model": "digits", "inputs": [tensor], "outputs": [{"name": "logits"}]}
    print(json.dumps(line))

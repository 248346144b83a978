"""Writes a PyTorch module, as ONNX, to the folder that is its argument."""

import sys
from pathlib import Path

import torch

torch.manual_seed(7)
module = torch.nn.Sequential(
    torch.nn.Conv2d(3, 8, kernel_size=3, stride=2),
    torch.nn.ReLU(),
    torch.nn.AdaptiveAvgPool2d(1),
    torch.nn.Flatten(),
    torch.nn.Linear(8, 4),
).eval()  # without eval, dropout and batch norm go on as in training
folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
torch.onnx.export(
    module,
    (torch.rand(2, 3, 64, 64),),
    folder / "model.onnx",
    input_names=["pixels"],
    output_names=["logits"],
    dynamic_shapes=({0: torch.export.Dim("batch")},),
    dynamo=True,
)
grey = torch.full((1, 3, 64, 64), 0.5)
print("of a grey picture:", *(f"{value:.4f}" for value in module(grey)[0].softmax(0).tolist()))

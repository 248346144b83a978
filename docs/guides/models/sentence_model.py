"""Writes a sentence embedding model of Hugging Face (a name or a folder), as ONNX, to a folder."""

import sys
from pathlib import Path

import torch
from transformers import AutoModel


class Embedder(torch.nn.Module):
    """Mean over the tokens that are no padding, of length 1."""

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids, attention_mask):
        tokens = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(tokens.dtype)
        mean = (tokens * mask).sum(1) / mask.sum(1).clamp(min=1)
        return torch.nn.functional.normalize(mean)


source, folder = sys.argv[1], Path(sys.argv[2])
embedder = Embedder(AutoModel.from_pretrained(source, attn_implementation="eager")).eval()
folder.mkdir(parents=True, exist_ok=True)
ids = torch.ones(2, 16, dtype=torch.int64)
both = {0: torch.export.Dim("batch"), 1: torch.export.Dim("tokens", max=512)}
torch.onnx.export(
    embedder,
    (ids, torch.ones_like(ids)),  # two tensors: one given twice would be taken for one input
    folder / "model.onnx",
    input_names=["input_ids", "attention_mask"],
    output_names=["sentence_embedding"],
    dynamic_shapes={"input_ids": both, "attention_mask": both},
    dynamo=True,
)
some = torch.tensor([[2, 3, 5, 7] + [0] * 12])  # four tokens and padding
print("begins with:", *(f"{value:.4f}" for value in embedder(some, (some > 0).long())[0, :4].tolist()))

"""Trains the digit classifier and exports it: python digits.py --out ../digits/1/model.onnx"""
import argparse
import time

import numpy as np
import torch
from torch import nn

import data
from export import export_onnx
from pictures import SIDE, augmented, plain

EPOCHS = 60
BATCH = 64


class DigitNet(nn.Module):
    """Takes 0..1 grey pictures; each picture's own mean and contrast are taken out first, so light does not matter."""

    def __init__(self):
        super().__init__()

        def conv(inputs, outputs, stride=1):
            return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU())

        self.features = nn.Sequential(
            conv(1, 16), conv(16, 24, 2), conv(24, 32), conv(32, 48, 2), conv(48, 64), conv(64, 64, 2))
        self.classify = nn.Sequential(nn.Flatten(), nn.Dropout(0.3), nn.Linear(64 * 4 * 4, 10))

    def forward(self, image):
        mean = image.mean((1, 2, 3), keepdim=True)
        centred = image - mean
        contrast = torch.sqrt((centred * centred).mean((1, 2, 3), keepdim=True) + 1e-4)
        return self.classify(self.features(centred / contrast))


def train(epochs, seed=0):
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    raw, labels = data.digits("train")
    fields = [data.ink_field(digit) for digit in raw]
    held_raw, held_labels = data.digits("held-out")
    held_out = torch.tensor(np.stack([plain(data.ink_field(digit)) for digit in held_raw]))[:, None] / 255

    net = DigitNet()
    steps = epochs * (len(labels) // BATCH)
    optimizer = torch.optim.AdamW(net.parameters(), 3e-3, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=steps, pct_start=0.1)
    averaged = torch.optim.swa_utils.AveragedModel(
        net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.99), use_buffers=True)
    for epoch in range(epochs):
        net.train()
        order = rng.permutation(len(labels))
        total = 0.0
        for at in range(0, len(order) - BATCH + 1, BATCH):
            rows = order[at:at + BATCH]
            pictures = torch.tensor(np.stack([augmented(fields[row], rng) for row in rows]))[:, None] / 255
            loss = nn.functional.cross_entropy(net(pictures), torch.tensor(labels[rows]), label_smoothing=0.05)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            averaged.update_parameters(net)
            total += loss.item()
        if epoch % 10 == 9:
            averaged.eval()
            with torch.no_grad():
                right = (averaged(held_out).argmax(1).numpy() == held_labels).mean()
            print(f"epoch {epoch + 1}: loss {total / (len(labels) // BATCH):.3f}, held-out top-1 {right:.4f}", flush=True)
    return averaged.module.eval()


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--epochs", type=int, default=EPOCHS)
    options = arguments.parse_args()
    torch.set_num_threads(1)
    started = time.time()
    net = train(options.epochs)
    export_onnx(net, torch.rand(2, 1, SIDE, SIDE), options.out, "image", "logits")
    print(f"{options.out}: {(time.time() - started) / 60:.1f} minutes")


if __name__ == "__main__":
    main()

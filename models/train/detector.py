"""Trains the digit detector and exports it: python detector.py --out ../notes/1/model.onnx"""
import argparse
import time

import cv2
import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset

from export import export_onnx
from loss import detection_loss
from net import Detector, Published, cells
from scenes import SIDE, SceneMaker

STEPS = 4800
BATCH = 16
PEAK_RATE = 2e-3
WARM_UP = 200
COOL_DOWN = 0.5  # the last part of the run, in which the rate falls to nothing
MOST_DIGITS = 16


class Scenes(Dataset):
    """Scene `index` of the endless training set; padded so that scenes of a batch stack."""

    def __init__(self, count):
        self._count, self._maker = count, None

    def __len__(self):
        return self._count

    def __getitem__(self, index):
        if self._maker is None:
            cv2.setNumThreads(1)
            self._maker = SceneMaker("train")
        scene = self._maker.make_input(index)
        boxes, labels = np.zeros((MOST_DIGITS, 4), np.float32), np.zeros(MOST_DIGITS, np.int64)
        count = len(scene.labels)
        boxes[:count], labels[:count] = scene.boxes, scene.labels
        return scene.picture, boxes, labels, np.arange(MOST_DIGITS) < count


def rate(step, steps):
    """Up over the warm-up, level, then straight down: any earlier state of the level part is a usable model."""
    return min(1.0, (step + 1) / WARM_UP, (steps - step) / (COOL_DOWN * steps))


def train(steps, out, save_every, seed=0):
    torch.manual_seed(seed)
    detector = Detector().to(memory_format=torch.channels_last)
    print(f"{sum(p.numel() for p in detector.parameters()):,} parameters", flush=True)
    decayed = [p for p in detector.parameters() if p.ndim > 1]
    plain = [p for p in detector.parameters() if p.ndim <= 1]
    optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.02}, {"params": plain, "weight_decay": 0}], PEAK_RATE)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step, steps))
    averaged = torch.optim.swa_utils.AveragedModel(
        detector, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.998), use_buffers=True)
    grid = cells(SIDE)
    scenes = DataLoader(Scenes(steps * BATCH), BATCH, num_workers=1, prefetch_factor=8)
    started, recent = time.time(), []
    for step, (pictures, boxes, labels, present) in enumerate(scenes, 1):
        images = pictures.permute(0, 3, 1, 2).float()
        with torch.autocast("cpu", torch.bfloat16):
            rows = detector(images)
        loss = detection_loss(rows.float(), grid, boxes, labels, present)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(detector.parameters(), 10.0)
        optimizer.step()
        schedule.step()
        averaged.update_parameters(detector)
        recent.append(loss.item())
        if step % 100 == 0:
            print(f"step {step}: loss {np.mean(recent):.3f}, {time.time() - started:.0f} s", flush=True)
            recent = []
        if step % save_every == 0 or step == steps:
            save(averaged.module, out)
    print(f"{out}: {(time.time() - started) / 60:.1f} minutes")


def save(detector, out):
    detector.eval()
    export_onnx(Published(detector), torch.full((2, 3, SIDE, SIDE), 255.0), out, "images", "output")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--steps", type=int, default=STEPS)
    arguments.add_argument("--save-every", type=int, default=500)
    options = arguments.parse_args()
    torch.set_num_threads(1)
    train(options.steps, options.out, options.save_every)


if __name__ == "__main__":
    main()

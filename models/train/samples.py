"""Writes the sample pictures and their truths from held-out material: python samples.py --out ../samples"""
import argparse
import json
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

import data
from scenes import SceneMaker

LONG, SHORT = 1280, 960
QUALITY = 86
ORIENTATION = 0x0112  # the EXIF tag
NARROWED = {"sizes": (30, 75), "digits": 7, "loose": False}
# The photo by its place in data.PHOTOS["held-out"], the scene's seed, and whether the phone was held upright: it then
# stores the picture lying on its side, and EXIF says to turn it.
SCENES = {
    "coffee-break.jpg": (0, 1032, False),
    "pavilion.jpg": (3, 706, False),
    "night-launch.jpg": (2, 797, False),
    "gravel-upright.jpg": (1, 537, True),
}
DIGITS = {"digit-4.png": 153, "digit-7.png": 138}  # which of the held-out digits


def write_scene(maker, path, photo, seed, upright):
    width, height = (SHORT, LONG) if upright else (LONG, SHORT)
    scene = maker.make(seed, width, height, photo, **NARROWED)
    image, extra = Image.fromarray(scene.picture), {}
    if upright:
        image = image.transpose(Image.Transpose.ROTATE_90)
        extra["exif"] = Image.Exif()
        extra["exif"][ORIENTATION] = 6
    image.save(path, quality=QUALITY, **extra)
    boxes = [[int(edge) for edge in box] for box in scene.boxes]
    return {"width": width, "height": height, "orientation": 6 if upright else 1,
            "digits": [{"label": str(label), "box": box} for label, box in zip(scene.labels, boxes)]}


def write_digit(path, index):
    """One held-out digit in blue ink on cream paper."""
    raw, labels = data.digits("held-out")
    ink = np.clip((data.ink_field(raw[index]) - 0.55) / 0.12 + 0.5, 0, 1)[..., None]
    paper, pen = np.array([250, 246, 232]), np.array([25, 45, 140])
    picture = cv2.GaussianBlur(paper + (pen - paper) * ink, (0, 0), 1)
    Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8)).save(path)
    return str(labels[index])


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", required=True, type=Path)
    out = arguments.parse_args().out
    maker = SceneMaker("held-out")
    truths = {
        "about": "Boxes are x1, y1, x2, y2 in pixels of the upright picture, that is after EXIF orientation is applied.",
        "scenes": {name: write_scene(maker, out / name, *wanted) for name, wanted in SCENES.items()},
        "digits": {name: write_digit(out / name, index) for name, index in DIGITS.items()}}
    (out / "samples.json").write_text(json.dumps(truths, indent=1) + "\n")


if __name__ == "__main__":
    main()

"""The real material both models learn from, and the one split that keeps held-out material unseen.

Digits: the 1,797 handwritten digits of the UCI Optical Recognition set bundled with scikit-learn.
Photos: the ones bundled inside the scikit-learn and scikit-image wheels. Nothing is downloaded.
"""
from pathlib import Path

import cv2
import numpy as np
import skimage
import sklearn
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

SPLIT_SEED = 20240607
FIELD_SIDE = 160  # pixels of an upsampled digit; a whole multiple of 10 (8 cells and a margin of 1)

_SKIMAGE = Path(skimage.__file__).parent / "data"
_SKLEARN = Path(sklearn.__file__).parent / "datasets" / "images"

PHOTOS = {
    "train": [
        _SKIMAGE / "astronaut.png", _SKIMAGE / "brick.png", _SKIMAGE / "camera.png",
        _SKIMAGE / "chelsea.png", _SKIMAGE / "coins.png", _SKIMAGE / "grass.png",
        _SKIMAGE / "hubble_deep_field.jpg", _SKIMAGE / "ihc.png",
        _SKIMAGE / "retina.jpg", _SKLEARN / "flower.jpg",
    ],
    "held-out": [
        _SKIMAGE / "coffee.png", _SKIMAGE / "gravel.png", _SKIMAGE / "rocket.jpg",
        _SKLEARN / "china.jpg",
    ],
}


def digits(split):
    """The 8x8 digits of one split ("train" or "held-out"), 0..16 ink per cell, and their classes."""
    data = load_digits()
    train, held_out = train_test_split(
        np.arange(len(data.target)), test_size=0.3, stratify=data.target, random_state=SPLIT_SEED)
    index = train if split == "train" else held_out
    return data.images[index].astype(np.float32), data.target[index]


def ink_field(digit):
    """A digit as a smooth field of 0..1, FIELD_SIDE square, to be cut at a threshold into a pen stroke.

    The set stores how many of 4x4 scanner pixels were ink, so the field is a blurred bitmap: cut low it gives a
    thick pen, cut high a thin one. One empty cell around it keeps strokes from ending at a straight edge.
    """
    padded = np.pad(digit / 16.0, 1)
    field = cv2.resize(padded, (FIELD_SIDE, FIELD_SIDE), interpolation=cv2.INTER_CUBIC)
    return np.clip(cv2.GaussianBlur(field, (0, 0), FIELD_SIDE / 40), 0, 1)


def photos(split):
    """The background photos of one split as RGB arrays."""
    return [cv2.cvtColor(cv2.imread(str(path), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB) for path in PHOTOS[split]]

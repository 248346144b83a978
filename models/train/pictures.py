"""Turns digits into the grey pictures the classifier is trained and measured on."""
import cv2
import numpy as np

import data

SIDE = 32  # the classifier's input


def plain(field):
    """A digit as a flatbed scanner sees it: black ink on white paper, 0..255, filling the picture."""
    picture = 255 * (1 - np.clip((field - 0.2) / 0.5, 0, 1))
    return cv2.resize(picture.astype(np.float32), (SIDE, SIDE), interpolation=cv2.INTER_AREA)


def augmented(field, rng):
    """The digit as someone might photograph it: another pen, pose, light and lens; sometimes light on dark."""
    side = data.FIELD_SIDE
    scale = rng.uniform(0.55, 1.1) * SIDE / side
    angle = np.deg2rad(rng.uniform(-15, 15))
    stretch = np.exp(rng.uniform(-0.18, 0.18))
    shear = rng.uniform(-0.15, 0.15)
    pose = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) \
        @ np.array([[stretch, shear], [0, 1 / stretch]])
    slack = max(0.0, SIDE - 0.8 * scale * side) / 2
    centre = SIDE / 2 + rng.uniform(-slack, slack, 2) * 0.8
    move = centre - pose @ [side / 2, side / 2]
    # Blur first as far as the reduction needs, or thin strokes would break up between the sampled pixels.
    soft = cv2.GaussianBlur(_pen(field, rng), (0, 0), 0.4 / scale)
    ink = cv2.warpAffine(soft, np.column_stack([pose, move]), (SIDE, SIDE))

    paper, pen = rng.uniform(140, 255), rng.uniform(0, 110)
    if rng.random() < 0.3:
        paper, pen = 255 - paper, 255 - pen
    rows, columns = np.mgrid[0:SIDE, 0:SIDE] / SIDE - 0.5
    light = rng.uniform(-40, 40) * rows + rng.uniform(-40, 40) * columns
    picture = paper + (pen - paper) * ink + light
    if rng.random() < 0.4:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.3, 1.1))
    picture = picture + rng.normal(0, rng.uniform(0, 10), picture.shape)
    return np.clip(picture, 0, 255).astype(np.float32)


def _pen(field, rng):
    cut, edge = rng.uniform(0.25, 0.6), rng.uniform(0.1, 0.5)
    return np.clip((field - cut) / edge + 0.5, 0, 1)

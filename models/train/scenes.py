"""Composes photo-like scenes of handwritten digits with their true boxes.

Every digit and every photo is real; how they meet (notes, pens, pose, light, lens) is drawn at random. A scene is a
function of its seed, the split and its size alone, so a held-out set is fixed by its first seed.
"""
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

import data

SIDE = 256  # the detector's input; every length below is in pixels of a picture this wide and scales with it
SMALLEST, LARGEST = 16, 120
# Printed letters are clutter that must not be detected, so only ones that no hand writes like a digit.
LETTERS = "FHKMNVWXYkmvwx"
PAPERS = [(250, 248, 240), (255, 240, 120), (255, 200, 215), (190, 235, 255), (200, 245, 190), (255, 215, 160), (225, 225, 225)]
INKS = np.array([
    (20, 20, 30), (25, 45, 160), (180, 25, 35), (15, 110, 55), (95, 30, 130), (90, 60, 30),
    (250, 250, 245), (255, 235, 70), (255, 150, 190), (120, 235, 255), (150, 255, 140), (255, 150, 40)], float)
LUMA = np.array([0.299, 0.587, 0.114])


@dataclass
class Scene:
    picture: np.ndarray  # [height, width, 3] RGB, uint8
    boxes: np.ndarray  # [n, 4] x1, y1, x2, y2 in pixels
    labels: np.ndarray  # [n]


class SceneMaker:
    def __init__(self, split):
        raw, self._classes = data.digits(split)
        # Small digits are drawn from a small field: shrinking the large one in one go would skip most of its pixels.
        self._digits = [_pyramid(data.ink_field(digit)) for digit in raw]
        self._letters = [_pyramid(_letter_field(letter)) for letter in LETTERS]
        self._photos = data.photos(split)

    def make(self, seed, width=SIDE, height=SIDE, photo=None, sizes=(SMALLEST, LARGEST), digits=None, loose=True):
        """One scene. The last four narrow the draw for hand-picked samples: which photo, how tall the digits, how many
        at most, and whether they may stand outside notes."""
        drawing = _Drawing(self, np.random.default_rng(seed), width, height, sizes, digits, loose)
        return drawing.compose(self._photos if photo is None else [self._photos[photo]])

    def make_input(self, seed):
        """One scene as the detector gets it: SIDE square, often letterboxed or reduced from a larger photo."""
        rng = np.random.default_rng([seed, 1])
        short = int(SIDE * rng.choice([1, 1, 0.75, 0.5625]))
        width, height = (SIDE, short) if rng.random() < 0.5 else (short, SIDE)
        detail = rng.choice([1, 1, 1, 1, 1.5, 2])
        scene = self.make(seed, int(width * detail), int(height * detail))
        way = [cv2.INTER_AREA, cv2.INTER_LINEAR, cv2.INTER_CUBIC][rng.integers(3)]
        small = cv2.resize(scene.picture, (width, height), interpolation=way)
        padded = np.full((SIDE, SIDE, 3), 114, np.uint8)
        padded[:height, :width] = small
        return Scene(padded, (scene.boxes / detail).astype(np.float32), scene.labels)


class _Drawing:
    """One scene while it is drawn: the canvas, what is taken, and the digits so far."""

    def __init__(self, maker, rng, width, height, sizes, digits, loose):
        self._maker, self._rng, self._width, self._height = maker, rng, width, height
        self._unit = max(width, height) / SIDE
        self._sizes, self._most, self._loose = sizes, digits, loose
        self._taken, self._boxes, self._labels = [], [], []

    def compose(self, photos):
        rng = self._rng
        self._canvas = self._background(photos[rng.integers(len(photos))])
        count = int(rng.integers(0, 9)) if self._most is None else self._most
        for _ in range(rng.choice([0, 1, 1, 2, 3])):
            count -= self._note(count)
        for _ in range(rng.integers(0, 4)):
            self._clutter()
        for _ in range(count if self._loose else 0):
            self._loose_digit()
        for _ in range(rng.integers(0, 3)):
            self._clutter()
        return Scene(self._photograph(), np.array(self._boxes, np.float32).reshape(-1, 4), np.array(self._labels, np.int64))

    def _background(self, photo):
        rng, (rows, columns) = self._rng, photo.shape[:2]
        aspect = self._width / self._height
        tallest = min(rows, columns / aspect)
        crop_height = tallest * rng.uniform(0.45 if self._most is None else 0.85, 1)
        crop_width = crop_height * aspect
        y, x = rng.uniform(0, rows - crop_height), rng.uniform(0, columns - crop_width)
        crop = photo[int(y):int(y + crop_height), int(x):int(x + crop_width)]
        way = cv2.INTER_AREA if crop_height > self._height else cv2.INTER_CUBIC
        crop = np.clip(cv2.resize(crop.astype(np.float32), (self._width, self._height), interpolation=way), 0, 255)
        if rng.random() < 0.5 and self._most is None:
            crop = crop[:, ::-1]
        tint = rng.uniform(0.75, 1.2) * rng.uniform(0.9, 1.1, 3)
        return np.ascontiguousarray(crop * tint)

    def _note(self, count):
        """A sheet of paper with up to `count` digits on it in one hand; returns how many found room."""
        rng, unit = self._rng, self._unit
        width, height = rng.uniform(60, 170) * unit, rng.uniform(50, 150) * unit
        centre = np.array([rng.uniform(0.15, 0.85) * self._width, rng.uniform(0.15, 0.85) * self._height])
        pose = self._pose(width, height, centre)
        mask = np.zeros((self._height, self._width), np.float32)
        corners = cv2.perspectiveTransform(np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float32), pose)[0]
        if any(_overlap(_bounds(corners), other) > 0.02 for other in self._boxes):
            return 0  # a later sheet would hide digits already written
        cv2.fillConvexPoly(mask, np.round(corners * 16).astype(np.int32), 1.0, cv2.LINE_AA, 4)
        shadow = cv2.GaussianBlur(np.roll(mask, int(2 * unit) + 1, (0, 1)), (0, 0), 2.5 * unit)
        self._canvas *= 1 - (rng.uniform(0.1, 0.5) * shadow * (1 - mask))[..., None]
        paper = np.clip(np.array(PAPERS[rng.integers(len(PAPERS))]) * rng.uniform(0.75, 1.02) + rng.normal(0, 5, 3), 60, 255)
        sheet = np.empty_like(self._canvas)
        sheet[:] = paper
        self._rule(sheet, width, height, pose, paper)
        self._canvas += (sheet - self._canvas) * mask[..., None]

        pen, written = self._pen(paper), 0
        size = min(rng.uniform(*self._sizes), height / unit * 0.85, width / unit * 0.8)
        if size < self._sizes[0]:
            return 0
        in_row = rng.random() < 0.6
        x, y = size * unit * 0.65, rng.uniform(0.5 * size * unit, height - 0.5 * size * unit)
        for _ in range(count):
            if in_row:
                at = np.array([x, y + rng.normal(0, 0.04) * size * unit])
                x += size * unit * rng.uniform(0.8, 1.1)
                if at[0] + 0.55 * size * unit > width:
                    break
            else:
                at = np.array([rng.uniform(0.55 * size * unit, width - 0.55 * size * unit),
                               rng.uniform(0.5 * size * unit, height - 0.5 * size * unit)])
            on_canvas = cv2.perspectiveTransform(at.reshape(1, 1, 2), pose.astype(np.float64))[0, 0]
            turn = cv2.perspectiveTransform((at + [1, 0]).reshape(1, 1, 2), pose.astype(np.float64))[0, 0] - on_canvas
            written += self._write(on_canvas, size * rng.uniform(0.9, 1.1), pen, np.arctan2(turn[1], turn[0]))
        return written

    def _rule(self, sheet, width, height, pose, paper):
        rng, unit = self._rng, self._unit
        kind = rng.choice(["plain", "plain", "lines", "grid"])
        gap = rng.uniform(8, 24) * unit
        line = np.clip(np.array([[90, 120, 200], [200, 110, 110], [120, 120, 120]][rng.integers(3)]) * 0.5 + paper * 0.5, 0, 255)
        lines = []
        if kind != "plain":
            lines += [((0, y), (width, y)) for y in np.arange(gap, height, gap)]
        if kind == "grid":
            lines += [((x, 0), (x, height)) for x in np.arange(gap, width, gap)]
        for ends in lines:
            (x1, y1), (x2, y2) = cv2.perspectiveTransform(np.array([ends], np.float32), pose)[0]
            cv2.line(sheet, (int(x1 * 16), int(y1 * 16)), (int(x2 * 16), int(y2 * 16)), line.tolist(),
                     max(1, round(0.5 * unit)), cv2.LINE_AA, 4)

    def _pose(self, width, height, centre):
        """Where a flat sheet of this size lands in the picture: turned, and seen a little from the side."""
        rng = self._rng
        angle = np.deg2rad(rng.uniform(-15, 15))
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        flat = np.array([[0, 0], [width, 0], [width, height], [0, height]])
        seen = (flat - [width / 2, height / 2]) @ turn.T + centre + rng.uniform(-0.06, 0.06, (4, 2)) * [width, height]
        return cv2.getPerspectiveTransform(flat.astype(np.float32), seen.astype(np.float32))

    def _pen(self, ground):
        """A pen whose brightness stands out from the ground it writes on."""
        rng = self._rng
        contrast = np.abs(INKS @ LUMA - np.mean(ground, axis=tuple(range(np.ndim(ground) - 1))) @ LUMA)
        legible = np.flatnonzero(contrast > 60)
        colour = INKS[rng.choice(legible) if len(legible) else contrast.argmax()] + rng.normal(0, 12, 3)
        return {"colour": np.clip(colour, 0, 255), "cut": rng.uniform(0.34, 0.6), "edge": rng.uniform(0.12, 0.3),
                "cover": rng.uniform(0.82, 1)}

    def _loose_digit(self):
        """A digit straight over the photo, as with a paint marker."""
        rng = self._rng
        low, high = self._sizes
        size = np.exp(rng.uniform(np.log(low * 1.1), np.log(high)))
        at = self._free_place(size)
        if at is None:
            return
        pen = self._pen(self._ground(at, size))
        pen.update(cut=rng.uniform(0.33, 0.5), cover=rng.uniform(0.9, 1))
        self._write(at, size, pen, 0.0)

    def _ground(self, at, size):
        half = size * self._unit / 2
        (x1, y1), (x2, y2) = np.maximum(at - half, 0).astype(int), (at + half).astype(int)
        return self._canvas[y1:y2, x1:x2]

    def _free_place(self, size):
        for _ in range(8):
            half = size * self._unit * 0.55
            if 2 * half >= min(self._width, self._height):
                return None
            at = np.array([self._rng.uniform(half, self._width - half), self._rng.uniform(half, self._height - half)])
            if not self._crowded([*(at - half), *(at + half)]):
                return at
        return None

    def _crowded(self, box):
        return any(_overlap(box, other) > 0.06 for other in self._taken)

    def _write(self, at, size, pen, slope):
        """Draws a random digit `size` tall around `at`, unless it would touch another or leave the picture."""
        rng, half = self._rng, size * self._unit / 2
        box = [*(at - 0.9 * half), *(at + 0.9 * half)]
        if self._crowded(box) or min(at - half) < 0 or at[0] + half > self._width or at[1] + half > self._height:
            return 0
        index = rng.integers(len(self._maker._digits))
        alpha, x, y = self._warp(self._maker._digits[index], at, size, slope, pen)
        rows, columns = np.where(alpha > 0.5)
        if len(rows) < 8:
            return 0
        self._blend(alpha, x, y, pen)
        self._boxes.append([x + columns.min(), y + rows.min(), x + columns.max() + 1, y + rows.max() + 1])
        self._labels.append(self._maker._classes[index])
        self._taken.append(self._boxes[-1])
        return 1

    def _warp(self, pyramid, at, size, slope, pen):
        """The stroke's coverage in a patch around `at`, and the patch's corner in the picture."""
        rng, tall = self._rng, size * self._unit
        field = next((level for level in pyramid if level.shape[0] >= tall), pyramid[-1])
        side = field.shape[0]
        patch = int(np.ceil(tall * 1.5))
        corner = np.floor(at - patch / 2).astype(int)
        angle = slope + np.deg2rad(rng.uniform(-20, 20) if slope == 0.0 else rng.uniform(-5, 5))
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        lean = np.array([[rng.uniform(0.7, 1.05), rng.uniform(-0.15, 0.15)], [0, 1]])
        # The field's ink fills 0.8 of it: the margin is one cell of ten on each side.
        flat = np.array([[0, 0], [side, 0], [side, side], [0, side]], np.float32)
        seen = (flat / side - 0.5) * (tall / 0.8) @ (turn @ lean).T + at - corner + rng.uniform(-0.04, 0.04, (4, 2)) * tall
        warped = cv2.warpPerspective(field, cv2.getPerspectiveTransform(flat, seen.astype(np.float32)), (patch, patch))
        return np.clip((warped - pen["cut"]) / pen["edge"] + 0.5, 0, 1), *corner.tolist()

    def _blend(self, alpha, x, y, pen):
        top, left = max(0, -y), max(0, -x)
        bottom, right = min(alpha.shape[0], self._height - y), min(alpha.shape[1], self._width - x)
        if bottom <= top or right <= left:
            return
        ground = self._canvas[y + top:y + bottom, x + left:x + right]
        ground += (pen["colour"] - ground) * (alpha[top:bottom, left:right, None] * pen["cover"])

    def _clutter(self):
        """A scribble or a few printed letters, clear of the digits."""
        rng = self._rng
        size = rng.uniform(14, 70)
        at = self._free_place(size)
        if at is None:
            return
        pen = self._pen(self._ground(at, size))
        if rng.random() < 0.5:
            self._scribble(at, size, pen)
        else:
            alpha, x, y = self._warp(self._maker._letters[rng.integers(len(LETTERS))], at, size, 0.0, pen)
            self._blend(alpha, x, y, pen)
        half = size * self._unit / 2
        self._taken.append([*(at - half), *(at + half)])

    def _scribble(self, at, size, pen):
        """Loose strokes that cannot be read as a digit: bars, zigzags, hatching, or a wandering line."""
        rng, half = self._rng, size * self._unit / 2
        patch = int(2.4 * half)
        mask = np.zeros((patch, patch), np.float32)
        kind = rng.choice(["zigzag", "hatching", "wander", "rule"])
        if kind == "zigzag":
            turns = rng.integers(5, 10)
            points = np.column_stack([np.linspace(-1, 1, turns), np.resize([-0.5, 0.5], turns) * rng.uniform(0.3, 1)])
            strokes = [points + rng.normal(0, 0.05, points.shape)]
        elif kind == "hatching":
            strokes = [np.array([[x - 0.25, -0.7], [x + 0.25, 0.7]]) + rng.normal(0, 0.06, (2, 2))
                       for x in np.linspace(-0.7, 0.7, rng.integers(4, 7))]
        elif kind == "wander":
            steps = np.linspace(0, 1, 60)[:, None]
            waves = rng.uniform(7, 14, (1, 2)) * steps * np.pi + rng.uniform(0, 6, (1, 2))
            strokes = [np.sin(waves) * rng.uniform(0.5, 0.95, (1, 2))]
        else:
            strokes = [np.array([[-1, 0], [1, 0]]) + rng.normal(0, 0.1, (2, 2))]
        thickness = max(1, int(rng.uniform(0.05, 0.14) * 2 * half))
        for stroke in strokes:
            cv2.polylines(mask, [np.round((stroke * half + patch / 2) * 16).astype(np.int32)], False, 1.0, thickness, cv2.LINE_AA, 4)
        x, y = np.floor(at - patch / 2).astype(int).tolist()
        self._blend(mask, x, y, pen)

    def _photograph(self):
        """Light, lens, sensor and JPEG, in that order."""
        rng, unit, canvas = self._rng, self._unit, self._canvas
        rows = np.linspace(-1, 1, self._height, dtype=np.float32)[:, None]
        columns = np.linspace(-1, 1, self._width, dtype=np.float32)[None]
        light = rng.uniform(0.65, 1.15) * (1 + rng.uniform(-0.25, 0.25) * rows + rng.uniform(-0.25, 0.25) * columns)
        canvas = np.clip(canvas * light[..., None] * rng.uniform(0.93, 1.07, 3).astype(np.float32), 0, 255)
        blur = rng.random()
        if blur < 0.35:
            canvas = cv2.GaussianBlur(canvas, (0, 0), rng.uniform(0.3, 1.0) * unit)
        elif blur < 0.45:
            length = int(rng.integers(2, 5) * unit)
            kernel = np.zeros((length, length), np.float32)
            kernel[length // 2] = 1 / length
            canvas = cv2.filter2D(canvas, -1, kernel if rng.random() < 0.5 else kernel.T)
        noise = np.empty((self._height, self._width, 3), np.float32)
        cv2.setRNGSeed(int(rng.integers(2 ** 31)))
        cv2.randn(noise, 0, float(rng.uniform(0, 7)))
        picture = np.clip(canvas + noise, 0, 255).astype(np.uint8)
        if rng.random() < 0.7:
            _, packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(45, 96))])
            picture = cv2.imdecode(packed, cv2.IMREAD_COLOR)
        return picture


def _letter_field(letter):
    side = data.FIELD_SIDE
    image = Image.new("L", (side, side))
    font = ImageFont.load_default(side * 0.85)
    ImageDraw.Draw(image).text((side / 2, side / 2), letter, 255, font, anchor="mm")
    return cv2.GaussianBlur(np.asarray(image, np.float32) / 255, (0, 0), 2)


def _pyramid(field):
    sides = [data.FIELD_SIDE // 5, data.FIELD_SIDE * 2 // 5, data.FIELD_SIDE]
    return [cv2.resize(field, (side, side), interpolation=cv2.INTER_AREA) for side in sides]


def _bounds(points):
    return [*points.min(0), *points.max(0)]


def _overlap(one, other):
    """Shared area as a part of the smaller box."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    return width * height / min((one[2] - one[0]) * (one[3] - one[1]), (other[2] - other[0]) * (other[3] - other[1]))

"""Measures the committed models on held-out material with ONNX Runtime: python models/train/evaluate.py"""
import json
import time
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
from PIL import Image, ImageOps
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

import data
from pictures import SIDE as DIGIT_SIDE
from pictures import augmented, plain
from scenes import SIDE, Scene, SceneMaker

MODELS = Path(__file__).resolve().parent.parent
SCENES, FIRST_SEED = 1000, 10_000_000
STRIDES = (8, 16, 32)
SCORE_THRESHOLD, NMS_THRESHOLD = 0.35, 0.45  # as in notes/1/model.yaml
LOWEST_SCORE = 0.01  # mAP wants the whole precision/recall curve, not only the part above the threshold


def session(name):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(MODELS / name / "1" / "model.onnx"), options, providers=["CPUExecutionProvider"])


def latency(model, example):
    times = []
    for _ in range(60):
        started = time.perf_counter()
        model.run(None, {model.get_inputs()[0].name: example})
        times.append(time.perf_counter() - started)
    return f"{np.median(times) * 1000:.2f} ms"


def measure_digits(model):
    raw, labels = data.digits("held-out")
    fields = [data.ink_field(digit) for digit in raw]
    rng = np.random.default_rng(FIRST_SEED)
    sets = {"held-out digits as scanned": ([plain(field) for field in fields], labels),
            "held-out digits as photographed, 5 times each": (
                [augmented(field, rng) for _ in range(5) for field in fields], np.tile(labels, 5))}
    print("digits")
    for name, (pictures, wanted) in sets.items():
        logits, = model.run(None, {"image": np.stack(pictures)[:, None].astype(np.float32) / 255})
        right = int((logits.argmax(1) == wanted).sum())
        print(f"  {name}: top-1 {100 * right / len(wanted):.2f} % ({right} of {len(wanted)})")
    print(f"  batch 1, one thread: {latency(model, np.zeros((1, 1, DIGIT_SIDE, DIGIT_SIDE), np.float32))}")


def detect(model, picture, lowest):
    """Boxes, scores and classes of one RGB picture of the detector's size; suppression is blind to class."""
    rows = model.run(None, {"images": picture.astype(np.float32).transpose(2, 0, 1)[None]})[0][0]
    at = 0
    for stride in STRIDES:
        count = SIDE // stride
        grid = np.stack(np.meshgrid(np.arange(count), np.arange(count)), -1).reshape(-1, 2)
        level = rows[at:at + count * count]
        level[:, :2] = (level[:, :2] + grid) * stride
        level[:, 2:4] = np.exp(level[:, 2:4]) * stride
        at += count * count
    scores = rows[:, 4] * rows[:, 5:].max(1)
    keep = scores >= lowest
    rows, scores = rows[keep], scores[keep]
    boxes = np.concatenate([rows[:, :2] - rows[:, 2:4] / 2, rows[:, :2] + rows[:, 2:4] / 2], 1)
    order = _suppress(boxes, scores)
    return boxes[order], scores[order], rows[order, 5:].argmax(1)


def _suppress(boxes, scores):
    kept = []
    for index in np.argsort(-scores, kind="stable"):
        if not kept or overlap(boxes[index], boxes[kept]).max() <= NMS_THRESHOLD:
            kept.append(index)
    return kept


def overlap(one, others):
    sides = np.minimum(one[2:], others[:, 2:]) - np.maximum(one[:2], others[:, :2])
    shared = np.maximum(sides, 0).prod(1)
    return shared / ((one[2:] - one[:2]).prod() + (others[:, 2:] - others[:, :2]).prod(1) - shared)


def hits(found, scene, threshold):
    """Which true digits were found: by a detection of their class at IoU 0.5 or more, each detection used once."""
    boxes, scores, classes = found
    free = np.ones(len(scene.labels), bool)
    for box, label in zip(boxes[scores >= threshold], classes[scores >= threshold]):
        fits = np.where(free & (scene.labels == label), overlap(box, scene.boxes), 0) if len(free) else np.zeros(1)
        if fits.max() >= 0.5:
            free[fits.argmax()] = False
    return ~free


def mean_average_precision(scenes, found):
    """COCO's own measure, mAP at IoU 0.5:0.95 and at 0.5."""
    truths, guesses = [], []
    for image, (scene, (boxes, scores, classes)) in enumerate(zip(scenes, found), 1):
        truths += [_coco(image, box, label) | {"id": len(truths) + at, "iscrowd": 0}
                   for at, (box, label) in enumerate(zip(scene.boxes, scene.labels), 1)]
        guesses += [_coco(image, box, label) | {"score": float(score)} for box, score, label in zip(boxes, scores, classes)]
    with redirect_stdout(StringIO()):
        coco = COCO()
        coco.dataset = {"info": {}, "images": [{"id": image} for image in range(1, len(scenes) + 1)], "annotations": truths,
                        "categories": [{"id": label, "name": str(label)} for label in range(10)]}
        coco.createIndex()
        evaluation = COCOeval(coco, coco.loadRes(guesses), "bbox")
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    return evaluation.stats[0], evaluation.stats[1]


def _coco(image, box, label):
    x, y, width, height = float(box[0]), float(box[1]), float(box[2] - box[0]), float(box[3] - box[1])
    return {"image_id": image, "category_id": int(label), "bbox": [x, y, width, height], "area": width * height}


def measure_notes(model):
    maker = SceneMaker("held-out")
    scenes = [maker.make_input(FIRST_SEED + index) for index in range(SCENES)]
    found = [detect(model, scene.picture, LOWEST_SCORE) for scene in scenes]
    broad, loose = mean_average_precision(scenes, found)
    matched = [hits(one, scene, SCORE_THRESHOLD) for one, scene in zip(found, scenes)]
    right = sum(int(one.sum()) for one in matched)
    total = sum(len(scene.labels) for scene in scenes)
    given = sum(int((scores >= SCORE_THRESHOLD).sum()) for _, scores, _ in found)
    print("notes")
    print(f"  {SCENES} held-out scenes, {total} digits: mAP@0.5 {loose:.3f}, mAP@0.5:0.95 {broad:.3f}")
    print(f"  at score {SCORE_THRESHOLD} and IoU 0.5: precision {right / given:.3f}, recall {right / total:.3f}")
    heights = np.concatenate([(scene.boxes[:, 3] - scene.boxes[:, 1]) for scene in scenes])
    reached = np.concatenate(matched)
    for low, high in ((0, 24), (24, 48), (48, 999)):
        band = (heights >= low) & (heights < high)
        print(f"    recall of the {band.sum()} digits {low} to {high} pixels tall: {reached[band].mean():.3f}")
    labels = np.concatenate([scene.labels for scene in scenes])
    print("    recall by digit:", ", ".join(f"{digit}: {reached[labels == digit].mean():.2f}" for digit in range(10)))
    print(f"  batch 1, one thread: {latency(model, np.zeros((1, 3, SIDE, SIDE), np.float32))}")


def letterboxed(picture):
    scale = SIDE / max(picture.shape[:2])
    height, width = round(picture.shape[0] * scale), round(picture.shape[1] * scale)
    padded = np.full((SIDE, SIDE, 3), 114, np.uint8)
    padded[:height, :width] = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    return padded, scale


def check_samples(notes, digits):
    print("samples")
    samples = MODELS / "samples"
    truths = json.loads((samples / "samples.json").read_text())
    for name, truth in truths["scenes"].items():
        picture = np.asarray(ImageOps.exif_transpose(Image.open(samples / name)).convert("RGB"))
        small, scale = letterboxed(picture)
        boxes, scores, classes = detect(notes, small, SCORE_THRESHOLD)
        scene = Scene(small, np.array([one["box"] for one in truth["digits"]]) * scale,
                      np.array([int(one["label"]) for one in truth["digits"]]))
        right = int(hits((boxes, scores, classes), scene, SCORE_THRESHOLD).sum())
        print(f"  {name}: {right} of {len(scene.labels)} digits found, {len(classes) - right} false, "
              f"lowest score {scores.min(initial=1):.2f}")
    for name, wanted in truths["digits"].items():
        grey = np.asarray(Image.open(samples / name).convert("L").resize((DIGIT_SIDE, DIGIT_SIDE)), np.float32)
        logits, = digits.run(None, {"image": grey[None, None] / 255})
        print(f"  {name}: wanted {wanted}, got {logits[0].argmax()}")


if __name__ == "__main__":
    cv2.setNumThreads(1)
    digits_model, notes_model = session("digits"), session("notes")
    measure_digits(digits_model)
    measure_notes(notes_model)
    check_samples(notes_model, digits_model)

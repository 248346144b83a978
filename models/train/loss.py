"""Which cells answer for which digit (SimOTA, as in YOLOX, for a whole batch at once), and what their errors cost."""
import torch
from torch.nn.functional import binary_cross_entropy_with_logits as bce
from torch.nn.functional import one_hot

from net import CLASSES, corners

REACH = 1.5  # a digit's candidates: cells whose centre lies within this many cells of the digit's centre
CANDIDATES = 10
BOX_WEIGHT = 5.0
FAR = 1e5


def detection_loss(rows, cells, boxes, labels, present):
    """`boxes` [N,G,4] in pixels, `labels` and `present` [N,G]: the digits of each picture, padded to G."""
    predicted = corners(rows, cells)
    owner, quality = _assign(rows.detach(), predicted.detach(), cells, boxes, labels, present)
    chosen = owner >= 0
    count = chosen.sum().clamp(min=1)
    picture = torch.arange(len(rows))[:, None].expand_as(owner)[chosen]
    mine = owner[chosen]
    overlap = iou(predicted[chosen], boxes[picture, mine])
    wanted = one_hot(labels[picture, mine], CLASSES) * quality[chosen][:, None]
    box = (1 - overlap ** 2).sum()
    objectness = bce(rows[..., 4], chosen.float(), reduction="sum")
    classes = bce(rows[..., 5:][chosen], wanted, reduction="sum")
    return (BOX_WEIGHT * box + objectness + classes) / count


@torch.no_grad()
def _assign(rows, predicted, cells, boxes, labels, present):
    """For each cell the digit it answers for (-1: none) and how well its box fits now."""
    middle = (boxes[..., :2] + boxes[..., 2:]) / 2
    points = (cells[:, :2] + 0.5) * cells[:, 2:]
    near = ((points - middle[:, :, None]).abs() < REACH * cells[:, 2:]).all(-1) & present[..., None]
    fit = iou(predicted[:, None], boxes[:, :, None]) * near

    score = (rows[..., 4:5].sigmoid() * rows[..., 5:].sigmoid()).sqrt().clamp(1e-6, 1 - 1e-6)
    doubt = -(1 - score).log()
    every = doubt.sum(-1)[:, None]
    index = labels[:, None].expand(-1, rows.shape[1], -1)
    own = (-score.log() - doubt).gather(2, index).transpose(1, 2)
    cost = every + own - 3 * (fit + 1e-6).log() + FAR * ~near

    # A digit gets as many cells as the fits of its best candidates add up to, at least one.
    wanted = fit.topk(CANDIDATES, -1).values.sum(-1).int().clamp(min=1)
    best = cost.topk(CANDIDATES, -1, largest=False)
    take = (torch.arange(CANDIDATES) < wanted[..., None]) & (best.values < FAR)
    claim = torch.zeros_like(near).scatter(2, best.indices, take)
    # A cell claimed twice goes to the digit it fits at the least cost.
    owner = cost.masked_fill(~claim, float("inf")).argmin(1)
    owner = torch.where(claim.any(1), owner, -1)
    return owner, fit.gather(1, owner.clamp(min=0)[:, None])[:, 0]


def iou(one, other):
    low, high = torch.maximum(one[..., :2], other[..., :2]), torch.minimum(one[..., 2:], other[..., 2:])
    shared = (high - low).clamp(min=0).prod(-1)
    area = (one[..., 2:] - one[..., :2]).prod(-1) + (other[..., 2:] - other[..., :2]).prod(-1)
    return shared / (area - shared + 1e-6)

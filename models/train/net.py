"""A small anchor-free detector in the YOLOX manner: one prediction for each cell of three grids."""
import torch
from torch import nn

CLASSES = 10
STRIDES = (8, 16, 32)


def conv(inputs, outputs, kernel=3, stride=1):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs), nn.ReLU())


class Residual(nn.Module):
    """Two convolutions at half width, added back: cheap depth."""

    def __init__(self, width):
        super().__init__()
        self.change = nn.Sequential(conv(width, width // 2, 1), conv(width // 2, width))

    def forward(self, features):
        return features + self.change(features)


class Mix(nn.Module):
    """Cross-stage block: half the channels go through the residuals, the other half pass by."""

    def __init__(self, inputs, outputs, depth):
        super().__init__()
        half = outputs // 2
        self.through = nn.Sequential(conv(inputs, half, 1), *[Residual(half) for _ in range(depth)])
        self.past = conv(inputs, half, 1)
        self.join = conv(outputs, outputs, 1)

    def forward(self, features):
        return self.join(torch.cat([self.through(features), self.past(features)], 1))


class Pool(nn.Module):
    """Pools of growing reach side by side, so that the coarsest grid sees the whole of a large digit."""

    def __init__(self, width):
        super().__init__()
        self.narrow, self.join = conv(width, width // 2, 1), conv(width * 2, width, 1)
        self.pool = nn.MaxPool2d(5, 1, 2)

    def forward(self, features):
        levels = [self.narrow(features)]
        for _ in range(3):
            levels.append(self.pool(levels[-1]))
        return self.join(torch.cat(levels, 1))


class Head(nn.Module):
    """Class on one branch, box and objectness on the other: sharing features between them costs accuracy."""

    def __init__(self, width):
        super().__init__()
        self.classes = nn.Sequential(conv(width, width), nn.Conv2d(width, CLASSES, 1))
        self.place = conv(width, width)
        self.box, self.objectness = nn.Conv2d(width, 4, 1), nn.Conv2d(width, 1, 1)
        for last in (self.classes[-1], self.objectness):
            nn.init.constant_(last.bias, -4.6)  # starts at 1 %: almost every cell is background

    def forward(self, features):
        place = self.place(features)
        rows = torch.cat([self.box(place), self.objectness(place), self.classes(features)], 1)
        return rows.flatten(2).transpose(1, 2)


class Detector(nn.Module):
    """[N,3,256,256] RGB of 0..255 to [N,1344,15]: box, objectness and class logits of every cell, finest grid first."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(conv(3, 12, 3, 2), conv(12, 32, 3, 2), Mix(32, 32, 1))
        self.fine = nn.Sequential(conv(32, 56, 3, 2), Mix(56, 56, 2))
        self.middle = nn.Sequential(conv(56, 88, 3, 2), Mix(88, 88, 2))
        self.coarse = nn.Sequential(conv(88, 112, 3, 2), Pool(112), Mix(112, 112, 1))
        neck = 56
        self.narrow = nn.ModuleList([conv(width, neck, 1) for width in (56, 88, 112)])
        self.down_middle, self.down_fine = Mix(2 * neck, neck, 1), Mix(2 * neck, neck, 1)
        self.reduce_fine, self.reduce_middle = conv(neck, neck, 3, 2), conv(neck, neck, 3, 2)
        self.up_middle, self.up_coarse = Mix(2 * neck, neck, 1), Mix(2 * neck, neck, 1)
        self.heads = nn.ModuleList([Head(neck) for _ in STRIDES])
        self.larger = nn.Upsample(scale_factor=2, mode="nearest")

    def forward(self, images):
        fine = self.fine(self.stem((images - 114.0) / 64.0))
        middle = self.middle(fine)
        coarse = self.coarse(middle)
        fine, middle, coarse = [narrow(level) for narrow, level in zip(self.narrow, (fine, middle, coarse))]
        middle = self.down_middle(torch.cat([middle, self.larger(coarse)], 1))
        fine = self.down_fine(torch.cat([fine, self.larger(middle)], 1))
        middle = self.up_middle(torch.cat([middle, self.reduce_fine(fine)], 1))
        coarse = self.up_coarse(torch.cat([coarse, self.reduce_middle(middle)], 1))
        return torch.cat([head(level) for head, level in zip(self.heads, (fine, middle, coarse))], 1)


class Published(nn.Module):
    """What is exported: the detector with objectness and classes as probabilities, boxes left raw as YOLOX has them."""

    def __init__(self, detector):
        super().__init__()
        self.detector = detector

    def forward(self, images):
        rows = self.detector(images)
        return torch.cat([rows[..., :4], rows[..., 4:].sigmoid()], -1)


def cells(side):
    """[cells, 3] of column, row and stride, in the order of the detector's rows."""
    grids = []
    for stride in STRIDES:
        count = side // stride
        row, column = torch.meshgrid(torch.arange(count), torch.arange(count), indexing="ij")
        grids.append(torch.stack([column, row, torch.full_like(row, stride)], -1).reshape(-1, 3))
    return torch.cat(grids).float()


def corners(rows, cells):
    """Raw rows to x1, y1, x2, y2 in pixels."""
    centre = (rows[..., :2] + cells[:, :2]) * cells[:, 2:]
    half = rows[..., 2:4].clamp(max=6).exp() * cells[:, 2:] / 2
    return torch.cat([centre - half, centre + half], -1)

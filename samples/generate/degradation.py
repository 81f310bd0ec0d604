"""A clean page made into a scan or photo of one kind."""

from __future__ import annotations

import random

import numpy as np

from . import rough_scan, scan
from .scan import Scan

MAKERS = {
    "flatbed": scan.flatbed,
    "copier": scan.copier,
    "photo": scan.photo,
    "bilevel": rough_scan.bilevel,
    "worn": rough_scan.worn,
    "desk": rough_scan.desk,
}


def degrade(pixels: np.ndarray, dpi: int, kind: str, rng: random.Random, turned: int = 0) -> Scan:
    """`pixels` are grey or BGR; `kind` is one of MAKERS; `turned` is in clockwise degrees."""
    return scan.turned_by(MAKERS[kind](pixels, dpi, rng), turned)

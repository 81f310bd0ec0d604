"""Scans of worse offices: black and white only, faint and soiled copies, telephone pictures on a desk."""

from __future__ import annotations

import math
import random

import cv2
import numpy as np

from .scan import Scan, _holes, _light, _noise, _skew, _soil, _specks, _to_points, tilted


def _grey(pixels: np.ndarray) -> np.ndarray:
    return pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)


def _bend(work: np.ndarray, dpi: int, rng: random.Random, most: float) -> np.ndarray:
    """Rulings slightly bent: a page that was not pressed flat, by at most `most` points."""
    high, wide = work.shape[:2]
    x, y = np.meshgrid(np.arange(wide, dtype=np.float32), np.arange(high, dtype=np.float32))
    depth = rng.uniform(0.4, 1) * most * dpi / 72
    lift = depth * np.sin(x / wide * math.pi * rng.uniform(0.7, 1.6) + rng.uniform(0, 3))
    return cv2.remap(
        work, x, y + lift.astype(np.float32), cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )


def _show_through(work: np.ndarray, rng: random.Random) -> np.ndarray:
    """The back of the leaf, mirrored and blurred, shining through."""
    back = cv2.GaussianBlur(_grey(work)[:, ::-1], (0, 0), 2.2).astype(np.float32)
    back = np.roll(back, (rng.randint(20, 90), rng.randint(-30, 30)), (0, 1))
    dim = (255 - back) * rng.uniform(0.08, 0.2)
    lit = work.astype(np.float32) - (dim if work.ndim == 2 else dim[..., None])
    return np.clip(lit, 0, 255).astype(np.uint8)


def bilevel(pixels: np.ndarray, dpi: int, rng: random.Random) -> Scan:
    """Black or white, nothing between: ragged edges, specks, sometimes a black border or a staple."""
    work, matrix = _skew(_grey(pixels), rng.uniform(-2.4, 2.4), 255)
    work = cv2.GaussianBlur(work, (0, 0), 0.6 * dpi / 150).astype(np.float32)
    work += _noise(rng).normal(0, 14, work.shape)
    limit = rng.uniform(135, 190)
    black = np.where(work < limit, 0, 255).astype(np.uint8)
    _specks(black, rng)
    if rng.random() < 0.5:
        side = rng.choice([np.s_[:, : dpi // 12], np.s_[-dpi // 10 :, :], np.s_[:, -dpi // 14 :]])
        black[side] = 0
    if rng.random() < 0.4:
        cv2.line(black, (dpi // 4, dpi // 3), (dpi // 4 + dpi // 3, dpi // 4), 0, max(2, dpi // 90))
    return Scan(black, dpi, 88, matrix=_to_points(matrix, dpi))


def worn(pixels: np.ndarray, dpi: int, rng: random.Random) -> Scan:
    """Faint toner in stripes, the back shining through, dirt, holes, up to four degrees askew."""
    work = _bend(_show_through(pixels, rng), dpi, rng, 1.2)
    work, matrix = _skew(work, rng.uniform(-4, 4), 255)
    ink = 255 - work.astype(np.float32)
    across = np.linspace(0, rng.uniform(3, 9), work.shape[1], dtype=np.float32)
    fade = rng.uniform(0.55, 0.8) + 0.16 * np.sin(across + rng.uniform(0, 6))
    ink *= fade[None, :] if work.ndim == 2 else fade[None, :, None]
    work = np.clip(rng.uniform(236, 250) - ink, 0, 255).astype(np.uint8)
    work = _soil(work, rng, rng.uniform(2, 4), rng.uniform(0.5, 0.8))
    _specks(work, rng)
    if rng.random() < 0.6:
        _holes(work, dpi, rng)
    _smudges(work, rng)
    return Scan(work, dpi, rng.randint(38, 55), matrix=_to_points(matrix, dpi))


def _smudges(work: np.ndarray, rng: random.Random) -> None:
    """A few soft grey spots and one scratch of the scanner's glass down the page."""
    high, wide = work.shape[:2]
    mask = np.zeros((high, wide), np.float32)
    for _ in range(rng.randint(1, 4)):
        at, size = (rng.randrange(wide), rng.randrange(high)), rng.randint(wide // 60, wide // 18)
        cv2.circle(mask, at, size, rng.uniform(15, 45), -1)
    mask = cv2.GaussianBlur(mask, (0, 0), wide / 90)
    if rng.random() < 0.5:
        x = rng.randrange(wide)
        mask[:, x : x + 2] += rng.uniform(20, 60)
    shade = mask if work.ndim == 2 else mask[..., None]
    work[:] = np.clip(work.astype(np.float32) - shade, 0, 255).astype(np.uint8)


def desk(pixels: np.ndarray, dpi: int, rng: random.Random) -> Scan:
    """A telephone picture: the desk around it, strong perspective, a curled leaf, moiré, a shadow."""
    color = cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR) if pixels.ndim == 2 else pixels
    color = _bend(color, dpi, rng, 2.0)
    high, wide = color.shape[:2]
    margin = int(wide * rng.uniform(0.05, 0.1))
    outer = (wide + 2 * margin, high + 2 * margin)
    matrix = tilted((wide, high), margin, (-0.5, 0.9), 1, rng)
    ground = _wood(outer, rng)
    sheet = cv2.warpPerspective(color, matrix, outer, flags=cv2.INTER_CUBIC)
    inside = cv2.warpPerspective(np.full((high, wide), 255, np.uint8), matrix, outer)[..., None]
    work = np.where(inside > 127, sheet, ground)
    stripes = 1 + rng.uniform(0, 0.035) * np.sin(
        np.arange(outer[1], dtype=np.float32) * rng.uniform(0.5, 1.4)
    )
    lit = work.astype(np.float32) * (_light(outer, rng) * stripes[:, None])[..., None]
    work = np.clip(lit * np.array([0.9, 0.96, 1.0], np.float32), 0, 255).astype(np.uint8)
    work = _soil(work, rng, rng.uniform(1.5, 3), rng.uniform(0.6, 0.9))
    return Scan(work, dpi, rng.randint(48, 62), matrix=_to_points(matrix, dpi))


def _wood(size: tuple[int, int], rng: random.Random) -> np.ndarray:
    """A brown desk with grain along it."""
    wide, high = size
    grain = cv2.GaussianBlur(
        _noise(rng).normal(0, 40, (high, 1)).astype(np.float32), (1, 0), 3, sigmaY=3
    )
    plank = np.array([rng.randint(40, 90), rng.randint(70, 120), rng.randint(110, 170)], np.float32)
    return np.clip(plank + np.repeat(grain[:, :, None], wide, 1), 0, 255).astype(np.uint8)

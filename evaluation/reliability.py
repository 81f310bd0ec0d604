"""Whether confidence means what it says: calibration, separation, and how much it lets through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

BINS = 10
TARGETS = (0.99, 0.995, 0.999)


class Judged(NamedTuple):
    """One reading's confidence, and whether its value was right."""

    confidence: float
    right: bool


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Bin(Frozen):
    """One bin of the reliability diagram."""

    n: int
    confidence: float  # mean
    accuracy: float


class Coverage(Frozen):
    """How much need not be looked at where the accepted share must be so accurate."""

    accuracy: float  # demanded
    share: float  # of all readings
    threshold: float | None  # least confidence accepted; None where none can be


class Reliability(Frozen):
    """What is known of a set of confidences; None where it cannot be said."""

    n: int
    errors: int
    ece: float | None  # expected calibration error: mean distance of confidence and accuracy
    brier: float | None
    auroc: float | None  # chance that a right reading is surer than a wrong one
    bins: tuple[Bin, ...]
    coverage: tuple[Coverage, ...]


def measure(readings: Sequence[Judged]) -> Reliability:
    """Return all that is measured of a set of confidences."""
    bins = equal_mass_bins(readings)
    n = len(readings)
    return Reliability(
        n=n,
        errors=sum(not reading.right for reading in readings),
        ece=sum(b.n * abs(b.accuracy - b.confidence) for b in bins) / n if n else None,
        brier=sum((r.confidence - r.right) ** 2 for r in readings) / n if n else None,
        auroc=auroc(readings),
        bins=bins,
        coverage=tuple(coverage(readings, accuracy) for accuracy in TARGETS),
    )


def _levels(readings: Sequence[Judged], reverse: bool = False) -> Iterator[list[Judged]]:
    """Yield readings of the same confidence together: no order between them means anything."""
    ordered = sorted(readings, key=lambda reading: reading.confidence, reverse=reverse)
    for _, level in groupby(ordered, key=lambda reading: reading.confidence):
        yield list(level)


def equal_mass_bins(readings: Sequence[Judged], number: int = BINS) -> tuple[Bin, ...]:
    """Cut readings, by rising confidence, into bins of about equal size.

    A confidence is never split over two bins, so there may be fewer and unequal ones.
    """
    bins: list[Bin] = []
    current: list[Judged] = []
    done = reached = 0
    for level in _levels(readings):
        current += level
        done += len(level)
        if done * number // len(readings) > reached:
            reached = done * number // len(readings)
            bins.append(_bin(current))
            current = []
    return tuple(bins)


def _bin(readings: Sequence[Judged]) -> Bin:
    n = len(readings)
    return Bin(
        n=n,
        confidence=sum(reading.confidence for reading in readings) / n,
        accuracy=sum(reading.right for reading in readings) / n,
    )


def auroc(readings: Sequence[Judged]) -> float | None:
    """Return the chance that a right reading is surer than a wrong one; a tie counts half.

    None where all are right or all are wrong.
    """
    right = sum(reading.right for reading in readings)
    wrong = len(readings) - right
    if not right or not wrong:
        return None
    wins, wrong_below = 0.0, 0
    for level in _levels(readings):
        level_right = sum(reading.right for reading in level)
        level_wrong = len(level) - level_right
        wins += level_right * (wrong_below + level_wrong / 2)
        wrong_below += level_wrong
    return wins / (right * wrong)


def coverage(readings: Sequence[Judged], accuracy: float) -> Coverage:
    """Return the largest share, surest first, that is together at least so accurate."""
    best = Coverage(accuracy=accuracy, share=0.0, threshold=None)
    accepted = right = 0
    for level in _levels(readings, reverse=True):
        accepted += len(level)
        right += sum(reading.right for reading in level)
        if right >= accuracy * accepted:
            share = accepted / len(readings)
            best = Coverage(accuracy=accuracy, share=share, threshold=level[0].confidence)
    return best

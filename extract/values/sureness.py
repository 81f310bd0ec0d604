"""Confidence as people are shown it."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

HUNDREDTH = Decimal("0.01")


def shown(confidence: float) -> str:
    """Return a confidence (0 to 1) with two decimals, cut off: only what is certain is `1.00`."""
    return str(Decimal(str(confidence)).quantize(HUNDREDTH, ROUND_FLOOR))

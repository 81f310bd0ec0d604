"""Traces of figures made by hand: what a network would give for sharp or doubtful print."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from extract.ocr.figures import SYMBOLS, Trace

FAINT = 1e-6  # what a network leaves for everything it does not see


def trace_of(
    text: str,
    *,
    others: Mapping[int, Mapping[str, float]] | None = None,
    blank: float = 0.999,
) -> Trace:
    """Print `text` with a step a character and a blank step around each.

    `others` gives, by place in the text, what else that character may be and how likely.
    """
    steps = [_blank(blank)]
    for place, character in enumerate(text):
        shares = dict((others or {}).get(place, {}))
        step = np.full(len(SYMBOLS) + 1, FAINT)
        step[SYMBOLS.index(character)] = 1 - sum(shares.values())
        for other, share in shares.items():
            step[SYMBOLS.index(other)] = share
        steps += [step / step.sum(), _blank(blank)]
    return np.stack(steps).astype(np.float32)


def _blank(share: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    step = np.full(len(SYMBOLS) + 1, (1 - share) / len(SYMBOLS))
    step[-1] = share
    return step

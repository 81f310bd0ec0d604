"""Figures read with their grammar: digits in groups of three, two decimals.

A seal over a figure costs separators and adds strokes. Among all that the network thinks
possible, only what can be a figure is weighed, by prefix beam search over the CTC
probabilities (Graves et al. 2006; Hannun et al. 2014); other characters count as blank.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import PlainSerializer, PlainValidator

DIGITS = "0123456789"
SYMBOLS = DIGITS + ",.-()"
GROUP = 3
DECIMALS = 2
MAX_DIGITS = 13
BEAM = 12
MOSTLY = 0.75  # of the characters of what may be a figure
FLOOR = 1e-5  # below it a character is not considered at a step
SAME = {",": ",，'", ".": ".．。·", "-": "-－−–—", "(": "(（", ")": ")）"}


def _written(trace: NDArray[np.float32]) -> str:
    return b64encode(np.ascontiguousarray(trace, np.float32).tobytes()).decode()


def _read_back(value: object) -> NDArray[np.float32]:
    """Return a trace from its bytes as text; raises ValueError for what is none."""
    if isinstance(value, np.ndarray):
        return value
    content = np.frombuffer(b64decode(str(value), validate=True), np.float32)
    return content.reshape(-1, len(SYMBOLS) + 1)


# steps x (SYMBOLS and blank): what a figure's characters may be; in JSON the bytes as text
Trace = Annotated[
    NDArray[np.float32], PlainValidator(_read_back), PlainSerializer(_written, when_used="json")
]


@dataclass(frozen=True)
class Candidate:
    """A figure that a crop may show; `share` is its part of all figures' probability."""

    text: str
    share: float


class FigureAlphabet:
    """Knows where the characters of figures stand in the network's output."""

    def __init__(self, characters: Sequence[str]) -> None:
        spelt = {way: symbol for symbol, ways in SAME.items() for way in ways}
        places: dict[str, list[int]] = {symbol: [] for symbol in SYMBOLS}
        for index, character in enumerate(characters):
            known = spelt.get(character, character)
            if known in places:
                places[known].append(index)
        self._places = [places[symbol] for symbol in SYMBOLS]

    def trace(self, probabilities: NDArray[np.float32]) -> Trace:
        """Reduce T x C probabilities to those of a figure's characters; all else is blank."""
        columns = [probabilities[:, places].sum(axis=1) for places in self._places]
        symbols = np.stack(columns, axis=1)
        blank = np.clip(1.0 - symbols.sum(axis=1, keepdims=True), FLOOR, 1.0)
        return np.concatenate([symbols, blank], axis=1).astype(np.float32)


def read_figures(trace: Trace, limit: int = 6) -> list[Candidate]:
    """Return the likeliest figures of a trace, best first."""
    beams: dict[str, tuple[float, float]] = {"": (1.0, 0.0)}
    for step in trace:
        here = {s: float(p) for s, p in zip(SYMBOLS, step, strict=False) if p > FLOOR}
        beams = _advanced(beams, here, float(step[-1]))
    whole = {text: sum(parts) for text, parts in beams.items() if is_whole(text)}
    total = sum(whole.values())
    ranked = sorted(whole, key=lambda text: -whole[text])[:limit]
    return [Candidate(text, whole[text] / total) for text in ranked if total > 0]


def support(trace: Trace, text: str) -> float:
    """Return how likely a trace shows `text`, against the likeliest path through it.

    1 where nothing fits better; a clearly printed other digit brings it below a thousandth.
    """
    labels = [SYMBOLS.index(character) for character in text if character in SYMBOLS]
    logs = np.log(np.maximum(trace, 1e-12))
    best = float(logs.max(axis=1).sum())
    return float(np.exp(min(_forward(logs, labels) - best, 0.0)))


def _forward(logs: NDArray[np.float32], labels: Sequence[int]) -> float:
    """Return the CTC log-likelihood of a labelling (Graves et al. 2006)."""
    blank = logs.shape[1] - 1
    states = [blank]
    for label in labels:
        states += [label, blank]
    alpha = np.full(len(states), -np.inf)
    alpha[0] = logs[0, blank]
    if len(states) > 1:
        alpha[1] = logs[0, states[1]]
    skips = np.array(
        [i > 1 and states[i] != blank and states[i] != states[i - 2] for i in range(len(states))]
    )
    for step in logs[1:]:
        shifted = np.concatenate([[-np.inf], alpha[:-1]])
        skipped = np.where(
            skips, np.concatenate([[-np.inf, -np.inf], alpha[:-2]])[: len(alpha)], -np.inf
        )
        alpha = np.logaddexp(np.logaddexp(alpha, shifted), skipped) + step[states]
    return float(np.logaddexp(alpha[-1], alpha[-2])) if len(states) > 1 else float(alpha[-1])


def _advanced(
    beams: dict[str, tuple[float, float]], here: dict[str, float], blank: float
) -> dict[str, tuple[float, float]]:
    """Take one step; a beam is (probability ending in blank, ending in its last character)."""
    after: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for text, (in_blank, in_last) in beams.items():
        total = in_blank + in_last
        after[text][0] += total * blank
        last = text[-1:]
        if last in here:
            after[text][1] += in_last * here[last]
        for symbol in allowed(text):
            if symbol in here:
                source = in_blank if symbol == last else total
                after[text + symbol][1] += source * here[symbol]
    best = sorted(after.items(), key=lambda item: -sum(item[1]))[:BEAM]
    # Probabilities of a long line fall below what a float holds: keep them in scale.
    scale = sum(best[0][1]) or 1.0
    return {text: (parts[0] / scale, parts[1] / scale) for text, parts in best}


def allowed(prefix: str) -> str:
    """Return the characters that may follow the beginning of a figure."""
    if not prefix:
        return DIGITS + "-("
    if prefix[-1] == ")":
        return ""
    body = prefix.lstrip("-(")
    if not body:
        return DIGITS
    if "." in body:
        if len(body) - body.index(".") - 1 < DECIMALS:
            return DIGITS
        return ")" if prefix[0] == "(" else ""
    groups = body.split(",")
    if len(groups[-1]) < GROUP:
        more = DIGITS if sum(map(len, groups)) < MAX_DIGITS else ""
        return more + (
            ",." if len(groups) == 1 and groups[0] not in ("", "0") else "." * (body == "0")
        )
    return ",."


def is_whole(text: str) -> bool:
    body = text.strip("-()")
    decimals = len(body) - body.find(".") - 1
    closed = text.startswith("(") == text.endswith(")")
    return "." in body and decimals == DECIMALS and closed


def looks_like_figure(text: str) -> bool:
    """Tell whether a reading is mostly digits and separators; two digits of a long one may be lost."""
    marks = sum(c in SYMBOLS or c in "，．－（） " for c in text)
    return sum(c.isdigit() for c in text) >= GROUP and marks >= MOSTLY * len(text)

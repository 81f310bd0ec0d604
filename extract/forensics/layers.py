"""Invisible text layers of scans that say other figures than the picture shows.

Such layers come from OCR programs and are misread at many places. So a layer is believed only
where it agrees with our own sure readings elsewhere on the page, and what OCR programs mistake
for each other does not count (see `is_misreading`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from ..geometry import Box
from ..pages import Word
from ..trust import Trust
from .sight import Clue, Sight

NUMBER = re.compile(r"\d[\d,，.．]*\d")
SURE = 0.95  # confidence of every digit of a reading that may contradict a layer
DIGITS = 3  # of a figure that is compared
COMMON = 0.4  # of the wider one's length that a figure of the layer and of the picture share
LEVEL = 0.5  # of the lower one's height that they share
COMPARED = 5  # figures, below which a layer cannot be believed
AGREEING = 0.8  # share of them
LENGTH_EDITS = 3  # changes that numbers of different length differ by at least
SCORE = 0.9


class _Number(NamedTuple):
    digits: str
    text: str
    box: Box  # displayed


def layer_clues(sight: Sight) -> Iterator[Clue]:
    """Yield a clue for each figure that a believable layer gives otherwise than the picture."""
    if sight.trust is not Trust.SCAN or not sight.layer.words:
        return
    frame = sight.layer.frame
    layer = [n for w in sight.layer.words for n in _numbers(w) if len(n.digits) >= DIGITS]
    layer = [number._replace(box=frame.locate(number.box)) for number in layer]
    compared = [(own, other) for own in _sure(sight) for other in _at(own, layer)]
    differing = [(own, other) for own, other in compared if own.digits != other.digits]
    if len(compared) < COMPARED or len(differing) > (1 - AGREEING) * len(compared):
        return
    for own, other in differing:
        yield Clue(
            kind="layer-mismatch",
            file=sight.page.file,
            page=sight.page.number,
            box=_rounded(own.box),
            detail=f"图像上是“{own.text}”，文字层是“{other.text}”",
            score=SCORE,
            elsewhere=SCORE,
            before=other.digits,
            after=own.digits,
        )


def is_misreading(layer: str, picture: str, confusable: Iterable[str]) -> bool:
    """Tell whether an OCR program may have read one string of digits for the other.

    `confusable` are pairs of digits. Numbers of different length are told apart by more changes,
    as a digit is easily lost under a seal or at a ruling.
    """
    if len(layer) != len(picture):
        return int(Levenshtein.distance(layer, picture)) < LENGTH_EDITS
    pairs = {frozenset(pair) for pair in confusable}
    return all(
        one == other or frozenset((one, other)) in pairs
        for one, other in zip(layer, picture, strict=True)
    )


def _numbers(word: Word) -> Iterator[_Number]:
    for match in NUMBER.finditer(word.text):
        digits = "".join(
            str(unicodedata.decimal(character)) for character in match[0] if character.isdecimal()
        )
        left, right = word.edges[match.start()], word.edges[match.end()]
        yield _Number(digits, match[0], Box(left, word.box.y0, right, word.box.y1))


def _sure(sight: Sight) -> Iterator[_Number]:
    """Yield the figures that were read from the picture without a doubt."""
    for word in sight.page.words:
        if word.origin == "ocr" and _is_sure(word):
            for number in _numbers(word):
                if len(number.digits) >= DIGITS:
                    yield number._replace(box=sight.page.frame.locate(number.box))


def _is_sure(word: Word) -> bool:
    """Tell whether every digit was read surely; separators are not compared."""
    pairs = zip(word.text, word.confidences, strict=False)
    digits = [confidence for character, confidence in pairs if character.isdigit()]
    return bool(digits) and min(digits) >= SURE


def _at(own: _Number, layer: Sequence[_Number]) -> Iterator[_Number]:
    """Yield the one number of the layer that stands where the picture has this one."""
    found = [other for other in layer if _same_place(own.box, other.box)]
    if len(found) == 1:
        yield found[0]


def _same_place(one: Box, other: Box) -> bool:
    level = one.overlap_y(other) >= LEVEL * min(one.height, other.height)
    return level and one.overlap_x(other) >= COMMON * max(one.width, other.width)


def _rounded(box: Box) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (round(side, 2) for side in box)
    return (x0, y0, x1, y1)

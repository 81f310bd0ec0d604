"""Letters of a grey seal that were read as print: red ink is taken out before reading, grey is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .geometry import Box
from .pages import Word
from .seals import Stamp

IN_LINE = 0.5  # of the lower of two words, by which their middles may lie apart


def without_seal_letters(
    words: Sequence[Word], stamps: Iterable[Stamp], scale: float
) -> list[Word]:
    """Leave out single characters within a grey seal that stand in line with no other word.

    A value of one character, such as 无, stands in line with its label. `scale` is pixels a point.
    """
    grey = [stamp for stamp in stamps if not stamp.red]
    if not grey:
        return list(words)
    return [
        word
        for word in words
        if len(word.text.strip()) > 1
        or not any(_within(word.box, stamp, scale) for stamp in grey)
        or any(other is not word and _in_line(word.box, other.box) for other in words)
    ]


def _within(box: Box, stamp: Stamp, scale: float) -> bool:
    x, y = box.center
    across, down = (x * scale - stamp.x) / stamp.rx, (y * scale - stamp.y) / stamp.ry
    return bool(across**2 + down**2 <= 1)


def _in_line(box: Box, other: Box) -> bool:
    apart = abs(box.center[1] - other.center[1])
    return apart < IN_LINE * min(box.height, other.height)

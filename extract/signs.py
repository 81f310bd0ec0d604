"""What speaks for a reading and what against it, as numbers that a calibration weighs.

A reading may be doubted for its print, its place on the page, or its meaning; what bears it out
elsewhere in the submission speaks for it. That a sum fails is no sign: a figure that was altered
is read right all the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from math import log2, log10
from statistics import median
from typing import NamedTuple

from .columns import is_amount
from .echoes import Echoes
from .geometry import Box
from .held_sums import figures_in_held_sums
from .page_types import TypedPage
from .pages import Page
from .programme import Programme
from .readings import ReadingType, readings_of
from .records import Reading, Record
from .values import credit_code
from .values.widths import half_width
from .vocabulary import Vocabulary

SURE = 1e-3  # of doubt, below which one character is as good as another
LINE_HEIGHT = 12.0  # points, on a page without words
AROUND = (0.8, 0.15)  # heights of a line to its sides, and above and below, that are its own
INSET = 3.0  # points from a cell's rulings, whose rests are no print
CROSSING = 1.5  # points inside a reading's ends within which a ruling does not cross it
MOST_STRAY = 3.0
_THREE_DECIMALS = re.compile(r"(?<![\d.])[1-9]\d{0,2}([,.]\d{3})*\.\d{3}(?![\d.])")
SIGN = "-－−–(（"
PAIRS = (("（", "）"), ("《", "》"), ("“", "”"), ("(", ")"), ("【", "】"))


class Signs(NamedTuple):
    """The signs of one reading; a truth is 1 or 0, a doubt a logarithm to ten."""

    raw: float  # doubt of the least sure character, and of how the value was told
    letters: float  # doubt of the least sure letter, digit or Chinese character
    empty: float  # nothing stands there
    unparsed: float  # something stands there that is no value
    noted: float  # the value was read with a remark
    stray: float  # unread ink beside the print or in an empty cell, in squares of a line's height
    sealed: float  # a seal lies over it
    crossed: float  # a ruling runs through it
    ambiguous: float  # a recognised figure whose point may be a thousands comma
    unpaired: float  # a bracket or quotation mark of a text lacks its partner
    length: float  # characters, logarithm to two
    number: float
    figure: float
    choice: float
    fact: float
    printed: float  # the page's own text
    reconciled: float  # by a sum
    echoed: float  # another page says the same
    summed: float  # a sum around it holds
    checked: float  # its check characters are right


class Witnesses:
    """The pages and the record that a reading's signs are looked for in."""

    def __init__(
        self,
        record: Record,
        typed: Sequence[TypedPage],
        programme: Programme,
        vocabulary: Vocabulary,
    ) -> None:
        self._sheets = {(one.page.file, one.page.number): _Sheet(one) for one in typed}
        self._echoes = Echoes(reading for reading, _ in readings_of(record, programme))
        self._summed = (
            {_key(figure) for figure in figures_in_held_sums(record.audit, vocabulary)}
            if record.audit is not None
            else set()
        )

    def signs(self, reading: Reading, type: ReadingType) -> Signs:
        sheet = self._sheets[reading.file, reading.page]
        box = sheet.page.frame.upright(Box(*reading.bbox))
        empty = reading.value is None and not reading.text
        return Signs(
            raw=_doubt(reading.confidence),
            letters=_doubt(sheet.least_sure_letter(box)),
            empty=empty,
            unparsed=reading.value is None and bool(reading.text),
            noted=reading.note is not None,
            stray=sheet.stray(box, empty=empty),
            sealed=any(seal.box.intersection(box) > 0 for seal in sheet.page.seals),
            crossed=sheet.crossed(box),
            ambiguous=_is_ambiguous(reading),
            unpaired=_is_unpaired(reading),
            length=log2(1 + len(reading.text)),
            number=type == "number",
            figure=type == "figure",
            choice=type in ("choice", "choices"),
            fact=type == "fact",
            printed=reading.origin == "text",
            reconciled=reading.origin == "reconciled",
            echoed=self._echoes.has(reading),
            summed=_key(reading) in self._summed,
            checked=isinstance(reading.value, str) and credit_code.is_valid(reading.value),
        )


def _key(reading: Reading) -> tuple[str, int, tuple[float, float, float, float]]:
    return reading.file, reading.page, reading.bbox


def _doubt(sure: float) -> float:
    return log10(1 - sure + SURE)


def _is_ambiguous(reading: Reading) -> bool:
    """Tell a figure with three digits behind its point: 40.549 may be 40,549."""
    if reading.origin == "text" or not isinstance(reading.value, int | float):
        return False
    return bool(_THREE_DECIMALS.search(half_width(reading.text)))


def _is_unpaired(reading: Reading) -> bool:
    text = reading.value if isinstance(reading.value, str) else ""
    return any(text.count(one) != text.count(other) for one, other in PAIRS)


class _Sheet:
    """One page, as its readings' signs ask about it."""

    def __init__(self, typed: TypedPage) -> None:
        self.page: Page = typed.page

    @cached_property
    def _line_height(self) -> float:
        heights = [word.box.height for word in self.page.words]
        return median(heights) if heights else LINE_HEIGHT

    def least_sure_letter(self, box: Box) -> float:
        """Return the confidence of the least sure letter, digit or character in a box.

        Marks of punctuation are left out, for their widths are confused without harm; the sign of
        a figure is none.
        """
        found = [
            sure
            for word in self.page.words
            if box.y0 - 1 <= word.box.center[1] <= box.y1 + 1 and word.box.overlap_x(box) > 0
            for sure, character, (left, right) in zip(
                word.confidences or (word.confidence,) * len(word.text),
                word.text,
                pairwise(word.edges),
                strict=False,
            )
            if (character.isalnum() or (character in SIGN and is_amount(word.text)))
            and box.x0 - 1 <= (left + right) / 2 <= box.x1 + 1
        ]
        return min(found, default=1.0)

    def stray(self, box: Box, *, empty: bool) -> float:
        """Return the unread ink in an empty cell or around print, in squares of line height."""
        height = self._line_height
        across, up = (share * height for share in AROUND)
        around = Box(box.x0 - across, box.y0 - up, box.x1 + across, box.y1 + up)
        within = box.grown(-INSET) if empty else around
        area = sum(ink.area for ink in self.page.stray_ink if within.contains(*ink.center))
        return min(area / (height * height), MOST_STRAY)

    def crossed(self, box: Box) -> bool:
        """Tell whether an upright ruling stands inside the ends of a reading's box."""
        return any(
            not ruling.horizontal
            and box.x0 + CROSSING < ruling.position < box.x1 - CROSSING
            and ruling.span[0] < box.center[1] < ruling.span[1]
            for ruling in self.page.rulings
        )

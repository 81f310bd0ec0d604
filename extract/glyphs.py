"""Single characters as a page draws them: where, how, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

import pymupdf

from .geometry import Box

INVISIBLE_MODE = 3  # PDF text rendering mode: neither filled nor stroked
STROKED_MODE = 1  # outlines only; a bold imitation strokes the same text that it fills
MIN_WIDTH = 0.1  # em
HALF_EM = 0.5  # width of a digit in most fonts
WHITE = 0.92  # a colour whose every part is above this cannot be seen on paper


class Glyph(NamedTuple):
    """One drawn character; boxes and origin lie as before the page's own /Rotate."""

    text: str
    x: float  # of the origin, on the baseline
    y: float
    box: Box  # from ascender to descender
    font: str
    size: float
    order: int  # place in the drawing order of the page
    across: tuple[float, float]  # direction of the line
    inked: bool  # leaves something to see on white paper

    @property
    def core(self) -> Box:
        """Return the box without the room that most characters leave above and below."""
        box = self.box
        margin = 0.15 * box.height
        return Box(box.x0, box.y0 + margin, box.x1, box.y1 - margin)


def glyphs_of(page: pymupdf.Page) -> Iterator[Glyph]:
    """Yield a page's characters in drawing order, without spaces and bold imitations."""
    for span in page.get_texttrace():
        if span["type"] == STROKED_MODE:
            continue
        white = all(part > WHITE for part in span["color"] or (0.0,))
        inked = span["type"] != INVISIBLE_MODE and span["opacity"] > 0 and not white
        font, size, order, across = span["font"], span["size"], span["seqno"], span["dir"]
        starts = [char[2][0] for char in span["chars"][1:]]
        for (code, _, (x, y), bounds), after in zip_longest(span["chars"], starts):
            text = chr(code)
            if not text.isspace():
                box = _box(Box(*bounds), x, after, size) if across[0] > 0 else Box(*bounds)
                yield Glyph(text, x, y, box, font, size, order, across, inked)


def _box(box: Box, x: float, after: float | None, size: float) -> Box:
    """Mend the box of a character whose font tells no widths, as some editors leave them."""
    if after is not None and x < after < x + size:
        return box._replace(x0=x, x1=after)
    return box if box.width > MIN_WIDTH * size else box._replace(x0=x, x1=x + HALF_EM * size)

"""What there is to see of a page while its file is open, and what an observer makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pymupdf

from ..flatten import Flat
from ..geometry import Box
from ..pages import Page
from ..records import Bbox
from ..text_layer import TextLayer
from ..trust import Trust

Kind = Literal["hidden-text", "layer-mismatch", "late-edit", "font-anomaly", "pasted-region"]


@dataclass(frozen=True)
class Sight:
    """One page, before its type is known."""

    pdf_page: pymupdf.Page
    page: Page  # as it was read
    layer: TextLayer
    trust: Trust
    flat: Flat | None  # of a page that was read from its pixels

    def displayed(self, box: Box) -> Bbox:
        """Return a box of the page before its own /Rotate as it lies on the displayed page."""
        return displayed(self.pdf_page, box)


@dataclass(frozen=True)
class Clue:
    """Something about one place of a page that does not fit the rest."""

    kind: Kind
    file: str
    page: int  # from 1
    box: Bbox | None  # points of the displayed page
    detail: str  # for people
    score: float  # 0 to 1, on a page that bears figures
    elsewhere: float = 0.0  # the score on any other page
    before: str = ""  # what stood there first, or stands hidden
    after: str = ""  # what shows


def displayed(page: pymupdf.Page, box: Box) -> Bbox:
    x0, y0, x1, y1 = pymupdf.Rect(box) * page.rotation_matrix
    return (round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))

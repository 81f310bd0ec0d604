"""What stands on pages beside their text, as observations that checks may ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .pages import Page
from .records import Observation

CODE = "code"  # `text` is what is written in a two-dimensional code
SEAL = "seal"  # the kind of an observation: `text` is what the seal says, `score` how surely
_SHAPES = {"round": "圆形印章", "oval": "椭圆形印章", "square": "方形印章"}


def sightings(pages: Iterable[Page]) -> Iterator[Observation]:
    """Yield the seals and codes of some pages, page by page."""
    for page in pages:
        for seal in sorted(page.seals, key=lambda seal: (seal.box.y0, seal.box.x0)):
            yield Observation(
                kind=SEAL,
                file=page.file,
                page=page.number,
                bbox=page.locate(seal.box),
                detail=_SHAPES[seal.shape],
                text=seal.text,
                score=round(seal.confidence, 4),
            )
        for code in page.codes:
            yield Observation(
                kind=CODE,
                file=page.file,
                page=page.number,
                bbox=page.locate(code.box),
                detail="二维码",
                text=code.text,
            )

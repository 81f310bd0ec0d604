"""Overlay edits: text that was covered, mostly with other text written over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..covered import Cover
from ..geometry import union
from ..glyphs import Glyph
from .sight import Clue, Sight

MARGIN = 0.07  # of the page's height at its head and foot, where page numbers are renewed
SHORT = 24  # characters of a page number or running head
SMALL = 0.15  # share of the page that a pasted figure's picture is below
SEAL = (50.0, 200.0)  # points, sides of a seal's picture
HUGE = 2.5  # times the size of the text in its place, from which on hidden text is a watermark
SQUARE = 0.8  # short side by long side of a seal's picture

REPLACED, REMOVED, PICTURED, HARMLESS = 0.95, 0.75, 0.75, 0.2


def patch_clues(sight: Sight) -> Iterator[Clue]:
    """Yield a clue for each patch or picture that hides text of the page."""
    for cover in sight.layer.covers:
        hidden, shown = _text(cover.hidden), _text(cover.shown)
        if hidden == shown:
            continue
        score, elsewhere = _scores(sight, cover, hidden)
        yield Clue(
            kind="hidden-text",
            file=sight.page.file,
            page=sight.page.number,
            box=sight.displayed(union(glyph.box for glyph in cover.hidden)),
            detail=_detail(hidden, shown),
            score=score,
            elsewhere=elsewhere,
            before=hidden,
            after=shown,
        )


def _text(glyphs: Sequence[Glyph]) -> str:
    return "".join(glyph.text for glyph in glyphs)


def _detail(hidden: str, shown: str) -> str:
    seen = f"现显示“{shown}”" if shown else "现无文字"
    return f"被遮盖的文字为“{hidden}”，{seen}"


def _scores(sight: Sight, cover: Cover, hidden: str) -> tuple[float, float]:
    """Return the score on pages that bear figures, and on others."""
    if _is_running(sight, cover, hidden) or _is_watermark(cover):
        return HARMLESS, HARMLESS
    if cover.shown:
        return REPLACED, REPLACED
    figure = any(character.isdigit() for character in hidden)
    if cover.patch.picture:
        return (PICTURED if figure and _may_be_a_figure(sight, cover) else HARMLESS), HARMLESS
    return (REMOVED if figure else HARMLESS), HARMLESS


def _is_running(sight: Sight, cover: Cover, hidden: str) -> bool:
    """Tell a page number or running head that was replaced when files were put together."""
    _, y0, _, y1 = sight.displayed(cover.patch.box)
    height = sight.pdf_page.rect.height
    return len(hidden) <= SHORT and (y1 < MARGIN * height or y0 > (1 - MARGIN) * height)


def _is_watermark(cover: Cover) -> bool:
    """Tell a word across the page that a shaded cell lies over, with the cell's own text on it."""
    largest = max((glyph.size for glyph in cover.shown), default=0.0)
    return 0 < HUGE * largest <= min(glyph.size for glyph in cover.hidden)


def _may_be_a_figure(sight: Sight, cover: Cover) -> bool:
    box = cover.patch.box
    short, long = sorted((box.width, box.height))
    seal = SEAL[0] <= short and long <= SEAL[1] and short >= SQUARE * long
    return not seal and box.area < SMALL * abs(
        sight.pdf_page.rect.width * sight.pdf_page.rect.height
    )

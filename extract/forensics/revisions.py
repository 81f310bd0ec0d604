"""Earlier revisions inside a file: figures that an incremental update changed.

A PDF editor may append its changes; the file up to each end mark is then a whole file of its
own. Signatures, comments, filled forms and added pages leave the figures as they were.
"""

from __future__ import annotations

import mmap
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import pymupdf

from ..geometry import union
from ..pages import Word
from ..text_layer import TextLayer, read_text_layer
from ..trust import Trust, judge
from .sight import Clue

END = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
MOST = 8  # revisions that are compared, the last ones
FIGURE = re.compile(r"\d")
REACH = 3.0  # heights of a figure within which the one in its place may be
MARGIN = 0.07  # of the page's height at head and foot, where page numbers stand
TOLD = 5  # changed figures that are named
CHANGED, IN_PROSE = 1.0, 0.6  # scores

Pair: TypeAlias = tuple[Word, Word]


def revision_ends(data: bytes | mmap.mmap) -> list[int]:
    """Return where each revision of a file ends.

    Only what looks like an update counts: a cross-reference table after the end before it. The
    first part of a linearised file points elsewhere, as does a file embedded in another.
    """
    ends: list[int] = []
    for match in END.finditer(data):
        start = int(match[1])
        if (ends[-1] if ends else 1) <= start < match.start():
            ends.append(match.end())
    return ends


def revision_clues(path: Path, file: str) -> Iterator[Clue]:
    """Yield a clue for each page on which a revision changed figures; `file` is its name."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        ends = revision_ends(data)[-MOST:]
        for earlier, later in pairwise(ends):
            with _opened(data[:earlier]) as one, _opened(data[:later]) as other:
                yield from _changes(one, other, file)


@contextmanager
def _opened(data: bytes) -> Iterator[pymupdf.Document]:
    document = pymupdf.open(stream=data, filetype="pdf")
    try:
        yield document
    finally:
        document.close()


def _changes(one: pymupdf.Document, other: pymupdf.Document, file: str) -> Iterator[Clue]:
    if one.is_repaired or other.is_repaired or one.needs_pass or other.needs_pass:
        return
    for before, after in _same_pages(one, other):
        if _drawn(before) == _drawn(after):
            continue
        old, new = _layer(before), _layer(after)
        if old is not None and new is not None and (pairs := list(_changed_figures(old, new))):
            yield _clue(after, new, pairs, file)


def _same_pages(
    one: pymupdf.Document, other: pymupdf.Document
) -> Iterator[tuple[pymupdf.Page, pymupdf.Page]]:
    """Pair pages by their object's number, which an update keeps when it adds or moves pages."""
    first = {page.xref: page for page in _pages(one)}
    pairs = [(first[page.xref], page) for page in _pages(other) if page.xref in first]
    if not pairs and one.page_count == other.page_count:
        pairs = list(zip(_pages(one), _pages(other), strict=True))
    yield from pairs


def _pages(document: pymupdf.Document) -> list[pymupdf.Page]:
    return [document[number] for number in range(document.page_count)]


def _drawn(page: pymupdf.Page) -> tuple[str, int]:
    return page.get_text(), len(page.get_bboxlog())


def _layer(page: pymupdf.Page) -> TextLayer | None:
    """Return what a page says itself; a scan's own text layer is renewed at will."""
    layer = read_text_layer(page)
    return None if judge(page, layer, "") is Trust.SCAN else layer


def _figures(layer: TextLayer) -> list[Word]:
    head, foot = MARGIN * layer.height, (1 - MARGIN) * layer.height
    return [
        word
        for word in layer.words
        if word.visible and FIGURE.search(word.text) and word.box.y1 > head and word.box.y0 < foot
    ]


def _changed_figures(before: TextLayer, after: TextLayer) -> Iterator[Pair]:
    """Yield figures that went and the ones that came in their place."""
    old, new = _figures(before), _figures(after)
    gone, came = _surplus(old, new), _surplus(new, old)
    for word in gone:
        near = [other for other in came if _in_place(word, other)]
        if near:
            came.remove(near[0])
            yield word, near[0]


def _surplus(words: Sequence[Word], others: Sequence[Word]) -> list[Word]:
    """Return the words whose text the others do not have, or not as often.

    Of one that stands at several places those are taken that are not at their place any more.
    """
    places = {_placed(word) for word in words} & {_placed(word) for word in others}
    moved = [word for word in words if _placed(word) not in places]
    left = Counter(word.text for word in others if _placed(word) not in places)
    found = []
    for word in moved:
        left[word.text] -= 1
        if left[word.text] < 0:
            found.append(word)
    return found


def _placed(word: Word) -> tuple[str, int, int]:
    return word.text, round(word.box.x1), round(word.box.y1)


def _in_place(word: Word, other: Word) -> bool:
    level = word.box.overlap_y(other.box) > 0.5 * min(word.box.height, other.box.height)
    gap = max(word.box.x0, other.box.x0) - min(word.box.x1, other.box.x1)
    return level and gap < REACH * word.box.height


def _clue(page: pymupdf.Page, layer: TextLayer, pairs: Sequence[Pair], file: str) -> Clue:
    told = "、".join(f"“{old.text}”改为“{new.text}”" for old, new in pairs[:TOLD])
    more = f"等{len(pairs)}处" if len(pairs) > TOLD else ""
    x0, y0, x1, y1 = layer.frame.locate(union(new.box for _, new in pairs))
    return Clue(
        kind="late-edit",
        file=file,
        page=page.number + 1,
        box=(round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2)),
        detail=f"文件中保留有较早的版本，后来的版本把{told}{more}",
        score=CHANGED,
        elsewhere=IN_PROSE,
        before=pairs[0][0].text,
        after=pairs[0][1].text,
    )

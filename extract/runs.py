"""Where the text of a page stands: stretches of characters with one box each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .geometry import Box, union
from .lines import TextLine
from .pages import Page, Word
from .records import Run

CLOSE = 0.5  # of the line's height; words no farther apart are one stretch


def runs_of(lines: Iterable[TextLine], page: Page) -> tuple[Run, ...]:
    """Return the stretches of some lines in the order of their text, as displayed."""
    return tuple(
        Run(sum(len(word.text) for word in words), *page.locate(union(one.box for one in words)))
        for line in lines
        for words in _stretches(line)
        if any(word.text for word in words)
    )


def _stretches(line: TextLine) -> Iterator[list[Word]]:
    """Yield a line's words, those together that stand close."""
    held: list[Word] = []
    for word in line.words:
        if held and not _is_close(held[-1].box, word.box):
            yield held
            held = []
        held.append(word)
    if held:
        yield held


def _is_close(left: Box, right: Box) -> bool:
    return right.x0 - left.x1 <= CLOSE * min(left.height, right.height)

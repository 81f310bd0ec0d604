"""Boxes to tick among a digital page's own characters: symbol fonts, and boxes ticked by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .checkboxes import is_ticked
from .choices import EMPTY, TICKED, Marks
from .geometry import Box
from .pages import CheckMark, Word

_FONT_NOISE = re.compile(r"^[A-Z]{6}\+|[^A-Za-z0-9]|itc|regular", re.IGNORECASE)


def symbols_read(
    words: Iterable[Word], marks: Marks, strokes: Sequence[Box], buttons: Sequence[CheckMark]
) -> Iterator[Word]:
    """Yield words with the letters of symbol fonts as the boxes they draw.

    An empty box that free strokes cross is a ticked one. What a form's button draws itself is
    left out, as the button tells its own state.
    """
    fonts = {font_key(name): letters for name, letters in marks.fonts.items()}
    for word in words:
        if any(button.box.contains(*word.box.center) for button in buttons):
            continue
        letters = fonts.get(font_key(word.font)) if fonts else None
        if letters is not None:
            ticked, empty = letters
            text = "".join(TICKED if c in ticked else EMPTY if c in empty else c for c in word.text)
            word = replace(word, text=text)
        yield _with_ticks(word, marks, strokes)


def font_key(name: str) -> str:
    """Return a font's name without subset prefix, spaces and the words that only some add."""
    return _FONT_NOISE.sub("", name).lower()


def _with_ticks(word: Word, marks: Marks, strokes: Sequence[Box]) -> Word:
    if not strokes or not any(character in marks.empty for character in word.text):
        return word
    text = "".join(
        TICKED
        if character in marks.empty and is_ticked(_square(word, index), strokes)
        else character
        for index, character in enumerate(word.text)
    )
    return replace(word, text=text)


def _square(word: Word, index: int) -> Box:
    """Return where a character of a word stands, as square as it is wide."""
    x0, x1 = word.edges[index], word.edges[index + 1]
    middle = (word.box.y0 + word.box.y1) / 2
    return Box(x0, middle - (x1 - x0) / 2, x1, middle + (x1 - x0) / 2)

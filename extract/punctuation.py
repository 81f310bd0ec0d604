"""Punctuation of recognised Chinese print, which the engine gives in either width."""

from __future__ import annotations

from itertools import pairwise

from .characters import is_han
from .pages import Word

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_OPEN, _CLOSE = "(（", ")）"
DASH_WIDTH = 0.8  # of the line's type size: a dash takes a full width, a hyphen a third


def chinese_punctuation(text: str) -> str:
    """Give marks that stand beside Chinese characters their full width.

    Brackets are decided in pairs: full width where Chinese stands inside or beside them.
    """
    characters = list(text)
    for index, character in enumerate(characters):
        if character in _FULL and _beside_chinese(characters, index):
            characters[index] = _FULL[character]
    stack: list[int] = []
    for index, character in enumerate(text):
        if character in _OPEN:
            stack.append(index)
        elif character in _CLOSE:
            start = stack.pop() if stack else None
            _set_pair(characters, start, index)
    for start in stack:
        _set_pair(characters, start, None)
    return "".join(characters)


def _set_pair(characters: list[str], start: int | None, end: int | None) -> None:
    low = start if start is not None else 0
    high = end if end is not None else len(characters) - 1
    chinese = any(is_chinese(c) for c in characters[max(low - 1, 0) : high + 2])
    if start is not None:
        characters[start] = "（" if chinese else "("
    if end is not None:
        characters[end] = "）" if chinese else ")"


def _beside_chinese(characters: list[str], index: int) -> bool:
    before = characters[index - 1] if index else ""
    after = characters[index + 1] if index + 1 < len(characters) else ""
    marks = "》）”」】》)"
    return is_chinese(before) or is_chinese(after) or (before in marks and bool(before))


def is_chinese(character: str) -> bool:
    return is_han(character) or character in tuple("《》“”、。")


def with_dashes(word: Word) -> str:
    """Return a recognised word's text with hyphens as wide as a character made dashes."""
    widths = [right - left for left, right in pairwise(word.edges)]
    return "".join(
        "—" if character == "-" and width > DASH_WIDTH * word.size else character
        for character, width in zip(word.text, widths, strict=True)
    )

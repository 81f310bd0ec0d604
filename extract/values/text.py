"""Text in a cell: line breaks and spaces removed, the words for "nothing" told apart."""

from __future__ import annotations

import re

NONE = "无"
_NOTHING = re.compile(
    r"^[（(]?(?:无/?|/+|／+|\\|暂无|没有|[-—–－]{1,3}|N/?A)[）)]?[。.]?$", re.IGNORECASE
)
_BLANK = re.compile(r"[_＿﹍﹎…⋯]+")  # the line or the dots to write on, with nothing on it
_SPACE = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")  # and what is as invisible


def clean(text: str) -> str | None:
    """Return text without white space; None when empty, `无` where the cell says so or `/`."""
    joined = _SPACE.sub("", text)
    if not joined or _BLANK.fullmatch(joined):
        return None
    return NONE if _NOTHING.match(joined) else joined

"""What in running text narrows a figure down to a part of the applicant's business."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .reference import ProseWords

# "(1)总集成总承包", "二、远程运维", "一是": the beginning of an item.
ITEM = re.compile(
    r"(?:\([一二三四五六七八九十0-9]{1,3}\)|[0-9]{1,2}[.、)](?![0-9])|[①-⑳]"
    r"|第?[一二三四五六七八九十]{1,3}[、是])"
)


class Narrowing:
    """Tells clauses behind which a figure may be that of a part.

    `modes` are the programme's kinds of service: a section or an item on one of them gives its own
    figures.
    """

    def __init__(self, words: ProseWords, modes: Iterable[str] = ()):
        self._words = words
        self._modes = tuple(modes)

    def is_on_a_mode(self, text: str) -> bool:
        return any(mode in text for mode in self._modes)

    def may_narrow(self, clause: str) -> bool:
        """Tell whether a clause opens with 通过, 针对 and the like."""
        return clause.startswith(self._words.narrowing) or self.narrows(clause)

    def narrows(self, clause: str) -> bool:
        """Tell whether a clause names a part, whoever the subject is: 在新能源领域."""
        ends = tuple(part + end for part in self._words.parts for end in ("", "中", "内", "上"))
        return clause.startswith(self._words.within) and clause.endswith(ends)

    def is_whole(self, clause: str) -> bool:
        """Tell whether a clause names the applicant as its subject."""
        return any(word in clause for word in self._words.selves)

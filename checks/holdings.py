"""How many people and patents, and what capital, running text says that the applicant has.

Only plain statements of the present: what was applied for, added or had in some year is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.programme import FieldSpec
from extract.values import amount
from extract.values.widths import half_width

from .narrowing import Narrowing
from .phrases import CLAUSE_END, FIGURE, PART_END, SENTENCE_END, alternatives
from .prose import Mention
from .reference import ProseWords


class Holdings:
    """Finds counts, and amounts without a year, of the fields of one form."""

    def __init__(self, words: ProseWords, specs: Sequence[FieldSpec]):
        self._words = words
        self._part = Narrowing(words)
        self._specs = {
            name: spec
            for spec in specs
            if spec.type == "number" and not spec.per_year
            for name in (*words.counts.get(spec.id, ()), *words.capital.get(spec.id, ()))
        }
        fill, having = alternatives(words.fillers), alternatives(words.having)
        counts, capital = (
            alternatives(name for names in kind.values() for name in names)
            for kind in (words.counts, words.capital)
        )
        item = (
            rf"(?P<what>{counts})(?:为|共|共有|达|达到|:)?"
            rf"(?P<count>[0-9][0-9,]*){alternatives(words.counters)}"
        )
        self._first = re.compile(rf"(?:{fill}|{having})*{item}")
        self._next = re.compile(rf"[、和及]{item}")
        self._right = re.compile(
            rf"(?:{fill}|{having})*{alternatives(words.rights)}(?:共|共有|达|达到)?[0-9]"
        )
        self._capital = re.compile(
            rf"{fill}*(?P<what>{capital}){alternatives(words.verbs)}*"
            rf"(?P<count>{FIGURE})(?:整|人民币)?$"
        )

    def mentions(self, text: str) -> Iterator[Mention]:
        """Yield the counts of a section's text, in order."""
        words = self._words
        for sentence in SENTENCE_END.split(re.sub(r"\s+", "", half_width(text))):
            for part in PART_END.split(sentence):
                narrowed = had = False
                for clause in CLAUSE_END.split(part):
                    narrowed = narrowed and not self._part.is_whole(clause)
                    yield from self._counted(clause, narrowed, had)
                    narrowed = narrowed or self._part.may_narrow(clause)
                    had = (had and clause.startswith(self._words.left_out)) or self._is_right(
                        clause
                    )
                if not any(word in sentence for word in (*words.changed, *words.another)):
                    yield from self._capitals(part)

    def _counted(self, clause: str, narrowed: bool, had: bool) -> Iterator[Mention]:
        """Yield the counts of a clause; `had` tells that the one before it spoke of their whole."""
        if self._is_left(clause):
            return
        match = self._first.match(clause)
        if match is None or not (had or self._is_had(match)):
            return
        while match is not None:
            yield from self._mention(match, narrowed)
            match = self._next.match(clause, match.end())

    def _capitals(self, part: str) -> Iterator[Mention]:
        for clause in CLAUSE_END.split(part):
            match = self._capital.match(clause) if not self._is_left(clause) else None
            if match is not None:
                yield from self._mention(match, narrowed=False)

    def _mention(self, match: re.Match[str], narrowed: bool) -> Iterator[Mention]:
        spec = self._specs.get(match["what"])
        found = amount.parse(match["count"], spec.unit if spec else None)
        if spec is not None and found is not None:
            yield Mention(spec.id, None, found, match[0], narrowed)

    def _is_left(self, clause: str) -> bool:
        return "年" in clause or any(word in clause for word in self._words.foreign)

    def _is_right(self, clause: str) -> bool:
        """Tell whether a clause counts all patents that the unit has."""
        match = self._right.match(clause)
        if match is None or self._is_left(clause):
            return False
        return any(word in match[0] for word in self._words.having)

    def _is_had(self, match: re.Match[str]) -> bool:
        """Tell whether a count is of what the unit has: 员工总数 needs no further word."""
        having = any(word in match[0] for word in self._words.having)
        return having or match["what"].endswith(self._words.totals)

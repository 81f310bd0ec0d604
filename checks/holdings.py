"""How many people and patents running text says that the applicant has.

Only plain statements of the present: what was applied for, added or had in some year is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.programme import FieldSpec
from extract.values import amount
from extract.values.widths import half_width

from .phrases import CLAUSE_END, PART_END, SENTENCE_END, alternatives
from .prose import Mention
from .reference import ProseWords


class Holdings:
    """Finds counts of the fields of one form."""

    def __init__(self, words: ProseWords, specs: Sequence[FieldSpec]):
        self._words = words
        self._specs = {
            name: spec
            for spec in specs
            if spec.type == "number" and not spec.per_year
            for name in words.counts.get(spec.id, ())
        }
        fill, having = alternatives(words.fillers), alternatives(words.having)
        item = (
            rf"(?P<what>{alternatives(self._specs)})(?:为|共|共有|达|达到|:)?"
            rf"(?P<count>[0-9][0-9,]*){alternatives(words.counters)}"
        )
        self._first = re.compile(rf"(?:{fill}|{having})*{item}")
        self._next = re.compile(rf"[、和及]{item}")

    def mentions(self, text: str) -> Iterator[Mention]:
        """Yield the counts of a section's text, in order."""
        for sentence in SENTENCE_END.split(re.sub(r"\s+", "", half_width(text))):
            for part in PART_END.split(sentence):
                for clause in CLAUSE_END.split(part):
                    yield from self._counted(clause)

    def _counted(self, clause: str) -> Iterator[Mention]:
        if "年" in clause or any(word in clause for word in self._words.foreign):
            return
        match = self._first.match(clause)
        if match is None or not any(word in match[0] for word in self._words.having):
            return
        while match is not None:
            found = amount.parse(match["count"])
            if found is not None:
                yield Mention(self._specs[match["what"]].id, None, found, match[0])
            match = self._next.match(clause, match.end())

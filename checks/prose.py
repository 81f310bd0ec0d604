"""Figures that running text states of a subject in a year, where it ties the three clearly.

Only the turns of phrase that the data name are taken; whatever else a sentence says of
figures is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.programme import FieldSpec
from extract.values import amount
from extract.values.amount import Amount
from extract.values.units import MONEY
from extract.values.widths import half_width

from .growth import Growth, GrowthPhrases
from .phrases import (
    ANY_YEAR,
    CLAUSE_END,
    PART_END,
    SENTENCE_END,
    Phrases,
    listed_numbers,
    listed_years,
    phrases,
)
from .reference import ProseWords


@dataclass(frozen=True)
class Mention:
    """A figure that a text states of a field in a year, or of one without years."""

    field: str
    year: str | None
    amount: Amount
    text: str  # the clause, half width and without spaces


@dataclass
class _Thread:
    """What the clauses of one sentence carry on: the year, and the subject just spoken of."""

    year: str | None = None
    subject: str | None = None
    amounts: list[str] = field(default_factory=list)  # fields whose amount it has stated

    def drop(self) -> None:
        self.year = self.subject = None
        self.amounts.clear()


class Prose:
    """Finds statements on the per-year amounts and shares of one form."""

    def __init__(self, words: ProseWords, specs: Sequence[FieldSpec], years: Sequence[str]):
        self._words = words
        self._years = tuple(years)
        self._specs = dict(_subjects(words, specs))
        labels = {spec.id: label for label, spec in self._specs.items()}
        self._shares = {
            subject: labels.get(words.shares.get(spec.id, ""))
            for subject, spec in self._specs.items()
        }
        self._growth = GrowthPhrases(words)
        self._phrases: Phrases = phrases(words, self._specs)

    def mentions(self, text: str) -> Iterator[Mention]:
        """Yield the figures that a section's text states of the fields, in order."""
        return (said for said in self.statements(text) if isinstance(said, Mention))

    def statements(self, text: str) -> Iterator[Mention | Growth]:
        """Yield what a section's text states of the fields and of their changes, in order."""
        for sentence in SENTENCE_END.split(re.sub(r"\s+", "", half_width(text))):
            thread = _Thread()
            for part in PART_END.split(sentence):
                yield from self._listed(part)
                thread.subject = None
                if not part.startswith(self._words.same_year):
                    thread.drop()
                for clause in CLAUSE_END.split(part):
                    yield from self._stated(clause, thread)

    def _stated(self, clause: str, thread: _Thread) -> Iterator[Mention | Growth]:
        """Yield what one clause states, and move the sentence's thread on."""
        if self._is_foreign(clause):
            thread.drop()
            return
        if clause.startswith(self._words.asides):
            yield from self._changed(clause, thread)
            return
        alone = self._phrases.year_alone.match(clause)
        if alone is not None:
            thread.year = alone["year"]
            return
        share = self._phrases.share.match(clause)
        if share is not None and self._ends_well(clause[share.end() :]):
            spec = self._shares.get(thread.subject or "")
            yield from self._mention(spec, thread.year, share["figure"], clause)
            return
        match = next((m for p in self._phrases.clauses if (m := p.match(clause))), None)
        if match is None:
            thread.subject = None
            if ANY_YEAR.search(clause):
                thread.year = None
            return
        said = match.groupdict()
        thread.year = said.get("year") or thread.year
        thread.subject = said.get("subject") or thread.subject
        if self._ends_well(clause[match.end() :]):
            for mention in self._mention(thread.subject, thread.year, match["figure"], clause):
                thread.amounts.append(mention.field)
                yield mention

    def _changed(self, clause: str, thread: _Thread) -> Iterator[Growth]:
        """Yield the change that a clause states of an amount just spoken of, in two known years."""
        spec = self._specs.get(thread.subject or "")
        if spec is None or spec.unit not in MONEY or thread.year is None:
            return
        found = self._growth.match(clause, thread.year)
        if found is None or thread.amounts[-1:] != [spec.id]:
            return
        if found[0] in self._years and thread.year in self._years:
            yield Growth(tuple(thread.amounts), thread.year, *found, clause)

    def _is_foreign(self, text: str) -> bool:
        return any(word in text for word in self._words.foreign)

    def _ends_well(self, rest: str) -> bool:
        """Tell whether what follows a figure leaves it a statement by itself."""
        return not rest or rest.startswith(("左右", "以上", "(", *self._words.asides))

    def _listed(self, sentence: str) -> Iterator[Mention]:
        """Yield the figures of "2020至2022年营业收入分别为a、b和c万元"."""
        head, cut, tail = sentence.partition(self._words.respectively)
        subjects = self._phrases.subject.findall(head)
        if not cut or len(subjects) != 1 or self._is_foreign(sentence):
            return
        years = listed_years(head)
        if not years and any(word in head for word in self._words.recent_years):
            years = list(self._years)
        verbs = self._phrases.verbs.match(tail)
        numbers = listed_numbers(tail[verbs.end() :] if verbs else tail)
        if len(numbers) == len(years):
            for year, number in zip(years, numbers, strict=True):
                yield from self._mention(subjects[0], year, number, sentence)

    def _mention(
        self, subject: str | None, year: str | None, printed: str, text: str
    ) -> Iterator[Mention]:
        spec = self._specs.get(subject or "")
        if spec is None or year is None or year not in self._years:
            return
        found = amount.parse(printed, spec.unit)
        if found is not None:
            yield Mention(spec.id, year, found, text)


def _subjects(words: ProseWords, specs: Sequence[FieldSpec]) -> Iterator[tuple[str, FieldSpec]]:
    for spec in specs:
        if spec.per_year and spec.type == "number" and (spec.unit in MONEY or spec.unit == "%"):
            label = half_width(spec.label)
            for part in words.left_out:
                label = label.removeprefix(part)
            for subject in (label, *words.subjects.get(spec.id, ())):
                yield subject, spec

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
from .narrowing import ITEM, Narrowing
from .phrases import (
    ANY_YEAR,
    CLAUSE_END,
    PART_END,
    SENTENCE_END,
    Phrases,
    listed_numbers,
    listed_years,
    phrases,
    with_years_in_digits,
)
from .reference import ProseWords


@dataclass(frozen=True)
class Mention:
    """A figure that a text states of a field in a year, or of one without years.

    A `narrowed` one may be that of a part only.
    """

    field: str
    year: str | None
    amount: Amount
    text: str  # the clause, half width and without spaces
    narrowed: bool = False


@dataclass
class _Thread:
    """What the clauses of one sentence carry on: the year, and the subject just spoken of."""

    year: str | None = None
    subject: str | None = None
    topic: str | None = None  # a subject with a colon, which holds for the whole sentence
    until: bool = False  # the year ends a time that began before it
    of_another: bool = False
    on_a_part: bool = False  # whoever the subject is
    maybe_a_part: bool = False  # unless the applicant is the subject
    amounts: list[str] = field(default_factory=list)  # fields whose amount it has stated

    def drop(self) -> None:
        self.year = self.subject = None
        self.until = False
        self.amounts.clear()


class Prose:
    """Finds statements on the per-year amounts and shares of one form."""

    def __init__(
        self,
        words: ProseWords,
        specs: Sequence[FieldSpec],
        years: Sequence[str],
        modes: Sequence[str] = (),
    ):
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
        self._part = Narrowing(words, modes)

    def mentions(self, text: str) -> Iterator[Mention]:
        """Yield the figures that a section's text states of the fields, in order."""
        return (said for said in self.statements(text) if isinstance(said, Mention))

    def statements(self, text: str, title: str = "") -> Iterator[Mention | Growth]:
        """Yield what a section's text states of the fields and of their changes, in order."""
        plain = with_years_in_digits(re.sub(r"\s+", "", half_width(text)))
        on_a_mode = in_section = self._part.is_on_a_mode(title)
        for sentence in SENTENCE_END.split(plain):
            if item := ITEM.match(sentence):
                sentence = sentence[item.end() :]
                on_a_mode = in_section or self._part.is_on_a_mode(sentence)
            thread = _Thread(maybe_a_part=on_a_mode)
            for part in PART_END.split(sentence):
                yield from self._listed(part, thread)
                thread.subject = None
                if not part.startswith(self._words.same_year):
                    thread.drop()
                for clause in CLAUSE_END.split(part):
                    yield from self._stated(clause, thread)

    def _stated(self, clause: str, thread: _Thread) -> Iterator[Mention | Growth]:
        """Yield what one clause states, and move the sentence's thread on."""
        if self._is_foreign(clause):
            thread.drop()
            thread.topic = None
            thread.of_another = thread.of_another or any(w in clause for w in self._words.another)
            thread.maybe_a_part = thread.maybe_a_part or self._part.may_narrow(clause)
        elif clause.startswith(self._words.asides):
            yield from self._changed(clause, thread)
        elif alone := self._phrases.year_alone.match(clause):
            thread.year = alone["year"]
            thread.until = clause.startswith(self._words.until)
        elif found := self._of_subject(clause, thread):
            yield from found
        else:
            thread.subject = None
            thread.on_a_part = thread.on_a_part or self._part.narrows(clause)
            thread.maybe_a_part = thread.maybe_a_part or self._part.may_narrow(clause)
            if ANY_YEAR.search(clause):
                thread.year = None

    def _of_subject(self, clause: str, thread: _Thread) -> list[Mention | Growth] | None:
        """Return what a clause states of a subject; None for one that speaks of none."""
        share = self._phrases.share.match(clause)
        if share is not None and self._ends_well(clause[share.end() :]):
            spec = self._shares.get(thread.subject or "")
            return list(self._mention(spec, thread.year, share["figure"], clause, thread))
        if moved := list(self._moved(clause, thread)):
            return list(moved)
        match = next((m for p in self._phrases.clauses if (m := p.match(clause))), None)
        if match is None:
            return self._headed(clause, thread)
        said = match.groupdict()
        thread.year = said.get("year") or thread.year
        thread.subject = said.get("subject") or thread.subject or thread.topic
        if said.get("subject") and clause[match.end("subject") :].startswith(":"):
            thread.topic = said["subject"]
        found: list[Mention | Growth] = []
        rest = clause[match.end() :]
        if self._ends_well(rest) and not self._is_cumulative(match[0], thread):
            for mention in self._mention(
                thread.subject, thread.year, match["figure"], clause, thread
            ):
                thread.amounts.append(mention.field)
                found.append(mention)
        if self._goes_on(rest):
            found += self._stated(rest[1:], thread)
        elif rest.startswith("("):
            found += self._stated(rest[1:].partition(")")[0], thread)
        return found

    def _headed(self, clause: str, thread: _Thread) -> list[Mention | Growth] | None:
        """Return what a clause states of its subject other than a plain figure: a change."""
        head = self._phrases.headed.match(clause)
        if head is None:
            return self._introduced(clause, thread)
        year, rest = head["year"] or thread.year, clause[head.end() :]
        if rest.startswith(":"):
            thread.topic, thread.year = head["subject"], year
            return list(self._stated(rest[1:], thread))
        grown = list(self._grown(head["subject"], year, rest, thread))
        if not grown:
            return None
        thread.year, thread.subject = year, head["subject"]
        return list(grown)

    def _introduced(self, clause: str, thread: _Thread) -> list[Mention | Growth] | None:
        """Return what stands behind "2022年主要指标如下:"."""
        intro, _, rest = clause.partition(":")
        if not rest or not intro.endswith(self._words.introductions):
            return None
        years = ANY_YEAR.findall(intro)
        thread.year = years[0][:4] if len(years) == 1 else thread.year
        return self._of_subject(rest, thread)

    def _moved(self, clause: str, thread: _Thread) -> Iterator[Mention]:
        """Yield both figures of "由a增长至b"."""
        head = self._phrases.headed.match(clause)
        moved = self._phrases.moved.match(clause, head.end()) if head is not None else None
        if head is None or moved is None:
            return
        last = moved["last"] or head["year"] or thread.year
        for when, figure in ((moved["first"], moved["old"]), (last, moved["new"])):
            yield from self._mention(head["subject"], when, figure, clause, thread)

    def _grown(
        self, subject: str, year: str | None, rest: str, thread: _Thread
    ) -> Iterator[Growth]:
        """Yield the change that the rest of a clause states of its subject."""
        spec = self._specs[subject]
        found = self._growth.match(rest, year) if year is not None else None
        narrowed = thread.on_a_part or thread.maybe_a_part or thread.of_another
        if found is None or year is None or narrowed or spec.unit not in MONEY:
            return
        if found[0] in self._years and year in self._years:
            yield Growth((spec.id,), year, *found, rest)

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

    def _is_cumulative(self, said: str, thread: _Thread) -> bool:
        """Tell whether a figure is that of all years up to the one named."""
        until = thread.until or said.startswith(self._words.until)
        return until and any(word in said for word in self._words.cumulative)

    def _ends_well(self, rest: str) -> bool:
        """Tell whether what follows a figure leaves it a statement by itself."""
        ends = ("左右", "以上", "(", *self._words.asides)
        return not rest or rest.startswith(ends) or self._goes_on(rest)

    def _goes_on(self, rest: str) -> bool:
        """Tell whether a further subject stands behind a figure: "和净资产6000万元"."""
        return rest[:1] in ("和", "及") and bool(self._phrases.headed.match(rest[1:]))

    def _listed(self, sentence: str, thread: _Thread) -> Iterator[Mention]:
        """Yield the figures of "2020至2022年营业收入分别为a、b和c万元", or of several subjects."""
        word = next((w for w in self._words.respectively if w in sentence), None)
        head, _, tail = sentence.partition(word) if word else ("", "", "")
        subjects = self._phrases.subject.findall(head)
        if not subjects or self._is_foreign(sentence):
            return
        years = listed_years(head)
        if not years and any(word in head for word in self._words.recent_years):
            years = list(self._years)
        if len(subjects) > 1:
            named = ANY_YEAR.findall(head)
            years = [named[0][:4]] * len(subjects) if len(named) == 1 else []
        else:
            subjects *= len(years)
        verbs = self._phrases.verbs.match(tail)
        numbers = listed_numbers(tail[verbs.end() :] if verbs else tail)
        if len(numbers) == len(years):
            for subject, year, number in zip(subjects, years, numbers, strict=True):
                yield from self._mention(subject, year, number, sentence, thread)

    def _mention(
        self, subject: str | None, year: str | None, printed: str, text: str, thread: _Thread
    ) -> Iterator[Mention]:
        spec = self._specs.get(subject or "")
        if spec is None or year not in self._years or thread.of_another:
            return
        found = amount.parse(printed, spec.unit)
        if found is not None:
            loose = thread.maybe_a_part and not self._part.is_whole(text)
            yield Mention(spec.id, year, found, text, thread.on_a_part or loose)


def _subjects(words: ProseWords, specs: Sequence[FieldSpec]) -> Iterator[tuple[str, FieldSpec]]:
    """Yield what prose calls the per-year amounts and shares of a form, with the field of each."""
    by_id = {spec.id: spec for spec in specs if spec.per_year and spec.type == "number"}
    for spec in by_id.values():
        if spec.unit in MONEY or spec.unit == "%":
            yield from ((name, spec) for name in _names(words, spec))
    for whole, share in words.shares.items():
        if whole in by_id and share in by_id:
            for name in _names(words, by_id[whole]):
                yield from ((name + word, by_id[share]) for word in words.share_words)


def _names(words: ProseWords, spec: FieldSpec) -> tuple[str, ...]:
    label = half_width(spec.label)
    for part in words.left_out:
        label = label.removeprefix(part)
    return (label, *words.subjects.get(spec.id, ()))

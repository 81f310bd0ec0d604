"""What an applicant says in three places, beside each other: form, audit report, prose.

Built from what the checks said: every comparison has ended as agreeing, disagreeing or could not
be checked, with the readings that it rests on. Nothing is compared anew here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from archive import Decision
from archive.cells import COLUMNS, STATEMENTS, CellNames, named_readings, reading_at
from archive.cells import cell as cell_named
from archive.columns import Column
from archive.errors import ArchiveError
from archive.peers import Peers
from archive.readings import audit_year
from checks.codes import CODES
from checks.findings import Outcome, Report
from checks.reference import Source
from extract.calibration import Dial
from extract.programme import FieldSpec, Programme
from extract.records import Evidence, Reading, Record
from extract.values import units

from . import charts, labels

State = Literal["agrees", "disagrees", "unchecked", "alone"]
STATES: tuple[State, ...] = ("disagrees", "unchecked", "agrees")  # the worst first
Decisions = Mapping[tuple[str, str], Decision]

PROSE = "narrative-contradiction"
# What an agreement is an agreement with. Other rules are told of only where they raise something.
AGAINST = {
    "audit-mismatch": "审计报告",
    "rd-intensity-inconsistent": "审计报告",
    PROSE: "正文",
    "debt-ratio-inconsistent": "表内推算",
    "service-ratio-inconsistent": "表内推算",
    "service-ratio-below-threshold": "申报条件",
    "name-mismatch": "其他材料",
    "uscc-mismatch": "营业执照",
}
ECHO = "unit-slip"  # says the same as audit-mismatch, but for a slip of the unit
ABOUT = ("crosscheck", "arithmetic", "eligibility", "identity")  # groups of rules
SAID = 40  # characters of a sentence that are shown


@dataclass(frozen=True)
class Shown:
    """A figure or a text as it stands in one of the papers; `reckoned` from two that stand there."""

    value: str
    text: str
    file: str
    page: int
    cell: str
    unsure: bool
    number: float | None = None  # in the unit of the form
    reckoned: bool = False

    @property
    def address(self) -> dict[str, str | int]:
        """Return what leads to its place on the submission's page."""
        place: dict[str, str | int] = {"path": self.file, "page": self.page}
        return {**place, "cell": self.cell} if self.cell else place


@dataclass(frozen=True)
class Told:
    """How one rule ended on a line."""

    code: str
    key: str
    title: str
    state: State
    message: str
    raised: bool  # there is a finding to decide
    decision: Decision | None


@dataclass(frozen=True)
class Line:
    """One year of a subject, or a subject without years."""

    when: str
    claimed: Shown | None
    audited: Shown | None
    said: tuple[Shown, ...]
    told: tuple[Told, ...]

    @property
    def state(self) -> State:
        return _worst(self.told)

    @property
    def agrees_with(self) -> list[str]:
        found = [AGAINST.get(one.code, "") for one in self.told if one.state == "agrees"]
        return [one for one in dict.fromkeys(found) if one]

    @property
    def loud(self) -> list[Told]:
        return [one for one in self.told if one.state != "agrees"]


@dataclass(frozen=True)
class Subject:
    label: str
    unit: str
    lines: tuple[Line, ...]
    years: charts.Years | None = None
    crowd: charts.Crowd | None = None


@dataclass(frozen=True)
class Paper:
    """What the papers say of one fact of the applicant itself."""

    label: str
    form: Shown | None
    cover: Shown | None
    audit: Shown | None
    license: Shown | None
    told: tuple[Told, ...]

    @property
    def state(self) -> State:
        return _worst(self.told)

    @property
    def loud(self) -> list[Told]:
        return [one for one in self.told if one.state != "agrees"]


@dataclass(frozen=True)
class Comparison:
    figures: tuple[Subject, ...]
    counts: tuple[Subject, ...]  # without years
    papers: tuple[Paper, ...]
    rest: tuple[Told, ...]  # what could not be checked, on other things
    states: Mapping[State, int]


@dataclass(frozen=True)
class Papers:
    """What one applicant handed in, what was found in it, and what was decided about that."""

    record: Record
    report: Report
    decisions: Decisions


class Comparing:
    """Sets one applicant's papers beside each other."""

    def __init__(
        self, papers: Papers, programme: Programme, dial: Dial, sources: Sequence[Source] = ()
    ) -> None:
        record, report = papers.record, papers.report
        self._record, self._programme, self._dial = record, programme, dial
        self._decisions = papers.decisions
        self._raised = {(one.code, one.key) for one in report.findings}
        self._cells = CellNames(_named(record))
        self._sources = {one.field: one for one in sources}
        self._outcomes: dict[str, list[Outcome]] = {}
        for one in report.outcomes:
            self._outcomes.setdefault(self._subject(one), []).append(one)
        self._used: set[tuple[str, str]] = set()

    def compare(self, peers: Peers) -> Comparison:
        """Return the comparison; `peers` has the others' figures of the last year."""
        kind = self._programme.kind(self._record.kind) if self._record.kind else None
        specs = kind.form.fields if kind else ()
        figures = tuple(self._figures(spec, peers) for spec in specs if _is_yearly(spec))
        counts = tuple(self._count(spec) for spec in specs if self._is_counted(spec))
        papers = tuple(self._papers(kind.name_field, kind.code_field)) if kind else ()
        lines = [line for one in (*figures, *counts) for line in one.lines]
        states = Counter([*(one.state for one in lines), *(one.state for one in papers)])
        return Comparison(figures, counts, papers, tuple(self._rest()), states)

    def _subject(self, one: Outcome) -> str:
        """Return the cell of the form that an outcome is about, else its key."""
        if one.code not in CODES or CODES[one.code].key != "year":
            return one.key
        first = next((e for e in one.evidence if isinstance(e, Reading)), None)
        return (self._cells.name(first) if first else "") or one.key

    def _figures(self, spec: FieldSpec, peers: Peers) -> Subject:
        found = tuple(self._line(spec, year) for year in self._programme.years)
        numbers = [
            (
                line.when,
                line.claimed.number if line.claimed else None,
                line.audited.number if line.audited else None,
            )
            for line in found
        ]
        told = "；".join(
            f"{line.when}年申报表{line.claimed.value if line.claimed else '未填'}"
            + (f"，审计报告{line.audited.value}" if line.audited else "")
            for line in found
        )
        return Subject(
            label=Column(spec, None).title,
            unit=spec.unit or "",
            lines=found,
            years=charts.years(numbers, f"{spec.label}：{told}"),
            crowd=charts.crowd(numbers[-1][1], peers.numbers.get(spec.id, ())),
        )

    def _is_counted(self, spec: FieldSpec) -> bool:
        outcomes = self._outcomes.get(spec.id, ())
        return not spec.per_year and any(one.code == PROSE for one in outcomes)

    def _count(self, spec: FieldSpec) -> Subject:
        return Subject(Column(spec, None).title, spec.unit or "", (self._line(spec, None),))

    def _line(self, spec: FieldSpec, year: str | None) -> Line:
        cell = f"{spec.id}@{year}" if year else spec.id
        outcomes = [one for one in self._outcomes.get(cell, ()) if self._is_told(one)]
        return Line(
            when=year or "",
            claimed=self._shown(self._record.reading(spec.id, year), spec.unit),
            audited=self._audited(spec, year, outcomes),
            said=tuple(self._said(outcomes)),
            told=tuple(_without_echoes(self._told(one) for one in outcomes)),
        )

    def _is_told(self, one: Outcome) -> bool:
        if one.code in CODES and CODES[one.code].group not in ABOUT:
            return False
        self._used.add((one.code, one.key))
        return one.state != "agrees" or one.code in AGAINST

    def _told(self, one: Outcome) -> Told:
        place = (one.code, one.key)
        return Told(
            code=one.code,
            key=one.key,
            title=CODES[one.code].title if one.code in CODES else one.code,
            state=one.state,
            message=one.message,
            raised=place in self._raised,
            decision=self._decisions.get(place),
        )

    def _said(self, outcomes: Sequence[Outcome]) -> Iterator[Shown]:
        for one in outcomes:
            first = next(iter(one.evidence), None)
            if one.code == PROSE and first is not None and len(one.evidence) > 1:
                text = first.text.lstrip("，、；,; ")
                text = text if len(text) <= SAID else f"{text[:SAID]}…"
                unsure = isinstance(first, Reading) and self._dial.asks_for(first)
                yield Shown(text, first.text, first.file, first.page, "", unsure)

    def _audited(
        self, spec: FieldSpec, year: str | None, outcomes: Sequence[Outcome]
    ) -> Shown | None:
        """Return the figure that the form's was compared with, or could have been."""
        for one in outcomes:
            proofs = [p for p in one.evidence if isinstance(p, Reading)]
            audited = [p for p in proofs if self._cells.name(p).startswith("audit.")]
            if one.code == "audit-mismatch" and len(audited) == 1:
                return self._shown(audited[0], spec.unit)
            if one.code in ("audit-mismatch", "rd-intensity-inconsistent") and spec.unit == "%":
                return self._share(audited)
        source = self._sources.get(spec.id)
        return self._line_of(source, spec, int(year)) if source and year else None

    def _line_of(self, source: Source, spec: FieldSpec, year: int) -> Shown | None:
        audit = self._record.audit
        now = audit_year(audit) if audit else None
        if now is None or now - year not in (0, 1):
            return None
        pair = getattr(audit, source.statement).get(source.line, (None, None))
        return self._shown(pair[now - year], spec.unit)

    def _share(self, audited: Sequence[Reading]) -> Shown | None:
        """Return the share that the first of two audited figures is of the second, in percent."""
        if len(audited) < 2:  # noqa: PLR2004
            return None
        part, whole = (_number(one) for one in audited[:2])
        shown = self._shown(audited[0], "元")
        if shown is None or part is None or not whole:
            return None
        share = part / whole * 100
        text = f"{audited[0].text} ÷ {audited[1].text}"
        return replace(shown, value=f"{share:,.2f}", text=text, number=share, reckoned=True)

    def _shown(self, one: Reading | None, unit: str | None) -> Shown | None:
        if one is None:
            return None
        cell, number = self._cells.name(one), _number(one)
        value = labels.value_at(self._programme, self._record, cell, one) if cell else one.text
        if cell.startswith("audit.") and number is not None and units.comparable("元", unit or ""):
            number *= float(units.factor("元", unit or "元"))
            value = f"{number:,.2f}"
        elif unit and value.endswith(unit):
            value = value.removesuffix(unit).strip()
        value = value or one.text or "（空）"
        unsure = self._dial.asks_for(one)
        return Shown(value, one.text, one.file, one.page, cell, unsure, number)

    def _papers(self, name: str, code: str | None) -> Iterator[Paper]:
        rows = (
            ("单位名称", name, "applicant_unit", "audit.entity", "license.name", "name-mismatch"),
            ("统一社会信用代码", code or "", "", "", "license.uscc", "uscc-mismatch"),
            ("法定代表人", "legal_representative", "", "", "license.legal_representative", ""),
            ("注册地址", "registered_address", "", "", "license.address", "not-local"),
            ("注册资本", "registered_capital", "", "", "license.registered_capital", ""),
        )
        for label, form, cover, audit, license, rule in rows:
            shown = (self._at(form), self._at(cover), self._at(audit), self._at(license))
            outcomes = [
                one
                for found in self._outcomes.values()
                for one in found
                if (rule and one.code == rule) or (form and one.key == form)
            ]
            told = tuple(self._told(one) for one in outcomes if self._is_told(one))
            if any(shown) or told:
                yield Paper(label, *shown, told)

    def _at(self, name: str) -> Shown | None:
        try:
            found = reading_at(self._record, cell_named(self._record, name)) if name else None
        except ArchiveError:
            return None
        return self._shown(found, None)

    def _rest(self) -> Iterator[Told]:
        messages: set[str] = set()
        for outcomes in self._outcomes.values():
            for one in outcomes:
                new = (one.code, one.key) not in self._used and one.message not in messages
                if one.state == "unchecked" and new:
                    messages.add(one.message)
                    yield self._told(one)


def _named(record: Record) -> Iterator[tuple[str, Reading]]:
    """Yield the record's readings by the names of their cells, the printed rows last."""
    audit = record.audit
    for statement in STATEMENTS if audit else ():
        for line, pair in getattr(audit, statement).items():
            for column, one in zip(COLUMNS, pair, strict=True):
                if one is not None:
                    yield f"audit.{line}@{column}", one
    yield from named_readings(record)


def _worst(told: Sequence[Told]) -> State:
    states = {one.state for one in told}
    return next((state for state in STATES if state in states), "alone")


def _is_yearly(spec: FieldSpec) -> bool:
    return spec.per_year and spec.type == "number"


def _without_echoes(told: Iterator[Told]) -> Iterator[Told]:
    """Leave out what is said twice: a unit slip that could not be looked for, for the same reason."""
    found = list(told)
    messages = {one.message for one in found if one.code != ECHO}
    return (one for one in found if one.code != ECHO or one.message not in messages)


def _number(one: Reading | Evidence) -> float | None:
    value = one.value if isinstance(one, Reading) else None
    return float(value) if isinstance(value, int | float) else None

"""The test bench for falsification: one change planted in a clean record, and what is raised then.

A plant is found where all is raised that has to be, by code and key. An alarm is anything of
severity high or medium that was not raised before, is not wanted and does not follow from the
figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from random import Random
from typing import Literal

from pydantic import BaseModel, ConfigDict

from checks.engine import run
from checks.findings import Report
from checks.fingerprint import Fingerprint, Neighbours, fingerprint
from checks.reference import Reference
from checks.registry import RULES
from extract.programme import Programme
from extract.records import Record

from .plants import PLANTS, Bed, Mark, Plant, Planted
from .plants.consequences import Consequences, consequences
from .plants.recognition import has_doubt, recognised
from .plants.registry import SIGHTS, Sight

CLEAN = "clean"  # in place of a plant's name, where there is none
TRIES = 24  # submissions in which a place is looked for
ANY = "*"  # as the key of an allowed mark
# What a doubtful reading may not accuse by; findings of severity low are no accusation.
GUARDED = frozenset(r.code.id for r in RULES if r.guarded and r.code.severity != "low")
Progress = Callable[[str, int, int], None]  # the class at work, done, of how many


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Alarm(Frozen):
    """Something raised that nobody planted."""

    code: str
    key: str
    severity: str
    message: str


class Trial(Frozen):
    """One plant in one submission, its readings as the page's own text or recognised.

    `open` are the wanted marks that ended in "could not check", `missed` those that said nothing.
    """

    plant: str
    submission: str
    sight: Sight
    seed: int
    wanted: tuple[Mark, ...]
    raised: tuple[Mark, ...] = ()
    open: tuple[Mark, ...] = ()
    missed: tuple[Mark, ...] = ()
    alarms: tuple[Alarm, ...] = ()

    @property
    def outcome(self) -> Literal["found", "open", "missed"]:
        if self.missed:
            return "missed"
        return "open" if self.open else "found"


@dataclass(frozen=True)
class Ground:
    """The clean submissions of one set, and what the rules say of each before anything is planted."""

    records: tuple[Record, ...]
    programme: Programme
    reference: Reference

    @cached_property
    def fingerprints(self) -> Mapping[str, Fingerprint]:
        return {record.id: fingerprint(record, self.programme) for record in self.records}

    @cached_property
    def neighbours(self) -> Neighbours:
        return Neighbours.of(self.fingerprints.values())

    def check(self, record: Record, others: Sequence[Record] | None = None) -> Report:
        """Run the rules; `others` that are not the set's own count with their own fingerprints."""
        neighbours = self.neighbours
        if others is not None:
            own = {id(record): record.id for record in self.records}
            neighbours = Neighbours.of(
                self.fingerprints[one.id] if id(one) in own else fingerprint(one, self.programme)
                for one in others
            )
        return run(record, self.programme, self.reference, neighbours)

    def bed(self, record: Record, rng: Random) -> Bed:
        others = tuple(other for other in self.records if other.id != record.id)
        return Bed(record, self.programme, self.reference, others, rng)


@dataclass
class _Before:
    """What is said of clean records, kept."""

    ground: Ground
    reports: dict[tuple[str, Sight], Report] = field(default_factory=dict)
    follows: dict[str, Consequences] = field(default_factory=dict)

    def report(self, record: Record, sight: Sight) -> Report:
        if (record.id, sight) not in self.reports:
            seen = recognised(record, record, sight, Random(record.id))
            self.reports[record.id, sight] = self.ground.check(seen)
        return self.reports[record.id, sight]

    def consequences(self, record: Record) -> Consequences:
        if record.id not in self.follows:
            bed = self.ground.bed(record, Random(0))
            self.follows[record.id] = consequences(bed, record)
        return self.follows[record.id]


@dataclass(frozen=True)
class _Wanted:
    marks: frozenset[Mark]
    groups: tuple[frozenset[Mark], ...]
    allowed: frozenset[Mark]


def trials(
    grounds: Sequence[Ground],
    count: int,
    seed: int = 1,
    plants: Sequence[Plant] = tuple(PLANTS),
    sights: Sequence[Sight] = SIGHTS,
    progress: Progress = lambda name, done, total: None,
) -> Iterator[Trial]:
    """Yield the trials of `count` plants of each class, each in a submission drawn at random.

    The same seed plants the same things. A class for which no submission has a place is left out.
    """
    befores = [_Before(one) for one in grounds]
    for number, one in enumerate(plants):
        progress(one.title, number, len(plants))
        for turn in range(count):
            rng = Random(f"{seed}/{one.name}/{turn}")
            yield from _tried(befores, one, rng, turn, sights)
    progress("", len(plants), len(plants))


def clean_trials(
    grounds: Sequence[Ground], sights: Sequence[Sight] = ("text", "sure")
) -> Iterator[Trial]:
    """Yield a trial of each clean submission as it is: whatever is raised is an alarm."""
    for one in grounds:
        before = _Before(one)
        for record in one.records:
            for sight in sights:
                report = before.report(record, sight)
                yield Trial(
                    plant=CLEAN, submission=record.id, sight=sight, seed=0, wanted=(),
                    alarms=tuple(_alarms(report, frozenset())),
                )  # fmt: skip


def _tried(
    befores: Sequence[_Before], one: Plant, rng: Random, turn: int, sights: Sequence[Sight]
) -> Iterator[Trial]:
    places = [
        (before, record)
        for before in befores
        for record in before.ground.records
        if one.kinds is None or record.kind in one.kinds
    ]
    rng.shuffle(places)
    for before, record in places[:TRIES]:
        planted = one.change(before.ground.bed(record, rng))
        wanted = _wanted(before, one, record, planted) if planted is not None else None
        if planted is not None and wanted is not None:
            for sight in sights:
                trial = _trial(before, one, record, planted, wanted, sight, turn)
                if trial is not None:
                    yield trial
            return


def _wanted(before: _Before, one: Plant, record: Record, planted: Planted) -> _Wanted | None:
    """Return what has to be raised; None where arithmetic cannot see the change."""
    bed = before.ground.bed(record, Random(0))
    then, now = before.consequences(record), consequences(bed, planted.record)
    new = now.marks - then.every if one.arithmetic else set[Mark]()
    groups = [g for g in now.groups if one.arithmetic and not g & then.every]
    if one.arithmetic and not new and not groups:
        return None
    marks = frozenset(new) | planted.wanted
    follows = then.every if one.harmless else now.every
    return _Wanted(marks, tuple(groups), planted.allowed | follows)


def _trial(
    before: _Before,
    one: Plant,
    record: Record,
    planted: Planted,
    wanted: _Wanted,
    sight: Sight,
    turn: int,
) -> Trial | None:
    """Judge one plant under one sight; a doubtful one tells only of rules that rest on readings."""
    marks = wanted.marks | {mark for group in wanted.groups for mark in group}
    if sight not in one.sights or not _is_judged(sight, marks):
        return None
    seen = recognised(planted.record, record, sight, Random(f"{record.id}/{turn}"))
    if sight == "doubtful" and not has_doubt(seen):
        return None
    report = before.ground.check(seen, planted.others)
    said = _states(report)
    known = {(f.code, f.key) for f in before.report(record, sight).findings}
    allowed = wanted.allowed | wanted.marks | known
    groups = [frozenset({mark}) for mark in sorted(wanted.marks)] + list(wanted.groups)
    best = [max(group, key=lambda mark: _RANK[said.get(mark, "agrees")]) for group in groups]
    by_state = {mark: said.get(mark, "agrees") for mark in best}
    return Trial(
        plant=one.name,
        submission=record.id,
        sight=sight,
        seed=turn,
        wanted=tuple(best),
        raised=tuple(mark for mark, state in by_state.items() if state == "disagrees"),
        open=tuple(mark for mark, state in by_state.items() if state == "unchecked"),
        missed=tuple(mark for mark, state in by_state.items() if state == "agrees"),
        alarms=tuple(_alarms(report, frozenset(allowed))),
    )


def _is_judged(sight: Sight, marks: frozenset[Mark]) -> bool:
    return sight != "doubtful" or all(code in GUARDED for code, _ in marks)


_RANK = {"disagrees": 2, "unchecked": 1, "agrees": 0}


def _states(report: Report) -> dict[Mark, str]:
    """Return the strongest state of each comparison."""
    found: dict[Mark, str] = {}
    for outcome in report.outcomes:
        mark = (outcome.code, outcome.key)
        if _RANK[outcome.state] >= _RANK[found.get(mark, "agrees")]:
            found[mark] = outcome.state
    return found


def _alarms(report: Report, allowed: frozenset[Mark]) -> Iterator[Alarm]:
    for one in report.findings:
        known = not {(one.code, one.key), (one.code, ANY)}.isdisjoint(allowed)
        if one.severity != "low" and not known:
            yield Alarm(code=one.code, key=one.key, severity=one.severity, message=one.message)

"""A submission as it stood at any moment: what the machine read, and the corrections since.

The history is the only source; nothing here is kept anywhere else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from checks.findings import Report
from extract.records import Reading, Record

from . import history
from .cells import cell, with_reading
from .database import Database
from .decisions import Decision
from .errors import ArchiveError
from .packing import unpack


@dataclass(frozen=True)
class Correction:
    """A reviewer's reading in force; `old` is what stood there, `None` where nothing did."""

    entry: int
    cell: str
    old: Reading | None
    new: Reading | None
    note: str
    who: str
    at: str  # ISO 8601, UTC


@dataclass
class State:
    """What the entries up to a moment come to."""

    version: int = 0  # the last entry that changed what is shown
    corrections: dict[int, Correction] = field(default_factory=dict)  # by entry, in order
    decisions: dict[tuple[str, str], list[Decision]] = field(default_factory=dict)

    def take(self, entry: history.Entry) -> None:
        """Go one entry further."""
        if entry.action in history.CHANGES:
            self.version = entry.number
        if entry.action == "correct":
            self.corrections[entry.number] = _correction(entry)
        elif entry.action == "decide":
            one = _decision(entry)
            self.decisions.setdefault((one.code, one.key), []).append(one)
        elif entry.action in ("undo", "lapse"):
            self.corrections.pop(entry.target, None)
            for made in self.decisions.values():
                made[:] = [one for one in made if one.entry != entry.target]

    @property
    def decided(self) -> dict[tuple[str, str], Decision]:
        """Return the decisions in force by code and key."""
        return {subject: made[-1] for subject, made in self.decisions.items() if made}


def replay(entries: Iterable[history.Entry]) -> State:
    state = State()
    for one in entries:
        state.take(one)
    return state


def state(database: Database, id: str, moment: datetime | None = None) -> State:
    """Return a submission's state now, or at a moment."""
    return replay(history.entries(database, id, stamp(moment)))


def record(database: Database, id: str, moment: datetime | None = None) -> Record:
    """Return a submission's record, with the corrections in force; now, or at a moment."""
    found = database.row(
        "SELECT r.record, r.entry FROM revisions r JOIN history h ON h.entry = r.entry"
        " WHERE r.submission = ? AND h.at <= ? ORDER BY r.entry DESC LIMIT 1",
        (id, stamp(moment) or "9"),
    )
    if found is None:
        raise ArchiveError(_absent(id, moment))
    machine = unpack(Record, found[0])
    return corrected(machine, state(database, id, moment).corrections.values())


def report(database: Database, id: str, moment: datetime | None = None) -> Report:
    """Return the report on a submission that was the latest; now, or at a moment."""
    found = database.one(
        "SELECT r.content FROM reports r JOIN history h ON h.entry = r.entry"
        " WHERE r.submission = ? AND h.at <= ? ORDER BY r.report DESC LIMIT 1",
        (id, stamp(moment) or "9"),
    )
    if found is None:
        raise ArchiveError(_absent(id, moment))
    return unpack(Report, found)


def corrected(record: Record, corrections: Iterable[Correction]) -> Record:
    """Return a record with corrections laid over it, in order."""
    for one in corrections:
        record = with_reading(record, cell(record, one.cell), one.new)
    return record


def stamp(moment: datetime | None) -> str | None:
    """Return a moment as the history writes it; one without a zone is local time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None


def written(reading: Reading | None) -> str:
    """Return a reading as the history keeps it, empty for none."""
    return reading.model_dump_json() if reading else ""


def _absent(id: str, moment: datetime | None) -> str:
    return f"归档中没有 {id}" + (f" 在 {moment:%Y-%m-%d %H:%M:%S} 时的内容" if moment else "")


def _reading(text: str) -> Reading | None:
    return Reading.model_validate_json(text) if text else None


def _correction(entry: history.Entry) -> Correction:
    old, new = _reading(entry.old), _reading(entry.new)
    return Correction(entry.number, entry.subject, old, new, entry.note, entry.who, entry.at)


def _decision(entry: history.Entry) -> Decision:
    code, _, key = entry.subject.partition(" ")
    made = json.loads(entry.new)
    return Decision(
        code=code,
        key=key,
        verdict=made["verdict"],
        note=entry.note,
        who=entry.who,
        at=entry.at,
        entry=entry.number,
        about=made["about"],
    )

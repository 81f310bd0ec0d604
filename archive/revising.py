"""What reviewers do to a submission: correct a reading, decide on a finding, undo either.

Each is one entry in the history, made in one transaction with what follows from it. A caller
says which version of the submission it saw; where somebody else has changed the same thing since,
nothing is written and `ConflictError` tells who and when. What others changed elsewhere in the
submission is no conflict.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from checks.findings import Finding, Report
from extract.records import Reading, Record

from . import decisions, filing, history, indexing, timeline
from .cells import canonical, cell, reading_at, with_reading
from .database import Database
from .decisions import Verdict
from .errors import ArchiveError, ConflictError
from .filing import Checked
from .packing import pack, unpack

ATTEMPTS = 5  # to write over somebody else's changes that do not conflict


class Checker(Protocol):
    """Runs the checks; the archive does not know how."""

    def __call__(self, record: Record, /) -> Checked:
        """Check a record against what is archived."""
        ...

    def named(self, report: Report, /) -> tuple[str, ...]:
        """Return the other submissions that a report's findings are about."""
        ...


@dataclass(frozen=True)
class Change:
    """What was done: the entry that tells it, which is the submission's new version."""

    entry: int
    version: int
    affected: tuple[str, ...] = ()  # other submissions whose reports may have changed with it


def correct(
    database: Database,
    who: str,
    id: str,
    name: str,
    reading: Reading | None,
    seen: int,
    check: Checker,
    note: str = "",
) -> Change:
    """Put a reviewer's reading in the place of one, and check the record again.

    The machine's reading stays in the history. `reading` may be `None`: nothing stands there.
    Raises `ConflictError` when the record was filed anew or this reading changed since `seen`.
    """

    def change(record: Record) -> tuple[Record, history.Event]:
        found = cell(record, name)
        mine = reading and reading.model_copy(update={"origin": "reviewer", "confidence": 1.0})
        old = timeline.written(reading_at(record, found))
        event = history.Event("correct", id, canonical(found), old, timeline.written(mine), note)
        _refuse_changes(database, id, event.subject, seen)
        return with_reading(record, found, mine), event

    return _revise(database, who, id, change, check)


def undo(
    database: Database, who: str, id: str, entry: int, seen: int, check: Checker, note: str = ""
) -> Change:
    """Take back a correction or a decision that is in force; what stood before it stands again.

    Raises `ConflictError` when the same thing changed since `seen`.
    """
    target = history.entry(database, entry)
    if target is None or target.submission != id or target.action not in ("correct", "decide"):
        raise ArchiveError(f"{id} 没有编号为 {entry} 的改正或结论，无法撤销")
    if target.action == "decide":
        return _undo_decision(database, who, target, seen, note)

    def change(record: Record) -> tuple[Record, history.Event]:
        state = timeline.state(database, id)
        _refuse_changes(database, id, target.subject, seen)
        if state.corrections.pop(entry, None) is None:
            raise ArchiveError(f"编号为 {entry} 的改正已经撤销过")
        before = timeline.corrected(_machine(database, id), state.corrections.values())
        found = cell(before, target.subject)
        old, new = reading_at(record, found), reading_at(before, found)
        event = history.Event(
            "undo",
            id,
            target.subject,
            timeline.written(old),
            timeline.written(new),
            note,
            target=entry,
        )
        return before, event

    return _revise(database, who, id, change, check)


def decide(
    database: Database,
    who: str,
    id: str,
    finding: tuple[str, str],
    verdict: Verdict,
    seen: int,
    note: str = "",
) -> Change:
    """Record what a reviewer decided about a finding, named by its code and key.

    Raises `ConflictError` when the finding or the decision on it changed since `seen`, and
    `ArchiveError` when the current report has no such finding.
    """
    if verdict not in decisions.VERDICTS:
        raise ArchiveError(f"没有“{verdict}”这种结论")
    with database.transaction():
        number = number_of(database, id)
        subject = decisions.subject(*finding)
        _refuse_changes(database, id, subject, seen)
        about = _undisturbed(database, id, finding, seen)
        before = timeline.state(database, id).decided.get(finding)
        new = json.dumps({"verdict": verdict, "about": decisions.digest(about)})
        event = history.Event(
            "decide",
            id,
            subject,
            before.verdict if before else "",
            new,
            note,
            version=about.rule_version,
        )
        entry = history.append(database, who, event).number
        _settle(database, number, id, entry)
    return Change(entry, entry)


def replace_report(database: Database, who: str, id: str, checked: Checked) -> int:
    """Append a new check's report and make it the current one; returns the version."""
    with database.transaction():
        return _add_report(database, who, id, checked)


def number_of(database: Database, id: str) -> int:
    """Return a submission's number; raises `ArchiveError` when there is none such."""
    found = database.one("SELECT number FROM submissions WHERE id = ?", (id,))
    if found is None:
        raise ArchiveError(f"归档中没有 {id}")
    return int(found)


def version_of(database: Database, id: str) -> int:
    """Return a submission's version: the last entry of the history that changed it."""
    found = database.one("SELECT version FROM submissions WHERE id = ?", (id,))
    if found is None:
        raise ArchiveError(f"归档中没有 {id}")
    return int(found)


def _revise(
    database: Database,
    who: str,
    id: str,
    change: Callable[[Record], tuple[Record, history.Event]],
    check: Checker,
) -> Change:
    """Change a record; its check, which takes its time, runs before others are kept waiting."""
    for _ in range(ATTEMPTS):
        version = version_of(database, id)
        before = timeline.report(database, id)
        record, _ = change(timeline.record(database, id))
        checked = check(record)
        with database.transaction():
            if version_of(database, id) != version:
                continue  # what is not in the way of this change may be in that of its check
            _, event = change(timeline.record(database, id))
            entry = history.append(database, who, event).number
            number = number_of(database, id)
            indexing.index_record(database, number, record)
            current = _add_report(database, who, id, checked)
        affected = {*check.named(before), *checked.others} - {id}
        return Change(entry, current, tuple(sorted(affected)))
    raise ConflictError(f"{id} 正被其他人频繁改动，请稍后再试")


def _add_report(database: Database, who: str, id: str, checked: Checked) -> int:
    number = number_of(database, id)
    _, old = pack(timeline.report(database, id))
    _, new = pack(checked.report)
    event = history.Event("check", id, "report", old, new, version=checked.version)
    entry = history.append(database, who, event).number
    filing.add_report(database, id, number, checked.report, checked.version, entry)
    indexing.index_fingerprint(database, number, checked.fingerprint, checked.shingles)
    filing.set_version(database, number, entry)
    return entry


def _undo_decision(
    database: Database, who: str, target: history.Entry, seen: int, note: str
) -> Change:
    id = target.submission
    code, _, key = target.subject.partition(" ")
    with database.transaction():
        number = number_of(database, id)
        _refuse_changes(database, id, target.subject, seen)
        decided = timeline.state(database, id).decisions.get((code, key), [])
        left = [one for one in decided if one.entry != target.number]
        if len(left) == len(decided):
            raise ArchiveError(f"编号为 {target.number} 的结论已经撤销过")
        event = history.Event(
            "undo",
            id,
            target.subject,
            decided[-1].verdict,
            left[-1].verdict if left else "",
            note,
            target=target.number,
        )
        entry = history.append(database, who, event).number
        _settle(database, number, id, entry)
    return Change(entry, entry)


def _settle(database: Database, number: int, id: str, entry: int) -> None:
    """Make the decisions of the history the current ones."""
    indexing.index_decisions(database, number, timeline.state(database, id).decided.values())
    filing.set_version(database, number, entry)


def _machine(database: Database, id: str) -> Record:
    found = database.one(
        "SELECT r.record FROM submissions s JOIN revisions r ON r.revision = s.revision"
        " WHERE s.id = ?",
        (id,),
    )
    return unpack(Record, found)


def _refuse_changes(database: Database, id: str, subject: str, seen: int) -> None:
    """Raise `ConflictError` when a thing, or the whole record, changed after a version."""
    row = database.row(
        "SELECT at, who, action FROM history WHERE submission = ? AND entry > ?"
        " AND (action = 'file' OR (subject = ? AND action IN"
        " ('correct', 'decide', 'undo', 'lapse'))) ORDER BY entry DESC LIMIT 1",
        (id, seen, subject),
    )
    if row is not None:
        at, who, action = row
        what = "重新收入了这份申报" if action == "file" else "改动了同一处"
        raise ConflictError(f"{who or '有人'} 已在 {history.local_time(at)} {what}，请刷新后再改")


def _undisturbed(database: Database, id: str, finding: tuple[str, str], seen: int) -> Finding:
    """Return a finding; raises `ConflictError` when it is not what it was at a version."""
    now = _find(timeline.report(database, id), finding)
    content = database.one(
        "SELECT content FROM reports WHERE submission = ? AND entry <= ?"
        " ORDER BY report DESC LIMIT 1",
        (id, seen),
    )
    then = _find(unpack(Report, content), finding) if content else None
    if now is None and then is None:
        raise ArchiveError(f"{id} 没有代码为 {finding[0]}、对象为 {finding[1]} 的疑点")
    if now is None or then is None or decisions.digest(now) != decisions.digest(then):
        raise ConflictError("这条疑点在重新核对后已有变化，请刷新后再作结论")
    return now


def _find(report: Report, finding: tuple[str, str]) -> Finding | None:
    return next((one for one in report.findings if (one.code, one.key) == finding), None)

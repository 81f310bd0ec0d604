"""Writing a submission into the tables, all of it in one transaction."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from checks.findings import Report
from extract.records import Record

from . import history, indexing, timeline
from .cells import Row, cell, reading_at, with_reading
from .database import Database
from .errors import ArchiveError
from .keys import source_text, submission_name
from .packing import digest, pack, unpack
from .timeline import Correction


@dataclass(frozen=True)
class Checked:
    """What checking a record gave.

    `fingerprint` is JSON of what the rules across submissions compare, which the archive keeps as
    it is; `shingles` are the parts of it by which another submission may share something. Those
    whose reports name this one are found by the keys of findings, so they are ids in `others`.
    """

    report: Report
    version: str
    fingerprint: str = "{}"
    shingles: frozenset[int] = frozenset()
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filing:
    """One submission that was read and checked.

    `version` is that of all that read and checked, `source` the folder or file it came as.
    """

    record: Record
    report: Report
    content_key: str
    work_key: str
    source: Path
    batch: str
    version: str
    fingerprint: str = "{}"
    shingles: frozenset[int] = field(default=frozenset())


def file(database: Database, who: str, filing: Filing) -> int:
    """File a submission and return its revision, 1 for the first.

    The same work that gave the same record only adds an arrival. A submission that is there with
    other content, or read otherwise, gets a new revision; the old ones stay. Corrections are
    carried over to a new reading of the same bytes as far as it still has what they correct; the
    report is then the one on the record as it was read, until it is checked again.
    """
    with database.transaction():
        return file_within(database, who, filing)


def file_within(database: Database, who: str, filing: Filing) -> int:
    """Do the same inside a transaction that is there."""
    id = filing.record.id
    current = _current(database, id)
    if current and current.work_key == filing.work_key and _is_same(current, filing):
        arrive(database, who, id, filing.source, filing.batch)
        return current.revision
    entry = _tell(database, who, filing, current)
    revision = _add_revision(database, filing, entry)
    number = _point_to(database, filing, revision, entry.number)
    record = _carry_over(database, who, filing, current)
    indexing.index_pages(database, number, filing.record)
    indexing.index_record(database, number, record)
    add_report(database, id, number, filing.report, filing.version, entry.number)
    indexing.index_fingerprint(database, number, filing.fingerprint, filing.shingles)
    _add_arrival(database, id, revision, filing.source, filing.batch)
    return (current.revision if current else 0) + 1


def arrive(database: Database, who: str, id: str, source: Path, batch: str) -> None:
    """Record that a submission came again with nothing new; runs inside a transaction."""
    revision = database.one("SELECT revision FROM submissions WHERE id = ?", (id,))
    if revision is None:
        raise ArchiveError(f"归档中没有 {id}")
    _add_arrival(database, id, revision, source, batch)
    event = history.Event("arrive", id, batch, new=source_text(source))
    history.append(database, who, event)


def add_report(
    database: Database, id: str, number: int, report: Report, version: str, entry: int
) -> None:
    """Append a report told of in an entry, and make its findings the current ones."""
    content, _ = pack(report)
    revision = database.one("SELECT revision FROM submissions WHERE number = ?", (number,))
    database.insert(
        "reports",
        {
            "submission": id,
            "revision": revision,
            "version": version,
            "made_at": history.now(),
            "content": content,
            "entry": entry,
        },
    )
    indexing.index_report(database, number, report)


def set_version(database: Database, number: int, entry: int) -> None:
    database.rows("UPDATE submissions SET version = ? WHERE number = ?", (entry, number))


@dataclass(frozen=True)
class _Current:
    number: int
    revision: int
    work_key: str
    content_key: str
    record: bytes


def _current(database: Database, id: str) -> _Current | None:
    row = database.row(
        "SELECT s.number, r.number, r.work_key, r.content_key, r.record FROM submissions s"
        " JOIN revisions r ON r.revision = s.revision WHERE s.id = ?",
        (id,),
    )
    return _Current(*row) if row else None


def _is_same(current: _Current, filing: Filing) -> bool:
    """Tell whether a reading gave what it gave before; one tried again may have got further."""
    return digest(current.record) == pack(filing.record)[1]


def _tell(database: Database, who: str, filing: Filing, current: _Current | None) -> history.Entry:
    """Write into the history what is filed: the hashes of record and report stand for them."""
    content = {
        "revision": current.revision + 1 if current else 1,
        "work": filing.work_key,
        "content": filing.content_key,
        "record": pack(filing.record)[1],
        "report": pack(filing.report)[1],
    }
    event = history.Event(
        action="file",
        submission=filing.record.id,
        subject=f"revision {content['revision']}",
        old=current.work_key if current else "",
        new=json.dumps(content),
        version=filing.version,
    )
    return history.append(database, who, event)


def _add_revision(database: Database, filing: Filing, entry: history.Entry) -> int:
    revision = database.insert(
        "revisions",
        {
            "submission": filing.record.id,
            "number": json.loads(entry.new)["revision"],
            "content_key": filing.content_key,
            "work_key": filing.work_key,
            "version": filing.version,
            "filed_at": entry.at,
            "record": pack(filing.record)[0],
            "entry": entry.number,
        },
        key="revision",
    )
    database.many(
        "INSERT INTO files (revision, path, pages, sha256) VALUES (?, ?, ?, ?)",
        [(revision, one.path, one.pages, one.sha256) for one in filing.record.files],
    )
    return revision


def _point_to(database: Database, filing: Filing, revision: int, entry: int) -> int:
    """Make a revision the current one and return the submission's number."""
    found = database.one(
        "INSERT INTO submissions (id, name, source, pages, revision, version)"
        " VALUES (?, ?, ?, 0, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
        " source = excluded.source, revision = excluded.revision, version = excluded.version"
        " RETURNING number",
        (
            filing.record.id,
            submission_name(filing.source),
            source_text(filing.source),
            revision,
            entry,
        ),
    )
    return int(found)


def _carry_over(database: Database, who: str, filing: Filing, current: _Current | None) -> Record:
    """Lay the corrections in force over a new reading; return what comes of it.

    A correction lapses, and the history tells, where other bytes were handed in or the new
    reading has nothing like what was corrected.
    """
    record = filing.record
    if current is None:
        return record
    before = unpack(Record, current.record)
    same_bytes = current.content_key == filing.content_key
    for one in timeline.state(database, record.id).corrections.values():
        if same_bytes and _still_there(one, before, record):
            record = with_reading(record, cell(record, one.cell), one.new)
        else:
            old, new = timeline.written(one.new), timeline.written(one.old)
            event = history.Event(
                "lapse", record.id, one.cell, old, new, target=one.entry, version=filing.version
            )
            set_version(database, current.number, history.append(database, who, event).number)
    return record


def _still_there(correction: Correction, before: Record, record: Record) -> bool:
    """Tell whether a cell's name means the same in a new reading of the same bytes.

    Names of fields do; the place of a printed row does where the row has kept its label.
    """
    try:
        found, known = cell(record, correction.cell), cell(before, correction.cell)
        reading_at(record, found)
    except ArchiveError:
        return False
    if not isinstance(found, Row):
        return True
    return found == known and _label(record, found) == _label(before, found)


def _label(record: Record, row: Row) -> str:
    audit = record.audit
    return audit.statements[row.statement].rows[row.row].label if audit else ""


def _add_arrival(database: Database, id: str, revision: int, source: Path, batch: str) -> None:
    database.insert(
        "arrivals",
        {
            "submission": id,
            "revision": revision,
            "batch": batch,
            "source": source_text(source),
            "arrived_at": history.now(),
        },
    )

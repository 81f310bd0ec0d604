"""Writing a submission into the tables, all of it in one transaction."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from checks.findings import Report
from extract.records import Record

from . import history, readings
from .bigrams import normalise, tokens
from .database import Database
from .errors import ArchiveError
from .keys import source_text, submission_name

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Filing:
    """One submission that was read and checked.

    `fingerprint` is JSON of what the rules across submissions compare; the archive keeps it as
    it is. `version` is that of all that read and checked, `source` the folder or file it came as.
    """

    record: Record
    report: Report
    content_key: str
    work_key: str
    source: Path
    batch: str
    version: str
    fingerprint: str = "{}"


def pack(model: BaseModel) -> tuple[bytes, str]:
    """Return a model as compressed JSON, and the sha256 of the JSON."""
    content = model.model_dump_json().encode("utf-8")
    return zlib.compress(content), hashlib.sha256(content).hexdigest()


def unpack(kind: type[Model], content: bytes) -> Model:
    """Return what was packed; raises `ArchiveError` when it is damaged."""
    try:
        return kind.model_validate_json(zlib.decompress(content))
    except (zlib.error, ValidationError) as error:
        raise ArchiveError("归档中的一份记录已损坏，请用备份恢复") from error


def file(database: Database, who: str, filing: Filing) -> int:
    """File a submission and return its revision, 1 for the first.

    The same work filed again under the same id only adds an arrival. A submission that is there
    with other content gets a new revision; the old ones stay.
    """
    with database.transaction():
        current = _current(database, filing.record.id)
        if current and current.work_key == filing.work_key:
            arrive(database, who, filing.record.id, filing.source, filing.batch)
            return current.number
        number = current.number + 1 if current else 1
        revision, digest = _add_revision(database, filing, number)
        _point_to(database, filing, revision)
        _index(database, filing.record)
        report = add_report(database, filing.record.id, revision, filing.report, filing.version)
        _add_arrival(database, filing.record.id, revision, filing.source, filing.batch)
        event = history.Event(
            action="file",
            submission=filing.record.id,
            subject=f"revision {number}",
            old=current.work_key if current else "",
            new=f"{filing.work_key} record {digest} report {report}",
            version=filing.version,
        )
        history.append(database, who, event)
    return number


def arrive(database: Database, who: str, id: str, source: Path, batch: str) -> None:
    """Record that a submission came again with nothing new; runs inside a transaction."""
    revision = database.one("SELECT revision FROM submissions WHERE id = ?", (id,))
    if revision is None:
        raise ArchiveError(f"归档中没有 {id}")
    _add_arrival(database, id, revision, source, batch)
    event = history.Event("arrive", id, batch, new=source_text(source))
    history.append(database, who, event)


def add_report(database: Database, id: str, revision: int, report: Report, version: str) -> str:
    """Append a report and make its findings the current ones; returns the report's sha256."""
    content, digest = pack(report)
    database.insert(
        "INSERT INTO reports (revision, version, made_at, content) VALUES (?, ?, ?, ?)",
        (revision, version, history.now(), content),
    )
    database.rows("DELETE FROM findings WHERE submission = ?", (id,))
    database.many(
        "INSERT INTO findings (submission, code, key, severity, confidence, message)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            (id, one.code, one.key, one.severity, one.confidence, one.message)
            for one in report.findings
        ],
    )
    return digest


@dataclass(frozen=True)
class _Current:
    number: int
    work_key: str


def _current(database: Database, id: str) -> _Current | None:
    row = database.row(
        "SELECT r.number, r.work_key FROM submissions s"
        " JOIN revisions r ON r.revision = s.revision WHERE s.id = ?",
        (id,),
    )
    return _Current(*row) if row else None


def _add_revision(database: Database, filing: Filing, number: int) -> tuple[int, str]:
    content, digest = pack(filing.record)
    revision = database.insert(
        "INSERT INTO revisions (submission, number, content_key, work_key, version, filed_at,"
        " record, fingerprint) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            filing.record.id,
            number,
            filing.content_key,
            filing.work_key,
            filing.version,
            history.now(),
            content,
            filing.fingerprint,
        ),
    )
    database.many(
        "INSERT INTO files (revision, path, pages, sha256) VALUES (?, ?, ?, ?)",
        [(revision, one.path, one.pages, one.sha256) for one in filing.record.files],
    )
    return revision, digest


def _point_to(database: Database, filing: Filing, revision: int) -> None:
    record = filing.record
    database.rows(
        "INSERT INTO submissions (id, name, source, kind, revision) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, source = excluded.source,"
        " kind = excluded.kind, revision = excluded.revision",
        (
            record.id,
            submission_name(filing.source),
            source_text(filing.source),
            record.kind,
            revision,
        ),
    )


def _add_arrival(database: Database, id: str, revision: int, source: Path, batch: str) -> None:
    database.insert(
        "INSERT INTO arrivals (submission, revision, batch, source, arrived_at)"
        " VALUES (?, ?, ?, ?, ?)",
        (id, revision, batch, source_text(source), history.now()),
    )


def _index(database: Database, record: Record) -> None:
    """Make a record's readings and page texts the ones that are searched."""
    database.rows("DELETE FROM readings WHERE submission = ?", (record.id,))
    database.many(
        "INSERT INTO readings (submission, field, year, number, text, confidence, file, page)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(record.id, *row) for row in readings.rows(record)],
    )
    database.rows(
        "DELETE FROM page_index WHERE rowid IN (SELECT page_id FROM pages WHERE submission = ?)",
        (record.id,),
    )
    database.rows("DELETE FROM pages WHERE submission = ?", (record.id,))
    for page in record.pages:
        page_id = database.insert(
            "INSERT INTO pages (submission, file, page, type, text) VALUES (?, ?, ?, ?, ?)",
            (record.id, page.file, page.page, page.type, page.text),
        )
        database.rows(
            "INSERT INTO page_index (rowid, tokens) VALUES (?, ?)",
            (page_id, tokens(normalise(page.text))),
        )

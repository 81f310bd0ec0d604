"""The tables that hold the current state: made from a record and a report, and made again."""

from __future__ import annotations

from collections.abc import Iterable

from checks.findings import Report
from extract.records import Record

from . import layout, readings
from .columns import flat
from .database import Database
from .decisions import Decision
from .districts import district

PAGE_BITS = 20  # of a page's number within its submission; the rest of `page_id` is the submission


def index_record(database: Database, number: int, record: Record) -> None:
    """Make a record's readings the ones that conditions and facets look at."""
    database.rows(
        "UPDATE submissions SET kind = ?, district = ?, firm = ?, pages = ? WHERE number = ?",
        (record.kind, district(record), _firm(record), len(record.pages), number),
    )
    database.rows("DELETE FROM readings WHERE submission = ?", (number,))
    database.many(
        "INSERT INTO readings (submission, field, year, number, text, confidence, file, page)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(number, *row) for row in readings.rows(record)],
    )


def index_pages(database: Database, number: int, record: Record) -> None:
    """Make a record's page texts the ones that are searched."""
    database.forget_pages(number << PAGE_BITS, (number + 1) << PAGE_BITS)
    database.rows("DELETE FROM pages WHERE submission = ?", (number,))
    numbered = list(enumerate(record.pages, start=number << PAGE_BITS))
    database.many(
        "INSERT INTO pages (page_id, submission, file, page, type, text, boxes)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (id, number, one.file, one.page, one.type, one.text, layout.pack(one.runs))
            for id, one in numbered
        ],
    )
    database.index_pages((id, one.text) for id, one in numbered)


def index_report(database: Database, number: int, report: Report) -> None:
    """Make a report's findings the current ones."""
    database.rows("DELETE FROM findings WHERE submission = ?", (number,))
    database.many(
        "INSERT INTO findings (submission, code, key, severity, confidence, message)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            (number, one.code, one.key, one.severity, one.confidence, one.message)
            for one in report.findings
        ],
    )


def index_fingerprint(
    database: Database, number: int, fingerprint: str, shingles: Iterable[int]
) -> None:
    """Make what a submission is compared by the current one."""
    database.rows(
        "INSERT INTO fingerprints (submission, content) VALUES (?, ?)"
        " ON CONFLICT (submission) DO UPDATE SET content = excluded.content",
        (number, fingerprint),
    )
    database.rows("DELETE FROM shingles WHERE submission = ?", (number,))
    database.many(
        "INSERT INTO shingles (shingle, submission) VALUES (?, ?)",
        [(one, number) for one in sorted(set(shingles))],
    )


def index_decisions(database: Database, number: int, decisions: Iterable[Decision]) -> None:
    """Make decisions the ones in force."""
    database.rows("DELETE FROM decisions WHERE submission = ?", (number,))
    database.many(
        "INSERT INTO decisions (submission, code, key, verdict, entry) VALUES (?, ?, ?, ?, ?)",
        [(number, one.code, one.key, one.verdict, one.entry) for one in decisions],
    )


def _firm(record: Record) -> str | None:
    found = record.audit.firm if record.audit else None
    return str(flat(found.value)) if found and found.value else None

"""Checks over records: one submission against those in the archive, or a set against itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pydantic import TypeAdapter

from archive import Archive
from checks.codes import CODES
from checks.engine import run
from checks.findings import Report
from checks.fingerprint import Fingerprint, Neighbours, fingerprint
from extract.records import Record

from .notices import LoadedNotice

FINGERPRINT = TypeAdapter(Fingerprint)


def check_record(archive: Archive, record: Record, loaded: LoadedNotice) -> tuple[Report, str]:
    """Check one record against what is archived; returns the report and its fingerprint as JSON."""
    programme = loaded.notice.programme
    own = fingerprint(record, programme)
    report = run(record, programme, loaded.reference, _archived(archive, record.id))
    return report, FINGERPRINT.dump_json(own).decode()


def _archived(archive: Archive, excluding: str = "") -> list[Fingerprint]:
    found = archive.fingerprints(excluding=excluding)
    return [FINGERPRINT.validate_json(text) for text in found.values()]


def check_again(archive: Archive, loaded: LoadedNotice, ids: Iterable[str], version: str) -> None:
    """Check submissions again, and those that a finding across submissions names."""
    programme = loaded.notice.programme
    neighbours = Neighbours.of(_archived(archive))
    waiting, done = list(dict.fromkeys(ids)), set[str]()
    while waiting:
        id = waiting.pop(0)
        done.add(id)
        report = run(archive.record(id), programme, loaded.reference, neighbours)
        archive.replace_report(id, report, version)
        waiting += [other for other in _named(report) if other not in {*done, *waiting}]


def _named(report: Report) -> list[str]:
    """Return the other submissions that a report's findings are about."""
    return [f.key for f in report.findings if CODES[f.code].group == "cross-submission"]


def check_together(records: Sequence[Record], loaded: LoadedNotice) -> Mapping[str, Report]:
    """Check a set of records, each against the others."""
    programme = loaded.notice.programme
    neighbours = Neighbours.of([fingerprint(record, programme) for record in records])
    return {record.id: run(record, programme, loaded.reference, neighbours) for record in records}

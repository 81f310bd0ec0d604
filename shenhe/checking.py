"""Checks over records: one submission against those in the archive, or a set against itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from archive import Archive, Checked
from checks.codes import CODES
from checks.engine import run
from checks.findings import Report
from checks.fingerprint import Fingerprint, Neighbours, fingerprint
from extract.records import Record

from .notices import LoadedNotice, version_of

FINGERPRINT = TypeAdapter(Fingerprint)


@dataclass(frozen=True)
class ArchiveChecker:
    """Checks a record against what is archived; what `Archive.correct` and `undo` ask for."""

    archive: Archive
    loaded: LoadedNotice

    def __call__(self, record: Record) -> Checked:
        """Check a record; the findings across submissions compare it with all the others."""
        return self.against(record, Neighbours.of(_archived(self.archive, record.id)))

    def against(self, record: Record, neighbours: Neighbours) -> Checked:
        """Check a record against fingerprints that are at hand."""
        programme = self.loaded.notice.programme
        report = run(record, programme, self.loaded.reference, neighbours)
        own = fingerprint(record, programme)
        return Checked(
            report=report,
            version=version_of(self.loaded),
            fingerprint=FINGERPRINT.dump_json(own).decode(),
            others=self.named(report),
        )

    def named(self, report: Report) -> tuple[str, ...]:
        """Return the other submissions that a report's findings are about."""
        keys = (f.key for f in report.findings if CODES[f.code].group == "cross-submission")
        return tuple(dict.fromkeys(keys))


def _archived(archive: Archive, excluding: str = "") -> list[Fingerprint]:
    found = archive.fingerprints(excluding=excluding)
    return [FINGERPRINT.validate_json(text) for text in found.values()]


def check_again(archive: Archive, loaded: LoadedNotice, ids: Iterable[str]) -> None:
    """Check submissions again, and those that a finding across submissions names."""
    checker = ArchiveChecker(archive, loaded)
    neighbours = Neighbours.of(_archived(archive))
    waiting, done = list(dict.fromkeys(ids)), set[str]()
    while waiting:
        id = waiting.pop(0)
        done.add(id)
        checked = checker.against(archive.record(id), neighbours)
        archive.replace_report(id, checked)
        waiting += [other for other in checked.others if other not in {*done, *waiting}]


def check_together(records: Sequence[Record], loaded: LoadedNotice) -> Mapping[str, Report]:
    """Check a set of records, each against the others."""
    programme = loaded.notice.programme
    neighbours = Neighbours.of([fingerprint(record, programme) for record in records])
    return {record.id: run(record, programme, loaded.reference, neighbours) for record in records}

"""Checks over records: one submission against those in the archive, or a set against itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from archive import Archive, Checked
from checks.codes import CODES
from checks.engine import run
from checks.findings import Report
from checks.fingerprint import Fingerprint, Neighbours, fingerprint
from checks.overlap import GAP
from checks.settings import CheckSettings
from checks.winnowing import RUN, WINDOW
from extract.records import Record

from .notices import LoadedNotice, version_of

FINGERPRINT = TypeAdapter(Fingerprint)
SETTINGS = CheckSettings()
# Fewer common passages cannot make `SETTINGS.shared_characters`: between two kept runs of one span
# lie at most `GAP` others, each no farther than `WINDOW` from the next.
FEWEST_PASSAGES = 1 + (SETTINGS.shared_characters - RUN) // ((GAP + 1) * WINDOW)


@dataclass(frozen=True)
class ArchiveChecker:
    """Checks a record against what is archived; what `Archive.correct` and `undo` ask for."""

    archive: Archive
    loaded: LoadedNotice

    def __call__(self, record: Record) -> Checked:
        """Check a record; the findings across submissions compare it with all the others."""
        programme = self.loaded.notice.programme
        own = fingerprint(record, programme)
        others = self._neighbours(own)
        report = run(record, programme, self.loaded.reference, others, SETTINGS, own)
        return Checked(
            report=report,
            version=version_of(self.loaded),
            fingerprint=FINGERPRINT.dump_json(own).decode(),
            shingles=own.shingles,
            others=self.named(report),
        )

    def _neighbours(self, own: Fingerprint) -> Neighbours:
        """Return those that share something; the record itself counts as one of the batch."""
        kin = self.archive.kin(own.id, own.shingles, FEWEST_PASSAGES, SETTINGS.template_share)
        return Neighbours(
            tuple(FINGERPRINT.validate_json(text) for text in kin.fingerprints.values()),
            batch=kin.count + 1,
            held={passage: kin.spread.get(passage, 0) + 1 for passage in own.passages},
        )

    def named(self, report: Report) -> tuple[str, ...]:
        """Return the other submissions that a report's findings are about."""
        keys = (f.key for f in report.findings if CODES[f.code].group == "cross-submission")
        return tuple(dict.fromkeys(keys))


def check_again(
    archive: Archive,
    loaded: LoadedNotice,
    ids: Iterable[str],
    beat: Callable[[], None] = lambda: None,
) -> None:
    """Check submissions again, and those that a finding across submissions names.

    `beat` is called before each.
    """
    checker = ArchiveChecker(archive, loaded)
    waiting = deque(dict.fromkeys(ids))
    seen = set(waiting)
    while waiting:
        beat()
        id = waiting.popleft()
        checked = checker(archive.record(id))
        archive.replace_report(id, checked)
        waiting += [other for other in checked.others if other not in seen]
        seen.update(checked.others)


def check_together(records: Sequence[Record], loaded: LoadedNotice) -> Mapping[str, Report]:
    """Check a set of records, each against the others."""
    programme = loaded.notice.programme
    neighbours = Neighbours.of([fingerprint(record, programme) for record in records])
    return {record.id: run(record, programme, loaded.reference, neighbours) for record in records}

"""Reading an archive: what is known, records, reports, fingerprints, searches."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from checks.findings import Finding, Report
from extract.records import Record

from . import history, queue, revising, timeline
from .conditions import ALL, Filters
from .database import Database
from .decisions import Decision
from .errors import ArchiveError
from .facets import Facets
from .frames import Frames
from .keys import numbered, source_text, submission_name
from .kinship import Kin, kin
from .packing import unpack
from .peers import Peers, peers
from .queue import Job, Standing
from .search import Hits, Search, facets, matching, search
from .timeline import Correction
from .worklist import Work, worklist

SEVERITIES = ("high", "medium", "low")


@dataclass(frozen=True)
class Entry:
    """One submission in a list: its current revision and how many findings it has.

    `undecided` counts the findings that are not decided, or decided to be left open.
    """

    id: str
    kind: str | None
    district: str | None
    firm: str | None
    source: str
    revision: int
    filed_at: str  # ISO 8601, UTC
    version: int
    pages: int
    high: int
    medium: int
    low: int
    undecided: int


@dataclass(frozen=True)
class Arrival:
    submission: str
    revision: int
    batch: str
    source: str
    arrived_at: str


@dataclass(frozen=True)
class Run:
    number: int
    started_at: str
    ended_at: str | None  # None: still running, or killed
    batch: str
    version: str
    filed: int
    known: int
    failed: int
    pages: int
    worker: str = ""  # the process that loaded
    with_errors: int = 0  # of the filed: something in them could not be read
    quarantined: int = 0  # of the failed
    elsewhere: int = 0  # read by another process that shared the batch


@dataclass(frozen=True)
class Failure:
    run: int
    source: str
    message: str
    failed_at: str


@dataclass(frozen=True)
class Dossier:
    """A submission's record with the latest report on it: what an export takes.

    The record holds the `corrections` in force; `decisions` go by the finding's code and key.
    """

    record: Record
    report: Report
    decisions: Mapping[tuple[str, str], Decision] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()

    def decision(self, finding: Finding) -> Decision | None:
        return self.decisions.get((finding.code, finding.key))


class Catalogue:
    """The reading half of an archive."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def where(self) -> str:
        """Return where the archive is, without any password."""
        return self._database.place

    @property
    def frames(self) -> Frames:
        """Return the archive as pandas frames."""
        return Frames(self._database)

    def known(self, source: Path, work_key: str) -> str | None:
        """Return the id of the submission whose current revision is this very work.

        A batch that was moved is known again: the same content under the same name. The same
        content under another name is another submission.
        """
        found = self._database.one(
            "SELECT s.id FROM submissions s JOIN revisions r ON r.revision = s.revision"
            " WHERE r.work_key = ? AND (s.name = ? OR s.id IN"
            " (SELECT submission FROM arrivals WHERE source = ?)) ORDER BY s.source = ? DESC",
            (work_key, submission_name(source), source_text(source), source_text(source)),
        )
        return None if found is None else str(found)

    def assign_id(self, source: Path, content_key: str, taken: Collection[str] = ()) -> str:
        """Return the id for a submission: its name, with a number where another has it.

        What came from the same place, or has the same name and content, keeps its id. `taken` are
        ids already given to submissions that are not filed yet.
        """
        name = submission_name(source)
        found = self._database.one(
            "SELECT submission FROM arrivals WHERE source = ? ORDER BY arrival DESC LIMIT 1",
            (source_text(source),),
        ) or self._database.one(
            "SELECT s.id FROM submissions s JOIN revisions r ON r.submission = s.id"
            " WHERE s.name = ? AND r.content_key = ? LIMIT 1",
            (name, content_key),
        )
        if found is not None:
            return str(found)
        return next(one for one in numbered(name) if one not in taken and not self._has(one))

    def ids(self) -> tuple[str, ...]:
        return tuple(
            row[0] for row in self._database.rows("SELECT id FROM submissions ORDER BY id")
        )

    def entries(self) -> list[Entry]:
        """Return all submissions in the order of their ids."""
        counts = ", ".join(
            f"coalesce(sum(CASE WHEN f.severity = '{one}' THEN 1 END), 0)" for one in SEVERITIES
        )
        rows = self._database.rows(
            "SELECT s.id, s.kind, s.district, s.firm, s.source, r.number, r.filed_at, s.version,"
            f" s.pages, {counts}, count(f.code) - count(d.code)"
            " FROM submissions s JOIN revisions r ON r.revision = s.revision"
            " LEFT JOIN findings f ON f.submission = s.number"
            " LEFT JOIN decisions d ON d.submission = s.number AND d.code = f.code"
            " AND d.key = f.key AND d.verdict <> 'open'"
            " GROUP BY s.number, s.id, s.kind, s.district, s.firm, s.source, r.number, r.filed_at,"
            " s.version, s.pages ORDER BY s.id"
        )
        return [Entry(*row) for row in rows]

    def worklist(self, ids: Collection[str] | None = None) -> list[Work]:
        """Return submissions as a reviewer takes them up, the gravest first; all, or some."""
        return worklist(self._database, ids)

    def changed(self, since: int = 0) -> tuple[int, frozenset[str]]:
        """Return the last entry of the history, and the submissions that entries are about.

        `since` is the entry after which to look; nothing changes in an archive without an entry.
        """
        return history.changed(self._database, since)

    def version(self, id: str) -> int:
        """Return the number that a writer names as the version it saw."""
        return revising.version_of(self._database, id)

    def record(self, id: str, number: int | None = None, as_of: datetime | None = None) -> Record:
        """Return a record with the corrections in force.

        Args:
            id: the submission.
            number: a revision: the record as the machine read it then, without corrections.
            as_of: a moment: the record as it was shown then. Without a zone it is local time.
        """
        if number is None:
            return timeline.record(self._database, id, as_of)
        found = self._database.one(
            "SELECT record FROM revisions WHERE submission = ? AND number = ?", (id, number)
        )
        if found is None:
            raise ArchiveError(f"归档中没有 {id} 的第 {number} 版")
        return unpack(Record, found)

    def corrections(self, id: str, as_of: datetime | None = None) -> tuple[Correction, ...]:
        """Return the corrections in force, oldest first."""
        return tuple(timeline.state(self._database, id, as_of).corrections.values())

    def decisions(self, id: str, as_of: datetime | None = None) -> dict[tuple[str, str], Decision]:
        """Return the decisions in force by the finding's code and key."""
        return timeline.state(self._database, id, as_of).decided

    def records(self) -> Iterator[Record]:
        """Yield the current records in the order of their ids, one at a time from the disk."""
        for id in self.ids():
            yield self.record(id)

    def report(self, id: str, as_of: datetime | None = None) -> Report:
        """Return the latest report on a submission; now, or at a moment."""
        return timeline.report(self._database, id, as_of)

    def dossiers(self, ids: Collection[str] | None = None) -> Iterator[Dossier]:
        """Yield submissions in the order of their ids; some where they are named."""
        for id in sorted(self.ids() if ids is None else ids):
            yield self.dossier(id)

    def dossier(self, id: str) -> Dossier:
        """Return what an export takes of one submission."""
        state = timeline.state(self._database, id)
        corrections = tuple(state.corrections.values())
        return Dossier(self.record(id), self.report(id), state.decided, corrections)

    def kin(self, id: str, shingles: Collection[int], passages: int, common: float) -> Kin:
        """Return the other submissions that share something with one; see `kinship.kin`."""
        return kin(self._database, id, shingles, passages, common)

    def peers(self, id: str, year: str, fields: Collection[str]) -> Peers:
        """Return what the others of a submission's kind have in some fields of one year."""
        return peers(self._database, id, year, fields)

    def arrivals(self, id: str) -> list[Arrival]:
        """Return when and from where a submission came, oldest first."""
        rows = self._database.rows(
            "SELECT a.submission, r.number, a.batch, a.source, a.arrived_at FROM arrivals a"
            " JOIN revisions r ON r.revision = a.revision WHERE a.submission = ? ORDER BY arrival",
            (id,),
        )
        return [Arrival(*row) for row in rows]

    def came_in(self, batch: str) -> tuple[str, ...]:
        """Return the submissions that arrived in a batch, known ones too, in the order of ids."""
        rows = self._database.rows(
            "SELECT DISTINCT submission FROM arrivals WHERE batch = ? ORDER BY submission", (batch,)
        )
        return tuple(row[0] for row in rows)

    def runs(self) -> list[Run]:
        return [
            Run(*row)
            for row in self._database.rows(
                "SELECT run, started_at, ended_at, batch, version, filed, known, failed, pages,"
                " worker, with_errors, quarantined, elsewhere FROM runs ORDER BY run"
            )
        ]

    def run(self, number: int) -> Run | None:
        return next((one for one in self.runs() if one.number == number), None)

    def failures(self, run: int) -> list[Failure]:
        rows = self._database.rows(
            "SELECT run, source, message, failed_at FROM failures WHERE run = ? ORDER BY failure",
            (run,),
        )
        return [Failure(*row) for row in rows]

    def jobs(self, numbers: Collection[int] | None = None) -> list[Job]:
        """Return the work that was put in to be read as it stands, all of it or some."""
        return queue.jobs(self._database, numbers)

    def standing(self) -> Standing:
        """Return how the queue stands now; may be asked at any time, by readers too."""
        return queue.standing(self._database)

    def at_work(self) -> list[str]:
        """Return the workers that have leases, or have not yet checked what they filed."""
        return queue.workers(self._database)

    def events(self, id: str | None = None, as_of: datetime | None = None) -> list[history.Entry]:
        """Return what happened, oldest first; to one submission, or up to a moment."""
        return history.entries(self._database, id, timeline.stamp(as_of))

    def verify_history(self) -> int:
        """Walk the history's chain and return its length; raises `ArchiveError` at a break."""
        return history.verify(self._database)

    def search(self, asked: Search) -> Hits:
        """Return the pages that are asked for; see `queries` for the language."""
        return search(self._database, asked)

    def matching(self, filters: Filters, sort: str = "") -> tuple[str, ...]:
        """Return the ids of the submissions that meet the conditions, sorted as in `Search`."""
        return matching(self._database, filters, sort)

    def facets(self, filters: Filters = ALL) -> Facets:
        """Count the values of each facet over the submissions that meet the conditions."""
        return facets(self._database, filters)

    def _has(self, id: str) -> bool:
        return self._database.row("SELECT 1 FROM submissions WHERE id = ?", (id,)) is not None

"""The worklist as the page shows it: kept, and brought up to date by what changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock

from archive import Archive
from archive.worklist import Work

UNKNOWN = "-"  # stands in an address for what was not recognised
PROPERTIES = ("kind", "district", "severity", "state", "code")
Values = tuple[tuple[str, ...], ...]  # of each of the `PROPERTIES`


def properties(work: Work) -> Values:
    """Return what a submission is sorted by."""
    open_ = {"high": work.open_high, "medium": work.open_medium, "low": work.open_low}
    settled = "done" if work.high + work.medium + work.low else "clean"
    return (
        (work.kind or UNKNOWN,),
        (work.district or UNKNOWN,),
        tuple(severity for severity, count in open_.items() if count),
        ("open" if work.open else settled,),
        tuple(work.codes),
    )


class Board:
    """All submissions of one archive, the gravest first; only those that changed are read anew."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen = 0
        self._works: dict[str, Work] = {}
        self._properties: dict[str, Values] = {}
        self._sorted: tuple[Work, ...] = ()

    def works(self, archive: Archive) -> Sequence[Work]:
        """Return the worklist as it is now."""
        with self._lock:
            last, changed = archive.changed(self._seen)
            if last != self._seen:
                fresh = archive.worklist(changed if self._seen else None)
                self._works |= {work.id: work for work in fresh}
                self._properties |= {work.id: properties(work) for work in fresh}
                self._sorted = tuple(
                    sorted(self._works.values(), key=lambda work: (work.risk, work.id))
                )
                self._seen = last
            return self._sorted

    def work(self, archive: Archive, id: str) -> Work | None:
        """Return one submission, `None` where there is none such."""
        self.works(archive)
        return self._works.get(id)

    @property
    def properties(self) -> Mapping[str, Values]:
        """Return the properties of the submissions, as they were when last asked for."""
        return self._properties

"""The worklist as the page shows it: kept, and brought up to date by what changed since."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from archive import Archive
from archive.worklist import Work


class Board:
    """All submissions, the gravest first; only those that changed are read anew."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen = 0
        self._works: dict[str, Work] = {}
        self._sorted: tuple[Work, ...] = ()

    def works(self, archive: Archive) -> Sequence[Work]:
        """Return the worklist of an archive as it is now; always the same archive."""
        with self._lock:
            last, changed = archive.changed(self._seen)
            if last != self._seen:
                fresh = archive.worklist(None if self._seen == 0 else changed)
                self._works |= {work.id: work for work in fresh}
                self._sorted = tuple(
                    sorted(self._works.values(), key=lambda work: (work.risk, work.id))
                )
                self._seen = last
            return self._sorted

    def work(self, archive: Archive, id: str) -> Work | None:
        """Return one submission of an archive, `None` where there is none such."""
        self.works(archive)
        return self._works.get(id)

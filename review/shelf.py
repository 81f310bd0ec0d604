"""The records that were looked at last, as they are now."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from archive import Archive
from extract.records import Record

KEPT = 24  # records; a page's pictures are all asked for with the record they belong to


class Shelf:
    """Keeps records of one archive by their version, so that they are not unpacked for each picture."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._records: OrderedDict[str, tuple[int, Record]] = OrderedDict()

    def record(self, archive: Archive, id: str) -> Record:
        """Return a submission's record as it is now; raises `ArchiveError` where there is none."""
        version = archive.version(id)
        with self._lock:
            held = self._records.get(id)
            if held is not None and held[0] == version:
                self._records.move_to_end(id)
                return held[1]
        record = archive.record(id)
        with self._lock:
            self._records[id] = (version, record)
            self._records.move_to_end(id)
            while len(self._records) > KEPT:
                self._records.popitem(last=False)
        return record

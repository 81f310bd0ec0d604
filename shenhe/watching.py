"""`shenhe watch`: a folder that is looked at again and again; what lies still is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import monotonic

from .batch import Arrival, arrivals

Stamp = tuple[tuple[str, int, int], ...]  # path, bytes and time of change of every file


class Watched:
    """The submissions of a folder, each given out once when nothing of it has changed for a while.

    A submission that changes later is given out again when it lies still again.
    """

    def __init__(self, folder: Path, still: float, clock: Callable[[], float] = monotonic) -> None:
        """Watch a folder; `still` is the seconds for which nothing may have changed."""
        self._folder, self._still, self._clock = folder, still, clock
        self._seen: dict[Path, tuple[Stamp, float]] = {}  # and since when
        self._given: dict[Path, Stamp] = {}

    def look(self) -> Sequence[Arrival]:
        """Return what has come to lie still since it was given out last."""
        now, found = self._clock(), []
        for one in arrivals([self._folder]):
            stamp = tuple(_stamps(one.path))
            before, since = self._seen.get(one.path, ((), now))
            if stamp != before or not stamp:
                self._seen[one.path] = (stamp, now)
            elif now - since >= self._still and self._given.get(one.path) != stamp:
                self._given[one.path] = stamp
                found.append(one)
        return found


def _stamps(path: Path) -> Iterator[tuple[str, int, int]]:
    """Yield what changes while files are still being written; nothing where they go away."""
    files = [path] if path.is_file() else sorted(path.rglob("*"))
    for file in files:
        try:
            if file.is_file():
                told = file.stat()
                yield str(file), told.st_size, told.st_mtime_ns
        except OSError:
            continue

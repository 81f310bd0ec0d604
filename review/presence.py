"""Who is looking at which submission, as long as the page runs: so that two do not do one's work."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from time import monotonic

LOOKING = 10 * 60.0  # seconds after a look in which somebody counts as being at it


class Presence:
    """Remembers the last look of each person at a submission; `clock` tells seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._looks: dict[str, tuple[str, float]] = {}  # person -> submission, when

    def look(self, name: str, id: str) -> None:
        """Note that somebody looks at a submission, and so at no other any more."""
        with self._lock:
            self._looks[name] = (id, self._clock())

    def others(self, name: str) -> dict[str, list[str]]:
        """Return who else looks at each submission."""
        with self._lock:
            start = self._clock() - LOOKING
            self._looks = {who: look for who, look in self._looks.items() if look[1] > start}
            looks = sorted((who, id) for who, (id, _) in self._looks.items() if who != name)
        found: dict[str, list[str]] = {}
        for who, id in looks:
            found.setdefault(id, []).append(who)
        return found

"""What went wrong when it was loaded, and can be read again from where it came."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from rich.markup import escape

from archive import Archive

from .batch import Arrival, arrival
from .console import people


def in_trouble(store: Archive, ids: Collection[str] | None = None) -> list[Arrival]:
    """Return what to read again: the named submissions, or all that failed or had troubles.

    What is no longer where it came from is told and left out.
    """
    sources = _sources(store) if ids is None else [e.source for e in store.entries() if e.id in ids]
    found = []
    for source in dict.fromkeys(sources):
        if Path(source).exists():
            found.append(arrival(Path(source)))
        else:
            people.print(f"[yellow]已不在原处，跳过：[/]{escape(source)}")
    return found


def _sources(store: Archive) -> Iterator[str]:
    entries = store.entries()
    filed = {entry.source: entry.filed_at for entry in entries}
    for run in store.runs():
        for failure in store.failures(run.number):
            if filed.get(failure.source, "") < failure.failed_at:
                yield failure.source
    for entry in entries:
        if store.record(entry.id).errors:
            yield entry.source

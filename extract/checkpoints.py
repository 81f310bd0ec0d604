"""Pages that took long, kept until their submission is filed: a load that was broken off goes on there.

One file a page, as JSON, in a folder under the hash of the document's bytes. What is not as it
should be is read again.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from .documents import Document
from .forensics import Clue, Watch
from .pages import Page

WORTH_KEEPING = 0.5  # seconds that a page took to be read, from which on it is kept
FORGOTTEN_AFTER = 30 * 24 * 3600.0  # seconds
LONGEST = 64 << 20  # bytes of a page's JSON; a page of figures has about one million


@dataclass(frozen=True)
class Kept:
    """A page as it was read, and what was seen of it."""

    page: Page
    clues: tuple[Clue, ...] = ()
    program: str = ""  # that names itself in the page's picture
    failed: tuple[tuple[str, int, str], ...] = ()  # looks at it that failed

    @classmethod
    def of(cls, page: Page, watch: Watch) -> Kept:
        """Return a page with what a watch saw that looked at nothing else."""
        program = watch.programs.get((page.file, page.number), "")
        return cls(page, tuple(watch.clues), program, tuple(watch.failed))

    @property
    def watch(self) -> Watch:
        programs = {(self.page.file, self.page.number): self.program} if self.program else {}
        return Watch(clues=list(self.clues), programs=programs, failed=list(self.failed))


_KEPT = TypeAdapter(Kept)


@dataclass(frozen=True)
class Checkpoints:
    """The folder of pages that are read; None keeps nothing.

    It belongs to one version of the program and its settings.
    """

    folder: Path | None = None

    def find(self, document: Document, number: int) -> Kept | None:
        """Return a page that was kept, by its number from 1."""
        if self.folder is None:
            return None
        try:
            with gzip.open(self._path(document, number)) as stream:
                kept = _KEPT.validate_json(stream.read(LONGEST))
        except (OSError, EOFError, ValueError, zlib.error, ValidationError):
            return None
        is_it = (kept.page.file, kept.page.number) == (document.path, number)
        return kept if is_it else None

    def keep(self, document: Document, kept: Kept) -> None:
        """Keep a page; where the disk does not take it, it is read again."""
        if self.folder is None:
            return
        path = self._path(document, kept.page.number)
        written = path.with_name(f"{path.name}.{os.getpid()}")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            content = _KEPT.dump_json(kept, fallback=_plain)
            written.write_bytes(gzip.compress(content, compresslevel=1))
            written.replace(path)

    def forget(self, sha256: str) -> None:
        """Remove what was kept of a document, by the hash of its bytes."""
        if self.folder is not None:
            shutil.rmtree(self.folder / sha256, ignore_errors=True)

    def _path(self, document: Document, number: int) -> Path:
        assert self.folder is not None
        place = hashlib.sha256(f"{document.path}\n{number}".encode()).hexdigest()[:32]
        return self.folder / document.sha256 / f"{place}.json.gz"


def forget_old(folder: Path, now: float) -> None:
    """Remove the pages of documents that nobody has gone on with for a month, of all versions.

    `now` is in seconds since 1970.
    """
    for kept in folder.glob("*/*"):
        with suppress(OSError):
            if now - kept.stat().st_mtime > FORGOTTEN_AFTER:
                shutil.rmtree(kept, ignore_errors=True)


def _plain(value: object) -> object:
    """Return a number of the array library as the language's own."""
    return value.item()  # type: ignore[attr-defined]

"""What an open archive stands on: a database, the original bytes, and the right to load."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from .blobs import Originals
from .database import Database


class Lock(Protocol):
    def release(self) -> None: ...


@dataclass(frozen=True)
class Backend:
    """One kind of archive, opened.

    `lock` takes the right to load and raises `ArchiveError` when another process has it;
    `workspace` is a folder for what a load unpacks; `release` gives back what is held besides the
    database.
    """

    database: Database
    originals: Originals
    lock: Callable[[], Lock]
    workspace: Path
    release: Callable[[], None] = lambda: None

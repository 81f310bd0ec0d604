"""What an open archive stands on: a database, the original bytes, and the right to load."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from .blobs import Originals
from .database import Database


class Lock(Protocol):
    """Says that a process is loading."""

    def alone(self) -> bool:
        """Take the lock for this process alone; False when another loads."""
        ...

    def share(self) -> None:
        """Take the lock, or what is held of it alone, together with others."""
        ...

    def release(self) -> None: ...


@dataclass(frozen=True)
class Backend:
    """One kind of archive, opened.

    `lock` says that a process is loading; `workspace` is a folder for what loads unpack,
    `checkpoints` one for pages that are read of submissions that are not yet; `release` gives
    back what is held besides the database.
    """

    database: Database
    originals: Originals
    lock: Callable[[], Lock]
    workspace: Path
    checkpoints: Path
    release: Callable[[], None] = lambda: None

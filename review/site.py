"""What a running page is made of; put together by the command line."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import archive
from archive import Archive, Checker
from checks.reference import Source
from extract.calibration import Dial
from extract.pictures import Order
from extract.programme import Programme

from .accounts import Accounts, Visitor
from .board import Board
from .inbox import Inbox
from .loads import Commands, Loads
from .painter import Painter
from .presence import Presence
from .shelf import Shelf


def _folder_of_copies() -> Path:
    """Return a folder of this process's own; it is made when there is something to put in."""
    return Path(tempfile.gettempdir()) / f"shenhe-{secrets.token_hex(12)}"


@dataclass(frozen=True)
class RuleText:
    """What a reviewer is told of a rule, in Chinese."""

    says: str
    operands: str
    source: str
    advice: str
    note: str = ""


@dataclass(frozen=True)
class WhatIsRead:
    """What stands in a part of a page, and how sure that is (0 to 1)."""

    text: str
    confidence: float


class Rereader(Protocol):
    """Reads a part of a page anew; raises DocumentError where it cannot."""

    def __call__(self, order: Order, /) -> WhatIsRead:
        """Read what stands in an order's box."""
        ...

    def close(self) -> None:
        """Let go of what it holds."""
        ...


@dataclass(frozen=True)
class Intake:
    """What the page hands over to the command line: files to load, and exports."""

    inbox: Inbox
    loads: Loads
    commands: Commands


@dataclass(frozen=True)
class Site:
    """An archive, the notice it is about, and what the page cannot do itself.

    Without `accounts` everybody on this machine is `local`; without `reread` no part of a page is
    read again; without `intake` nothing is handed in or exported. `copies` is where originals lie that an archive on a server has lent.
    """

    archive: Path | str
    programme: Programme
    dial: Dial
    rules: Mapping[str, RuleText]
    checker: Callable[[Archive], Checker]
    check_again: Callable[[Archive, Iterable[str]], None]
    accounts: Accounts | None
    local: Visitor
    hosts: tuple[str, ...] = ()  # names by which it may be called; empty: any
    reread: Rereader | None = None
    sources: tuple[Source, ...] = ()  # where figures of the form stand in the audit report
    intake: Intake | None = None
    painter: Painter = field(default_factory=Painter)
    copies: Path = field(default_factory=_folder_of_copies)
    board: Board = field(default_factory=Board)
    presence: Presence = field(default_factory=Presence)
    shelf: Shelf = field(default_factory=Shelf)

    def reading(self) -> Archive:
        """Open the archive to look into; use it as a context manager."""
        return archive.open(
            self.archive, create=False, write=False, check=False, copies=self.copies
        )

    def close(self) -> None:
        """End the processes that draw and read, and drop the copies of originals."""
        self.painter.close()
        if self.reread is not None:
            self.reread.close()
        if self.intake is not None:
            self.intake.loads.close()
        shutil.rmtree(self.copies, ignore_errors=True)

    def writing(self, visitor: Visitor) -> Archive:
        """Open the archive to write into, in somebody's name."""
        return archive.open(self.archive, create=False, write=True, who=visitor.name, check=False)

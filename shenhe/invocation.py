"""What the options before the sub-command say, and what every command opens by them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

import archive
from archive import Archive
from extract.errors import UsageError

from .console import person
from .notices import DEFAULT, LoadedNotice, load_notice

Jobs = Annotated[
    int | None, typer.Option("--jobs", "-j", min=1, help="并行进程数，默认为 CPU 核数")
]


class Invocation:
    """What the options before the sub-command said."""

    archive: Path | str = Path("shenhe-archive")
    programme = DEFAULT
    accuracy: str | None = None


def notice() -> LoadedNotice:
    return load_notice(Invocation.programme, Invocation.accuracy)


def existing(write: bool = False) -> Archive:
    return archive.open(Invocation.archive, create=False, write=write, who=person())


@contextmanager
def existing_or_empty() -> Iterator[Archive]:
    """Open the archive to look at; where there is none yet, an empty one that passes."""
    with ExitStack() as stack:
        if isinstance(Invocation.archive, str) or Invocation.archive.exists():
            yield stack.enter_context(existing())
        else:
            passing = Path(stack.enter_context(TemporaryDirectory())) / "archive"
            yield stack.enter_context(archive.open(passing))


def known(store: Archive, submission: str) -> None:
    """Raise UsageError for a submission that the archive does not have."""
    if submission not in store.ids():
        raise UsageError(f"归档中没有“{submission}”。用 shenhe show 列出全部编号。")

"""Where exports are written: names that every file system takes, and files whole or not at all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import ArchiveError

LONGEST_NAME = 150  # bytes; file systems allow 255, and an ending and a mark are added

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def safe_name(id: str) -> str:
    """Return a file name without ending for a submission; two ids never share one.

    An id that is a good name is kept. One that had to be changed gets a mark made from the whole
    id, so that it cannot fall together with another.
    """
    name = _FORBIDDEN.sub("_", id).strip(" .")
    name = name.encode("utf-8")[:LONGEST_NAME].decode("utf-8", "ignore")
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    if name == id:
        return name
    return f"{name}~{hashlib.sha256(id.encode('utf-8')).hexdigest()[:8]}"


def pdf_name(id: str) -> str:
    """Return the name of a submission's searchable PDF."""
    return f"{safe_name(id)}.pdf"


def make_folder(folder: Path) -> None:
    """Make a folder for exports; raises `ArchiveError`."""
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """Give a file to write beside `path`, which takes its place when all went well.

    Raises `ArchiveError` when the system refuses, e.g. because a spreadsheet is open elsewhere.
    """
    part = path.with_name(f".{path.name}.part")
    with _told(path):
        try:
            yield part
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveError(f"{path}：无法写出（{error.strerror or error}）") from error

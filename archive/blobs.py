"""The original bytes, each file once under its hash: `originals/ab/cd/<sha256>`."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from .errors import ArchiveError
from .keys import CHUNK, file_hash

READ_ONLY = 0o444


class Originals(Protocol):
    """Where the original bytes are kept."""

    def put(self, source: Path) -> tuple[str, int]:
        """Keep a file's bytes and return their sha256 and size."""
        ...

    def path(self, sha256: str) -> Path:
        """Return a file with these bytes; where there is none, one that does not exist."""
        ...

    def stored(self) -> Iterator[tuple[str, int]]:
        """Yield the sha256 and size of all that is kept."""
        ...

    def digest(self, sha256: str) -> str:
        """Return the sha256 that the bytes kept under one really have."""
        ...

    def remove(self, sha256: str) -> None: ...

    def sweep(self) -> None:
        """Remove what an interrupted run left half written."""
        ...


class Blobs:
    """Files under a folder that are written once and never changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # All half-written files lie in one folder of the same file system, so that sweeping
        # them after a crash needs no walk over the whole tree.
        self._incoming = folder / ".incoming"

    def path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256[2:4] / sha256

    def put(self, source: Path) -> tuple[str, int]:
        """Copy a file in, unless its bytes are there; return its sha256 and size.

        When this returns, the copy survives a power failure. Raises `ArchiveError`, also when the
        file changes while it is copied.
        """
        with _told(source):
            sha256, size = file_hash(source), source.stat().st_size
            target = self.path(sha256)
            if not (target.exists() and target.stat().st_size == size):
                self._copy(source, target)
        return sha256, size

    def stored(self) -> Iterator[tuple[str, int]]:
        """Yield the sha256 and size of all that is kept."""
        for path in self._folder.glob("??/??/*"):
            yield path.name, path.stat().st_size

    def digest(self, sha256: str) -> str:
        """Return the sha256 that the bytes kept under one really have."""
        path = self.path(sha256)
        with _told(path):
            return file_hash(path)

    def remove(self, sha256: str) -> None:
        with _told(self.path(sha256)):
            self.path(sha256).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what an interrupted run left half written."""
        shutil.rmtree(self._incoming, ignore_errors=True)

    def _copy(self, source: Path, target: Path) -> None:
        _make_folder(self._incoming)
        handle, name = tempfile.mkstemp(dir=self._incoming)
        try:
            with os.fdopen(handle, "wb") as sink:
                copied = _pour(source, sink)
            if copied != target.name:
                raise ArchiveError(f"{source}：文件在读取时被改动，请重新收入")
            Path(name).chmod(READ_ONLY)
            _make_folder(target.parent)
            Path(name).replace(target)
            sync_folder(target.parent)
        finally:
            Path(name).unlink(missing_ok=True)


def _pour(source: Path, sink: BinaryIO) -> str:
    """Copy a file onto the disk and return the sha256 of what was copied."""
    digest = hashlib.sha256()
    with source.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            sink.write(chunk)
    sink.flush()
    os.fsync(sink.fileno())
    return digest.hexdigest()


def _make_folder(folder: Path) -> None:
    """Make a folder and its parents, each entry on disk before the next."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
        sync_folder(one.parent)


def sync_folder(folder: Path) -> None:
    """Write a folder's entries to disk, where the system can do that for folders."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _told(source: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveError(f"{source}：无法存入归档（{error.strerror or error}）") from error

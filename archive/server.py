"""An archive in a PostgreSQL database, original bytes included, so that an office can share it."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from . import postgres
from .backend import Backend
from .database import Values
from .errors import ArchiveError
from .keys import CHUNK, file_hash

LENT_BYTES = 2 << 30  # of files made of originals; those asked for longest ago go first
PART = ".part"


def open_server(address: str, create: bool, write: bool, copies: Path | None = None) -> Backend:
    """Open the archive in a database; see `store.open_archive`."""
    database = postgres.connect(address, create, write)
    held = Path(tempfile.mkdtemp(prefix="shenhe-"))
    return Backend(
        database=database,
        originals=DatabaseOriginals(database, copies or held / "originals"),
        lock=lambda: postgres.LoadLock(database),
        workspace=held / "workspace",
        checkpoints=_kept_on_this_machine() / "checkpoints",
        release=lambda: shutil.rmtree(held, ignore_errors=True),
    )


def _kept_on_this_machine() -> Path:
    """Return the folder for what a user's programs may find again (XDG base directories)."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(named) if named else Path.home() / ".cache") / "shenhe"


class DatabaseOriginals:
    """The original bytes in parts in the database; files of them are made when asked for."""

    def __init__(self, database: postgres.PostgresDatabase, folder: Path) -> None:
        """Put the files that are asked for into a folder, which several archives may share."""
        self._database = database
        self._folder = folder

    def put(self, source: Path) -> tuple[str, int]:
        """Copy a file in, unless its bytes are there; return its sha256 and size."""
        try:
            sha256, size = file_hash(source), source.stat().st_size
            if not self._database.one(
                "SELECT 1 FROM original_parts WHERE sha256 = ? LIMIT 1", (sha256,)
            ):
                with self._database.transaction():
                    self._copy(source, sha256)
        except OSError as error:
            message = f"{source}：无法存入归档（{error.strerror or error}）"
            raise ArchiveError(message) from error
        return sha256, size

    def path(self, sha256: str) -> Path:
        """Return a file with these bytes, made in the folder unless it is there."""
        path = self._folder / sha256
        if path.exists():
            path.touch()  # so that it is not among those that go first
        elif self._database.one("SELECT 1 FROM original_parts WHERE sha256 = ? LIMIT 1", (sha256,)):
            self._make(path)
        return path

    def stored(self) -> Iterator[tuple[str, int]]:
        """Yield the sha256 and size of all that is kept."""
        sql = "SELECT sha256, sum(length(content)) FROM original_parts GROUP BY sha256"
        yield from ((sha256, int(size)) for sha256, size in self._database.rows(sql))

    def digest(self, sha256: str) -> str:
        """Return the sha256 that the bytes kept under one really have."""
        digest = hashlib.sha256()
        for content in self._parts(sha256):
            digest.update(content)
        return digest.hexdigest()

    def remove(self, sha256: str) -> None:
        self._database.rows("DELETE FROM original_parts WHERE sha256 = ?", (sha256,))

    def sweep(self) -> None:
        """Do nothing: half of a file is never committed."""

    def _make(self, path: Path) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self._folder, suffix=PART, delete=False) as sink:
            for content in self._parts(path.name):
                sink.write(content)
        Path(sink.name).replace(path)
        self._make_room()

    def _make_room(self) -> None:
        """Remove the files that were asked for longest ago, the last one never."""
        found = [one for one in self._folder.iterdir() if one.suffix != PART]
        newest = sorted(found, key=lambda one: one.stat().st_mtime, reverse=True)
        total = 0
        for number, one in enumerate(newest):
            total += one.stat().st_size
            if number and total > LENT_BYTES:
                one.unlink(missing_ok=True)

    def _parts(self, sha256: str) -> Iterator[bytes]:
        count = self._database.one(
            "SELECT count(*) FROM original_parts WHERE sha256 = ?", (sha256,)
        )
        for part in range(count):
            sql = "SELECT content FROM original_parts WHERE sha256 = ? AND part = ?"
            yield self._database.one(sql, (sha256, part))

    def _copy(self, source: Path, sha256: str) -> None:
        digest = hashlib.sha256()
        with source.open("rb") as stream:
            part = 0
            while (chunk := stream.read(CHUNK)) or not part:
                digest.update(chunk)
                values: Values = {"sha256": sha256, "part": part, "content": chunk}
                self._database.insert("original_parts", values)
                part += 1
        if digest.hexdigest() != sha256:
            raise ArchiveError(f"{source}：文件在读取时被改动，请重新收入")

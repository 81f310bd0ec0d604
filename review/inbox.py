"""What is handed in through the page, until a load takes it.

Bytes are stored under their hash; a name is only ever given to a submission's folder and to the
files in it, after it has been cleaned, when they are handed in together.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from threading import Lock
from time import time
from unicodedata import normalize

from extract.errors import ShenheError
from extract.file_names import INTAKE, is_wanted

LARGEST = 512 << 20  # bytes of one file
SPARE = 2 << 30  # bytes that stay free on the disk
MOST_FILES = 3000  # that one person sends in an hour
MOST_BYTES = 30 << 30
HOUR = 3600.0
ABANDONED = 24 * HOUR  # after which what was never handed in is swept away
LONGEST_NAME = 120  # bytes
_UNFIT = re.compile(r'[/\\:*?"<>|]')
_SHA256 = re.compile("[0-9a-f]{64}")


class InboxError(ShenheError):
    """A file cannot be taken in; `status` is the answer's of HTTP."""

    def __init__(self, message: str, status: int = 422) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Sent:
    """A stored file: the hash that names it, and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Named:
    """A stored file and what it is called."""

    sha256: str
    name: str


@dataclass(frozen=True)
class HandedIn:
    """One submission: what it is called, and its files."""

    name: str
    files: tuple[Named, ...]


class Inbox:
    """A folder beside the archive; `clock` tells seconds since the epoch."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time) -> None:
        self._folder, self._clock, self._lock = folder, clock, Lock()
        self._sent: dict[str, deque[tuple[float, int]]] = {}

    async def take(self, who: str, size: int, content: AsyncIterator[bytes]) -> Sent:
        """Store what somebody sends; raises InboxError, and leaves nothing behind then."""
        self._admit(who, size)
        files = self._files()
        part = files / f"{secrets.token_hex(8)}.part"
        digest, taken = hashlib.sha256(), 0
        try:
            with part.open("xb") as out:
                async for chunk in content:
                    taken += len(chunk)
                    if taken > LARGEST:
                        raise InboxError(_too_large(), 413)
                    digest.update(chunk)
                    out.write(chunk)
            if not taken:
                raise InboxError("文件是空的。")
            part.replace(files / digest.hexdigest())
        except OSError as error:
            raise InboxError(f"没能存下文件：{error.strerror}。", 507) from error
        finally:
            part.unlink(missing_ok=True)
        return Sent(digest.hexdigest(), taken)

    def hand_in(self, submissions: Sequence[HandedIn]) -> Path:
        """Give stored files their names, a folder for each submission; return the folder of all.

        Raises InboxError for a file that was not sent or is of no kind that is read, and for two
        submissions of one name.
        """
        names = [cleaned(one.name) for one in submissions]
        if not names or any(not one.files for one in submissions):
            raise InboxError("没有要读入的文件。")
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise InboxError(f"有两份申报都叫“{twice}”，请改名。", 409)
        files = [one for submission in submissions for one in submission.files]
        for one in files:
            self._stored(one)
        batch = self._folder / "batches" / secrets.token_hex(8)
        try:
            for name, submission in zip(names, submissions, strict=True):
                self._lay(batch / name, submission.files)
        except OSError as error:
            shutil.rmtree(batch, ignore_errors=True)
            raise InboxError(f"没能存下文件：{error.strerror}。", 507) from error
        return batch

    def sweep(self) -> None:
        """Remove stored bytes that are handed in, or were never: a day after they were sent."""
        end = self._clock() - ABANDONED
        for path in self._files().iterdir():
            if path.stat().st_mtime < end:
                path.unlink(missing_ok=True)

    def _admit(self, who: str, size: int) -> None:
        if size > LARGEST:
            raise InboxError(_too_large(), 413)
        with self._lock:
            start = self._clock() - HOUR
            mine = self._sent.setdefault(who, deque())
            while mine and mine[0][0] < start:
                mine.popleft()
            if len(mine) >= MOST_FILES or sum(one for _, one in mine) + size > MOST_BYTES:
                raise InboxError("一小时内上传的太多了，请过一会儿再传。", 429)
            mine.append((self._clock(), size))
        if shutil.disk_usage(self._files()).free < size + SPARE:
            raise InboxError("磁盘快满了，不能再收文件。请管理员清理。", 507)

    def _files(self) -> Path:
        folder = self._folder / "files"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    def _stored(self, one: Named) -> Path:
        path = self._files() / one.sha256
        if not _SHA256.fullmatch(one.sha256) or not path.is_file():
            raise InboxError(f"“{one.name}”还没有传上来，请再传一次。", 404)
        if not is_wanted(cleaned(one.name)):
            raise InboxError(f"“{one.name}”不是能读的文件，可以交：{'、'.join(INTAKE)}")
        return path

    def _lay(self, folder: Path, files: Sequence[Named]) -> None:
        folder.mkdir(parents=True, mode=0o700)
        for one in files:
            target = _free(folder, cleaned(one.name))
            try:
                os.link(self._stored(one), target)
            except OSError:  # a file system without links
                shutil.copyfile(self._stored(one), target)


def cleaned(name: str) -> str:
    """Return a name as a file may bear it here: one part of a path, not hidden, not too long."""
    last = PurePosixPath(normalize("NFC", name).replace("\\", "/")).name
    printed = "".join(one if one.isprintable() else "_" for one in last)
    plain = _UNFIT.sub("_", printed).strip(" .")
    suffix = PurePosixPath(plain).suffix if len(PurePosixPath(plain).suffix) < 10 else ""  # noqa: PLR2004
    stem = plain.removesuffix(suffix).encode()[: LONGEST_NAME - len(suffix.encode())]
    return (stem.decode(errors="ignore").strip(" .") or "未命名") + suffix


def _free(folder: Path, name: str) -> Path:
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{PurePosixPath(name).stem}-{number}{PurePosixPath(name).suffix}"
    return path


def _too_large() -> str:
    return f"文件太大，最大 {LARGEST >> 20} MB。"

"""Zip and 7z files unpacked warily: their names, sizes and nesting are not believed."""

from __future__ import annotations

import errno
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import py7zr

from .errors import DocumentError
from .file_names import decoded

ZIP = ".zip"
UTF8_NAME = 0x800  # flag bits of a zip entry, APPNOTE 4.4.4
ENCRYPTED = 0x1
CHUNK = 1 << 20
LONGEST_NAME = 200  # bytes of one part of a path; file systems take 255

TOO_MANY = "压缩包内文件过多，其余未取出。请分开提交。"
TOO_LARGE = "压缩包解开后过大，其余未取出。请核对是否有误。"
TOO_DEEP = "压缩包嵌套过深，未解开。请解压后提交。"
LOCKED = "压缩包有密码，未解开。请提供不加密的版本。"
BROKEN = "压缩包已损坏，未能解开。请重新提交。"


@dataclass
class Allowance:
    """What may still come out of the packed files of one submission."""

    files: int = 2000
    bytes: int = 4 << 30
    depth: int = 2  # packed files inside packed files

    def take_file(self) -> None:
        """Raises DocumentError when there have been too many."""
        self.files -= 1
        if self.files < 0:
            raise DocumentError(TOO_MANY)

    def take_bytes(self, count: int) -> None:
        """Raises DocumentError when there have been too many."""
        self.bytes -= count
        if self.bytes < 0:
            raise DocumentError(TOO_LARGE)


@dataclass
class Unpacking:
    """Where one packed file goes, and what it may still bring."""

    folder: Path
    wanted: Callable[[str], bool]  # by the name of an entry
    allowance: Allowance
    taken: set[Path] = field(default_factory=set)

    def place(self, name: str) -> Path | None:
        """Return a path of our own making inside the folder, None for an entry not wanted."""
        parts = inner_parts(name)
        if not parts or not self.wanted(parts[-1]):
            return None
        self.allowance.take_file()
        path = self.folder.joinpath(*parts)
        number = 1
        while path in self.taken:
            number += 1
            path = self.folder.joinpath(*parts[:-1], f"{number}-{parts[-1]}")
        self.taken.add(path)
        return path


def unpack(path: Path, folder: Path, wanted: Callable[[str], bool], allowance: Allowance) -> None:
    """Unpack what is wanted of a packed file into a folder.

    Raises DocumentError saying what is wrong with it; what came out before stays.
    """
    unpacking = Unpacking(folder, wanted, allowance)
    read = _unpack_zip if path.suffix.lower() == ZIP else _unpack_seven_zip
    with _told():
        read(path, unpacking)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (DocumentError, MemoryError):
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise
        too_large = error.errno == errno.EFBIG  # the guard around the reading process
        raise DocumentError(TOO_LARGE if too_large else BROKEN) from error
    except Exception as error:  # the decompressors behind it have errors of their own
        raise DocumentError(BROKEN) from error


def _unpack_zip(path: Path, unpacking: Unpacking) -> None:
    with zipfile.ZipFile(path) as packed:
        for entry in packed.infolist():
            if entry.is_dir() or (place := unpacking.place(_zip_name(entry))) is None:
                continue
            if entry.flag_bits & ENCRYPTED:
                raise DocumentError(LOCKED)
            with packed.open(entry) as stream, _made(place) as out:
                _copy(stream, out, unpacking.allowance)


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name; one without the flag for UTF-8 may be UTF-8 all the same, or GB18030."""
    if entry.flag_bits & UTF8_NAME:
        return entry.orig_filename
    try:
        return decoded(entry.orig_filename.encode("cp437"))  # as the library has decoded it
    except UnicodeEncodeError:
        return entry.orig_filename


def _copy(stream: IO[bytes], out: IO[bytes], allowance: Allowance) -> None:
    while block := stream.read(CHUNK):
        allowance.take_bytes(len(block))
        out.write(block)


@contextmanager
def _made(place: Path) -> Iterator[IO[bytes]]:
    """Open a new file for writing; one that does not get finished is removed."""
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with place.open("xb") as out:
            yield out
    except BaseException:
        place.unlink(missing_ok=True)
        raise


class _Entry(py7zr.io.Py7zIO):
    """Where the library writes one entry; what is not wanted is counted and thrown away."""

    def __init__(self, place: Path | None, allowance: Allowance) -> None:
        self._allowance = allowance
        self._size = 0
        self._out: IO[bytes] | None = None
        if place is not None:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._out = place.open("xb")

    def write(self, s: bytes | bytearray) -> int:
        self._allowance.take_bytes(len(s))
        self._size += len(s)
        if self._out is not None:
            self._out.write(s)
        return len(s)

    def read(self, size: int | None = None) -> bytes:
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0

    def flush(self) -> None:
        if self._out is not None:
            self._out.flush()

    def size(self) -> int:
        return self._size

    def close(self) -> None:
        if self._out is not None:
            self._out.close()


class _Factory(py7zr.io.WriterFactory):
    def __init__(self, unpacking: Unpacking) -> None:
        self._unpacking = unpacking
        self.entries: list[_Entry] = []

    def create(self, filename: str) -> _Entry:
        entry = _Entry(self._unpacking.place(filename), self._unpacking.allowance)
        self.entries.append(entry)
        return entry


def _unpack_seven_zip(path: Path, unpacking: Unpacking) -> None:
    with py7zr.SevenZipFile(path, max_extract_size=unpacking.allowance.bytes) as packed:
        if packed.needs_password():
            raise DocumentError(LOCKED)
        factory = _Factory(unpacking)
        try:
            packed.extract(factory=factory)
        finally:
            for entry in factory.entries:
                entry.close()


def inner_parts(name: str) -> list[str]:
    """Return the parts of a path that an entry may have inside a folder; empty for none.

    What would lead out of the folder is dropped, and so are control characters and the marks of
    directions, which make a name look like another.
    """
    plain = re.sub(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", name)
    parts = re.split(r"[/\\]+", re.sub(r"^[A-Za-z]:", "", plain))
    kept = [part.strip() for part in parts if part.strip() not in ("", ".", "..")]
    if any(part == "__MACOSX" or part.startswith(".") for part in kept):
        return []
    return [_shortened(part) for part in kept]


def _shortened(part: str) -> str:
    """Cut a part to what file systems take, keeping its suffix."""
    stem, suffix = Path(part).stem, Path(part).suffix
    room = LONGEST_NAME - len(suffix.encode())
    if len(part.encode("utf-8", "surrogatepass")) <= LONGEST_NAME or room <= 0:
        return part.encode("utf-8", "replace").decode()[:LONGEST_NAME]
    return stem.encode("utf-8", "replace")[:room].decode("utf-8", "ignore") + suffix

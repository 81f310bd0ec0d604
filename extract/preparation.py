"""A submission as it came into one that can be read: unpacked, converted, the rest as it was."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from .conversion import convert, is_portfolio, made_from, portfolio
from .documents import Document, files_below, find_documents
from .errors import DocumentError
from .file_names import MADE_READABLE, OFFICE, PACKED, PDF, PHOTOS, is_wanted, readable
from .packing import TOO_DEEP, Allowance, Unpacking, unpack


@dataclass(frozen=True)
class Prepared:
    """Where the files to be read are, and (path, message) of what could not be made readable."""

    root: Path
    told: tuple[tuple[str, str], ...] = ()


@dataclass
class _Tray:
    """The folder that is being filled."""

    folder: Path
    scratch: Path
    refused: Mapping[str, str]
    opening: Callable[[str], None]
    allowance: Allowance = field(default_factory=Allowance)
    told: list[tuple[str, str]] = field(default_factory=list)

    def name(self, path: Path) -> str:
        return readable(path.relative_to(self.folder).as_posix())

    def tell(self, path: Path, message: str) -> None:
        self.told.append((self.name(path), message))


def prepare(
    root: Path,
    folder: Path,
    refused: Mapping[str, str] = MappingProxyType({}),
    opening: Callable[[str], None] = lambda name: None,
) -> Prepared:
    """Make a submission readable; where nothing is to be done, `root` is returned as it is.

    Otherwise `folder` gets its files (linked or copied), what was packed in a folder of the
    packed file's name, and beside a converted file its readable form; what was there before is
    removed. `refused` names files not to be opened, and why; `opening` is told each that is.
    Raises OSError when the disk is full.
    """
    shutil.rmtree(folder, ignore_errors=True)
    files = [root] if root.is_file() else files_below(root)
    if not any(map(_is_to_be_made, files)):
        return Prepared(root)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        tray = _Tray(folder, Path(scratch), refused, opening)
        for place in _laid_out(root, files, tray):
            _expand(place, tray, depth=0)
    return Prepared(folder, tuple(tray.told))


def _is_to_be_made(path: Path) -> bool:
    suffix = path.suffix.lower()
    return suffix in MADE_READABLE or (suffix in PDF and is_portfolio(path))


def _laid_out(root: Path, files: Iterable[Path], tray: _Tray) -> Iterator[Path]:
    """Put what is wanted of a submission's own files into the tray; yield their new places."""
    for path in files:
        if is_wanted(path.name):
            place = tray.folder / (path.name if path == root else path.relative_to(root))
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(path, place)
            except OSError:
                shutil.copyfile(path, place)
            yield place


def _expand(place: Path, tray: _Tray, depth: int) -> None:
    """Unpack or convert a file in the tray, and what comes out of it."""
    suffix = place.suffix.lower()
    tray.opening(tray.name(place))
    try:
        if tray.name(place) in tray.refused:
            raise DocumentError(tray.refused[tray.name(place)])
        if suffix in PACKED:
            _unpack(place, tray, depth)
        elif suffix in OFFICE + PHOTOS:
            convert(place, tray.scratch)
        elif suffix in PDF and is_portfolio(place):
            _spread(place, tray, depth)
    except DocumentError as error:
        tray.tell(place, str(error))


def _unpack(place: Path, tray: _Tray, depth: int) -> None:
    """Put a folder with its content in the place of a packed file."""
    if depth >= tray.allowance.depth:
        raise DocumentError(TOO_DEEP)
    into = _folder_for(place)
    try:
        unpack(place, into, is_wanted, tray.allowance)
    finally:
        place.unlink()
        for inner in files_below(into) if into.exists() else ():
            _expand(inner, tray, depth + 1)


def _spread(place: Path, tray: _Tray, depth: int) -> None:
    """Put the files of a portfolio into a folder beside it."""
    if depth >= tray.allowance.depth:
        raise DocumentError(TOO_DEEP)
    unpacking = Unpacking(_folder_for(place), is_wanted, tray.allowance)
    for name, content in portfolio(place):
        if (inner := unpacking.place(name)) is not None:
            tray.allowance.take_bytes(len(content))
            inner.parent.mkdir(parents=True, exist_ok=True)
            inner.write_bytes(content)
            _expand(inner, tray, depth + 1)


def _folder_for(place: Path) -> Path:
    """Return a name for the content of a file: the file's own without its suffix, or with it."""
    plain = place.with_suffix("")
    return plain if not plain.exists() else place.with_name(place.name + "_")


def converted(root: Path) -> Iterator[Document]:
    """Yield the files of a prepared submission whose readable form stands beside them."""
    if root.is_dir():
        for document in find_documents(root, OFFICE + PHOTOS):
            if made_from(document.location).exists():
                yield document

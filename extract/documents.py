"""The files of a submission: found, hashed and opened, each trouble told in Chinese."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pymupdf

from .errors import DocumentError
from .file_names import IMAGES, INTAKE, PDF, READABLE, is_readable, readable
from .settings import Settings

UNREADABLE = (
    (".ofd", "不能读取 OFD 文件，请先另存为 PDF。"),
    (".rar", "不能解开 RAR，请解压后提交，或改用 zip。"),
)

# What PyMuPDF raises for a file that is not what it should be; MuPDF's own errors come through.
PDF_ERRORS = (
    pymupdf.FileDataError,
    pymupdf.EmptyFileError,
    pymupdf.mupdf.FzErrorBase,
    RuntimeError,
    ValueError,
)

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)


@dataclass(frozen=True)
class Document:
    """One file of a submission; `path` is relative to the submission, with `/`."""

    path: str
    location: Path
    sha256: str


def find_documents(root: Path, suffixes: Container[str] = READABLE) -> list[Document]:
    """Return the files of a submission, a folder or one file that is one, of some kinds."""
    if root.is_file():
        return [Document(readable(root.name), root, sha256(root))]
    return [Document(_inner(path, root), path, sha256(path)) for path in _of_kinds(root, suffixes)]


def taken_in(root: Path) -> list[Path]:
    """Return the files that a submission brings, of all kinds; nothing is hashed."""
    return [root] if root.is_file() else _of_kinds(root, INTAKE)


def _of_kinds(root: Path, suffixes: Container[str]) -> list[Path]:
    return [path for path in files_below(root) if path.suffix.lower() in suffixes]


def unreadable_files(root: Path) -> Iterator[tuple[str, str]]:
    """Yield (path, message) of files that an applicant may have meant to be read."""
    for path in files_below(root) if root.is_dir() else ():
        message = dict(UNREADABLE).get(path.suffix.lower())
        if message is not None:
            yield _inner(path, root), message


def _inner(path: Path, root: Path) -> str:
    return readable(path.relative_to(root).as_posix())


def files_below(root: Path) -> list[Path]:
    """Return regular files below a folder in natural order; links are not followed."""
    found = []
    for folder, folders, names in os.walk(root, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(folder) / name
            if not name.startswith((".", "~$")) and path.is_file() and not path.is_symlink():
                found.append(path)
    return sorted(found, key=lambda path: _natural(path.relative_to(root)))


def _natural(path: Path) -> tuple[int, list[tuple[int, int, str]]]:
    """Sort files before those in sub-folders, and 2 before 10."""
    parts = re.split(r"(\d+)", path.as_posix())
    keys = [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
    return len(path.parts), keys


def sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


@contextmanager
def opened(document: Document, settings: Settings) -> Iterator[pymupdf.Document]:
    """Open a file; raises DocumentError saying what is wrong with it."""
    opened_file = _open(document, settings)
    try:
        yield opened_file
    finally:
        opened_file.close()


def _open(document: Document, settings: Settings) -> pymupdf.Document:
    size = document.location.stat().st_size
    if size == 0:
        raise DocumentError("文件是空的（0 字节），请重新提交。")
    if size > settings.max_file_bytes:
        raise DocumentError(f"文件过大（{size >> 20} MB），超出上限，未读取。")
    suffix = document.location.suffix.lower()
    kind = "pdf" if suffix in PDF else suffix.lstrip(".")
    try:
        found = _loaded(document.location, kind)
        if suffix in IMAGES:
            found.load_page(0)  # an image is not looked into before
        if not _is_paged(found):
            found.close()
            raise ValueError("neither PDF nor picture")
    except PDF_ERRORS as error:
        what = "PDF" if suffix in PDF else "图片"
        raise DocumentError(
            f"不是有效的{what}文件，或文件已损坏，无法打开。请核对原件后重新提交。"
        ) from error
    try:
        _admit(found, settings)
    except DocumentError:
        found.close()
        raise
    return found


def _loaded(location: Path, kind: str) -> pymupdf.Document:
    """Open a file by its name, or its bytes where MuPDF would not take the name."""
    if is_readable(str(location)):
        return pymupdf.open(location, filetype=kind)
    return pymupdf.open(stream=location.read_bytes(), filetype=kind)


def _is_paged(found: pymupdf.Document) -> bool:
    """Tell a PDF or picture from what MuPDF reads too and would lay out itself: a saved web page."""
    return bool(found.is_pdf or (found.metadata or {}).get("format") == "Image")


def _admit(found: pymupdf.Document, settings: Settings) -> None:
    if found.needs_pass:
        raise DocumentError("文件有打开密码，无法读取。请提供未加密的版本。")
    try:
        pages = found.page_count
    except PDF_ERRORS as error:
        raise DocumentError("文件已损坏，读不出页数。请重新提交。") from error
    if pages == 0:
        raise DocumentError("文件中没有任何页面。若传输中断，请重新提交完整文件。")
    if pages > settings.max_pages:
        raise DocumentError(f"页数过多（{pages} 页），超出上限 {settings.max_pages} 页，未读取。")

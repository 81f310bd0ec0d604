"""Files of other kinds made into what can be read: documents of offices, photos of telephones."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pi_heif
import pymupdf
from PIL import Image, UnidentifiedImageError

from .documents import PDF_ERRORS
from .errors import DocumentError
from .file_names import PHOTOS, decoded

# How such files begin: a zip, a compound file of the older programs, RTF. Anything else would be
# printed as the plain text that it is not.
OFFICE_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x7b\\rtf")
OFFICE_PROGRAMS = ("soffice", "libreoffice")
SECONDS = 100  # that a conversion may take
QUALITY = 95  # of a photo's JPEG

NO_OFFICE = "未安装 LibreOffice，不能读取此类文件。请另存为 PDF 后重新提交，或安装 LibreOffice。"
NOT_CONVERTED = "未能转换为 PDF，文件可能已损坏或有密码。请另存为 PDF 后重新提交。"
NOT_TAKEN_OUT = "PDF 文件包里的文件过大或已损坏，未能取出。请把其中的文件分别提交。"
NO_PHOTO = "不是有效的照片文件，或文件已损坏。请另存为 JPEG 后重新提交。"


def made_from(path: Path) -> Path:
    """Return where the readable form of a file stands: beside it, under its whole name."""
    suffix = ".jpg" if path.suffix.lower() in PHOTOS else ".pdf"
    return path.with_name(path.name + suffix)


def convert(path: Path, scratch: Path) -> Path:
    """Make the readable form of a file and return where it is.

    Raises DocumentError when the file is bad, or where the program for it is missing.
    """
    target = made_from(path)
    if path.suffix.lower() in PHOTOS:
        _convert_photo(path, target)
    else:
        _convert_office(path, target, scratch)
    return target


def _convert_photo(path: Path, target: Path) -> None:
    pi_heif.register_heif_opener()
    try:
        with Image.open(path) as photo:  # the library turns it upright
            photo.convert("RGB").save(target, "JPEG", quality=QUALITY)
    except (UnidentifiedImageError, ValueError, OSError, Image.DecompressionBombError) as error:
        target.unlink(missing_ok=True)
        raise DocumentError(NO_PHOTO) from error


def office_program() -> str | None:
    """Return LibreOffice's program, None where it is not installed."""
    return next((found for name in OFFICE_PROGRAMS if (found := shutil.which(name))), None)


def _convert_office(path: Path, target: Path, scratch: Path) -> None:
    program = office_program()
    if program is None:
        raise DocumentError(NO_OFFICE)
    with path.open("rb") as stream:
        if not stream.read(8).startswith(OFFICE_STARTS):
            raise DocumentError(NOT_CONVERTED)
    # A name of our own: the program takes neither every name nor one that looks like an option.
    source = scratch / f"document{path.suffix.lower()}"
    shutil.copyfile(path, source)
    command = [
        program,
        f"-env:UserInstallation={(scratch / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(scratch),
        str(source),
    ]
    try:
        subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
        shutil.move(scratch / "document.pdf", target)
    except (subprocess.SubprocessError, OSError) as error:
        raise DocumentError(NOT_CONVERTED) from error
    finally:
        source.unlink(missing_ok=True)


def is_portfolio(path: Path) -> bool:
    """Tell whether a PDF is a portfolio; a file that cannot be opened is none.

    A plain PDF may carry files too (an invoice its data): those are not what was handed in.
    """
    try:
        with pymupdf.open(path, filetype="pdf") as pdf:
            return bool(
                pdf.is_pdf and pdf.xref_get_key(pdf.pdf_catalog(), "Collection")[0] != "null"
            )
    except PDF_ERRORS:
        return False


def portfolio(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of the files in a PDF portfolio.

    Raises DocumentError for a file that cannot be taken out; it may be larger than it says.
    """
    try:
        with pymupdf.open(path, filetype="pdf") as pdf:
            for number in range(pdf.embfile_count()):
                name = _as_meant(pdf.embfile_info(number)["ufilename"])
                yield name, pdf.embfile_get(number)
    except (*PDF_ERRORS, MemoryError) as error:
        raise DocumentError(NOT_TAKEN_OUT) from error


def _as_meant(name: str) -> str:
    """Return a name whose bytes were taken for Latin letters as what they are."""
    try:
        return decoded(name.encode("latin-1"))
    except UnicodeEncodeError:
        return name

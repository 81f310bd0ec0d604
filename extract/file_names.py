"""File names as text that can be stored and shown, and what their endings say."""

from __future__ import annotations

import os
from pathlib import PurePath

PDF = (".pdf",)
IMAGES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp")
PHOTOS = (".heic", ".heif")
PACKED = (".zip", ".7z")
OFFICE = (".doc", ".docx", ".wps", ".rtf", ".odt", ".xls", ".xlsx", ".et", ".ppt", ".pptx")
READABLE = PDF + IMAGES  # as they are
MADE_READABLE = PHOTOS + PACKED + OFFICE  # unpacked or converted first
INTAKE = READABLE + MADE_READABLE
WHOLE = PDF + PACKED + OFFICE  # of which each may be a whole submission


def is_wanted(name: str) -> bool:
    """Tell whether a file of this name is taken in."""
    return PurePath(name).suffix.lower() in INTAKE


def readable(name: str) -> str:
    """Return a file name as text: one that is not UTF-8, as from an old archive, as GB18030."""
    return decoded(os.fsencode(name))


def decoded(raw: bytes) -> str:
    """Return the bytes of a file name as text: UTF-8 where they are that, else GB18030."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).replace("\0", "")
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")


def is_readable(name: str) -> bool:
    """Tell whether a name is UTF-8, the only kind that the PDF library opens."""
    return readable(name) == name

"""File names as text that can be stored and shown."""

from __future__ import annotations

import os


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

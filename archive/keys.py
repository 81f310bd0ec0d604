"""The keys by which a submission is known again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from extract.file_names import WHOLE, readable

CHUNK = 1 << 20


def content_key(files: Iterable[tuple[str, str]]) -> str:
    """Return the key of a submission's bytes from its files' (relative path, sha256)."""
    return _digest(sorted(files))


def work_key(content: str, version: str, settings: str) -> str:
    """Return the key of one unit of work: the same key gives the same record.

    Args:
        content: the submission's `content_key`.
        version: of everything that reads: program, programme and weights.
        settings: the settings that can change what is read, as text.
    """
    return _digest([content, version, settings])


def file_hash(path: Path) -> str:
    """Return the sha256 of a file's bytes, in hexadecimal; raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def submission_name(source: Path) -> str:
    """Return what a submission is called after: its folder's name, or its file's without the ending."""
    named = source if source.name else source.resolve()
    # The dot in a folder's name (甲公司.2023) begins no ending.
    return readable(named.stem if named.suffix.lower() in WHOLE else named.name)


def numbered(name: str) -> Iterator[str]:
    """Yield a name, then the same with 2, 3 and so on behind it, without end."""
    yield name
    for number in count(2):
        yield f"{name}-{number}"


def source_text(source: Path) -> str:
    """Return the absolute path of a submission as it is stored."""
    return readable(str(source.resolve()))


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()

"""Records and reports as compressed JSON."""

from __future__ import annotations

import hashlib
import zlib
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from .errors import ArchiveError

Model = TypeVar("Model", bound=BaseModel)


def pack(model: BaseModel) -> tuple[bytes, str]:
    """Return a model as compressed JSON, and the sha256 of the JSON."""
    content = model.model_dump_json().encode("utf-8")
    return zlib.compress(content), hashlib.sha256(content).hexdigest()


def unpack(kind: type[Model], content: bytes) -> Model:
    """Return what was packed; raises `ArchiveError` when it is damaged."""
    try:
        return kind.model_validate_json(zlib.decompress(content))
    except (zlib.error, ValidationError) as error:
        raise ArchiveError("归档中的一份记录已损坏，请用备份恢复") from error


def digest(content: bytes) -> str:
    """Return the sha256 of the JSON that was packed; raises `ArchiveError` when it is damaged."""
    try:
        return hashlib.sha256(zlib.decompress(content)).hexdigest()
    except zlib.error as error:
        raise ArchiveError("归档中的一份记录已损坏，请用备份恢复") from error

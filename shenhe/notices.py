"""The programme in use: found in `programs/`, loaded once, known by the hash of its data."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.errors import UsageError
from extract.pipeline import Notice
from extract.programme import load
from extract.vocabulary import load_vocabulary

PROGRAMS = Path(__file__).parents[1] / "programs"
COMMON = "common"
DEFAULT = "shanghai-service-manufacturing-2023"


@dataclass(frozen=True)
class LoadedNotice:
    """A notice and the hash of all the data it was made from."""

    notice: Notice
    version: str


@cache
def load_notice(name: str = DEFAULT) -> LoadedNotice:
    """Load a programme by its folder's name; raises UsageError when there is none such."""
    folder = PROGRAMS / name
    if not (folder / "programme.yaml").is_file():
        known = "、".join(sorted(p.name for p in PROGRAMS.iterdir() if p.name != COMMON))
        raise UsageError(f"没有名为“{name}”的申报通知。现有：{known}")
    notice = Notice(load(folder), load_vocabulary(PROGRAMS / COMMON))
    return LoadedNotice(notice, _digest(folder, PROGRAMS / COMMON))


def _digest(*folders: Path) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*.yaml")):
            digest.update(path.relative_to(PROGRAMS).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]

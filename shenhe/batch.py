"""What arrived: paths on the command line into submissions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.file_names import IMAGES, PHOTOS, WHOLE, is_wanted

# A folder beside the application's own PDF that holds what belongs to it.
ATTACHED = re.compile(r"附件|附录|佐证|证明|材料|证书|扫描")


@dataclass(frozen=True)
class Arrival:
    """One submission as it came: a folder, or a single file."""

    path: Path
    bytes: int

    @property
    def is_empty(self) -> bool:
        return self.bytes == 0


def arrivals(paths: Iterable[Path]) -> list[Arrival]:
    """Return the submissions below some paths, each once, in order.

    A folder whose sub-folders hold PDFs or images is a batch of one submission each, and so
    are the PDFs and images lying directly in it; a folder of images is one submission. A folder with PDFs
    whose only sub-folders are named as attachments is one submission too.
    """
    found: dict[Path, Arrival] = {}
    for path in paths:
        for one in _below(path):
            found.setdefault(one.resolve(), arrival(one))
    return list(found.values())


def arrival(path: Path) -> Arrival:
    """Return a path as one submission, whatever lies in it."""
    return Arrival(path, _size(path))


def _below(path: Path) -> Sequence[Path]:
    if path.is_file():
        return [path]
    folders = [p for p in sorted(path.iterdir()) if p.is_dir() and not p.name.startswith(".")]
    files = [p for p in sorted(path.iterdir()) if _is_readable(p)]
    pdfs = [p for p in files if p.suffix.lower() in WHOLE]
    if pdfs and folders and all(ATTACHED.search(p.name) for p in folders):
        return [path]
    if folders or pdfs:
        return [*folders, *pdfs, *(_loose_images(files))]
    return [path]


def _loose_images(files: Iterable[Path]) -> list[Path]:
    """Images beside sub-folders or PDFs belong to nobody: each is handed in as it is, to be told."""
    return [p for p in files if p.suffix.lower() in IMAGES + PHOTOS]


def _is_readable(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".") and is_wanted(path.name)


def _size(path: Path) -> int:
    if path.is_file():
        return max(path.stat().st_size, 1)
    return sum(
        max(p.stat().st_size, 1)
        for p in path.rglob("*")
        if p.is_file() and not p.is_symlink() and is_wanted(p.name)
    )

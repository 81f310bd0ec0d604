"""Everything about one submission in one zip, to hand over or to put away."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from extract.records import SourceFile

from .destination import safe_name, writing
from .history import Entry

Writer = Callable[[Path], object]


def write(
    folder: Path,
    id: str,
    files: Iterable[SourceFile],
    history: Iterable[Entry],
    original: Callable[[str], Path],
    writers: Iterable[Writer],
) -> Path:
    """Write `<id>.zip` into a folder that is there.

    Args:
        folder: where to.
        id: the submission.
        files: its files; they lie under 原件/ as they were handed in.
        history: what happened to it; one JSON a line in history.jsonl.
        original: gives a file's bytes by sha256.
        writers: each writes an export of it into the folder that it is given.
    """
    path = folder / f"{safe_name(id)}.zip"
    with writing(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as packed:
        for one in files:
            packed.write(original(one.sha256), str(PurePosixPath("原件", *_inside(one.path))))
        lines = (json.dumps(asdict(one), ensure_ascii=False) for one in history)
        packed.writestr("history.jsonl", "".join(f"{line}\n" for line in lines))
        with TemporaryDirectory() as made:
            for write_one in writers:
                write_one(Path(made))
            for exported in sorted(Path(made).iterdir()):
                packed.write(exported, exported.name)
    return path


def _inside(path: str) -> Iterable[str]:
    """Return the parts of a path, each a name that leads nowhere else."""
    return (safe_name(part) for part in PurePosixPath(path).parts if part not in ("/", "..", "."))

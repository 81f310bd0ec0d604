"""An archive in one folder.

archive.sqlite   records, findings, full text, history
originals/       the bytes as they arrived, under their hash
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from . import schema, sqlite
from .backend import Backend
from .blobs import Blobs
from .errors import ArchiveError

FILE = "archive.sqlite"
LOCK = "archive.lock"
ORIGINALS = "originals"
WORKSPACE = ".workspace"
CHECKPOINTS = ".checkpoints"


def open_folder(path: Path, create: bool, write: bool, check: bool) -> Backend:
    """Open the archive in a folder; see `store.open_archive`."""
    if not (path / FILE).exists():
        _prepare(path, create and write)
    with ExitStack() as undo:
        base = sqlite.connect(path / FILE, write)
        undo.callback(base.close)
        if write or sqlite.format_of(base) == schema.VERSION:
            if write:
                sqlite.migrate(base)
            if check:
                sqlite.look_over(base)
            undo.pop_all()
            return _backend(path, base)
    open_folder(path, create, write=True, check=False).database.close()  # brings it up to date
    return open_folder(path, create, write, check)


def _backend(path: Path, base: sqlite.SqliteDatabase) -> Backend:
    return Backend(
        database=base,
        originals=Blobs(path / ORIGINALS),
        lock=lambda: sqlite.LoadLock(path / LOCK),
        workspace=path / WORKSPACE,
        checkpoints=path / CHECKPOINTS,
    )


def _prepare(path: Path, create: bool) -> None:
    if not create:
        raise ArchiveError(f"{path}：这里没有归档。先用 shenhe load 收入材料")
    try:
        path.mkdir(parents=True, exist_ok=True)
        ours = (FILE, LOCK, ORIGINALS)
        foreign = [one.name for one in path.iterdir() if not one.name.startswith((".", *ours))]
    except OSError as error:
        raise ArchiveError(f"{path}：无法建立归档（{error.strerror or error}）") from error
    if foreign:
        raise ArchiveError(f"{path}：文件夹里已有别的内容（{foreign[0]}），请另选一个空文件夹")

"""Exports from the page and through the interface: always as an attachment, never to be opened.

An export is written by a child process `shenhe export` with limits, because some formats open the
originals; what it writes is handed out and then gone.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import BoundedSemaphore
from typing import Annotated, Literal
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import Field
from starlette.background import BackgroundTask
from starlette.responses import Response

from .asked import Asked
from .attachments import attached
from .batches import batch_of
from .failures import not_found, told
from .handing_in import intake_of
from .loads import Commands
from .visitors import Viewer, site_of

router = APIRouter(prefix="/api", tags=["导出"])

Format = Literal["json", "csv", "parquet", "xlsx", "summary", "pdf", "report", "zip"]
FORMATS: Mapping[Format, str] = {
    "xlsx": "核对表格",
    "summary": "附件3 汇总表",
    "report": "核对报告",
    "pdf": "可检索 PDF",
    "zip": "全部材料",
    "csv": "CSV",
    "parquet": "Parquet",
    "json": "JSON",
}
SECONDS = 600.0  # that an export may take
MEMORY = 8 << 30  # bytes of address space
AT_ONCE = 2
PACKED = (".zip", ".pdf", ".xlsx", ".parquet")  # are not made smaller by packing
TURN = BoundedSemaphore(AT_ONCE)
BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


class Chosen(Asked):
    """Which submissions are exported, by id or by the batch they came in; none: all."""

    id: list[Annotated[str, Field(min_length=1, max_length=300)]] = Field([], max_length=2000)
    batch: int = Field(0, ge=0, le=2**31, description="只导出这一批的")


@router.get(
    "/exports/{format}",
    response_class=Response,
    responses={
        **told(404, 503),
        200: {"description": "导出的文件，几个就打成 zip", "content": BYTES},
    },
)
def export(
    request: Request,
    visitor: Viewer,
    format: Format,
    chosen: Annotated[Chosen, Query()],
) -> Response:
    """导出全部申报，或指定编号的几份。"""
    site, commands = site_of(request), intake_of(request).commands
    ids = list(dict.fromkeys(chosen.id))
    with site.reading() as archive:
        missing = [one for one in ids if site.board.work(archive, one) is None]
        if chosen.batch:
            ids = [*ids, *batch_of(archive, chosen.batch).ids]
        if missing or not site.board.works(archive):
            raise not_found(f"归档中没有“{missing[0]}”。" if missing else "归档里还没有申报。")
    if not TURN.acquire(blocking=False):
        raise HTTPException(503, "正在做别的导出，请过一会儿再试。", headers={"Retry-After": "30"})
    folder = Path(tempfile.mkdtemp(prefix="shenhe-export-"))
    try:
        path = _written(commands, folder, format, ids)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        TURN.release()
    return attached(path, path.name, BackgroundTask(shutil.rmtree, folder, ignore_errors=True))


def _written(commands: Commands, folder: Path, format: Format, ids: Sequence[str]) -> Path:
    """Have an export written and return its one file, several of them packed."""
    made = folder / "made"
    child = subprocess.Popen(
        commands.export(made, format, ids),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, **commands.environment},
        start_new_session=True,
    )
    resource.prlimit(child.pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.prlimit(child.pid, resource.RLIMIT_CORE, (0, 0))
    try:
        _, said = child.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        child.kill()
        child.communicate()
        raise HTTPException(503, "导出用时太长，请用命令 shenhe export。") from error
    found = sorted(path for path in made.rglob("*") if path.is_file()) if made.is_dir() else []
    if child.returncode != 0 or not found:
        raise HTTPException(503, f"没能导出：{said.decode('utf-8', 'replace').strip()[-500:]}")
    return found[0] if len(found) == 1 else _packed(folder, made, found, format)


def _packed(folder: Path, made: Path, found: Sequence[Path], format: Format) -> Path:
    target = folder / f"申核-{FORMATS[format]}.zip"
    with ZipFile(target, "w", ZIP_DEFLATED) as bundle:
        for path in found:
            kind = ZIP_STORED if path.suffix in PACKED else ZIP_DEFLATED
            bundle.write(path, path.relative_to(made), compress_type=kind)
    return target

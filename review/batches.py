"""Batches: what came in by each load, what could not be read, what was found, the summary table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from archive import Archive
from archive.catalogue import Failure, Run
from archive.columns import Cell
from archive.export_summary import block_rows
from archive.worklist import Work
from checks.codes import CODES, Code
from extract.file_names import INTAKE
from extract.programme import Programme
from extract.records import Record

from .failures import not_found
from .inbox import LARGEST
from .pages import page
from .visitors import Viewer, site_of

router = APIRouter(include_in_schema=False)

SHOWN = 200  # runs, and submissions of one
PREVIEWED = 50  # lines of the summary table
STATES = {
    "waiting": "等待",
    "reading": "正在读",
    "filed": "已归档，待互相核对",
    "checking": "正在互相核对",
    "rejected": "不能读",
    "quarantined": "已隔离",
}


@dataclass(frozen=True)
class Batch:
    """A run of loading, and the ids of the submissions that arrived in it."""

    run: Run
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Count:
    """In how many submissions a code of finding was raised; `share` of the most, in percent."""

    code: Code
    submissions: int
    share: float


@dataclass(frozen=True)
class Block:
    """One block of the summary table: its head, and some of its lines."""

    title: str
    columns: tuple[str, ...]
    lines: list[list[Cell]]


def batch_of(archive: Archive, number: int) -> Batch:
    """Return a batch by the number of its run; raises HTTPException 404."""
    run = archive.run(number)
    if run is None:
        raise not_found(f"没有第 {number} 次读入。")
    return Batch(run, archive.came_in(run.batch))


@router.get("/batches")
def show_batches(request: Request, visitor: Viewer) -> Response:
    site = site_of(request)
    with site.reading() as archive:
        runs = archive.runs()[: -SHOWN - 1 : -1]
    return page(
        request,
        "batches.html",
        visitor,
        runs=runs,
        loads=site.intake.loads.everything() if site.intake else [],
        can_load=site.intake is not None and visitor.may("load"),
        can_export=site.intake is not None,
        kinds_read=INTAKE,
        largest=LARGEST,
        job_states=STATES,
        here="batches",
    )


@router.get("/batches/{number}")
def show_batch(request: Request, visitor: Viewer, number: int) -> Response:
    site = site_of(request)
    with site.reading() as archive:
        batch = batch_of(archive, number)
        failures = archive.failures(number)
        mine = set(batch.ids)
        works = [one for one in site.board.works(archive) if one.id in mine]
        records = [archive.record(one) for one in batch.ids[:PREVIEWED]]
    return page(
        request,
        "batch.html",
        visitor,
        run=batch.run,
        works=works[:SHOWN],
        total=len(works),
        failures=[(_name(one), one) for one in failures],
        counts=_counts(works),
        blocks=_blocks(records, site.programme),
        previewed=len(records),
        can_load=site.intake is not None and visitor.may("load"),
        can_export=site.intake is not None,
        here="batches",
    )


def _name(failure: Failure) -> str:
    """Return what the applicant's folder or file was called."""
    return failure.source.replace("\\", "/").rstrip("/").rpartition("/")[2]


def _counts(works: Sequence[Work]) -> list[Count]:
    found = Counter(code for one in works for code in one.codes if code in CODES)
    most = max(found.values(), default=1)
    return [Count(CODES[code], n, round(100 * n / most, 1)) for code, n in found.most_common()]


def _blocks(records: Sequence[Record], programme: Programme) -> list[Block]:
    found = []
    for kind in programme.kinds:
        mine = [one for one in records if one.kind == kind.id]
        titles = tuple(title for title, _ in kind.summary.columns)
        lines = block_rows(mine, kind, programme.modes)
        if lines:
            found.append(Block(kind.summary.title, titles, lines))
    return found

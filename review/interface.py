"""What the page's own scripts, and other programs, ask for and change: JSON over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from archive import Archive, Change, Verdict
from archive.revising import Checker

from .asked import Asked
from .failures import not_found, told
from .pictures import order_for
from .reviewing import known
from .site import Site
from .typed import Place, reading_of
from .visitors import Reviewer, site_of

router = APIRouter(prefix="/api", tags=["审核"], responses=told(404, 409))

LONGEST_NOTE = 2000
Entry = Annotated[int, Field(ge=0, le=2**53)]  # of the history


class Decided(Asked):
    """What a reviewer decided about one finding; `version` is the submission's that was seen."""

    code: str
    key: str
    verdict: Verdict
    version: Entry
    note: str = Field(default="", max_length=LONGEST_NOTE)


class Corrected(Asked):
    """What stands in a cell; an empty text: nothing stands there."""

    cell: str
    text: str = Field(max_length=LONGEST_NOTE)
    version: Entry
    note: str = Field(default="", max_length=LONGEST_NOTE)
    place: Place | None = None


class Undone(Asked):
    """Which entry of the history is taken back."""

    entry: Entry
    version: Entry
    note: str = Field(default="", max_length=LONGEST_NOTE)


class Done(BaseModel):
    """The entry of the history that was made, and the submission's version now."""

    entry: int
    version: int
    open: int


class Read(BaseModel):
    text: str
    confidence: float


@router.post("/submissions/{id}/decisions")
def decide(request: Request, visitor: Reviewer, id: str, asked: Decided) -> Done:
    """Record 属实, 误报 or 待核实 about a finding."""
    site = site_of(request)
    with site.writing(visitor) as archive:
        known(site, archive, id)
        change = archive.decide(
            id, (asked.code, asked.key), asked.verdict, asked.version, asked.note.strip()
        )
        return _done(site, archive, id, change)


@router.post("/submissions/{id}/corrections")
def correct(request: Request, visitor: Reviewer, id: str, asked: Corrected) -> Done:
    """Put another reading in a cell's place; the checks run again."""
    site = site_of(request)
    with site.writing(visitor) as archive:
        known(site, archive, id)
        record = archive.record(id)
        reading = reading_of(record, site.programme, asked.cell, asked.text, asked.place)
        check = site.checker(archive)
        note = asked.note.strip()
        change = archive.correct(id, asked.cell, reading, asked.version, check, note)
        return _followed(site, archive, id, change)


@router.post("/submissions/{id}/undo")
def undo(request: Request, visitor: Reviewer, id: str, asked: Undone) -> Done:
    """Take back a correction or a decision."""
    site = site_of(request)
    with site.writing(visitor) as archive:
        known(site, archive, id)
        check: Checker = site.checker(archive)
        change = archive.undo(id, asked.entry, asked.version, check, asked.note.strip())
        return _followed(site, archive, id, change)


@router.post("/submissions/{id}/reread")
def reread(request: Request, visitor: Reviewer, id: str, place: Place) -> Read:
    """Read a part of a page again; nothing is changed by it."""
    site = site_of(request)
    if site.reread is None:
        raise not_found("这里没有安装识别程序，不能重新读。")
    with site.reading() as archive:
        known(site, archive, id)
        order, _ = order_for(site, archive, id, place.file, place.page, place.box)
    found = site.reread(order)
    return Read(text=found.text, confidence=found.confidence)


def _followed(site: Site, archive: Archive, id: str, change: Change) -> Done:
    """Check the other submissions again whose findings may have changed with this one."""
    if change.affected:
        site.check_again(archive, change.affected)
    return _done(site, archive, id, change)


def _done(site: Site, archive: Archive, id: str, change: Change) -> Done:
    work = known(site, archive, id)
    return Done(entry=change.entry, version=archive.version(id), open=work.open)

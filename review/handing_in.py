"""The interface's way in: files are sent, handed in together, and loaded in a child process."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Request
from pydantic import Field

from .answers import Batch, Job, Progress, Stored, Unread, Working
from .asked import Asked
from .failures import not_found, told
from .inbox import HandedIn, Named
from .site import Intake
from .visitors import Loader, Viewer, site_of

router = APIRouter(prefix="/api", tags=["读入"], responses=told(404))

SHOWN = 10  # loads, the last ones
MOST = 2000  # submissions, and files of one, that are handed in at once
NO_INTAKE = "这里不能读入材料，请用命令 shenhe load。"
BYTES = {
    "application/octet-stream": {"schema": {"type": "string", "format": "binary", "minLength": 1}}
}
BODY = {"requestBody": {"required": True, "content": BYTES}}
Name = Annotated[str, Field(min_length=1, max_length=300)]
Number = Annotated[int, Field(ge=1, le=2**31)]


class File(Asked):
    """A file that was sent, by its hash, and its name."""

    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    name: Name


class Handed(Asked):
    """One submission."""

    name: Name
    files: list[File] = Field(min_length=1, max_length=MOST)


class HandIn(Asked):
    submissions: list[Handed] = Field(min_length=1, max_length=MOST)


class Again(Asked):
    """Which submissions are read again; none: all that went wrong."""

    ids: list[Name] = Field(default=[], max_length=MOST)


def intake_of(request: Request) -> Intake:
    """Return what takes files in; raises HTTPException 404 where nothing does."""
    intake = site_of(request).intake
    if intake is None:
        raise not_found(NO_INTAKE)
    return intake


@router.post("/uploads", openapi_extra=BODY, responses=told(404, 411, 413, 429, 507))
async def send_file(request: Request, visitor: Loader) -> Stored:
    """传一个文件：请求体就是文件的内容。随后用 /api/loads 交上去。"""
    intake = intake_of(request)
    size = int(request.headers.get("content-length", 0))  # the gate lets no body in without
    sent = await intake.inbox.take(visitor.name, size, request.stream())
    return Stored(sha256=sent.sha256, size=sent.size)


@router.post("/loads", responses=told(404, 409, 507))
def hand_in(request: Request, visitor: Loader, asked: HandIn) -> Job:
    """把传上来的文件按申报交上去，开始读入。"""
    intake = intake_of(request)
    submissions = [
        HandedIn(one.name, tuple(Named(file.sha256, file.name) for file in one.files))
        for one in asked.submissions
    ]
    folder = intake.inbox.hand_in(submissions)
    return Job.of(intake.loads.load(visitor.name, folder, len(submissions)))


@router.get("/progress")
def show_progress(request: Request, visitor: Viewer) -> Progress:
    """读入到了哪一步，也包括用命令读入的。"""
    site = site_of(request)
    with site.reading() as archive:
        now = archive.standing()
    states = {str(state): count for state, count in now.states.items()}
    reading = [
        Working(id=job.submission, pages=job.pages) for job in now.at_work if job.state == "reading"
    ]
    loads = site.intake.loads.everything() if site.intake else []
    return Progress(states=states, reading=reading, loads=[Job.of(one) for one in loads[:SHOWN]])


@router.get("/loads")
def list_loads(request: Request, visitor: Viewer) -> list[Job]:
    """从这里开始的读入，新的在前。"""
    return [Job.of(one) for one in intake_of(request).loads.everything()]


@router.get("/loads/{number}")
def get_load(request: Request, visitor: Viewer, number: Number) -> Job:
    """一次读入到了哪一步。"""
    found = intake_of(request).loads.one(number)
    if found is None:
        raise not_found("没有这次读入。")
    return Job.of(found)


@router.post("/loads/{number}/again", responses=told(404, 409))
def load_again(request: Request, visitor: Loader, number: Number) -> Job:
    """再做一次已经结束的读入：已收入的不会重读。"""
    loads = intake_of(request).loads
    if loads.one(number) is None:
        raise not_found("没有这次读入。")
    found = loads.again(visitor.name, number)
    if found is None:
        raise HTTPException(409, "这次读入还没有结束。")
    return Job.of(found)


@router.post("/retries")
def retry(request: Request, visitor: Loader, asked: Again) -> Job:
    """把没能读入的和读入时有问题的再读一次；不写编号就是全部。"""
    site, loads = site_of(request), intake_of(request).loads
    with site.reading() as archive:
        missing = [id for id in asked.ids if site.board.work(archive, id) is None]
    if missing:
        raise not_found(f"归档中没有“{missing[0]}”。")
    return Job.of(loads.retry(visitor.name, asked.ids))


@router.get("/batches")
def list_batches(request: Request, visitor: Viewer) -> list[Batch]:
    """历次读入，也包括用命令读入的，新的在前。"""
    with site_of(request).reading() as archive:
        return [Batch.of(one) for one in reversed(archive.runs())]


@router.get("/batches/{number}/failures")
def list_failures(request: Request, visitor: Viewer, number: Number) -> list[Unread]:
    """一次读入里没能读入的，和原因。"""
    with site_of(request).reading() as archive:
        if archive.run(number) is None:
            raise not_found("没有这次读入。")
        return [Unread.of(one) for one in archive.failures(number)]

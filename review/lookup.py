"""The reading half of the interface: submissions, records, findings, history, searches."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from archive import Filters, columns
from archive import where as conditions
from archive.ordering import sort_by_id
from archive.search import Search
from checks.findings import Outcome
from extract.records import Record

from .answers import Doubt, Doubts, Event, Passage, Passages, Submission, Submissions
from .asked import Asked
from .failures import told
from .queue import View, queue
from .reviewing import known
from .site import Site
from .visitors import Viewer, site_of

router = APIRouter(prefix="/api", tags=["查看"], responses=told())

MOST = 1000  # of a list in one answer
LATEST = 10_000_000
Text = Annotated[str, Field(max_length=500)]
UNPUBLISHED = {"pages": {"__all__": {"runs"}}}


class Wanted(Asked):
    """Which submissions: the same conditions as in the queue's address."""

    q: Text = Field(default="", description="全文检索")
    where: Text = Field(default="", description="字段条件，如 营业收入@2022>=10000")
    kind: Text = ""
    district: Text = ""
    severity: Text = ""
    state: Text = ""
    code: Text = ""
    page: int = Field(default=1, ge=1, le=LATEST)


class Sought(Asked):
    """What is looked for in the text of all pages."""

    q: str = Field(
        min_length=1, max_length=500, description="可用 and、or、not、括号；引号表示原样"
    )
    where: Text = ""
    kind: Text = ""
    finding: Text = ""
    sort: Text = ""
    misread: bool = Field(default=False, description="四个字以上的词，认错一个字也找到")
    limit: int = Field(default=50, ge=1, le=MOST)
    offset: int = Field(default=0, ge=0, le=LATEST)


@router.get("/submissions")
def list_submissions(
    request: Request, visitor: Viewer, wanted: Annotated[Wanted, Query()]
) -> Submissions:
    """列出申报，最要紧的在前，一次一百份。"""
    site = site_of(request)
    with site.reading() as archive:
        found = queue(site, archive, View(**wanted.model_dump()))
    return Submissions(total=found.total, submissions=[Submission.of(one) for one in found.works])


@router.get("/submissions/{id}", responses=told(404), response_model_exclude=UNPUBLISHED)
def get_record(request: Request, visitor: Viewer, id: str) -> Record:
    """一份申报的记录，改正过的读数在内；各栏见 docs/record.md。"""
    site = site_of(request)
    with site.reading() as archive:
        known(site, archive, id)
        return site.shelf.record(archive, id)


@router.get("/submissions/{id}/findings", responses=told(404))
def list_findings(request: Request, visitor: Viewer, id: str) -> Doubts:
    """一份申报的疑点和结论，以及改动时要带上的版本号。"""
    site = site_of(request)
    with site.reading() as archive:
        known(site, archive, id)
        version, decisions = archive.version(id), archive.decisions(id)
        findings = archive.report(id).findings
    doubts = [Doubt.of(one, decisions.get((one.code, one.key))) for one in findings]
    return Doubts(version=version, findings=doubts)


@router.get("/submissions/{id}/outcomes", responses=told(404))
def list_outcomes(request: Request, visitor: Viewer, id: str) -> list[Outcome]:
    """全部核对结果：一致、不一致、无法核对。"""
    site = site_of(request)
    with site.reading() as archive:
        known(site, archive, id)
        return list(archive.report(id).outcomes)


@router.get("/submissions/{id}/history", responses=told(404))
def list_history(request: Request, visitor: Viewer, id: str) -> list[Event]:
    """一份申报的历史：何时何人做了什么。"""
    site = site_of(request)
    with site.reading() as archive:
        known(site, archive, id)
        return [Event.of(one) for one in archive.events(id)]


@router.get("/search")
def search_pages(request: Request, visitor: Viewer, sought: Annotated[Sought, Query()]) -> Passages:
    """在所有页面的文字里找。"""
    site = site_of(request)
    with site.reading() as archive:
        hits = archive.search(_search(site, sought))
    return Passages(
        total=hits.total,
        submissions=hits.submissions,
        hits=[Passage.of(one) for one in hits.hits],
    )


def _search(site: Site, sought: Sought) -> Search:
    names = columns.field_names(site.programme)
    where = conditions.parse(sought.where, names) if sought.where.strip() else None
    sort = sort_by_id(sought.sort, names)
    filters = Filters(kind=sought.kind or None, finding=sought.finding or None, where=where)
    return Search(sought.q, filters, sort, sought.misread, sought.limit, sought.offset)

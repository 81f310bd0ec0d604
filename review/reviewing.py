"""The pages of a review day: the queue, a submission, a finding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from archive import Archive, Decision, QueryError
from archive.columns import subject
from archive.decisions import VERDICTS
from archive.worklist import Work
from checks.codes import CODES
from checks.findings import Finding, Report
from extract.records import PageRecord, Record

from .failures import not_found
from .pages import page
from .proofs import SIDES, Prover, difference
from .queue import View, next_open, queue
from .sheets import sheets
from .site import Site
from .visitors import Viewer, site_of

router = APIRouter(include_in_schema=False)

AHEAD = 4  # places of each finding that may come next whose pictures are fetched before

Decisions = dict[tuple[str, str], Decision]


def known(site: Site, archive: Archive, id: str) -> Work:
    """Return a submission of the worklist; raises HTTPException 404 where it is not in it."""
    work = site.board.work(archive, id)
    if work is None:
        raise not_found(f"归档中没有“{id}”。")
    return work


@router.get("/")
def show_queue(request: Request, visitor: Viewer, view: Annotated[View, Depends()]) -> Response:
    site = site_of(request)
    problem = ""
    with site.reading() as archive:
        try:
            found = queue(site, archive, view)
        except QueryError as error:
            problem = str(error)
            found = queue(site, archive, View())
    return page(
        request,
        "queue.html",
        visitor,
        queue=found,
        view=view,
        problem=problem,
        looking=site.presence.others(visitor.name),
        here="queue",
    )


@router.get("/submissions/{id}")
def show_submission(
    request: Request,
    visitor: Viewer,
    id: str,
    file: str = "",
    path: str = "",
    page_number: Annotated[str, Query(alias="page")] = "",
) -> Response:
    """Show a submission; the page that its scripts will show first is sent for at once."""
    site = site_of(request)
    with site.reading() as archive:
        work = known(site, archive, id)
        site.presence.look(visitor.name, id)
        following = next_open(site.board.works(archive), id)
        record, report = site.shelf.record(archive, id), archive.report(id)
        version, decisions = archive.version(id), archive.decisions(id)
        corrections = archive.corrections(id)
        events = archive.events(id)
    files = {one.path: number for number, one in enumerate(record.files)}
    return page(
        request,
        "submission.html",
        visitor,
        record=record,
        work=work,
        looking=site.presence.others(visitor.name).get(id, []),
        findings=_numbered(report, decisions, site, record),
        outcomes=[one for one in report.outcomes if one.state != "disagrees"],
        sheets=sheets(record, report, corrections, site.programme, site.dial),
        corrections=corrections,
        events=list(reversed(events)),
        files=files,
        first=_first(record, files, (path, file, page_number)),
        version=version,
        codes=CODES,
        verdicts=VERDICTS,
        next_id=following,
        can_reread=site.reread is not None,
        here="queue",
    )


@router.get("/submissions/{id}/finding")
def show_finding(
    request: Request,
    visitor: Viewer,
    id: str,
    code: Annotated[str, Query()],
    key: Annotated[str, Query()] = "",
) -> Response:
    site = site_of(request)
    with site.reading() as archive:
        work = known(site, archive, id)
        site.presence.look(visitor.name, id)
        following = next_open(site.board.works(archive), id)
        record, report = site.shelf.record(archive, id), archive.report(id)
        version, decisions = archive.version(id), archive.decisions(id)
        others = _related(report, code, key)
    at = _position(report, code, key)
    finding = report.findings[at]
    prover = Prover(record, site.programme, site.dial)
    proofs = prover.proofs(finding.evidence)
    listed = _numbered(report, decisions, site, record)
    after, next_finding = listed[at + 1] if at + 1 < len(listed) else None, _next_open(listed, at)
    return page(
        request,
        "finding.html",
        visitor,
        record=record,
        work=work,
        looking=site.presence.others(visitor.name).get(id, []),
        finding=listed[at],
        findings=listed,
        proofs=proofs,
        sides=[
            (SIDES[side], [one for one in proofs if one.side == side])
            for side in SIDES
            if any(one.side == side for one in proofs)
        ],
        difference=difference(proofs),
        rule=site.rules.get(code),
        others=others,
        before=listed[at - 1] if at else None,
        after=after,
        next_finding=next_finding,
        ahead=[
            proof
            for one in dict.fromkeys(one for one in (next_finding, after) if one)
            for proof in prover.proofs(one.finding.evidence)[:AHEAD]
        ],
        next_id=following,
        version=version,
        verdicts=VERDICTS,
        here="queue",
    )


class Listed:
    """A finding in the list of its submission, with what was decided about it."""

    def __init__(
        self, number: int, finding: Finding, decision: Decision | None, about: str
    ) -> None:
        self.number, self.finding, self.decision, self.about = number, finding, decision, about
        self.title = CODES[finding.code].title if finding.code in CODES else finding.code
        self.stale = decision is not None and not decision.fits(finding)

    @property
    def open(self) -> bool:
        return self.decision is None or self.decision.verdict == "open"

    @property
    def address(self) -> dict[str, str]:
        """Return what names it in an address."""
        return {"code": self.finding.code, "key": self.finding.key}


def _first(
    record: Record, files: Mapping[str, int], asked: tuple[str, str, str]
) -> PageRecord | None:
    """Return the page that an address names by the file's path or number, else the first."""
    path, number, page = asked
    for one in record.pages:
        in_file = one.file == path or (number and str(files.get(one.file)) == number)
        if in_file and str(one.page) == page:
            return one
    return next(iter(record.pages), None)


def _numbered(report: Report, decisions: Decisions, site: Site, record: Record) -> list[Listed]:
    return [
        Listed(
            number,
            finding,
            decisions.get((finding.code, finding.key)),
            subject(finding.key, record.kind, site.programme),
        )
        for number, finding in enumerate(report.findings, start=1)
    ]


def _position(report: Report, code: str, key: str) -> int:
    for number, finding in enumerate(report.findings):
        if (finding.code, finding.key) == (code, key):
            return number
    raise not_found("现在没有这条疑点；可能在改正或重新核对后已经消除。")


def _related(report: Report, code: str, key: str) -> list[tuple[str, str, str]]:
    """Return the other outcomes on the same subject as (title, state, message)."""
    return [
        (CODES[one.code].title, one.state, one.message)
        for one in report.outcomes
        if key and one.key == key and one.code != code and one.code in CODES
    ]


def _next_open(listed: list[Listed], at: int) -> Listed | None:
    """Return the next open finding after one, from the start again at the end."""
    order = [*listed[at + 1 :], *listed[:at]]
    return next((one for one in order if one.open), None)

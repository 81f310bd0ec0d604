"""The page on which an applicant's papers stand beside each other."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from archive.decisions import VERDICTS

from . import charts
from .comparison import Comparing, Papers
from .pages import page
from .reviewing import known
from .visitors import Viewer, site_of

router = APIRouter(include_in_schema=False)


@router.get("/submissions/{id}/comparison")
def show_comparison(request: Request, visitor: Viewer, id: str) -> Response:
    site = site_of(request)
    programme = site.programme
    with site.reading() as archive:
        work = known(site, archive, id)
        site.presence.look(visitor.name, id)
        record, report = site.shelf.record(archive, id), archive.report(id)
        decisions = archive.decisions(id)
        kind = programme.kind(record.kind) if record.kind else None
        fields = [spec.id for spec in kind.form.fields if spec.per_year] if kind else []
        peers = archive.peers(id, programme.years[-1], fields)
    papers = Papers(record, report, decisions)
    comparison = Comparing(papers, programme, site.dial, site.sources).compare(peers)
    return page(
        request,
        "comparison.html",
        visitor,
        record=record,
        work=work,
        comparison=comparison,
        peers=peers,
        charts=charts,
        verdicts=VERDICTS,
        can_export=site.intake is not None,
        here="queue",
    )

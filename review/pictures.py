"""The pictures of pages, and the originals: to see them one needs what one needs for the record."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from archive import Archive
from extract.pictures import Order
from extract.records import Bbox, Record, SourceFile

from .attachments import attached
from .failures import not_found
from .site import Site
from .visitors import Viewer, site_of

router = APIRouter(include_in_schema=False)

WIDEST = 2480  # pixels
KEPT = {"Cache-Control": "private, max-age=3600"}
Side = Annotated[float, Query(ge=-20_000, le=20_000, allow_inf_nan=False)]


def file_of(record: Record, number: int) -> SourceFile:
    """Return a file of a record by its number; raises HTTPException 404."""
    if not 0 <= number < len(record.files):
        raise not_found("这份申报没有这个文件。")
    return record.files[number]


@router.get("/submissions/{id}/files/{number}/pages/{page}.jpg")
def page_picture(
    request: Request, visitor: Viewer, id: str, number: int, page: int, width: int = 1240
) -> Response:
    content = _picture(request, id, number, page, width)
    return Response(content, media_type="image/jpeg", headers=KEPT)


@router.get("/submissions/{id}/files/{number}/pages/{page}/part.png")
def part_picture(
    request: Request,
    visitor: Viewer,
    id: str,
    number: int,
    page: int,
    x0: Side,
    y0: Side,
    x1: Side,
    y1: Side,
    width: int = 1200,
) -> Response:
    content = _picture(request, id, number, page, width, (x0, y0, x1, y1))
    return Response(content, media_type="image/png", headers=KEPT)


@router.get("/submissions/{id}/files/{number}/original")
def original(request: Request, visitor: Viewer, id: str, number: int) -> Response:
    """Hand out a file as it came: to be saved, never to be opened in the browser."""
    site = site_of(request)
    with site.reading() as archive:
        file = file_of(site.shelf.record(archive, id), number)
        path = archive.original(file.sha256)
    return attached(path, PurePosixPath(file.path).name)


def order_for(
    site: Site,
    archive: Archive,
    id: str,
    number: int,
    page: int,
    box: Bbox | None = None,
    width: int = 1240,
) -> tuple[Order, str]:
    """Return the order for a picture and the file's hash; a part is set upright.

    Raises HTTPException 404 for a file that is not there.
    """
    record = site.shelf.record(archive, id)
    file = file_of(record, number)
    turned = (one.rotation for one in record.pages if (one.file, one.page) == (file.path, page))
    order = Order(
        path=archive.original(file.sha256),
        suffix=PurePosixPath(file.path).suffix,
        page=max(page, 1),
        width=min(max(width, 16), WIDEST),
        box=box,
        rotation=next(turned, 0) if box else 0,
    )
    return order, file.sha256


def _picture(
    request: Request, id: str, number: int, page: int, width: int, box: Bbox | None = None
) -> bytes:
    site = site_of(request)
    with site.reading() as archive:
        order, content = order_for(site, archive, id, number, page, box, width)
    return site.painter.paint(order, content)

"""Pictures of pages from files that came from outside."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pymupdf
import pytest
from fastapi.testclient import TestClient

from extract.errors import DocumentError
from extract.pictures import MAX_PIXELS, Order
from review.painter import FAILED, LIMITS, Painter

PAGE = "/submissions/明理公司/files/0/pages/1.jpg"
PART = "/submissions/明理公司/files/0/pages/1/part.png"
SECONDS = 3
DEEP, WIDE = 9, 30


@pytest.fixture(scope="module")
def quick() -> Iterator[Painter]:
    one = Painter(processes=1, limits=replace(LIMITS, page_seconds=SECONDS))
    yield one
    one.close()


def _order(path: Path, page: int = 1, width: int = 200) -> Order:
    return Order(path=path, suffix=path.suffix, page=page, width=width)


def _plain(folder: Path) -> Path:
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 72), "8,600")
        document.save(folder / "plain.pdf")
    return folder / "plain.pdf"


def _endless(folder: Path) -> Path:
    """Write a page of a few kilobytes whose drawing has no end: forms that hold forms."""
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 5 0 R/Resources 4 0 R>>",
        b"<</XObject<</F 6 0 R>>>>",
        b"<</Length 5>>stream\n/F Do\nendstream",
    ]
    for number in range(DEEP):
        body = b"/F Do " * WIDE if number < DEEP - 1 else b"0 0 9 9 re f"
        inside = b"/Resources<</XObject<</F %d 0 R>>>>" % (7 + number)
        form = b"<</Type/XObject/Subtype/Form/BBox[0 0 99 99]%s/Length %d>>stream\n%s\nendstream"
        bodies.append(form % (inside if number < DEEP - 1 else b"", len(body), body))
    text = b"%PDF-1.4\n" + b"".join(
        b"%d 0 obj%s endobj\n" % (number, body) for number, body in enumerate(bodies, start=1)
    )
    path = folder / "endless.pdf"
    path.write_bytes(text + b"trailer<</Root 1 0 R>>\n%%EOF")
    return path


def test_a_page_and_a_part_of_it_are_drawn(client: TestClient) -> None:
    assert client.get(PAGE).content.startswith(b"\xff\xd8")
    part = client.get(PART, params={"x0": 60, "y0": 90, "x1": 200, "y1": 120, "width": 300})
    assert part.content.startswith(b"\x89PNG")
    with pymupdf.open("png", part.content) as picture:
        assert picture[0].rect.width / picture[0].rect.height == pytest.approx(140 / 30, rel=0.05)


@pytest.mark.parametrize(
    "path",
    [
        "/submissions/明理公司/files/0/pages/99.jpg",
        "/submissions/明理公司/files/9/pages/1.jpg",
        "/submissions/明理公司/files/-1/pages/1.jpg",
        "/submissions/无此/files/0/pages/1.jpg",
        f"{PART}?x0=5000&y0=5000&x1=5001&y1=5001",
    ],
)
def test_what_is_not_there_is_told_in_words(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text


def test_a_file_that_is_no_pdf_gives_a_message(quick: Painter, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"not a PDF at all")
    with pytest.raises(DocumentError, match="无法显示"):
        quick.paint(_order(path), "broken")


def test_a_page_too_large_to_draw_is_refused(quick: Painter, tmp_path: Path) -> None:
    with pymupdf.open() as document:
        document.new_page(width=2, height=MAX_PIXELS)
        document.save(tmp_path / "long.pdf")
    with pytest.raises(DocumentError, match="过大"):
        quick.paint(_order(tmp_path / "long.pdf"), "long")


def test_an_endless_page_costs_its_picture_only_and_only_once(
    quick: Painter, tmp_path: Path
) -> None:
    endless = _order(_endless(tmp_path))
    with pytest.raises(DocumentError, match=FAILED):
        quick.paint(endless, "endless")
    assert quick.paint(_order(_plain(tmp_path)), "plain").startswith(b"\xff\xd8")
    start = monotonic()
    with pytest.raises(DocumentError, match=FAILED):
        quick.paint(endless, "endless")
    assert monotonic() - start < SECONDS


def test_a_closed_painter_has_no_child_and_still_answers(tmp_path: Path) -> None:
    others = set(multiprocessing.active_children())
    painter = Painter(processes=1)
    painter.close()
    assert set(multiprocessing.active_children()) == others
    assert painter.paint(_order(_plain(tmp_path)), "plain").startswith(b"\xff\xd8")
    painter.close()
    assert set(multiprocessing.active_children()) == others


def test_a_picture_is_kept(quick: Painter, tmp_path: Path) -> None:
    path = _plain(tmp_path)
    first = quick.paint(_order(path, width=333), "kept")
    path.unlink()
    assert quick.paint(_order(path, width=333), "kept") == first

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from extract.geometry import Frame
from extract.headings import headings_of
from extract.page_types import TypedPage
from extract.pages import Page
from extract.programme import OutlineEntry, Programme, load
from extract.records import Kind

from .builders import page, word

PROGRAMS = Path(__file__).parents[2] / "programs"
(FOLDER,) = [path for path in PROGRAMS.iterdir() if (path / "programme.yaml").is_file()]


@cache
def programme() -> Programme:
    return load(FOLDER)


def first(kind: Kind) -> OutlineEntry:
    """Return the first entry of a reference outline that is no other's."""
    return next(entry for entry in programme().kind(kind).outline if entry.level == 1)


def body(*lines: str, number: int = 1) -> TypedPage:
    words = [word(line, 70, 160 + 24 * index) for index, line in enumerate(lines)]
    return TypedPage(page(words, number=number), "body", 1.0, "")


def test_a_heading_tells_its_title_entry_place_and_text() -> None:
    title = first("enterprise").title
    text = "甲公司是一家装备制造企业，" + "主营维护与改造" * 4 + "。"
    (heading,) = headings_of([body(f"一、{title}", text)], "enterprise", programme())
    assert (heading.level, heading.title, heading.reference) == (1, title, title)
    assert (heading.file, heading.page, heading.text) == ("申报书.pdf", 1, text)
    assert heading.bbox == (70, 160, 70 + 10 * (len(title) + 2), 170)


def test_a_heading_is_as_sure_as_its_line() -> None:
    title = first("enterprise").title
    words = [word(f"一、{title}", 70, 160, sure=0.87654321), word("略", 70, 184)]
    (heading,) = headings_of([TypedPage(page(words), "body", 1.0, "")], "enterprise", programme())
    assert heading.confidence == 0.8765


def test_each_kind_has_its_own_outline() -> None:
    for kind in ("enterprise", "platform", "district"):
        title = first(kind).title
        (heading,) = headings_of([body(f"一、{title}", "略")], kind, programme())
        assert heading.reference == title


def test_without_a_kind_headings_answer_nothing() -> None:
    text = "某公司主营维护与改造" * 4
    pages = [body("一、公司简介", text, "二、工作计划", text)]
    headings = headings_of(pages, None, programme())
    assert [(h.title, h.reference) for h in headings] == [("公司简介", None), ("工作计划", None)]


def test_only_body_pages_have_headings() -> None:
    title = f"一、{first('enterprise').title}"
    other = replace(body(title, "略"), type="audit_notes")
    assert headings_of([other], "enterprise", programme()) == ()


def test_a_turned_page_points_at_the_page_as_displayed() -> None:
    title = first("enterprise").title
    one = body(f"一、{title}", "略")
    quarter = (0.0, -1.0, 842.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0)
    upright: Page = replace(one.page, frame=Frame(842, 595, quarter), rotation=90)
    (heading,) = headings_of([replace(one, page=upright)], "enterprise", programme())
    assert heading.bbox == (842 - 170, 70, 842 - 160, 70 + 10 * (len(title) + 2))

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from extract.kinds import kind_of
from extract.page_types import TypedPage
from extract.programme import Programme, load
from extract.records import PageType

from .builders import MARKS, page, word

PROGRAMS = Path(__file__).parents[2] / "programs"
(FOLDER,) = [path for path in PROGRAMS.iterdir() if (path / "programme.yaml").is_file()]
KINDS = ["enterprise", "platform", "district"]


@cache
def programme() -> Programme:
    return load(FOLDER)


def typed(kind: PageType, *lines: str) -> TypedPage:
    words = [word(line, 60, 100 + 20 * index) for index, line in enumerate(lines)]
    return TypedPage(page(words), kind, 1.0, "\n".join(lines))


def kind(*pages: TypedPage) -> str | None:
    return kind_of(pages, programme(), MARKS)


@pytest.mark.parametrize("name", KINDS)
def test_the_form_tells_by_its_title(name: str) -> None:
    assert kind(typed("form", programme().kind(name).form.title)) == name


@pytest.mark.parametrize("name", KINDS)
def test_the_form_tells_by_its_labels(name: str) -> None:
    labels = [field.label for field in programme().kind(name).form.fields]
    assert kind(typed("form", *labels)) == name


@pytest.mark.parametrize("name", KINDS)
def test_without_a_form_the_tick_on_the_cover_tells(name: str) -> None:
    (field,) = [f for f in programme().cover.fields if f.id == "application_type"]
    options = [
        ("☑" if option.value == programme().kind(name).label else "□") + option.value
        for option in field.options
    ]
    assert kind(typed("cover", f"{field.label}：{'  '.join(options)}")) == name


def test_the_form_counts_for_more_than_the_tick() -> None:
    label = programme().kind("platform").label
    cover = typed("cover", f"申报类型：☑{label}")
    form = typed("form", programme().kind("enterprise").form.title)
    assert kind(cover, form) == "enterprise"


def test_nothing_tells_nothing() -> None:
    assert kind() is None
    assert kind(typed("body", "一、概况"), typed("cover", "申报书")) is None

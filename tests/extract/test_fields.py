from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from extract.fields import read_fields
from extract.page_types import TypedPage
from extract.pages import Page
from extract.programme import Programme, load
from extract.records import FieldReading, Kind, PageType, Reading
from extract.vocabulary import Vocabulary, load_vocabulary

from .builders import page, table_page, word

PROGRAMS = Path(__file__).parents[2] / "programs"
(FOLDER,) = [path for path in PROGRAMS.iterdir() if (path / "programme.yaml").is_file()]


@cache
def programme() -> Programme:
    return load(FOLDER)


@cache
def vocabulary() -> Vocabulary:
    return load_vocabulary(PROGRAMS / "common")


def typed(kind: PageType, one: Page) -> TypedPage:
    return TypedPage(one, kind, 1.0, "")


def fields(*pages: TypedPage, kind: Kind | None = "enterprise") -> dict[str, FieldReading]:
    units = tuple(unit.text for unit in vocabulary().words.units)
    return read_fields(pages, kind, programme(), vocabulary().marks, units, {})


def form(rows: Sequence[Sequence[str | None]], *, digital: bool = True) -> TypedPage:
    return typed("form", table_page(rows, digital=digital, width=125))


def values(found: dict[str, FieldReading]) -> dict[str, object]:
    return {
        id: {year: r.value for year, r in one.items()} if isinstance(one, dict) else one.value
        for id, one in found.items()
    }


def one(found: dict[str, FieldReading], id: str) -> Reading:
    reading = found[id]
    assert isinstance(reading, Reading)
    return reading


def test_plain_and_yearly_fields_of_the_form() -> None:
    rows = [
        ["企业名称", "甲制造有限公司", "联系人", "王一"],
        ["项目", "2020年", "2021年", "2022年"],
        ["营业收入（万元）", "1,000.5", "2000", "3000"],
    ]
    assert values(fields(form(rows))) == {
        "company_name": "甲制造有限公司",
        "contact_person": "王一",
        "operating_revenue": {"2020": 1000.5, "2021": 2000, "2022": 3000},
    }


def test_another_unit_in_the_label_is_converted() -> None:
    rows = [["项目", "2020年", "2021年", "2022年"], ["营业收入（亿元）", "0.1", "0.2", "0.35"]]
    revenue = fields(form(rows))["operating_revenue"]
    assert isinstance(revenue, dict)
    assert {year: r.value for year, r in revenue.items()} == {
        "2020": 1000, "2021": 2000, "2022": 3500,
    }  # fmt: skip
    assert (revenue["2020"].text, revenue["2020"].unit) == ("0.1", "亿元")


def test_an_empty_cell_is_a_reading_without_value() -> None:
    found = fields(form([["企业名称", "", "联系人", "王一"]]))
    assert one(found, "company_name").value is None
    assert one(found, "company_name").bbox[2] > one(found, "company_name").bbox[0]


def test_a_cell_that_says_none_is_an_answer() -> None:
    rows = [["已获得的市级、区级奖励及示范称号", "无"], ["请列举参与制定的服务相关标准", "/"]]
    assert values(fields(form(rows))) == {"awards": "无", "standards": "无"}


def test_a_label_that_is_not_there_has_no_reading() -> None:
    assert "contact_email" not in fields(form([["企业名称", "甲制造有限公司"]]))


def test_readings_tell_page_place_and_origin() -> None:
    rows = [["企业名称", "甲制造有限公司"]]
    printed, scanned = (
        one(fields(form(rows, digital=digital)), "company_name") for digital in (True, False)
    )
    assert (printed.file, printed.page, printed.bbox[:2]) == ("申报书.pdf", 1, (178, 53))
    assert (printed.origin, scanned.origin) == ("text", "ocr")


@pytest.mark.parametrize("kind", ["enterprise", "platform", "district", None])
def test_the_cover_is_read_for_each_kind(kind: Kind | None) -> None:
    lines = ["申报单位：甲制造有限公司", "推荐单位：某区经济委员会"]
    cover = page([word(line, 100, 200 + 40 * index) for index, line in enumerate(lines)])
    assert values(fields(typed("cover", cover), kind=kind)) == {
        "applicant_unit": "甲制造有限公司",
        "recommending_unit": "某区经济委员会",
    }


def test_without_a_kind_no_form_is_read() -> None:
    assert fields(form([["企业名称", "甲制造有限公司"]]), kind=None) == {}


def test_only_pages_of_the_form_are_read() -> None:
    table = table_page([["企业名称", "甲制造有限公司"]])
    assert fields(typed("body", table), typed("audit_notes", table)) == {}


def test_nothing_gives_nothing() -> None:
    assert fields() == {}

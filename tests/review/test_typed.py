"""What reviewers type becomes the value that the machine would have read."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from fastapi import HTTPException
from hypothesis import given

from extract.records import Reading, Record, SourceFile
from review.typed import BETWEEN, Place, as_typed, hint, reading_of

from ..checks.records import AUDIT, FORM, audited, enterprise, platform, programme, reading

FILES = (SourceFile(path=FORM, pages=5, sha256="a"), SourceFile(path=AUDIT, pages=5, sha256="b"))
PLACE = Place(file=1, page=2, box=(50.0, 60.0, 10.0, 20.0))


def _record(one: Record) -> Record:
    return one.model_copy(update={"files": FILES})


ENTERPRISE, PLATFORM = _record(enterprise()), _record(platform())


def _typed(
    cell: str, text: str, place: Place | None = None, record: Record = ENTERPRISE
) -> Reading:
    found = reading_of(record, programme(), cell, text, place)
    assert found is not None
    assert found.origin == "reviewer"
    return found


def _refusal(cell: str, text: str, record: Record = ENTERPRISE) -> str:
    with pytest.raises(HTTPException) as refused:
        reading_of(record, programme(), cell, text, None)
    assert refused.value.status_code == 422
    return str(refused.value.detail)


@pytest.mark.parametrize(
    ("cell", "text", "value"),
    [
        ("operating_revenue@2022", "8,100.50", 8100.5),
        ("operating_revenue@2022", "8100万元", 8100.0),
        ("operating_revenue@2022", "0.81亿元", 8100.0),
        ("operating_revenue@2022", "无", "无"),
        ("uscc", " 9131 0115 1234567880 ", "913101151234567880"),
        ("company_name", "　上海明理　精密仪器有限公司 ", "上海明理精密仪器有限公司"),
        ("application_type", "示范企业", "示范企业"),
        ("audit.fiscal_year", "2022", 2022),
        ("audit.report_date", "2023年3月20日", "2023-03-20"),
        ("audit.opinion", "保留意见", "qualified"),
        ("audit.scope", "合并", "consolidated"),
    ],
)
def test_a_text_becomes_the_value_of_its_cell(cell: str, text: str, value: object) -> None:
    assert _typed(cell, text, PLACE).value == value


@pytest.mark.parametrize(
    ("cell", "text", "says"),
    [
        ("operating_revenue@2022", "很多", "填一个数"),
        ("application_type", "示范什么", "请填其中一项"),
        ("audit.fiscal_year", "今年", "四位数字"),
        ("audit.report_date", "去年春天", "请填日期"),
        ("audit.opinion", "好", "请填其中一项"),
    ],
)
def test_what_is_no_value_of_the_cell_is_refused_and_says_why(
    cell: str, text: str, says: str
) -> None:
    record = ENTERPRISE
    assert says in _refusal(cell, text, record)


def test_nothing_typed_means_that_nothing_stands_there() -> None:
    assert reading_of(ENTERPRISE, programme(), "employees", "  ", None) is None


def test_a_printed_unit_is_kept_and_the_value_in_the_fields_own() -> None:
    line = next(iter(ENTERPRISE.audit.income_statement)) if ENTERPRISE.audit else ""
    found = _typed(f"audit.{line}@current", "81,000,000.00")
    assert (found.value, found.unit) == (81_000_000.0, "元")


def test_a_new_place_is_taken_with_its_corners_in_order() -> None:
    found = _typed("employees", "21", PLACE)
    assert (found.file, found.page, found.bbox) == (AUDIT, 2, (10.0, 20.0, 50.0, 60.0))


def test_a_place_outside_of_the_submission_is_refused() -> None:
    for place in (Place(file=2, page=1, box=(0, 0, 1, 1)), Place(file=0, page=6, box=(0, 0, 1, 1))):
        with pytest.raises(HTTPException):
            reading_of(ENTERPRISE, programme(), "employees", "21", place)


def test_what_was_never_found_needs_a_place() -> None:
    fields = {id: one for id, one in ENTERPRISE.fields.items() if id != "employees"}
    record = ENTERPRISE.model_copy(update={"fields": fields})
    assert "框出" in _refusal("employees", "21", record)
    assert reading_of(record, programme(), "employees", "21", PLACE) is not None


def test_rows_are_typed_column_by_column() -> None:
    text = "明理（上海）控股有限公司｜企业法人｜60%；王明|自然人|40；李理"
    assert _typed("investors", text, record=PLATFORM).value == [
        {"name": "明理（上海）控股有限公司", "nature": "企业法人", "ratio": 60.0},
        {"name": "王明", "nature": "自然人", "ratio": 40.0},
        {"name": "李理", "nature": None, "ratio": None},
    ]


def test_rows_that_cannot_be_are_refused() -> None:
    assert "4 列" in _refusal("investors", "甲｜乙｜3｜丁", PLATFORM)
    assert "比例" in _refusal("investors", "甲｜乙｜许多", PLATFORM)


names = st.text(st.sampled_from("明理控股（）有限公司"), min_size=1, max_size=12).map(
    lambda text: f"甲{text}"
)
rows = st.fixed_dictionaries(
    {
        "name": names,
        "nature": st.none() | st.sampled_from(("企业法人", "自然人")),
        "ratio": st.none() | st.integers(0, 10_000).map(lambda share: share / 100),
    }
)


@given(st.lists(rows, min_size=1, max_size=5))
def test_what_stands_in_the_editor_for_rows_means_those_rows(
    value: list[dict[str, str | float | None]],
) -> None:
    spec = programme().kind("platform").form.field("investors")
    assert spec is not None
    text = as_typed(spec, reading(value, "如印"))
    assert _typed("investors", text, record=PLATFORM).value == value


def test_the_editor_says_how_to_fill_what_is_not_typed_as_printed() -> None:
    form = programme().kind("platform").form
    assert BETWEEN in hint(form.field("investors"))
    assert hint(form.field("employees")) == hint(None) == ""
    choice = next(field for field in form.fields if field.type == "choice")
    assert choice.options[0].value in hint(choice)
    assert as_typed(choice, reading("企业", "☑企业 □机构")) == "企业"


def test_figures_of_statements_are_typed_as_printed() -> None:
    one = audited(5.0)
    assert one is not None
    assert as_typed(None, one) == "5.00"

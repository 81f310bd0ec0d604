from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checks.places import place_of
from extract.records import PageRecord, Run

from .records import FORM, enterprise, heading

LINES = ("一、经营情况", "2022年，公司实现营业收入８０００", "万元，净利润 700万元。")


def page(number: int, lines: tuple[str, ...]) -> PageRecord:
    runs = tuple(Run(len(line), 50, 20 * n, 400, 20 * n + 12) for n, line in enumerate(lines, 1))
    return PageRecord(
        file=FORM,
        page=number,
        type="body",
        confidence=1,
        digital=True,
        text="\n".join(lines),
        runs=runs,
    )


RECORD = enterprise(pages=(page(7, LINES[:1]), page(8, LINES[1:])))
HEADING = heading("经营情况", page=7, bbox=(50, 20, 120, 32))


def test_a_clause_over_two_lines_of_the_next_page_is_found() -> None:
    found = place_of(RECORD, HEADING, "公司实现营业收入8000万元")
    assert (found.page, found.bbox) == (8, (50, 20, 400, 52))


def test_its_end_will_do() -> None:
    found = place_of(RECORD, HEADING, "上海明理公司净利润700万元")
    assert (found.page, found.bbox) == (8, (50, 40, 400, 52))


def test_what_is_not_found_is_pointed_at_by_its_heading() -> None:
    found = place_of(RECORD, HEADING, "公司资产总额1亿元")
    assert (found.page, found.bbox) == (7, (50, 20, 120, 32))


def test_other_files_and_pages_far_behind_are_not_looked_at() -> None:
    far = page(12, LINES[1:])
    other = page(8, LINES[1:]).model_copy(update={"file": "另一份.pdf"})
    record = enterprise(pages=(page(7, LINES[:1]), other, far))
    found = place_of(record, HEADING, "公司实现营业收入8000万元")
    assert (found.file, found.page) == (FORM, 7)


@given(st.text(), st.text(alphabet="公司20年８０元 "))
def test_any_text_has_a_place(text: str, clause: str) -> None:
    record = enterprise(pages=(page(7, (text.replace("\n", " "),)),))
    assert place_of(record, HEADING, clause).page == 7

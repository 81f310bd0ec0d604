from __future__ import annotations

from evaluation.outline import compare_outline
from extract.records import Heading, Record

from .examples import FORM, labelled, record


def heading(title: str, level: int = 1, page: int = 3, reference: str | None = None) -> Heading:
    return Heading(
        level=level, title=title, file=FORM, page=page, bbox=(0, 0, 9, 9), reference=reference
    )


def read_with(*headings: Heading) -> Record:
    return record().model_copy(update={"outline": headings})


def outcomes(read: Record) -> list[tuple[str, str, str]]:
    return [(one.group, one.what, one.outcome) for one in compare_outline(labelled(), read)]


def test_right_outline() -> None:
    assert outcomes(record()) == [
        ("outline", "企业简介", "right"),
        ("reference", "企业简介", "right"),
        ("outline", "特色做法", "right"),
        ("reference", "特色做法", "right"),
    ]


def test_level_and_page_count() -> None:
    read = read_with(heading("企业简介", level=2), heading("特色做法", level=2, page=2))
    assert outcomes(read) == [
        ("outline", "企业简介", "missing"),
        ("outline", "特色做法", "missing"),
        ("outline", "企业简介", "invented"),
        ("outline", "特色做法", "invented"),
    ]
    missed = next(iter(compare_outline(labelled(), read)))
    assert missed.text == f"2 企业简介 ({FORM}#3)"


def test_reference_is_judged_for_found_headings_only() -> None:
    read = read_with(
        heading("企业简介", reference="其他"), heading("特色做法", 2, reference="其他")
    )
    references = [one for one in compare_outline(labelled(), read) if one.group == "reference"]
    assert [(one.expected, one.got, one.outcome) for one in references] == [
        ("企业简介", "其他", "wrong"),
        (None, "其他", "invented"),
    ]


def test_a_heading_found_twice_is_invented_once() -> None:
    twice = read_with(*record().outline, heading("企业简介", reference="企业简介"))
    assert [o for _, _, o in outcomes(twice)].count("invented") == 1


def test_no_outline_read() -> None:
    assert [o for _, _, o in outcomes(read_with())] == ["missing", "missing"]

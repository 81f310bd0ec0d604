from __future__ import annotations

from dataclasses import replace

from evaluation.audit import compare_audit, compare_lines
from evaluation.labelled import Labelled
from extract.records import Audit, Reading, Record

from .examples import AUDIT, labelled, reading, record


def without_audit() -> Labelled:
    one = labelled()
    return replace(one, truth=one.truth.model_copy(update={"audit": None}))


def read_with(**parts: Reading | dict[str, tuple[Reading | None, Reading | None]]) -> Record:
    right = record()
    assert right.audit is not None
    return right.model_copy(update={"audit": right.audit.model_copy(update=parts)})


def lines(read: Record, against: Labelled | None = None) -> dict[str, str]:
    return {one.what: one.outcome for one in compare_lines(against or labelled(), read)}


def test_right_facts_and_lines() -> None:
    facts = list(compare_audit(labelled(), record()))
    assert len(facts) == 8
    assert all(one.right for one in facts)
    assert lines(record()) == {
        "balance_sheet.cash@current": "right",
        "balance_sheet.cash@prior": "right",
        "balance_sheet.total_assets@current": "right",
        "balance_sheet.total_assets@prior": "right",
    }


def test_lines_are_exact_to_half_a_cent_and_column_by_column() -> None:
    read = read_with(
        balance_sheet={
            "cash": (reading(100.254, AUDIT, 2), reading(9.0, AUDIT, 2)),
            "total_assets": (reading(4000.0, AUDIT, 2), reading(5000.0, AUDIT, 2)),
        }
    )
    assert lines(read) == {
        "balance_sheet.cash@current": "right",
        "balance_sheet.cash@prior": "invented",
        "balance_sheet.total_assets@current": "wrong",
        "balance_sheet.total_assets@prior": "wrong",
    }


def test_a_cent_off_is_wrong() -> None:
    read = read_with(balance_sheet={"cash": (reading(100.26, AUDIT, 2), None)})
    assert lines(read)["balance_sheet.cash@current"] == "wrong"


def test_figures_of_a_line_the_truth_has_not_are_extra() -> None:
    read = read_with(cash_flow={"opening_cash": (reading(1.0, AUDIT, 2), None)})
    extra = [one for one in compare_lines(labelled(), read) if one.type == "extra"]
    assert [(one.what, one.outcome) for one in extra] == [
        ("cash_flow.opening_cash@current", "invented")
    ]


def test_a_report_that_was_not_found_misses_everything() -> None:
    read = record().model_copy(update={"audit": None})
    assert lines(read)["balance_sheet.total_assets@prior"] == "missing"
    missed = list(compare_audit(labelled(), read))
    assert {one.outcome for one in missed} == {"missing"}
    assert {one.what: one.page for one in missed}["firm"] == 1
    assert {one.what: one.page for one in missed}["unit"] == 2


def test_a_report_that_is_not_there_is_extra() -> None:
    facts = list(compare_audit(without_audit(), record()))
    assert {one.type for one in facts} == {"extra"}
    assert set(lines(record(), without_audit()).values()) == {"invented"}
    nothing = record().model_copy(update={"audit": Audit()})
    assert list(compare_audit(without_audit(), nothing)) == []
    assert lines(nothing, without_audit()) == {}

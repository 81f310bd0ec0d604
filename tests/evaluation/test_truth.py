from __future__ import annotations

import pytest

from evaluation.truth import TruePage, Truth

from .examples import AUDIT, FORM, truth


def with_digital(*flags: bool) -> Truth:
    pages = tuple(
        TruePage(file=FORM, page=number, type="body", digital=digital, rotation=0)
        for number, digital in enumerate(flags, start=1)
    )
    return truth().model_copy(update={"pages": pages})


def test_page_is_found_by_file_and_number() -> None:
    page = truth().page(AUDIT, 2)
    assert page is not None
    assert page.type == "balance_sheet"
    assert truth().page(AUDIT, 9) is None


def test_origin_of_types_looks_only_at_their_pages() -> None:
    assert truth().origin_of(("form",)) == "digital"
    assert truth().origin_of(("balance_sheet",)) == "scanned"


def test_origin_of_types_without_pages_is_that_of_most_pages() -> None:
    one_scan = with_digital(True, True, False)
    assert one_scan.origin_of(("cash_flow",)) == "digital"
    assert with_digital(True, False).origin_of(("cash_flow",)) == "scanned"


@pytest.mark.parametrize(
    ("flags", "origin"),
    [((True, True), "digital"), ((False,), "scanned"), ((True, False), "mixed")],
)
def test_origin_of_a_submission(flags: tuple[bool, ...], origin: str) -> None:
    assert with_digital(*flags).origin == origin


def test_unknown_keys_do_no_harm_and_numbers_keep_their_type() -> None:
    shown = truth().model_dump(mode="json") | {"annotator": "甲"}
    again = Truth.model_validate(shown)
    assert again == truth()
    assert isinstance(again.fields["registered_capital"], int)

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.attachments import attachments_of
from extract.page_types import TypedPage
from extract.records import PageType

from .builders import page


def typed(*kinds: PageType, text: str = "", file: str = "a.pdf") -> list[TypedPage]:
    return [
        TypedPage(replace(page(number=n), file=file), kind, 1.0, text)
        for n, kind in enumerate(kinds, 1)
    ]


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((), ()),
        (("cover", "form", "body", "commitment"), ()),
        (("business_license",), ("business_license",)),
        (("audit_opinion",), ("audit_report",)),
        (("balance_sheet", "audit_notes"), ("audit_report",)),
        (("premises_proof", "business_license"), ("business_license", "premises_proof")),
        (("form", "other"), ("other",)),
    ],
)
def test_attachments_are_told_by_their_pages(
    kinds: tuple[PageType, ...], expected: tuple[str, ...]
) -> None:
    assert attachments_of(typed(*kinds)) == expected


def test_the_last_pages_of_a_report_are_its_own() -> None:
    assert attachments_of(typed("audit_opinion", "audit_notes", "other", "other")) == (
        "audit_report",
    )


def test_a_file_of_its_own_is_another_attachment() -> None:
    pages = typed("audit_notes") + typed("other", file="b.pdf")
    assert attachments_of(pages) == ("audit_report", "other")


def test_a_contents_page_is_no_attachment() -> None:
    assert attachments_of(typed("other", text="目 录\n一、概况……1")) == ()

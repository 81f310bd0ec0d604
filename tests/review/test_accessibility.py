"""What axe-core finds wrong for people who use the page otherwise than by sight and mouse."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

COMPANY = "/submissions/明理公司"
FINDING = f"{COMPANY}/finding?code=audit-mismatch&key=operating_revenue@2022"
GRAVE = ("serious", "critical")


def _grave(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {[node['html'][:120] for node in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in GRAVE
    ]


@pytest.mark.parametrize(
    "path", ["/", COMPANY, FINDING, f"{COMPANY}/comparison", "/batches", "/nothing"]
)
def test_no_page_has_a_serious_violation(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_load_state("load")
    assert _grave(page) == []


@pytest.mark.parametrize("tab", ["form", "audit", "license", "outline", "outcomes", "history"])
def test_no_sheet_has_a_serious_violation(page: Page, tab: str) -> None:
    page.goto(COMPANY)
    page.locator(f"#tab-{tab}").click()
    assert _grave(page) == []


@pytest.mark.parametrize(("path", "key"), [("/", "?"), (FINDING, "e"), (COMPANY, "g")])
def test_no_dialog_has_a_serious_violation(page: Page, path: str, key: str) -> None:
    page.goto(path)
    page.keyboard.press(key)
    page.wait_for_selector("dialog[open]")
    assert _grave(page) == []

"""Accounts, passwords and tokens in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect

from review import Accounts, make_app
from review.painter import Painter

from .sites import PASSWORD, served, site_over

NEW = "another long password"


@pytest.fixture
def here(folder: Path, painter: Painter, accounts: Accounts) -> Iterator[str]:
    with served(make_app(site_over(folder, painter, accounts))) as one:
        yield one


def _login(browser: Browser, here: str, name: str, password: str = PASSWORD) -> Page:
    page = browser.new_page(base_url=here, viewport={"width": 1280, "height": 800})
    page.goto("/login?next=%2Faccount")  # so that waiting for /account is no match yet
    page.fill("#name", name)
    page.fill("#password", password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account")
    return page


def test_an_admin_keeps_the_accounts(browser: Browser, here: str, accounts: Accounts) -> None:
    page = _login(browser, here, "管理")
    page.fill("#add [name=name]", "<b>新人</b>")
    page.fill("#add [name=password]", PASSWORD)
    page.keyboard.press("Enter")
    row = page.locator("tr[data-name='<b>新人</b>']")
    expect(row.locator("th")).to_have_text("<b>新人</b>")
    row.locator("select").select_option("reader")
    expect(page.locator("#message")).to_contain_text("角色")
    row.locator("[data-do=off]").click()
    expect(row).to_contain_text("已停用")
    made = {one.name: one for one in accounts.everybody()}["<b>新人</b>"]
    assert (made.role, made.active) == ("reader", False)
    violations = Axe().run(page).response["violations"]
    assert [one["id"] for one in violations if one["impact"] in ("serious", "critical")] == []
    page.close()


def test_a_password_is_reset_and_then_ones_own_changed(
    browser: Browser, here: str, accounts: Accounts
) -> None:
    page = _login(browser, here, "管理")
    page.locator("tr[data-name=只看] [data-do=reset]").click()
    page.fill("#reset input", NEW)
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_contain_text("已重设")
    page.close()
    page = _login(browser, here, "只看", NEW)
    page.fill("#password [name=old]", NEW)
    page.fill("#password [name=new]", PASSWORD)
    page.fill("#password [name=again]", f"{PASSWORD}!")
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_contain_text("不一样")
    page.fill("#password [name=again]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/login**")
    assert accounts.is_password("只看", PASSWORD)
    page.close()


def test_a_token_is_shown_once_and_deleted(browser: Browser, here: str, accounts: Accounts) -> None:
    page = _login(browser, here, "只看")
    assert page.locator("#add").count() == 0
    page.fill("#token [name=label]", "报表")
    page.keyboard.press("Enter")
    expect(page.locator("#new-token")).to_be_visible()
    token = page.locator("#new-token code").inner_text()
    visitor = accounts.by_token(token)
    assert visitor is not None
    assert visitor.name == "只看"
    page.reload()
    assert token not in page.content()
    page.locator("[data-do=drop]").click()
    expect(page.locator("#message")).to_contain_text("已删除")
    assert accounts.by_token(token) is None
    page.close()


def test_no_password_gets_into_an_address(browser: Browser, here: str) -> None:
    """A form that is sent before the page's script has come must not be a question by address."""
    page = _login(browser, here, "管理")
    forms = page.locator("form:has(input)").all()
    assert len(forms) > 3
    assert {one.get_attribute("method") for one in forms} == {"post", "dialog"}
    page.close()


def test_without_accounts_there_is_no_such_page(client: TestClient) -> None:
    assert client.get("/account").status_code == 404
    assert 'href="/account"' not in client.get("/").text

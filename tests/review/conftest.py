"""One painter for all tests, an archive with a doubtful applicant, a browser where there is one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, sync_playwright

from extract.records import Record
from review import Accounts, make_app
from review.painter import Painter

from ..checks.records import enterprise, platform, reading
from .sites import LOCAL, PASSWORD, fill, served, site_over

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def painter() -> Iterator[Painter]:
    one = Painter(processes=1)
    yield one
    one.close()


def doubtful() -> Record:
    """Return 明理公司, whose revenue is not the audited one."""
    revenue = {
        "2020": reading(7000.0),
        "2021": reading(7500.0),
        "2022": reading(8600.0, "8,600", bbox=(200.0, 300.0, 280.0, 316.0)),
    }
    company = enterprise(id="明理公司")
    apart = reading(200, bbox=(200.0, 400.0, 280.0, 416.0))
    fields = {**company.fields, "operating_revenue": revenue, "employees": apart}
    return company.model_copy(update={"fields": fields})


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("归档") / "归档"
    code = {"operator_uscc": reading("913101151234567881")}
    other = platform(id="明理平台")
    other = other.model_copy(update={"fields": {**other.fields, **code}})
    return fill(place, doubtful(), other)


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    """Return an archive of one's own: a doubtful company, and a platform."""
    return shutil.copytree(filled, tmp_path / "归档")


@pytest.fixture
def accounts(folder: Path) -> Iterator[Accounts]:
    """Return the archive's accounts: one of each role."""
    one = Accounts(folder)
    one.add("管理", "admin", PASSWORD)
    one.add("审核", "reviewer", PASSWORD)
    one.add("只看", "reader", PASSWORD)
    yield one
    one.close()


@pytest.fixture
def client(folder: Path, painter: Painter) -> TestClient:
    """Return somebody on this machine, without accounts."""
    app = make_app(site_over(folder, painter))
    return TestClient(app, headers={"X-CSRF-Token": LOCAL.csrf}, base_url="http://127.0.0.1")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("没有 chromium：CI 里这些测试不可跳过")
        pytest.skip("没有 chromium：apt-get install chromium")
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield one
        one.close()


@pytest.fixture
def address(folder: Path, painter: Painter) -> Iterator[str]:
    with served(make_app(site_over(folder, painter))) as one:
        yield one


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Return a browser's page; a test fails where its scripts do, or its policy is broken."""
    one = browser.new_page(base_url=address, viewport={"width": 1280, "height": 800})
    wrong: list[str] = []
    one.on("pageerror", lambda error: wrong.append(str(error)))
    one.on("console", lambda said: wrong.append(said.text) if "Policy" in said.text else None)
    yield one
    one.close()
    assert wrong == []

"""Whatever is written in the papers, the names and the searches, the page shows it as text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

import archive
from archive import Counts
from extract.records import Heading, ReadError, Record
from review import Accounts, make_app
from review.painter import Painter

from ..checks.records import AUDIT, BOX, FORM
from .conftest import doubtful
from .sites import PASSWORD, fill, served, site_over

IMAGE = "<img src=x onerror=hit()>"
PAYLOADS = (
    "<script>hit()</script>",
    IMAGE,
    '"><svg onload=hit()>',
    "' onfocus=hit() autofocus x='",
    "</textarea></script><script>hit()</script>",
    "{{ hit() }}{% raw %}{{ 7 * 7 }}",
    "javascript:hit()",
    "<!--<b>&lt;b&gt;-->",
    "`${hit()}`</title><script>hit()</script>",
    "\u202e<details open ontoggle=hit()>",
)
WRITTEN = {"value", "text", "note", "label", "title", "message", "detail", "unit"}
NAMES = {FORM: f"{IMAGE}.pdf", AUDIT: "'\"><script>hit()<∕script>.pdf"}
WATCH = "window.hits = 0; window.hit = () => { window.hits += 1; };"
HANDLERS = "[onerror], [onload], [onfocus], [ontoggle], [onclick], img[src=x]"


def _hostile(record: Record) -> Record:
    """Return a record with a payload in every text that comes from outside."""
    payloads = cycle(PAYLOADS)

    def poisoned(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: poisoned(one, name) for name, one in value.items()}
        if isinstance(value, list | tuple):
            return [poisoned(one, key) for one in value]
        if key in ("file", "path"):
            return NAMES.get(value, value)
        return next(payloads) if key in WRITTEN and isinstance(value, str) else value

    heading = Heading(level=1, title="一", file=FORM, page=2, bbox=BOX, reference=IMAGE)
    error = ReadError(file=FORM, page=1, message="坏页")
    whole = record.model_copy(update={"outline": (heading,), "errors": (error,)})
    return Record.model_validate({**poisoned(whole.model_dump()), "id": IMAGE})


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    folder = fill(tmp_path / "归档", _hostile(doubtful()))
    with archive.open(folder) as store:
        run = store.begin_run("第一批", "v1")
        store.fail(run, tmp_path / IMAGE, PAYLOADS[0])
        store.end_run(run, Counts(filed=1, failed=1))
    return folder


@pytest.fixture
def watched(browser: Browser, hostile: Path, painter: Painter) -> Iterator[Page]:
    accounts = Accounts(hostile)
    accounts.add(IMAGE, "reviewer", PASSWORD)
    with served(make_app(site_over(hostile, painter, accounts))) as address:
        page = browser.new_page(base_url=address)
        page.add_init_script(WATCH)
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        page.goto(f"/login?{urlencode({'next': 'javascript:hit()'})}")
        page.locator("#name").fill(IMAGE)
        page.locator("#password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.locator(".who")).to_contain_text(IMAGE)
        yield page
        page.close()
    accounts.close()


def _is_inert(page: Page) -> None:
    assert page.evaluate("window.hits") == 0
    assert page.locator(HANDLERS).count() == 0, page.url
    scripts = page.locator("script").evaluate_all(
        "(all) => all.map((one) => one.getAttribute('src'))"
    )
    assert all(source and source.startswith("/static/") for source in scripts)


ID = f"/submissions/{quote(IMAGE, safe='')}"
PATHS = (
    "/",
    *(f"/?{urlencode({name: payload})}" for name in ("q", "where", "code") for payload in PAYLOADS),
    ID,
    f"{ID}/comparison",
    "/batches",
    "/batches/1",
    "/account",
    f"{ID}?{urlencode({'path': NAMES[FORM], 'page': 3, 'cell': PAYLOADS[3]})}",
    f"{ID}/finding?{urlencode({'code': IMAGE, 'key': PAYLOADS[0]})}",
    f"/submissions/{quote(PAYLOADS[1] + '2', safe='')}",
    f"/{quote(PAYLOADS[0], safe='')}",
)


def test_every_page_shows_what_is_hostile_as_text(watched: Page) -> None:
    for path in PATHS:
        watched.goto(path)
        _is_inert(watched)
    watched.goto("/")
    expect(watched.locator("main")).to_contain_text(IMAGE)


def test_every_finding_and_every_sheet_shows_it_as_text(watched: Page, hostile: Path) -> None:
    watched.goto(ID)
    for tab in watched.locator("[role=tab]").all():
        tab.click()
        _is_inert(watched)
    expect(watched.locator("#panel-outline")).to_contain_text(IMAGE)
    with archive.open(hostile, write=False) as store:
        findings = store.report(IMAGE).findings
    assert findings
    for one in findings:
        watched.goto(f"{ID}/finding?{urlencode({'code': one.code, 'key': one.key})}")
        expect(watched.locator(".decide")).to_be_visible()
        _is_inert(watched)


def test_notes_and_corrections_are_text_wherever_they_come_up(watched: Page, hostile: Path) -> None:
    watched.goto(ID)
    watched.keyboard.press("j")
    watched.keyboard.press("Enter")
    watched.locator("#note").fill("".join(PAYLOADS))
    with watched.expect_navigation():
        watched.locator("[data-verdict=open]").click()
    watched.goto(f"{ID}?cell=company_name")
    watched.keyboard.press("e")
    _is_inert(watched)
    watched.locator("#editor-text").fill(IMAGE)
    watched.locator("#editor-note").fill(PAYLOADS[0])
    watched.keyboard.press("Enter")
    expect(watched.locator("#message")).to_contain_text("已改正")
    watched.locator("#tab-history").click()
    expect(watched.locator("#panel-history")).to_contain_text(PAYLOADS[0])
    _is_inert(watched)
    with archive.open(hostile, write=False) as store:
        assert any("".join(PAYLOADS) == one.note for one in store.decisions(IMAGE).values())


def test_a_message_of_a_failure_is_text(watched: Page) -> None:
    watched.goto(f"{ID}?cell=operating_revenue@2022")
    watched.keyboard.press("e")
    watched.locator("#editor-text").fill(IMAGE)
    watched.keyboard.press("Enter")
    expect(watched.locator("#editor .problem")).to_contain_text(IMAGE)
    _is_inert(watched)

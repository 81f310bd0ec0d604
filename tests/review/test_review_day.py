"""A review day in Chromium: by keyboard alone, with an input method, two at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import archive
from archive import Archive
from review import Accounts, make_app
from review.painter import Painter

from .sites import PASSWORD, served, site_over

COMPANY = "/submissions/明理公司"
FINDING = f"{COMPANY}/finding?code=audit-mismatch&key=operating_revenue@2022"
KEY = ("audit-mismatch", "operating_revenue@2022")


@pytest.fixture
def store(folder: Path) -> Iterator[Archive]:
    with archive.open(folder, write=False) as one:
        yield one


def _selected(page: Page) -> str:
    one = page.locator(".sheets .at").first
    return str(one.get_attribute("data-cell") or one.get_attribute("id"))


def test_a_whole_submission_is_reviewed_without_a_mouse(page: Page, store: Archive) -> None:
    page.goto("/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/submissions/.*page=1"))
    expect(page.locator("h1")).to_contain_text("明理公司")
    page.wait_for_load_state()  # keys are heard from then on
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".decide")).to_be_visible()
    page.wait_for_load_state()
    count = len(store.report("明理公司").findings)
    for number in range(count):
        expect(page.locator("#record")).to_have_attribute("data-id", "明理公司")
        page.keyboard.press("n")
        page.keyboard.insert_text(f"第{number + 1}条，已电话核实")
        page.keyboard.press("Control+Enter")
        with page.expect_navigation():
            page.keyboard.press(("1", "2")[number % 2])
    made = store.decisions("明理公司")
    assert len(made) == count
    assert {one.verdict for one in made.values()} <= {"confirmed", "dismissed"}
    assert all(one.note.endswith("已电话核实") for one in made.values())
    expect(page.locator("#record")).to_have_attribute("data-id", "明理平台")
    page.keyboard.press("u")
    expect(page).to_have_url(re.compile("/$"))


def test_a_verdict_is_taken_back_by_key(page: Page, store: Archive) -> None:
    page.goto(FINDING)
    page.keyboard.press("3")
    page.wait_for_url(lambda url: "operating_revenue" not in url)
    page.goto(FINDING)
    expect(page.locator(".now .verdict")).to_have_text("待核实")
    page.keyboard.press("z")
    expect(page.locator(".now")).to_have_text("还没有结论")
    assert store.decisions("明理公司") == {}


def test_a_reading_is_corrected_from_its_finding(page: Page, store: Archive) -> None:
    page.goto(FINDING)
    page.keyboard.press("e")
    expect(page.locator("#editor-text")).to_be_focused()
    page.keyboard.insert_text("8,000")
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_contain_text("已改正")  # the finding is gone with it
    expect(page.locator("h1")).to_contain_text("明理公司")
    reading = store.record("明理公司").reading("operating_revenue", "2022")
    assert reading is not None
    assert (reading.value, reading.origin) == (8000.0, "reviewer")


def test_what_cannot_be_is_said_in_the_editor_and_nothing_is_lost(page: Page) -> None:
    page.goto(FINDING)
    page.keyboard.press("e")
    page.keyboard.insert_text("许多")
    page.keyboard.press("Enter")
    expect(page.locator("#editor .problem")).to_contain_text("填一个数")
    expect(page.locator("#editor-text")).to_have_value("许多")
    page.keyboard.press("Escape")
    expect(page.locator("#editor")).to_be_hidden()


def test_pages_are_turned_enlarged_and_gone_to_by_key(page: Page) -> None:
    page.goto(COMPANY)
    place = page.locator(".tools .place")
    expect(place).to_contain_text("第 1 页")
    page.keyboard.press("]")
    expect(place).to_contain_text("第 2 页")
    page.keyboard.press("[")
    expect(place).to_contain_text("第 1 页")
    page.keyboard.press("g")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(page.locator("nav.strip [aria-current]")).to_have_text(re.compile("^3"))
    wide = _width(page)
    page.keyboard.press("+")
    assert _width(page) > wide
    page.keyboard.press("-")
    page.keyboard.press("-")
    assert _width(page) < wide
    page.keyboard.press("0")
    height = page.locator("#sheet").evaluate("(one) => one.getBoundingClientRect().height")
    assert height <= page.locator(".scroll").evaluate("(one) => one.clientHeight")


def _width(page: Page) -> float:
    return float(page.locator("#sheet").evaluate("(one) => one.getBoundingClientRect().width"))


def test_a_page_that_is_not_there_is_not_gone_to(page: Page) -> None:
    page.goto(COMPANY)
    page.keyboard.press("g")
    page.keyboard.type("900")
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_contain_text("没有这一页")


def test_a_row_shows_its_box_and_a_box_its_row(page: Page) -> None:
    page.goto(f"{COMPANY}?cell=operating_revenue@2022")
    assert _selected(page) == "operating_revenue@2022"
    expect(page.locator("#sheet rect.at")).to_have_count(1)
    expect(page.locator("#panel-form")).to_be_visible()
    page.keyboard.press("t")
    expect(page.locator("#panel-audit")).to_be_visible()
    before = _selected(page)
    page.keyboard.press("ArrowDown")
    assert _selected(page) != before


def test_only_the_pages_picture_moves_to_show_a_box(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 420})
    page.goto(f"{COMPANY}?cell=employees")
    assert page.evaluate("document.querySelector('.scroll').scrollTop") > 0
    for part in ("document.scrollingElement", "document.querySelector('main')"):
        assert page.evaluate(f"{part}.scrollTop") == 0


def test_the_keys_are_told_and_put_away_by_key(page: Page) -> None:
    for path in ("/", COMPANY, FINDING):
        page.goto(path)
        page.keyboard.press("?")
        expect(page.locator("#help")).to_be_visible()
        page.keyboard.press("j")  # means nothing behind it
        page.keyboard.press("?")
        expect(page.locator("#help")).to_be_hidden()
    page.keyboard.press("?")
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()


def test_the_search_is_reached_and_left_by_key(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("j?u/")
    expect(page.locator("#q")).to_have_value("j?u/")
    page.keyboard.press("Escape")
    expect(page.locator("#q")).not_to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("tr.at")).to_have_count(1)


def test_a_drawn_box_is_read_again_and_becomes_the_correction(page: Page, store: Archive) -> None:
    page.goto(f"{COMPANY}?cell=employees")
    page.keyboard.press("b")
    sheet, view = (page.locator(one).bounding_box() for one in ("#sheet", ".scroll"))
    assert sheet is not None
    assert view is not None
    x, y = view["x"] + 60, view["y"] + 60
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 200, y + 60, steps=4)
    page.mouse.up()
    expect(page.locator("#editor-text")).to_have_value("8100")
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_contain_text("已改正")
    reading = store.record("明理公司").reading("employees")
    assert reading is not None
    assert reading.value == 8100
    scale = 595 / sheet["width"]
    left, top = (x - sheet["x"]) * scale, (y - sheet["y"]) * scale
    drawn = (left, top, left + 200 * scale, top + 60 * scale)
    assert reading.bbox == pytest.approx(drawn, abs=1)


def test_a_box_is_moved_and_sized_by_key_and_read_again(page: Page, store: Archive) -> None:
    page.goto(f"{COMPANY}?cell=employees")
    page.keyboard.press("b")
    place = page.locator(".framing [role=status]")
    expect(place).to_have_text("左 71、上 141、宽 28、高 6 毫米")
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "Shift+ArrowLeft", "Shift+ArrowDown"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(page.locator("#editor-text")).to_have_value("8100")
    expect(page.locator(".framing")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_contain_text("已改正")
    reading = store.record("明理公司").reading("employees")
    assert reading is not None
    assert reading.bbox == pytest.approx((202.0, 404.0, 280.0, 422.0))


def test_framing_is_left_by_key_and_needs_a_reading(page: Page) -> None:
    page.goto(COMPANY)
    page.keyboard.press("b")
    expect(page.locator("#message")).to_contain_text("请先选一行读数")
    expect(page.locator(".framing")).to_be_hidden()
    page.goto(f"{COMPANY}?cell=employees")
    page.keyboard.press("b")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowUp")
    expect(page.locator("#sheet rect.drawn")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#sheet rect.drawn")).to_have_count(0)
    page.keyboard.press("ArrowDown")  # means the next line again
    assert _selected(page) != "employees"
    expect(page.locator("#editor")).to_be_hidden()


def test_a_readings_own_place_is_read_again_by_key(page: Page) -> None:
    page.goto(f"{COMPANY}?cell=employees")
    page.keyboard.press("r")
    expect(page.locator("#editor-text")).to_have_value("8100")


def test_a_correction_is_undone_by_key(page: Page, store: Archive) -> None:
    page.goto(f"{COMPANY}?cell=employees")
    page.keyboard.press("e")
    page.keyboard.insert_text("210")
    page.keyboard.press("Enter")
    expect(page.locator("tr[data-cell=employees] .mended")).to_be_visible()
    page.keyboard.press("z")
    expect(page.locator("tr[data-cell=employees] .mended")).to_have_count(0)
    assert store.corrections("明理公司") == ()


COMPOSED = """(key) => {
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
  const told = { key, bubbles: true, cancelable: true, isComposing: true };
  target.dispatchEvent(new KeyboardEvent('keydown', told));
  const process = { key, bubbles: true, cancelable: true, keyCode: 229, which: 229 };
  target.dispatchEvent(new KeyboardEvent('keydown', process));
}"""


@pytest.mark.parametrize("key", ["1", "2", "x", "j", "z", "e", "?", "u", "/", "g", "Enter"])
def test_no_key_acts_while_an_input_method_composes(page: Page, store: Archive, key: str) -> None:
    page.goto(FINDING)
    before = store.version("明理公司")
    page.evaluate(COMPOSED, key)
    page.wait_for_timeout(100)
    assert "operating_revenue" in page.url
    assert store.version("明理公司") == before


def test_pinyin_in_a_note_stays_in_the_note(page: Page, store: Archive) -> None:
    page.goto(FINDING)
    before = store.version("明理公司")
    page.keyboard.press("n")
    keyboard = page.context.new_cdp_session(page)
    for typed in ("x", "xu", "xu1"):
        keyboard.send(
            "Input.imeSetComposition",
            {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)},
        )
    keyboard.send("Input.insertText", {"text": "需核实"})
    expect(page.locator("#note")).to_have_value("需核实")
    assert store.version("明理公司") == before


@pytest.fixture
def guarded(folder: Path, painter: Painter) -> Iterator[str]:
    accounts = Accounts(folder)
    for name, role in (("王审", "reviewer"), ("李审", "reviewer"), ("只看", "reader")):
        accounts.add(name, role, PASSWORD)
    with served(make_app(site_over(folder, painter, accounts))) as one:
        yield one
    accounts.close()


def _come_in(browser: Browser, address: str, name: str) -> Page:
    page = browser.new_context(base_url=address).new_page()
    page.goto(FINDING)
    page.locator("#name").fill(name)
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".decide")).to_be_visible()
    return page


def test_two_on_one_finding_are_told_and_nothing_is_lost(
    browser: Browser, guarded: str, store: Archive
) -> None:
    first, second = (_come_in(browser, guarded, name) for name in ("王审", "李审"))
    first.keyboard.press("1")
    first.wait_for_url(lambda url: "operating_revenue" not in url)
    second.keyboard.press("2")
    message = second.locator("#message")
    expect(message).to_contain_text("王审")
    expect(message).to_contain_text("请刷新后再改")
    assert store.decisions("明理公司")[KEY].verdict == "confirmed"
    second.reload()
    expect(second.locator(".now")).to_contain_text("属实")
    expect(second.locator(".looking")).to_contain_text("王审")
    for page in (first, second):
        page.context.close()


def test_who_only_reads_is_offered_nothing_to_change(browser: Browser, guarded: str) -> None:
    page = _come_in(browser, guarded, "只看")
    expect(page.locator("[data-verdict]")).to_have_count(0)
    expect(page.locator("#editor")).to_have_count(0)
    page.keyboard.press("1")
    page.keyboard.press("e")
    expect(page.locator(".now")).to_have_text("还没有结论")
    page.locator("[data-do=logout]").click()
    expect(page.locator("#password")).to_be_visible()
    page.context.close()


def test_a_lost_picture_is_told_in_its_place(
    browser: Browser, folder: Path, store: Archive
) -> None:
    for file in store.record("明理公司").files:
        path = store.original(file.sha256)
        path.chmod(0o600)
        path.write_bytes(b"broken")
    fresh = Painter(processes=1)
    with served(make_app(site_over(folder, fresh))) as address:
        page = browser.new_page(base_url=address)
        _shows_no_broken_picture(page)
        page.close()
    fresh.close()


def _shows_no_broken_picture(page: Page) -> None:
    page.goto(FINDING)
    expect(page.locator(".proof .lost").first).to_contain_text("无法显示")
    broken = "() => [...document.images].filter((one) => one.complete && !one.naturalWidth).length"
    page.wait_for_function(f"({broken})() === 0")
    page.goto(COMPANY)
    expect(page.locator(".view .lost")).to_contain_text("无法显示")


def test_doubted_and_unsure_readings_look_different(page: Page) -> None:
    page.goto(f"{COMPANY}?cell=operating_revenue@2022")
    doubted = page.locator("#sheet rect.doubted").first
    plain = page.locator("#sheet rect:not(.doubted):not(.unsure)").first
    stroke = "(one) => getComputedStyle(one).stroke"
    assert doubted.evaluate(stroke) != plain.evaluate(stroke)
    expect(page.locator(".legend")).to_be_visible()

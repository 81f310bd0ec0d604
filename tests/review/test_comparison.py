"""Form, audit report and prose of one applicant beside each other."""

from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient
from playwright.sync_api import Page

import archive
from archive.peers import Peers
from checks.codes import CODES
from review.comparison import AGAINST, Comparing, Comparison, Line, Papers, Subject
from shenhe.notices import load_notice

from ..checks.records import COMPANY

PAGE = "/submissions/明理公司/comparison"
NOBODY = Peers(0, False, {})


def _compared(folder: Path, id: str = "明理公司", peers: Peers = NOBODY) -> Comparison:
    loaded = load_notice()
    with archive.open(folder, write=False) as store:
        papers = Papers(store.record(id), store.report(id), store.decisions(id))
        comparing = Comparing(
            papers, loaded.notice.programme, loaded.dial, loaded.reference.sources
        )
        return comparing.compare(peers)


def _subject(found: Comparison, label: str) -> Subject:
    return next(one for one in found.figures if one.label.startswith(label))


def _line(found: Comparison, label: str, year: str) -> Line:
    return next(one for one in _subject(found, label).lines if one.when == year)


def test_a_difference_shows_both_figures_in_the_units_of_the_form(folder: Path) -> None:
    line = _line(_compared(folder), "营业收入", "2022")
    assert line.state == "disagrees"
    assert line.claimed is not None
    assert line.audited is not None
    assert (line.claimed.value, line.audited.value) == ("8,600", "8,000.00")
    assert (line.claimed.page, line.audited.page) == (3, 4)
    assert next(one.code for one in line.loud if one.raised) == "audit-mismatch"


def test_what_agrees_says_with_what(folder: Path) -> None:
    line = _line(_compared(folder), "资产总额", "2022")
    assert (line.state, line.loud) == ("agrees", [])
    assert "审计报告" in line.agrees_with


def test_what_could_not_be_checked_says_why_once(folder: Path) -> None:
    line = _line(_compared(folder), "净利润", "2020")
    assert line.state == "unchecked"
    assert len(line.loud) == 1
    assert "2020年" in line.loud[0].message


def test_a_share_is_reckoned_from_the_report(folder: Path) -> None:
    line = _line(_compared(folder), "研发投入占收入比例", "2022")
    assert line.audited is not None
    assert (line.audited.value, line.audited.reckoned) == ("6.25", True)


def test_the_charts_have_the_figures(folder: Path) -> None:
    peers = Peers(2, True, {"operating_revenue": (100.0, 90_000.0)})
    subject = _subject(_compared(folder, peers=peers), "营业收入")
    assert subject.years is not None
    assert [bar.audited is None for bar in subject.years.bars] == [True, False, False]
    assert subject.crowd is not None
    assert subject.crowd.place == 2


def test_the_papers_of_the_applicant_stand_beside_each_other(folder: Path) -> None:
    name = _compared(folder).papers[0]
    shown = [one.value for one in (name.form, name.cover, name.audit, name.license) if one]
    assert set(shown) == {COMPANY}
    assert name.state == "agrees"


def test_a_platform_has_no_figures_by_year_but_papers(folder: Path) -> None:
    found = _compared(folder, "明理平台")
    assert (found.figures, bool(found.papers)) == ((), True)


def test_every_agreement_that_is_told_is_of_a_known_rule() -> None:
    assert set(AGAINST) <= set(CODES)


def test_peers_are_the_others_of_the_kind(folder: Path) -> None:
    with archive.open(folder, write=False) as store:
        alone = store.peers("明理公司", "2022", ["operating_revenue"])
    assert alone == Peers(0, False, {"operating_revenue": ()})


def test_the_page_answers_also_for_a_platform(client: TestClient) -> None:
    assert client.get(PAGE).status_code == 200
    assert client.get("/submissions/明理平台/comparison").status_code == 200
    assert client.get("/submissions/没有/comparison").status_code == 404


def test_a_difference_is_opened_by_key(page: Page) -> None:
    page.goto("/submissions/明理公司")
    page.keyboard.press("c")
    page.wait_for_url("**/comparison")
    assert page.locator("tr.disagrees .n").first.inner_text().strip() == "8,600"
    assert page.locator("svg.years rect").count() == 24
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("?")
    for _ in range(30):
        page.keyboard.press("j")
        if page.locator("tr.at.disagrees").count():
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/finding?*code=audit-mismatch*", wait_until="commit")


def test_a_key_that_comes_before_the_frame_after_a_dialog_acts(page: Page) -> None:
    page.goto(PAGE)
    page.evaluate(
        """() => {
            const press = (key) => document.activeElement.dispatchEvent(
                new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
            ["?", "?"].forEach(press);
            for (let n = 0; n < 30 && !document.querySelector("tr.at.disagrees"); n++) press("j");
            press("Enter");
        }"""
    )
    page.wait_for_url("**/finding?*code=audit-mismatch*", wait_until="commit")


def test_a_figure_leads_to_its_place(page: Page) -> None:
    page.goto(PAGE)
    page.locator("tr.disagrees .n a").first.click()
    page.wait_for_url("**/submissions/**cell=operating_revenue**", wait_until="commit")

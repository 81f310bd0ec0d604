"""Batches: handing in by hand, what came of a load, its exports."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect

import archive
from archive import Counts

REASON = "文件打不开 <b>坏</b>"


@pytest.fixture
def batch(folder: Path) -> int:
    """Return the run in which the archive's submissions came, and another that could not be read."""
    with archive.open(folder) as store:
        number = store.begin_run("第一批", "v1")
        store.fail(number, Path("/交来的/坏公司.pdf"), REASON)
        store.end_run(number, Counts(filed=2, failed=1, pages=9))
    return number


def test_a_batch_tells_what_came_in_what_failed_and_what_was_found(
    client: TestClient, batch: int
) -> None:
    shown = client.get(f"/batches/{batch}").text
    assert "明理公司" in shown
    assert "坏公司.pdf" in shown
    assert REASON not in shown
    assert "文件打不开 &lt;b&gt;坏&lt;/b&gt;" in shown
    assert "与审计报告不一致" in shown
    assert "示范企业" in shown
    assert client.get("/batches/99").status_code == 404


def test_a_batch_is_exported_alone(client: TestClient, batch: int) -> None:
    answer = client.get("/api/exports/summary", params={"batch": batch})
    assert answer.text == "summary 明理公司 明理平台"
    assert client.get("/api/exports/summary", params={"batch": 99}).status_code == 404


def test_progress_is_told(client: TestClient) -> None:
    told = client.get("/api/progress").json()
    assert told == {"states": {}, "reading": [], "loads": []}


def test_files_are_chosen_named_and_handed_in(page: Page, folder: Path, tmp_path: Path) -> None:
    for name in ("甲公司.pdf", "乙公司.PDF", "说明.txt"):
        (tmp_path / name).write_bytes(b"%PDF-1.7 x")
    page.goto("/batches")
    page.locator("#files").set_input_files(
        [tmp_path / n for n in ("甲公司.pdf", "乙公司.PDF", "说明.txt")]
    )
    assert page.locator("#waiting li").count() == 2
    expect(page.locator("#waiting .skipped")).to_contain_text("说明.txt")
    page.locator("#waiting li input").first.fill("丙公司")
    page.locator("[data-do=start]").click()
    expect(page.locator(".loads li").first).to_contain_text("读入 2 份")
    expect(page.locator(".loads li.done")).to_be_visible(timeout=20_000)
    laid = {path.parent.name for path in (folder / "inbox" / "batches").rglob("*.*")}
    assert laid == {"丙公司", "乙公司"}


def test_files_of_one_applicant_are_joined(page: Page, tmp_path: Path) -> None:
    for name in ("申报书.pdf", "审计报告.pdf"):
        (tmp_path / name).write_bytes(b"%PDF-1.7 x")
    page.goto("/batches")
    page.locator("#files").set_input_files([tmp_path / n for n in ("申报书.pdf", "审计报告.pdf")])
    page.locator("[data-do=merge]").click()
    assert page.locator("#waiting li").count() == 1
    expect(page.locator("#waiting .what")).to_have_text("申报书.pdf、审计报告.pdf")
    page.locator("[data-do=clear]").click()
    expect(page.locator("#waiting")).to_be_hidden()


@pytest.mark.parametrize(
    ("paths", "groups"),
    [
        (["甲.pdf", "乙.zip"], {"甲": 1, "乙": 1}),
        (["甲/申报书.pdf", "甲/审计.pdf"], {"甲": 2}),
        (["甲/申报书.pdf", "甲/附件/证书.pdf"], {"甲": 2}),
        (["一批/甲/申报书.pdf", "一批/甲/附件/a.pdf", "一批/乙/b.pdf"], {"甲": 2, "乙": 1}),
    ],
)
def test_folders_become_submissions(page: Page, paths: list[str], groups: dict[str, int]) -> None:
    page.goto("/batches")
    found = page.evaluate(
        """async (paths) => {
          const { grouped } = await import(document.querySelector("script[type=module]").src);
          const files = paths.map((path) => ({ path, file: { name: path.split("/").pop() } }));
          return grouped(files).map((one) => [one.name, one.files.length]);
        }""",
        paths,
    )
    assert dict(found) == groups


def test_a_batch_is_gone_through_by_key(page: Page, batch: int) -> None:
    page.goto("/batches")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/batches/{batch}")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/submissions/**", wait_until="commit")


def test_what_went_wrong_is_read_again_by_button(page: Page, batch: int) -> None:
    page.goto(f"/batches/{batch}")
    page.locator("[data-do=retry]").click()
    page.wait_for_url("**/batches")
    expect(page.locator(".loads li").first).to_contain_text("重读全部有问题的")

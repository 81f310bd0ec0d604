"""A batch with bad submissions among good ones, taken in once and again."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

import archive
from archive import Archive
from extract.checkpoints import Checkpoints
from extract.records import Reading, Record
from extract.settings import Settings
from shenhe.batch import arrivals
from shenhe.load import Way, default_jobs, load
from shenhe.notices import load_notice, version_of
from shenhe.summary import Summary

from .submissions import COMPANY, ZERO_PAGES, encrypted, form, note, put, written

pytestmark = pytest.mark.engine
ROOT = Path(__file__).parents[2]
HOSTILE = "乙 [bold]【公司】(1) {x} 😀 %s\\n"
LONG = "长" * 30 + "x" * 110
GBK = os.fsdecode("丙公司".encode("gb18030"))  # a name that is no UTF-8
GOOD = {"甲公司", HOSTILE, LONG, "没有表", "尾部丢失", "丙公司", "己公司"}
BAD = {
    "文字.pdf": "不是有效的PDF文件",
    "照片": "不是有效的图片文件",
    "截断.pdf": "文件已损坏，无法打开",
    "加密.pdf": "有打开密码",
    "零字节.pdf": "0 字节",
    "零页.pdf": "没有任何页面",
    "空文件夹": "没有可读的 PDF 或图片",
    "只有文字": "没有可读的 PDF 或图片",
    "只有坏文档": "PDF",
    "坏.zip": "压缩包已损坏",
}


def packed(path: Path, files: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive_file:
        for name, content in files.items():
            archive_file.writestr(name, content)


def make_batch(root: Path) -> Path:
    written(form(), root / "甲公司" / "申报书.pdf")
    written(form("上海乙仪器有限公司"), root / HOSTILE / "申报 书 [1].pdf")
    written(form("上海丁仪器有限公司"), root / LONG / f"{LONG}.pdf")
    written(form("上海丙仪器有限公司"), root / f"{GBK}.pdf")
    written(note(), root / "没有表" / f"{GBK}.pdf")
    put(root / "没有表" / f"{GBK}.doc", b"")
    whole = form("上海戊仪器有限公司").tobytes()
    put(root / "尾部丢失" / "申报书.pdf", whole[: whole.rindex(b"xref")])
    put(root / "截断.pdf", whole[:200])
    put(root / "文字.pdf", "这是一段文字。".encode())
    put(root / "照片" / "1.jpg", "这不是照片。".encode())
    put(root / "零字节.pdf", b"")
    put(root / "零页.pdf", ZERO_PAGES)
    encrypted(root / "加密.pdf")
    (root / "空文件夹").mkdir()
    put(root / "只有文字" / "申报书.txt", b"PK")
    put(root / "只有坏文档" / "申报书.docx", b"PK")
    put(root / "坏.zip", b"PK")
    packed(root / "己公司.zip", {"申报书.pdf": form("上海己仪器有限公司").tobytes()})
    return root


@dataclass(frozen=True)
class Run:
    """A batch, its archive, and what was said when it was loaded twice."""

    batch: Path
    folder: Path
    first: subprocess.CompletedProcess[str]
    second: subprocess.CompletedProcess[str]


def shenhe(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "shenhe", "--archive", str(folder), *arguments],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "2000", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    root = tmp_path_factory.mktemp("load")
    batch, folder = make_batch(root / "批"), root / "归档"
    first = shenhe(folder, "load", str(batch), "--jobs", "1")
    second = shenhe(folder, "load", str(batch), "--jobs", "1")
    return Run(batch, folder, first, second)


def records(run: Run) -> dict[str, Record]:
    with archive.open(run.folder, write=False) as store:
        return {record.id: record for record in store.records()}


def test_some_failed_is_status_1_and_the_others_are_filed(run: Run) -> None:
    assert run.first.returncode == 1, run.first.stderr
    assert set(records(run)) == GOOD
    assert f"收入 {len(GOOD)} 份" in run.first.stderr
    assert f"失败 {len(BAD)} 份" in run.first.stderr


@pytest.mark.parametrize(("name", "message"), BAD.items())
def test_each_bad_input_is_named_with_its_own_message(run: Run, name: str, message: str) -> None:
    said = [line for line in run.first.stderr.splitlines() if f"/{name}：" in line]
    assert len(said) == 1
    assert message in said[0]
    assert "Traceback" not in run.first.stderr


def test_a_form_is_read_with_its_place(run: Run) -> None:
    one = records(run)["甲公司"]
    assert one.kind == "enterprise"
    name = one.fields["company_name"]
    assert isinstance(name, Reading)
    assert (name.value, name.file, name.page, name.origin) == (COMPANY, "申报书.pdf", 1, "text")
    assert one.errors == ()


def test_hostile_names_are_kept_and_shown_as_they_are(run: Run) -> None:
    assert records(run)[HOSTILE].files[0].path == "申报 书 [1].pdf"
    shown = shenhe(run.folder, "show", HOSTILE)
    assert shown.returncode == 0
    assert HOSTILE in shown.stdout


def test_without_a_form_the_record_says_so(run: Run) -> None:
    messages = {error.file: error.message for error in records(run)["没有表"].errors}
    assert "没有找到申报表" in messages[""]


def test_names_from_old_archives_are_read(run: Run) -> None:
    one = records(run)["没有表"]
    assert [file.path for file in one.files] == ["丙公司.pdf"]
    assert "另存为 PDF" in {error.file: error.message for error in one.errors}["丙公司.doc"]


def test_what_was_mended_is_read_and_told(run: Run) -> None:
    one = records(run)["尾部丢失"]
    assert len(one.pages) == 1
    assert any("结构有损坏" in error.message for error in one.errors)


def test_a_second_run_takes_in_nothing_twice(run: Run) -> None:
    assert run.second.returncode == 1
    assert f"收入 0 份，已在归档 {len(GOOD)} 份，失败 {len(BAD)} 份" in run.second.stderr
    assert set(records(run)) == GOOD


def test_originals_are_kept_byte_for_byte(run: Run) -> None:
    with archive.open(run.folder, write=False) as store:
        for file in store.record("甲公司").files:
            original = run.batch / "甲公司" / file.path
            assert store.original(file.sha256).read_bytes() == original.read_bytes()


def test_what_came_to_standard_output_is_the_overview(run: Run) -> None:
    assert "甲公司" in run.first.stdout
    assert "未能处理" not in run.first.stdout


def loaded(store: Archive, *paths: Path) -> Summary:
    return load(store, arrivals(paths), load_notice(), Settings(), Way(jobs=1))


def test_a_mended_submission_is_read_the_next_time(tmp_path: Path) -> None:
    batch = tmp_path / "批"
    put(batch / "甲" / "申报书.pdf", b"")
    written(form(), batch / "乙" / "申报书.pdf")
    with archive.open(tmp_path / "归档") as store:
        first = loaded(store, batch)
        written(form("上海甲仪器有限公司"), batch / "甲" / "新.pdf")
        (batch / "甲" / "申报书.pdf").unlink()
        second = loaded(store, batch)
        third = loaded(store, batch)
    assert ([p.name for p, _ in first.failed], first.filed) == (["甲"], ["乙"])
    assert (second.filed, second.known, second.failed) == (["甲"], ["乙"], [])
    assert (third.filed, sorted(third.known), third.pages) == ([], sorted(["甲", "乙"]), 0)
    assert (first.pages, first.page_origins["digital"]) == (1, 1)


def test_the_version_goes_with_the_programme() -> None:
    assert version_of(load_notice()).endswith(load_notice().version)
    assert default_jobs() >= 1


def test_what_was_unpacked_is_gone_also_where_nothing_was_filed(tmp_path: Path) -> None:
    (tmp_path / "批").mkdir()
    packed(tmp_path / "批" / "坏.zip", {"申报书.pdf": b"no pdf"})
    packed(tmp_path / "批" / "好.zip", {"申报书.pdf": form().tobytes()})
    with archive.open(tmp_path / "归档") as store:
        summary = loaded(store, tmp_path / "批")
        assert (len(summary.filed), len(summary.failed)) == (1, 1)
        assert not store.workspace.exists() or not any(store.workspace.iterdir())


def test_the_kept_pages_of_what_is_filed_are_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[str] = []
    monkeypatch.setattr(Checkpoints, "forget", lambda _, sha256: forgotten.append(sha256))
    written(form(), tmp_path / "批" / "甲" / "申报书.pdf")
    put(tmp_path / "批" / "坏" / "申报书.pdf", b"no pdf")
    with archive.open(tmp_path / "归档") as store:
        (id,) = loaded(store, tmp_path / "批").filed
        assert forgotten == [file.sha256 for file in store.record(id).files]

"""The sub-commands as a person calls them: exit status, what is said and where."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import archive
from archive.errors import QueryError
from checks.fingerprint import fingerprint
from extract.errors import ShenheError
from shenhe import __main__, __version__
from shenhe.app import app
from shenhe.checking import FINGERPRINT
from shenhe.console import person
from shenhe.notices import load_notice

from ..archive.examples import filing, record

ROOT = Path(__file__).parents[2]
SUB_COMMANDS = sorted(
    info.name or info.callback.__name__ for info in app.registered_commands if info.callback
)


@pytest.fixture(autouse=True)
def _unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHENHE_ARCHIVE", raising=False)


@pytest.fixture
def filed(tmp_path: Path) -> Path:
    """An archive that holds one submission, 甲公司."""
    folder = tmp_path / "归档"
    one = record("甲公司")
    own = fingerprint(one, load_notice().notice.programme)
    filed = replace(
        filing(tmp_path / "甲公司", one), fingerprint=FINGERPRINT.dump_json(own).decode()
    )
    with archive.open(folder) as store:
        store.file(filed)
    return folder


class Run:
    """Calls the command within this process and keeps what it said."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys
        self.out = self.err = ""

    def __call__(self, *arguments: str | Path) -> int:
        self._monkeypatch.setattr(sys, "argv", ["shenhe", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            __main__.main()
        self.out, self.err = self._capsys.readouterr()
        self.err = self.err.replace("\n", "")
        assert isinstance(ended.value.code, int)
        return ended.value.code


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(monkeypatch, capsys)


def test_the_commands_are_the_published_ones() -> None:
    assert set(SUB_COMMANDS) >= {"load", "check", "show", "search", "export", "evaluate"}


@pytest.mark.parametrize("name", SUB_COMMANDS)
def test_the_help_of_each_command_has_an_example(run: Run, name: str) -> None:
    assert run(name, "--help") == 0
    assert "例：" in run.out
    assert f"shenhe {name}" in run.out


def test_the_help_lists_the_commands_with_examples(run: Run) -> None:
    assert run("--help") == 0
    assert all(name in run.out for name in SUB_COMMANDS)
    assert "例：" in run.out


def test_the_version_goes_to_stdout(run: Run) -> None:
    assert run("--version") == 0
    assert __version__ in run.out


def test_without_a_command_the_help_is_shown_as_of_a_wrong_call(run: Run) -> None:
    assert run() == 2
    assert "例：" in run.err
    assert run.out == ""
    assert "命令或参数有误" not in run.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("unknown",),
        ("show", "--unknown"),
        ("load",),
        ("load", ".", "--jobs", "0"),
        ("load", ".", "--jobs", "many"),
        ("search", "词", "--limit", "0"),
        ("export", "out"),
        ("--programme",),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_so_in_chinese(
    run: Run, arguments: tuple[str, ...]
) -> None:
    assert run(*arguments) == 2
    assert "命令或参数有误" in run.err
    assert "--help" in run.err
    assert run.out == ""


def test_a_path_that_is_not_there_is_a_wrong_call(run: Run, tmp_path: Path) -> None:
    assert run("--archive", tmp_path / "归档", "load", tmp_path / "没有") == 2
    assert "找不到" in run.err
    assert not (tmp_path / "归档").exists()


def test_an_unknown_engine_is_a_wrong_call(run: Run, tmp_path: Path) -> None:
    assert run("--archive", tmp_path / "归档", "load", tmp_path, "--engine", "cloud") == 2
    assert "cloud" in run.err


@pytest.mark.parametrize("command", [["show"], ["check"], ["search", "词"], ["export", "出"]])
def test_without_an_archive_the_way_to_one_is_told(
    run: Run, tmp_path: Path, command: list[str]
) -> None:
    more = ["--format", "json"] if command[0] == "export" else []
    assert run("--archive", tmp_path / "无", *command, *more) == 2
    assert "先用 shenhe load 收入材料" in run.err


def test_an_unknown_programme_names_the_known_ones(run: Run, filed: Path) -> None:
    assert run("--archive", filed, "--programme", "火星", "show", "甲公司") == 2
    assert "火星" in run.err
    assert "shanghai-service-manufacturing-2023" in run.err


def test_an_unknown_submission_is_a_wrong_call(run: Run, filed: Path) -> None:
    for command in (["show", "乙公司"], ["check", "乙公司"]):
        assert run("--archive", filed, *command) == 2
        assert "归档中没有“乙公司”" in run.err


def test_show_lists_all_submissions_on_stdout(run: Run, filed: Path) -> None:
    assert run("--archive", filed, "show") == 0
    assert "甲公司" in run.out


def test_show_prints_fields_with_their_place(run: Run, filed: Path) -> None:
    assert run("--archive", filed, "show", "甲公司") == 0
    for text in ("上海示例装备有限公司", "12,000.0", "申报书.pdf", "营业收入待核实"):
        assert text in run.out


def test_check_prints_the_overview(run: Run, filed: Path) -> None:
    assert run("--archive", filed, "check") == 0
    assert "甲公司" in run.out


def test_search_takes_its_conditions(run: Run, filed: Path) -> None:
    condition = "operating_revenue@2022>=10000"
    assert run("--archive", filed, "search", "集成电路", "--where", condition) == 0
    assert "甲公司" in run.out
    assert run("--archive", filed, "search", "集成电路", "--where", "nonsense >") == 2
    assert run.err


def test_export_of_an_unknown_format_names_the_known_ones(run: Run, filed: Path) -> None:
    assert run("--archive", filed, "export", filed.parent / "出", "--format", "docx") == 2
    for name in ("docx", "json", "csv", "xlsx", "summary"):
        assert name in run.err


def test_evaluating_what_is_no_labelled_set_is_a_wrong_call(run: Run, tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    assert run("evaluate", tmp_path) == 2
    assert "错误" in run.err


def test_an_interrupted_run_says_that_it_goes_on(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(**_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(__main__, "app", interrupted)
    assert run("show") == 130
    assert "已中断" in run.err


def _errors(above: type[ShenheError] = ShenheError) -> Iterator[type[ShenheError]]:
    yield above
    for below in above.__subclasses__():
        yield from _errors(below)


@pytest.mark.parametrize("kind", list(_errors()))
def test_each_of_our_errors_has_an_exit_status(
    run: Run, monkeypatch: pytest.MonkeyPatch, kind: type[ShenheError]
) -> None:
    def failing(**_: object) -> int:
        what = ("出了[bold]问题[/]", "", 0) if kind is QueryError else ("出了[bold]问题[/]",)
        raise kind(*what)

    monkeypatch.setattr(__main__, "app", failing)
    assert run("show") == kind.exit_code
    assert kind.exit_code in (1, 2)
    assert "错误：出了[bold]问题[/]" in run.err


def test_the_environment_names_the_archive(
    run: Run, filed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHENHE_ARCHIVE", str(filed))
    assert run("show") == 0
    assert "甲公司" in run.out


def test_it_runs_as_a_module(filed: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "shenhe", "--archive", str(filed), "show", "乙"],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "归档中没有“乙”" in done.stderr


def test_commands_that_read_no_page_load_no_engine() -> None:
    modules = "app, checking, exporting, overview, searching, show"
    code = f"import sys; from shenhe import {modules}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {"cv2", "onnxruntime", "openvino", "pymupdf"} & set(loaded.stdout.split())


def test_an_archive_is_copied_and_verified(run: Run, filed: Path, tmp_path: Path) -> None:
    assert run("archive", "copy", filed, tmp_path / "副本") == 0
    assert "已复制 1 份" in run.err
    assert run("--archive", tmp_path / "副本", "show") == 0
    assert "甲公司" in run.out
    assert run("archive", "copy", filed, tmp_path / "副本") == 2
    assert "已有内容" in run.err.replace("\n", "")


def test_the_history_knows_who_it_was(run: Run, filed: Path) -> None:
    assert run("--archive", filed, "check") == 0
    with archive.open(filed, write=False) as store:
        assert store.events()[-1].who == person()


def test_a_server_that_is_not_there_is_told_without_the_password(run: Run) -> None:
    assert run("--archive", "postgresql://a:secret@127.0.0.1:1/b", "show") == 2
    assert "连不上数据库" in run.err.replace("\n", "")
    assert "secret" not in run.err

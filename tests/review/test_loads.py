"""Loads that wait their turn, run as children, and are told of."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from time import monotonic, sleep
from types import MappingProxyType

import pytest

from review.loads import Load, Loads

WAIT = (
    "import os, sys, time, pathlib\n"
    "end = time.monotonic() + 60\n"
    "while not pathlib.Path(sys.argv[1]).exists() and time.monotonic() < end: time.sleep(0.01)\n"
    "sys.stderr.write('用户 ' + os.environ['LOGNAME'])\n"
    "sys.exit(int(pathlib.Path(sys.argv[1]).read_text()))"
)


class Waiting:
    """A load waits for the file that it is given and ends with the status that stands in it."""

    environment: Mapping[str, str] = MappingProxyType({})

    def load(self, path: Path) -> list[str]:
        return [sys.executable, "-S", "-c", WAIT, str(path)]

    def retry(self, ids: Sequence[str]) -> list[str]:
        return ["/没有/这个程序"]

    def export(self, folder: Path, format: str, ids: Sequence[str]) -> list[str]:
        raise NotImplementedError


@pytest.fixture
def loads(tmp_path: Path) -> Iterator[Loads]:
    one = Loads(Waiting(), tmp_path / "log" / "load.log")
    yield one
    one.close()


def _eventually(loads: Loads, number: int, holds: Callable[[Load], bool]) -> Load:
    end = monotonic() + 60
    while monotonic() < end:
        found = loads.one(number)
        if found is not None and holds(found):
            return found
        sleep(0.01)
    pytest.fail(f"没有等到：{loads.one(number)}")


def test_one_runs_and_the_others_wait(loads: Loads, tmp_path: Path) -> None:
    first, second = (loads.load("张三", tmp_path / name, 1) for name in ("一", "二"))
    _eventually(loads, first.number, lambda one: one.state == "running")
    assert [one.state for one in loads.everything()] == ["waiting", "running"]
    assert loads.again("张三", first.number) is None
    (tmp_path / "一").write_text("1", encoding="utf-8")  # some of it failed
    ended = _eventually(loads, first.number, lambda one: bool(one.ended_at))
    assert (ended.state, ended.problem) == ("done", "")
    _eventually(loads, second.number, lambda one: one.state == "running")


def test_what_went_wrong_is_told_and_can_be_done_again(loads: Loads, tmp_path: Path) -> None:
    (tmp_path / "一").write_text("3", encoding="utf-8")
    first = loads.load("张三", tmp_path / "一", 1)
    failed = _eventually(loads, first.number, lambda one: bool(one.ended_at))
    assert (failed.state, failed.problem) == ("failed", "用户 张三")
    (tmp_path / "一").write_text("0", encoding="utf-8")
    again = loads.again("李四", first.number)
    assert again is not None
    assert _eventually(loads, again.number, lambda one: bool(one.ended_at)).state == "done"


def test_a_program_that_is_not_there_is_told(loads: Loads) -> None:
    found = loads.retry("张三", ["甲公司"])
    ended = _eventually(loads, found.number, lambda one: bool(one.ended_at))
    assert ended.state == "failed"
    assert ended.problem.startswith("不能开始读入")


def test_what_runs_is_stopped_with_the_page(tmp_path: Path) -> None:
    loads = Loads(Waiting(), tmp_path / "load.log")
    one = loads.load("张三", tmp_path / "永远没有", 1)
    _eventually(loads, one.number, lambda found: found.state == "running")
    start = monotonic()
    loads.close()
    assert monotonic() - start < 60
    assert loads.load("张三", tmp_path / "二", 1).state == "waiting"

"""Reading in child processes: what a child that dies costs."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pymupdf
import pytest

from extract.settings import Settings
from shenhe.notices import load_notice
from shenhe.workers import Done, PageRead, Task, Watch, read_all

from .submissions import form, put, written

pytestmark = pytest.mark.engine
MANY = 150  # pages: enough that a child is still at work when it is killed


def nothing(event: PageRead) -> None:
    pass


def long_file(path: Path) -> Path:
    with pymupdf.open() as document:
        for number in range(MANY):
            page = document.new_page(width=595, height=842)
            page.insert_text((80, 100), f"第{number + 1}页", fontname="china-s")
        return put(path, document.tobytes())


def read(tasks: list[Task], jobs: int = 1, watch: Watch = nothing) -> dict[str, Done]:
    found = list(read_all(tasks, load_notice().notice, Settings(), jobs, watch))
    assert len({done.task.submission for done in found}) == len(found)
    return {done.task.submission: done for done in found}


def kill_children() -> None:
    for child in multiprocessing.active_children():
        child.kill()


def test_every_task_comes_to_an_end_and_its_pages_are_told(tmp_path: Path) -> None:
    tasks = [Task(written(form(), tmp_path / f"{id}.pdf"), id) for id in ("甲", "乙", "丙")]
    seen: list[PageRead] = []
    done = read(tasks, jobs=2, watch=seen.append)
    assert set(done) == {"甲", "乙", "丙"}
    assert all(one.record is not None and one.error is None for one in done.values())
    assert all(one.seconds > 0 for one in done.values())
    assert sorted((e.submission, e.file, e.page, e.pages) for e in seen) == sorted(
        (id, f"{id}.pdf", 1, 1) for id in ("甲", "乙", "丙")
    )


def test_nothing_to_read_starts_nothing() -> None:
    assert read([]) == {}
    assert multiprocessing.active_children() == []


def test_a_submission_whose_child_died_gets_another_try(tmp_path: Path) -> None:
    killed: list[PageRead] = []

    def kill_once(event: PageRead) -> None:
        if not killed:
            killed.append(event)
            kill_children()

    done = read([Task(long_file(tmp_path / "长.pdf"), "长")], watch=kill_once)
    assert killed
    record = done["长"].record
    assert record is not None
    assert len(record.pages) == MANY


def test_one_that_kills_its_child_twice_is_given_up_and_the_others_are_read(
    tmp_path: Path,
) -> None:
    def kill(event: PageRead) -> None:
        if event.submission == "长":
            kill_children()

    tasks = [
        Task(long_file(tmp_path / "长.pdf"), "长"),
        Task(written(form(), tmp_path / "甲.pdf"), "甲"),
    ]
    done = read(tasks, watch=kill)
    assert done["长"].record is None
    assert "读取进程异常终止" in (done["长"].error or "")
    assert done["甲"].record is not None


def test_an_error_in_a_child_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    broken = Task(Path("坏\0"), "坏")  # the system takes no such path
    done = read([broken, Task(written(form(), tmp_path / "甲.pdf"), "甲")])
    assert done["坏"].record is None
    assert "程序错误" in (done["坏"].error or "")
    assert done["甲"].record is not None

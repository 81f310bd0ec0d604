"""Reading in child processes: what a child that dies costs."""

from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path

import pymupdf
import pytest

from extract.limits import Limits
from extract.settings import Settings
from shenhe.attempts import ATTEMPTS, Done, Task
from shenhe.child import PageRead
from shenhe.notices import load_notice
from shenhe.workers import LIMITS, Watch, read_all

from .submissions import form, put, written

pytestmark = pytest.mark.engine
MANY = 150  # pages: enough that a child is still at work when it is killed


OTHERS: set[int | None] = set()


@pytest.fixture(autouse=True)
def _others() -> None:
    """Note the children that other tests keep for the session: they are not these tests'."""
    OTHERS.clear()
    OTHERS.update(child.pid for child in multiprocessing.active_children())


def readers() -> list[int]:
    running = (child.pid for child in multiprocessing.active_children())
    return [pid for pid in running if pid is not None and pid not in OTHERS]


def nothing(event: PageRead) -> None:
    pass


def long_file(path: Path) -> Path:
    with pymupdf.open() as document:
        for number in range(MANY):
            page = document.new_page(width=595, height=842)
            page.insert_text((80, 100), f"第{number + 1}页", fontname="china-s")
        return put(path, document.tobytes())


def read(
    tasks: list[Task], jobs: int = 1, watch: Watch = nothing, limits: Limits = LIMITS
) -> dict[str, Done]:
    found = list(read_all(tasks, load_notice().notice, Settings(), jobs, watch, limits))
    assert len({done.task.submission for done in found}) == len(found)
    assert readers() == []
    return {done.task.submission: done for done in found}


def kill_children(number: signal.Signals = signal.SIGKILL) -> None:
    for pid in readers():
        os.kill(pid, number)


def endless(path: Path) -> Path:
    """Make a page whose form draws the next one ten times, and so on: 10 to the 12th in all."""
    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    inner = b"1 0 0 1 0 0 cm 0 0 3 3 re f"
    for _ in range(12):
        xref = document.get_new_xref()
        resources = (
            f"/Resources<</XObject<</F {xref - 1} 0 R>>>>" if inner.startswith(b"/F") else ""
        )
        document.update_object(xref, f"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]{resources}>>")
        document.update_stream(xref, inner)
        inner = b"/F Do " * 10
    document.xref_set_key(page.xref, "Resources", f"<</XObject<</F {xref} 0 R>>>>")
    contents = document.get_new_xref()
    document.update_object(contents, "<<>>")
    document.update_stream(contents, inner)
    document.xref_set_key(page.xref, "Contents", f"{contents} 0 R")
    return written(document, path)


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
    assert readers() == []


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


def test_a_file_whose_child_dies_every_time_is_set_aside_and_all_others_are_read(
    tmp_path: Path,
) -> None:
    """Also those of the same submission: a poison file costs itself."""
    killed: list[PageRead] = []

    def kill(event: PageRead) -> None:
        if event.file == "长.pdf" and event.page == 1:
            killed.append(event)
            kill_children(signal.SIGSEGV)

    long_file(tmp_path / "合" / "长.pdf")
    written(form(), tmp_path / "合" / "表.pdf")
    tasks = [
        Task(tmp_path / "合", "合"),
        Task(written(form(), tmp_path / "甲.pdf"), "甲"),
    ]
    done = read(tasks, watch=kill)
    assert len(killed) == ATTEMPTS
    record = done["合"].record
    assert record is not None
    assert {page.file for page in record.pages} == {"表.pdf"}
    ((file, message),) = [(error.file, error.message) for error in record.errors]
    assert file == "长.pdf"
    assert "异常终止" in message
    assert "隔离" in message
    assert done["甲"].record is not None


def test_a_page_that_takes_too_long_is_ended_and_its_file_set_aside(tmp_path: Path) -> None:
    endless(tmp_path / "合" / "无尽.pdf")
    written(form(), tmp_path / "合" / "表.pdf")
    tasks = [Task(tmp_path / "合", "合"), Task(written(form(), tmp_path / "甲.pdf"), "甲")]
    done = read(tasks, limits=Limits(page_seconds=3))
    record = done["合"].record
    assert record is not None
    assert {page.file for page in record.pages} == {"表.pdf"}
    assert [error.file for error in record.errors] == ["无尽.pdf"]
    assert "隔离" in record.errors[0].message
    assert done["甲"].record is not None


def test_a_picture_larger_than_the_memory_allowed_costs_its_page(tmp_path: Path) -> None:
    picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 12_000, 12_000))
    picture.clear_with(255)
    document = form()
    page = document.new_page(width=595, height=842)
    page.insert_image(page.rect, stream=picture.tobytes("png"))
    path = written(document, tmp_path / "大图.pdf")
    done = read([Task(path, "大图")], limits=Limits(memory_bytes=100 << 20, plan_bytes=0))
    record = done["大图"].record
    assert record is not None
    assert [error.page for error in record.errors if error.file] == [2]
    assert [page.page for page in record.pages] == [1]


def test_an_error_in_a_child_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    broken = Task(Path("坏\0"), "坏")  # the system takes no such path
    done = read([broken, Task(written(form(), tmp_path / "甲.pdf"), "甲")])
    assert done["坏"].record is None
    assert "程序错误" in (done["坏"].error or "")
    assert done["甲"].record is not None

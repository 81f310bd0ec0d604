"""Work in processes that are held to limits, and what is left of it when they are lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Thread
from time import monotonic

import pymupdf
import pytest

from extract.errors import DocumentError
from extract.guarded import GuardedWorker, Work
from extract.limits import Limits
from extract.pictures import Order, drawer

FAILED = "没有做成。"
LIMITS = Limits(page_seconds=20, memory_bytes=1 << 30)


@pytest.fixture
def worker() -> Iterator[GuardedWorker]:
    one = GuardedWorker(drawer, LIMITS, FAILED)
    yield one
    one.close()


def _order(folder: Path, size: float = 100) -> bytes:
    path = folder / f"{size}.pdf"
    with pymupdf.open() as document:
        document.new_page(width=size, height=size)
        document.save(path)
    return Order(path=path, suffix=".pdf", page=1, width=50).model_dump_json().encode()


def test_what_is_ordered_is_done_and_done_again(worker: GuardedWorker, tmp_path: Path) -> None:
    for _ in range(2):
        assert worker.ask(_order(tmp_path)).startswith(b"\xff\xd8")


def test_a_refusal_says_why_and_costs_nothing_else(worker: GuardedWorker, tmp_path: Path) -> None:
    gone = Order(path=tmp_path / "none.pdf", suffix=".pdf", page=1, width=50)
    with pytest.raises(DocumentError, match="无法显示"):
        worker.ask(gone.model_dump_json().encode())
    assert worker.ask(_order(tmp_path))


def test_a_process_lost_while_idle_costs_no_order(worker: GuardedWorker, tmp_path: Path) -> None:
    worker.ask(_order(tmp_path))
    assert worker._child is not None
    worker._child._process.kill()
    worker._child._process.join()
    assert worker.ask(_order(tmp_path))


def test_a_process_outlives_the_thread_that_started_it(
    worker: GuardedWorker, tmp_path: Path
) -> None:
    starting = Thread(target=worker.ask, args=(_order(tmp_path),))
    starting.start()
    starting.join()
    assert worker._child is not None
    worker._child._process.join(1)
    assert not worker._child.is_gone()


def _mortal() -> Work:
    return lambda order: os._exit(1) if order == b"die" else order


def test_a_process_lost_at_work_costs_that_order_only() -> None:
    worker = GuardedWorker(_mortal, LIMITS, FAILED)
    with pytest.raises(DocumentError, match=FAILED):
        worker.ask(b"die")
    assert worker.ask(b"live") == b"live"
    worker.close()


def test_one_that_does_not_come_up_is_said_to_have_failed(tmp_path: Path) -> None:
    worker = GuardedWorker(partial(os._exit, 3), LIMITS, FAILED)
    start = monotonic()
    with pytest.raises(DocumentError, match=FAILED):
        worker.ask(_order(tmp_path))
    assert monotonic() - start < LIMITS.page_seconds
    worker.close()


def test_an_order_can_be_given_after_closing(worker: GuardedWorker, tmp_path: Path) -> None:
    worker.close()
    assert worker.ask(_order(tmp_path))

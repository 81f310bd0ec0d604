"""What is told of earlier loads."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive import Archive, Counts, Wanted
from extract.errors import UsageError
from shenhe.console import out
from shenhe.runs import print_run, print_runs
from shenhe.worker_names import own_name


@pytest.fixture
def told(store: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """An archive with a run that ended, one that was killed and one that goes on."""
    monkeypatch.setattr(out, "width", 200)  # so that no line is broken, however long the paths
    run = store.begin_run("批", "v1", "gone")
    store.fail(run, tmp_path / "坏[1].pdf", "不是 PDF")
    store.end_run(run, Counts(filed=7, failed=2, pages=40, with_errors=3, quarantined=1))
    store.begin_run("批", "v1", "")
    run = store.begin_run("批", "v1", own_name())
    one, other = store.enqueue(
        run, [Wanted(f"/批/{name}", name, name, name, 1) for name in ("丁", "戊")]
    )
    store.claim(own_name(), [one.number, other.number])
    store.renew(own_name(), {one.number: 12})
    return store


def test_runs_and_the_queue_are_listed(told: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    print_runs(told)
    lines = capsys.readouterr().out.splitlines()
    rows = [line for line in lines if line.startswith("│")]
    assert ["进行中" in rows[0], "中断" in rows[1], "用时" in rows[2]] == [True, True, True]
    assert [cell.strip() for cell in rows[2].strip("│").split("│")][3:] == [
        "7", "3", "0", "2", "1", "0", "40",
    ]  # fmt: skip
    assert "队列：等待 1 份，正在读 1 份；1 个 load 在读。" in "".join(lines)


def test_what_failed_in_a_run_is_told(told: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    print_run(told, 1)
    said = capsys.readouterr().out
    assert "坏[1].pdf" in said
    assert "不是 PDF" in said
    with pytest.raises(UsageError, match="没有第 9 次"):
        print_run(told, 9)


def test_how_the_queue_stands(told: Archive) -> None:
    now = told.standing()
    assert (now.states, now.pages) == ({"reading": 1, "waiting": 1}, 12)
    assert now.workers == (own_name(),)
    assert [job.submission for job in now.at_work] == ["丁"]
    told.give_back(own_name())
    assert told.standing().workers == ()

"""`shenhe runs`: what the loads did, and how the one that is running stands."""

from __future__ import annotations

from datetime import datetime

from rich.markup import escape
from rich.table import Table

from archive import Archive
from archive.catalogue import Run
from archive.queue import State
from extract.errors import UsageError

from .console import duration, out
from .worker_names import is_gone

SHOWN = 30  # the latest runs
STATES: dict[State, str] = {
    "waiting": "等待",
    "reading": "正在读",
    "filed": "已归档、待互相核对",
    "checking": "正在互相核对",
    "done": "已完成",
    "rejected": "不能读",
    "quarantined": "已隔离",
}


def print_runs(store: Archive) -> None:
    """Print the latest runs, the last one first, and how the queue stands."""
    table = Table(title="读入记录", title_justify="left")
    table.add_column("次", justify="right")
    for name in ("开始", "结果"):
        table.add_column(name)
    for name in ("收入", "其中有问题", "已在归档", "失败", "其中隔离", "别处读", "页"):
        table.add_column(name, justify="right")
    for run in store.runs()[: -SHOWN - 1 : -1]:
        counts = (
            run.filed, run.with_errors, run.known, run.failed, run.quarantined, run.elsewhere,
            run.pages,
        )  # fmt: skip
        shown = ["·" if run.ended_at is None else str(count) for count in counts]
        table.add_row(str(run.number), _local(run.started_at), _ending(run), *shown)
    out.print(table)
    now = store.standing()
    listed = "，".join(
        f"{told} {now.states[state]} 份" for state, told in STATES.items() if state in now.states
    )
    if listed:
        at_work = f"；{len(now.workers)} 个 load 在读" if now.workers else ""
        out.print(f"队列：{listed}{at_work}。")


def print_run(store: Archive, number: int) -> None:
    """Print what failed in one run, and why; raises UsageError where there is no such run."""
    run = store.run(number)
    if run is None:
        raise UsageError(f"没有第 {number} 次读入。用 shenhe runs 列出全部。")
    table = Table(title=f"第 {number} 次读入：失败 {run.failed} 份", title_justify="left")
    for name in ("来源", "原因"):
        table.add_column(name, overflow="fold")
    for one in store.failures(number):
        table.add_row(escape(one.source), escape(one.message))
    out.print(f"{_local(run.started_at)} 开始，{_ending(run)}；程序和数据版本 {run.version}。")
    out.print(table)


def _ending(run: Run) -> str:
    if run.ended_at is None:
        return "中断" if is_gone(run.worker) or not run.worker else "进行中"
    seconds = datetime.fromisoformat(run.ended_at) - datetime.fromisoformat(run.started_at)
    return f"用时 {duration(seconds.total_seconds())}"


def _local(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M:%S}"

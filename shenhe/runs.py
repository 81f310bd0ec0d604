"""`shenhe runs`: what the loads did, and how the one that is running stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rich.markup import escape
from rich.table import Table

from archive import Archive
from archive.catalogue import Run
from extract.errors import UsageError

from .console import duration, out
from .worker_names import is_gone

SHOWN = 30  # the latest runs
STATES = {
    "waiting": "等待",
    "reading": "正在读",
    "filed": "已归档、待互相核对",
    "checking": "正在互相核对",
    "done": "已完成",
    "rejected": "不能读",
    "quarantined": "已隔离",
}


@dataclass(frozen=True)
class Standing:
    """How the queue stands: submissions by state, and pages read of those at work."""

    states: dict[str, int]
    pages: int
    workers: tuple[str, ...]  # that are at it and not known to be gone

    @property
    def is_running(self) -> bool:
        return bool(self.workers)


def standing(store: Archive) -> Standing:
    """Return how the queue stands now; a reader of the archive may ask at any time."""
    at_work = store.jobs_in("reading")
    return Standing(
        states={str(state): count for state, count in store.queued().items()},
        pages=sum(job.pages for job in at_work),
        workers=tuple(sorted(name for name in store.at_work() if not is_gone(name))),
    )


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
    now = standing(store)
    listed = "，".join(f"{STATES[state]} {count} 份" for state, count in now.states.items())
    if listed:
        at_work = f"；{len(now.workers)} 个 load 在读" if now.is_running else ""
        out.print(f"队列：{listed}{at_work}。")


def print_run(store: Archive, number: int) -> None:
    """Print what failed in one run, and why; raises UsageError where there is no such run."""
    run = next((one for one in store.runs() if one.number == number), None)
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

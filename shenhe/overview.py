"""What a run came to: submissions, pages, findings, failures, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from archive import Archive
from archive.columns import SEVERITIES

from .console import duration, kind_text, out, people, severity_text
from .summary import Summary

MOST = 60  # rows of a table in the terminal


def print_run(store: Archive, summary: Summary, place: Path | str) -> None:
    """Print the end of a loading run to stderr, for people."""
    pages = summary.page_origins
    people.print(
        f"\n收入 {len(summary.filed)} 份，已在归档 {len(summary.known)} 份，"
        f"失败 {len(summary.failed)} 份；共 {summary.pages} 页"
        f"（电子 {pages['digital']}，扫描 {pages['scanned']}），用时 {duration(summary.seconds)}。"
    )
    _print_particulars(summary)
    if summary.filed:
        print_overview(store, summary.filed)
    for source, message in summary.failed:
        people.print(f"[bold red]未能处理[/] {escape(str(source))}：{escape(message)}")
    where = escape(str(place) if isinstance(place, Path) else store.where)
    people.print(
        f"接下来：[bold]shenhe --archive {where} show 编号[/] 看一份；"
        f"[bold]shenhe --archive {where} export 文件夹 --format xlsx[/] 导出表格。"
    )


def _print_particulars(summary: Summary) -> None:
    told = {
        "收入的有读取问题": summary.with_errors,
        "失败的被隔离": summary.aside,
        "由同时运行的其他 load 读入": len(summary.elsewhere),
    }
    listed = [f"{what} {count} 份" for what, count in told.items() if count]
    if listed:
        people.print(f"其中{'，'.join(listed)}。")


def print_overview(store: Archive, ids: Sequence[str]) -> None:
    """Print a row per submission, and the findings, highest severity first."""
    chosen = set(ids)
    entries = [entry for entry in store.entries() if entry.id in chosen]
    table = Table(title=f"申报材料（{len(entries)} 份）", title_justify="left")
    for name in ("编号", "类型"):
        table.add_column(name)
    for name in ("页", *SEVERITIES.values(), "读取问题"):
        table.add_column(name, justify="right")
    entries.sort(key=lambda entry: (-entry.high, -entry.medium, entry.id))
    for entry in entries[:MOST]:
        counts = {"high": entry.high, "medium": entry.medium, "low": entry.low}
        shown = [severity_text(s, str(n)) if n else "·" for s, n in counts.items()]
        errors = len(store.record(entry.id).errors)
        trouble = f"[yellow]{errors}[/]" if errors else "·"
        table.add_row(escape(entry.id), kind_text(entry.kind), str(entry.pages), *shown, trouble)
    out.print(table)
    if len(entries) > MOST:
        out.print(f"……另有 {len(entries) - MOST} 份未列出。")
    _print_findings(store, [entry.id for entry in entries[:MOST]])


def _print_findings(store: Archive, ids: Sequence[str]) -> None:
    table = Table(title="疑点（待核实）", title_justify="left")
    table.add_column("编号", overflow="fold")
    table.add_column("级别")
    table.add_column("疑点", overflow="fold")
    low: Counter[str] = Counter()
    for id in ids:
        for finding in store.report(id).findings:
            if finding.severity == "low":
                low[id] += 1
            else:
                table.add_row(escape(id), severity_text(finding.severity), escape(finding.message))
    if table.row_count:
        out.print(table)
    if low:
        out.print(f"[dim]另有 {sum(low.values())} 条低级别提示，用 shenhe show 编号 查看。[/]")

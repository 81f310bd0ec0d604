"""What a load would do with what arrived: read it, or leave it as known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from rich.markup import escape
from rich.table import Table

from archive import Archive
from archive.keys import content_key, work_key
from extract.documents import Document, find_documents
from extract.file_names import INTAKE
from extract.settings import Settings

from .batch import Arrival
from .console import out, people

State = Literal["new", "changed", "known", "failed"]

STATES: dict[State, str] = {
    "new": "读入",
    "changed": "重新读入（内容、程序或通知数据有变）",
    "known": "已在归档，不再读",
    "failed": "不能读入",
}
EMPTY = "文件夹里没有可读的 PDF 或图片。请检查是否漏交或放错位置。"
SHOWN = 200  # rows of the table


@dataclass(frozen=True)
class Planned:
    """One arrival and what is to become of it under which id; `message` where it cannot be read."""

    arrival: Arrival
    state: State
    submission: str = ""
    content: str = ""
    key: str = ""
    documents: tuple[Document, ...] = ()
    message: str = ""


def plan(
    archive: Archive,
    found: Iterable[Arrival],
    version: str,
    settings: Settings,
    again: bool = False,
) -> Iterator[Planned]:
    """Hash what arrived and say what is to be read; `again` reads also what is known."""
    filed, taken = set(archive.ids()), set[str]()
    for arrival in found:
        planned = _planned(archive, arrival, version, settings, taken)
        known = planned.state == "known" and again
        if known or (planned.state == "new" and planned.submission in filed):
            planned = replace(planned, state="changed")
        taken.add(planned.submission)
        yield planned


def _planned(
    archive: Archive,
    arrival: Arrival,
    version: str,
    settings: Settings,
    taken: Collection[str],
) -> Planned:
    if arrival.is_empty:
        return Planned(arrival, "failed", message=EMPTY)
    try:
        documents = tuple(find_documents(arrival.path, INTAKE))
    except OSError as error:
        message = f"无法读取：{error.strerror}。请检查权限或磁盘。"
        return Planned(arrival, "failed", message=message)
    content = content_key((one.path, one.sha256) for one in documents)
    key = work_key(content, version, settings.key)
    known = archive.known(arrival.path, key)
    if known is not None:
        return Planned(arrival, "known", known, content, key, documents)
    submission = archive.assign_id(arrival.path, content, taken)
    return Planned(arrival, "new", submission, content, key, documents)


def print_plan(planned: Iterable[Planned]) -> bool:
    """Print what would be done, nothing being done; tell whether all of it can be."""
    every = list(planned)
    table = Table(title=f"将要处理（{len(every)} 份，试运行，未作任何改动）", title_justify="left")
    table.add_column("来源", overflow="fold")
    table.add_column("编号", overflow="fold")
    table.add_column("文件", justify="right")
    table.add_column("MB", justify="right")
    table.add_column("处理", overflow="fold")
    for one in every[:SHOWN]:
        table.add_row(
            escape(str(one.arrival.path)),
            escape(one.submission),
            str(len(one.documents)),
            f"{one.arrival.bytes / 1e6:.1f}",
            escape(one.message) or STATES[one.state],
        )
    out.print(table)
    if len(every) > SHOWN:
        out.print(f"……另有 {len(every) - SHOWN} 份未列出。")
    counts = "，".join(
        f"{text} {number} 份"
        for state, text in STATES.items()
        if (number := sum(one.state == state for one in every))
    )
    people.print(f"{counts or '没有找到申报材料'}。去掉 --dry-run 即开始。")
    return all(one.state != "failed" for one in every)

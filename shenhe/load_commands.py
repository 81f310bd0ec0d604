"""The sub-commands that take material in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from time import sleep
from typing import Annotated

import typer

import archive
from archive import Archive
from extract.errors import UsageError
from extract.limits import Limits
from extract.settings import Settings

from .batch import Arrival
from .console import people, person, tables_told_to_people
from .invocation import Invocation, Jobs, existing, existing_or_empty, known, notice
from .notices import LoadedNotice, version_of

Events = Annotated[
    str | None,
    typer.Option(
        "--events",
        metavar="FILE",
        help="每件事写一行 JSON 到此文件，- 为标准输出；见 docs/events.md",
    ),
]
PageSeconds = Annotated[
    int, typer.Option("--page-seconds", min=1, help="一页最多读几秒，超过即隔离该文件")
]


def load(
    paths: Annotated[list[Path], typer.Argument(help="申报材料：文件夹或 PDF")],
    jobs: Jobs = None,
    engine: Annotated[str, typer.Option("--engine", help="local：本机进程")] = "local",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只列出将要做什么，不读也不写")
    ] = False,
    events: Events = None,
    page_seconds: PageSeconds = Limits.page_seconds,
) -> int:
    """读入申报材料：识别、建档、核对、归档。重复运行会接着做，不会重复收入。

    几个 load 可以同时读同一批，每份只由其中一个来读。

    例：shenhe load 2023年申报/  ；  shenhe load 甲公司.pdf 乙公司.zip --jobs 2  ；
    shenhe load 2023年申报/ --dry-run  ；  shenhe load 2023年申报/ --events 进程.jsonl
    """
    from .batch import arrivals
    from .planning import plan, print_plan

    if engine != "local":
        raise UsageError(
            f"尚不支持 --engine {engine}，请用 local。要用几台机器，让它们共用一个数据库归档，各自运行 load。"
        )
    for path in paths:
        if not path.exists():
            raise UsageError(f"找不到 {path}。请检查路径。")
    loaded, found = notice(), arrivals(paths)
    if dry_run:
        with existing_or_empty() as store:
            done = print_plan(plan(store, found, version_of(loaded), Settings()))
        return 0 if done else 1
    with archive.open(Invocation.archive, who=person()) as store:
        return _read(store, found, loaded, jobs, events, page_seconds)


def retry(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="申报编号，默认全部有问题的")
    ] = None,
    jobs: Jobs = None,
    events: Events = None,
    page_seconds: PageSeconds = Limits.page_seconds,
) -> int:
    """把没能读入的，和读入时有文件读不了或被隔离的，从原来的位置再读一次。

    例：shenhe retry  ；  shenhe retry 甲公司
    """
    from .retrying import in_trouble

    loaded = notice()
    with existing(write=True) as store:
        for one in ids or ():
            known(store, one)
        found = in_trouble(store, ids)
        if not found:
            people.print("没有需要重读的材料。")
            return 0
        return _read(store, found, loaded, jobs, events, page_seconds, again=True)


def watch(
    folder: Annotated[Path, typer.Argument(help="投放材料的文件夹")],
    jobs: Jobs = None,
    every: Annotated[int, typer.Option("--every", min=1, help="每隔几秒看一次")] = 10,
    still: Annotated[int, typer.Option("--still", min=1, help="一份材料几秒没有变动才读")] = 30,
    events: Events = None,
    page_seconds: PageSeconds = Limits.page_seconds,
) -> int:
    """守着一个文件夹：放进来的材料不再变动后就读入，直到按 Ctrl-C。

    例：shenhe watch 收件/
    """
    from .watching import Watched

    if not folder.is_dir():
        raise UsageError(f"找不到文件夹 {folder}。请检查路径。")
    loaded, watched = notice(), Watched(folder, still)
    people.print(f"正在守候 {folder}，按 Ctrl-C 结束。")
    while True:
        if found := watched.look():
            with archive.open(Invocation.archive, who=person()) as store:
                _read(store, found, loaded, jobs, events, page_seconds)
        sleep(every)


def runs(
    number: Annotated[
        int | None, typer.Argument(metavar="[次]", help="第几次，列出其中失败的和原因")
    ] = None,
) -> int:
    """列出历次读入的结果和现在的队列；给出第几次，列出那一次失败的。

    例：shenhe runs  ；  shenhe runs 3
    """
    from .runs import print_run, print_runs

    with existing() as store:
        if number is None:
            print_runs(store)
        else:
            print_run(store, number)
    return 0


def _read(
    store: Archive,
    found: Sequence[Arrival],
    loaded: LoadedNotice,
    jobs: int | None,
    target: str | None,
    page_seconds: int,
    again: bool = False,
) -> int:
    """Load what arrived, tell how it went and return the exit status."""
    from .events import event_stream
    from .load import Way, default_jobs
    from .load import load as load_all
    from .overview import print_run

    with event_stream(target) as stream:
        way = Way(jobs or default_jobs(), Limits(page_seconds=page_seconds), again, stream)
        summary = load_all(store, found, loaded, Settings(), way)
    with tables_told_to_people(target == "-"):
        print_run(store, summary, Invocation.archive)
    return 1 if summary.failed else 0

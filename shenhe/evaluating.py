"""`shenhe evaluate`: labelled sets read with the real pipeline and scored."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from time import perf_counter

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from checks.findings import Finding
from evaluation.report import print_report, write_json
from evaluation.runner import Outcome, Read, evaluate
from extract.notice import Notice
from extract.pipeline import read_submission
from extract.reading import Reader
from extract.records import Record
from extract.settings import Settings

from .checking import check_together
from .console import out, people
from .load import default_jobs
from .notices import LoadedNotice
from .workers import make_reader


class _Child:
    notice: Notice
    reader: Reader


def _start(notice: Notice, settings: Settings) -> None:
    _Child.notice = notice
    _Child.reader = make_reader(notice, settings)


def _read(folder: Path) -> Outcome:
    start = perf_counter()
    record = read_submission(folder, folder.name, _Child.notice, _Child.reader)
    return Outcome(record, perf_counter() - start)


def evaluate_sets(
    sets: Sequence[Path],
    loaded: LoadedNotice,
    settings: Settings,
    jobs: int | None,
    json: Path | None,
    misses: int,
) -> None:
    """Read, check, compare and print; raises LabelledSetError where a folder is no labelled set."""

    def check(records: Sequence[Record]) -> Mapping[str, Sequence[Finding]]:
        return {id: report.findings for id, report in check_together(records, loaded).items()}

    with (
        ProcessPoolExecutor(
            jobs or default_jobs(),
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_start,
            initargs=(loaded.notice, settings),
        ) as pool,
        _progress() as bar,
    ):
        task = bar.add_task("", at="")

        def tell(submission: str, done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, at=escape(submission))

        def spread(function: Read, folders: Iterable[Path], /) -> Iterator[Outcome]:
            return pool.map(function, folders)

        result = evaluate(sets, _read, check, loaded.notice.programme, tell, spread)
    print_report(result, out, shown=misses)
    if json is not None:
        write_json(result, json)
        people.print(f"全部分数和错误已写到 {escape(str(json))}")


def _progress() -> Progress:
    return Progress(
        TextColumn("[bold]评测[/]"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[at]} · 剩余"),
        TimeRemainingColumn(),
        console=people,
        transient=True,
    )

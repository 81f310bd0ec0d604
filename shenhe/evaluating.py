"""`shenhe evaluate`: labelled sets read with the real pipeline and scored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from checks.findings import Finding
from evaluation.report import print_report, write_json
from evaluation.runner import Outcome, evaluate, unread
from extract.records import Record
from extract.settings import Settings

from .attempts import Done, Task
from .checking import check_together
from .console import out, people
from .load import default_jobs
from .notices import LoadedNotice
from .workers import read_all


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

    def read(folders: Sequence[Path]) -> Iterator[tuple[Path, Outcome]]:
        tasks = [Task(folder, folder.name) for folder in folders]
        for done in read_all(tasks, loaded.notice, settings, jobs or default_jobs()):
            yield done.task.root, _outcome(done)

    with progress_bar("评测") as bar:
        task = bar.add_task("", at="")

        def tell(submission: str, done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, at=escape(submission))

        result = evaluate(sets, read, check, loaded.notice.programme, tell)
    print_report(result, out, shown=misses)
    if json is not None:
        write_json(result, json)
        people.print(f"全部分数和错误已写到 {escape(str(json))}")


def _outcome(done: Done) -> Outcome:
    if done.record is None:
        return unread(done.task.root, done.error or "")
    return Outcome(done.record, done.seconds)


def progress_bar(title: str) -> Progress:
    return Progress(
        TextColumn(f"[bold]{title}[/]"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[at]} · 剩余"),
        TimeRemainingColumn(),
        console=people,
        transient=True,
    )

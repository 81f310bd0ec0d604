"""`shenhe evaluate --plants`: changes planted in the clean submissions of labelled sets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.markup import escape

from evaluation.bench import Ground, Trial, clean_trials, trials
from evaluation.bench_scores import print_scores, score, write_scores
from evaluation.labelled import Labelled, load_set
from evaluation.page_bench import Page, page_trials
from extract.records import Record
from extract.settings import Settings

from .child import Task, make_reader
from .console import out, people
from .evaluating import progress_bar
from .load import default_jobs
from .notices import LoadedNotice
from .workers import read_all


def plant_sets(
    sets: Sequence[Path],
    loaded: LoadedNotice,
    settings: Settings,
    jobs: int | None,
    json: Path | None,
    misses: int,
    counts: tuple[int, int],
    seed: int,
) -> None:
    """Read the clean submissions, plant and print; `counts` are those of each class.

    The first of changes of records, the second of changes of pages. Raises LabelledSetError
    where a folder is no labelled set.
    """
    clean = [[one for one in load_set(s).submissions if one.truth.clean] for s in sets]
    records = _read([one for of_set in clean for one in of_set], loaded, settings, jobs)
    grounds = [
        Ground(
            tuple(records[one.folder] for one in of_set if one.folder in records),
            loaded.notice.programme,
            loaded.reference,
        )
        for of_set in clean
    ]
    found = list(_trials(grounds, counts[0], seed)) if counts[0] else []
    if counts[1]:
        found += _page_trials(records, grounds, loaded, settings, counts[1], seed)
    scores = score(found, len(records), seed)
    print_scores(scores, out, misses)
    if json is not None:
        write_scores(scores, json)
        people.print(f"全部结果已写到 {escape(str(json))}")


def _read(
    clean: Sequence[Labelled], loaded: LoadedNotice, settings: Settings, jobs: int | None
) -> dict[Path, Record]:
    records: dict[Path, Record] = {}
    tasks = [Task(one.folder, one.folder.name) for one in clean]
    with progress_bar("读取") as bar:
        task = bar.add_task("", total=len(tasks), at="")
        for done in read_all(tasks, loaded.notice, settings, jobs or default_jobs()):
            if done.record is not None:
                records[done.task.root] = done.record
            bar.update(task, advance=1, at=escape(done.task.submission))
    return records


def _trials(grounds: Sequence[Ground], count: int, seed: int) -> Iterator[Trial]:
    with progress_bar("埋入改动") as bar:
        task = bar.add_task("", at="")

        def tell(name: str, done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, at=escape(name))

        yield from clean_trials(grounds)
        yield from trials(grounds, count, seed, progress=tell)


def _page_trials(
    records: dict[Path, Record],
    grounds: Sequence[Ground],
    loaded: LoadedNotice,
    settings: Settings,
    count: int,
    seed: int,
) -> list[Trial]:
    pages = [
        Page(folder, record, ground)
        for ground in grounds
        for folder, record in records.items()
        if any(record is one for one in ground.records)
    ]
    reader = make_reader(loaded.notice, settings)
    with progress_bar("改动页面") as bar:
        task = bar.add_task("", at="")

        def tell(name: str, done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, at=escape(name))

        return list(page_trials(pages, loaded.notice, reader, count, seed, tell))

"""`shenhe evaluate --plants`: changes planted in the clean submissions of labelled sets."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from rich.markup import escape

from evaluation.bench import CLEAN, Ground, Trial, clean_trials, trials
from evaluation.bench_scores import print_scores, score, write_scores
from evaluation.labelled import Labelled, load_set
from evaluation.page_bench import Page, page_trials
from evaluation.plants import PLANTS
from extract.records import Record
from extract.settings import Settings

from .attempts import Task
from .child import make_reader
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
    work = _Work(tuple(grounds), counts[0], seed)
    found = list(_trials(work, jobs or default_jobs())) if counts[0] else []
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


@dataclass(frozen=True)
class _Work:
    """What a child plants: one class of change on every ground."""

    grounds: tuple[Ground, ...]
    count: int
    seed: int

    def __call__(self, name: str) -> list[Trial]:
        if name == CLEAN:
            return list(clean_trials(self.grounds))
        plants = [one for one in PLANTS if one.name == name]
        return list(trials(self.grounds, self.count, self.seed, plants))


class _Child:
    work: _Work


def _start(work: _Work) -> None:
    _Child.work = work


def _plant(name: str) -> list[Trial]:
    return _Child.work(name)


def _trials(work: _Work, jobs: int) -> Iterator[Trial]:
    """Yield the trials of every class, spread over child processes, in the classes' order."""
    names = [CLEAN, *(one.name for one in PLANTS)]
    titles = {one.name: one.title for one in PLANTS}
    with (
        ProcessPoolExecutor(
            jobs, multiprocessing.get_context("spawn"), initializer=_start, initargs=(work,)
        ) as pool,
        progress_bar("埋入改动") as bar,
    ):
        task = bar.add_task("", total=len(names), at="")
        for name, found in zip(names, pool.map(_plant, names), strict=True):
            bar.update(task, advance=1, at=escape(titles.get(name, "")))
            yield from found


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

"""Loading measured, and disturbed: `python -m evaluation.load_bench FOLDER kills --kills 100`.

kills     two loads share a batch; any of their processes is killed at random moments and the loads
          are started again; what is in the archive at the end is held against an undisturbed load.
workers   one load with one process against two such loads that share the batch.
overhead  what a document of one page takes besides its reading.
known     a batch that is in the archive is loaded again.
pages     the memory of the processes over one long document.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from statistics import mean, median
from time import monotonic, sleep

import pymupdf

import archive
from archive.keys import content_key, work_key
from extract.documents import find_documents
from extract.settings import Settings

from .bombs.papers import paper
from .made_up import Maker
from .processes import children, processor, resident, start_load

SCANNED_EVERY = 4  # papers of a batch for the kills
LONGEST = 3.0  # seconds that a load goes on before a kill
WARM = 0.8  # share of the kills that come after the load has begun to read
LOOK_SECONDS = 0.2


def make_papers(folder: Path, count: int, scanned_every: int = 0) -> Path:
    """Write submissions of a one-page paper each, each paper its own; return the folder."""
    for number in range(0 if folder.exists() else count):
        place = folder / f"{number:05}"
        place.mkdir(parents=True)
        scanned = scanned_every > 0 and number % scanned_every == 0
        (place / "申报书.pdf").write_bytes(paper(number, scanned))
    return folder


def content(store: Path) -> dict[str, tuple[str, str]]:
    """Return every record and report as JSON."""
    with archive.open(store, write=False) as opened:
        return {
            one.record.id: (one.record.model_dump_json(), one.report.model_dump_json())
            for one in opened.dossiers()
        }


def kills(folder: Path, options: argparse.Namespace) -> Mapping[str, object]:
    """Kill processes until there were enough; each time a batch is done, hold it against the first."""
    batch = make_papers(folder / "batch", options.count, SCANNED_EVERY)
    whole = folder / "undisturbed"
    start_load(whole, batch, "--jobs", "1").wait()
    expected, dice = content(whole), random.Random(options.seed)
    killed, rounds, wrong = 0, 0, list[str]()
    while killed < options.kills:
        store = folder / f"disturbed-{rounds}"
        shutil.rmtree(store, ignore_errors=True)
        killed += _disturbed(store, batch, dice, options.kills - killed)
        rounds += 1
        wrong += _differences(store, expected)
    return {"kills": killed, "batches": rounds, "submissions": len(expected), "wrong": wrong}


class _Load:
    """A load that is started again when it was killed."""

    def __init__(self, store: Path, batch: Path) -> None:
        self._store, self._batch = store, batch
        self._told = store.with_name(f"{store.name}-{id(self)}.jsonl")
        self._start()

    def _start(self) -> None:
        self._told.unlink(missing_ok=True)
        self._process = start_load(
            self._store, self._batch, "--jobs", "1", "--events", str(self._told)
        )

    def is_over(self) -> bool:
        """Tell whether it came to its end; a killed one is started again."""
        if self._process.poll() == -signal.SIGKILL:
            self._start()
        return self._process.poll() is not None

    def is_reading(self) -> bool:
        return self._told.exists() and "reading-started" in self._told.read_text()

    def kill_one(self, dice: random.Random) -> None:
        """Kill it or one of the processes below it."""
        victim = dice.choice([self._process.pid, *children(self._process.pid)])
        subprocess.run(["kill", "-9", str(victim)], check=False, stderr=subprocess.DEVNULL)


def _disturbed(store: Path, batch: Path, dice: random.Random, most: int) -> int:
    """Load a batch with two loads, killing at most so often; return how often."""
    loads = [_Load(store, batch) for _ in range(2)]
    killed = 0
    while [load for load in loads if not load.is_over()]:
        victim = dice.choice(loads)
        warm = dice.random() < WARM
        while warm and not victim.is_over() and not victim.is_reading():
            sleep(LOOK_SECONDS)
        sleep(dice.uniform(0, LONGEST))
        if killed < most and not victim.is_over():
            victim.kill_one(dice)
            killed += 1
        sleep(LOOK_SECONDS)
    return killed


def _differences(store: Path, expected: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    found = content(store)
    for id in sorted({*found, *expected}):
        if found.get(id) != expected.get(id):
            yield f"{store.name}: {id} differs"
    with archive.open(store) as opened:
        yield from (f"{store.name}: {problem}" for problem in opened.verify().problems)
        filed = [one.submission for one in opened.events() if one.action == "file"]
        yield from (f"{store.name}: {id} filed twice" for id in set(filed) if filed.count(id) > 1)
        states = opened.standing().states
    if set(states) != {"done"}:
        yield f"{store.name}: the queue holds {states}"


def workers(folder: Path, options: argparse.Namespace) -> Mapping[str, object]:
    batch = make_papers(folder / "batch", options.count, 1)
    took = []
    for number in (1, 2):
        store = folder / f"by-{number}"
        shutil.rmtree(store, ignore_errors=True)
        begun = monotonic()
        loads = [start_load(store, batch, "--jobs", "1") for _ in range(number)]
        for load in loads:
            load.wait()
        took.append(monotonic() - begun)
    return {"one": took[0], "two": took[1], "times": took[0] / took[1]}


def overhead(folder: Path, options: argparse.Namespace) -> Mapping[str, object]:
    batch, store = make_papers(folder / "batch", options.count), folder / "archive"
    shutil.rmtree(store, ignore_errors=True)
    told = folder / "events.jsonl"
    told.unlink(missing_ok=True)
    load = start_load(store, batch, "--jobs", "1", "--events", str(told))
    spent: list[tuple[int, float]] = []  # documents filed, processor seconds
    while load.poll() is None:
        spent.append(
            (told.read_text().count('"filed"') if told.exists() else 0, processor(load.pid))
        )
        sleep(LOOK_SECONDS)
    spent = [(count, seconds) for count, seconds in spent if count and seconds]
    (first, before), (last, after) = spent[0], spent[-1]
    events = [json.loads(line) for line in told.read_text().splitlines()]
    filed = [one for one in events if one["event"] == "filed"]
    between = [
        _seconds(other) - _seconds(one) - other["reading_seconds"] for one, other in pairwise(filed)
    ]
    return {
        "documents": len(filed),
        "processor ms of the parent": 1000 * (after - before) / max(last - first, 1),
        "overhead ms, mean": 1000 * mean(between),
        "overhead ms, median": 1000 * median(between),
        "of it checking and filing, mean": 1000 * mean(one["filing_seconds"] for one in filed),
        "reading ms, mean": 1000 * mean(one["reading_seconds"] for one in filed),
    }


def _seconds(event: Mapping[str, str]) -> float:
    return datetime.fromisoformat(event["at"]).timestamp()


def known(folder: Path, options: argparse.Namespace) -> Mapping[str, object]:
    """File made-up records of a batch as if it had been read, and load it."""
    batch, store = folder / "batch", folder / "archive"
    for number in range(0 if batch.exists() else options.count):
        batch.mkdir(parents=True, exist_ok=True)
        (batch / f"{number:06}.pdf").write_bytes(b"%PDF-1.7 " + str(number).encode() * 100)
    start_load(store, make_papers(folder / "one", 1)).wait()
    with archive.open(store) as opened:
        version = opened.runs()[0].version
        for path, one in zip(
            sorted(batch.iterdir()), Maker().filings(0, options.count, 1), strict=True
        ):
            content = content_key((found.path, found.sha256) for found in find_documents(path))
            key = work_key(content, version, Settings().key)
            record = one.record.model_copy(update={"id": path.stem})
            opened.file(replace(one, record=record, content_key=content, work_key=key, source=path))
    begun = monotonic()
    load = start_load(store, batch)
    peak = 0
    while load.poll() is None:
        peak = max(peak, resident(load.pid))
        sleep(LOOK_SECONDS)
    took = monotonic() - begun
    with archive.open(store, write=False) as opened:
        last = opened.runs()[-1]
    return {"files": options.count, "seconds": took, "known": last.known, "read": last.filed,
            "parent MB": peak >> 20}  # fmt: skip


def pages(folder: Path, options: argparse.Namespace) -> Mapping[str, object]:
    """Watch the memory while a document is read; tell it by tenths of the pages."""
    folder.mkdir(parents=True, exist_ok=True)
    path, told, store = folder / "long.pdf", folder / "events.jsonl", folder / "archive"
    shutil.rmtree(store, ignore_errors=True)
    told.unlink(missing_ok=True)
    with pymupdf.open() as whole:
        for number in range(options.count):
            with pymupdf.open(stream=paper(number, options.scanned)) as one:
                whole.insert_pdf(one)
        whole.save(path)
    load = start_load(store, path, "--jobs", "1", "--events", str(told))
    held: dict[int, int] = {}
    parent = 0
    while load.poll() is None:
        sleep(LOOK_SECONDS)
        done = told.read_text().count('"page-read"') if told.exists() else 0
        own = [resident(pid) for pid in children(load.pid)]
        held[10 * done // options.count] = max(own, default=0)
        parent = max(parent, resident(load.pid))
    megabytes = {f"{10 * tenth} %": one >> 20 for tenth, one in sorted(held.items())}
    return {"reader MB by pages read": megabytes, "parent MB": parent >> 20}


BENCHES: Mapping[str, tuple[Callable[[Path, argparse.Namespace], Mapping[str, object]], int]] = {
    "kills": (kills, 30),
    "workers": (workers, 40),
    "overhead": (overhead, 300),
    "known": (known, 10_000),
    "pages": (pages, 1000),
}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("bench", choices=BENCHES)
    parser.add_argument("--count", type=int, help="submissions, files or pages")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--scanned", action="store_true", help="pages: read from their pixels")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    bench, usual = BENCHES[options.bench]
    options.count = options.count or usual
    for name, value in bench(options.folder / options.bench, options).items():
        sys.stdout.write(f"{name}: {value}\n")


if __name__ == "__main__":
    main()

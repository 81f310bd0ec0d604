"""A batch of hostile and sound files loaded by the program, and what became of each."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from time import monotonic, sleep

import archive
from archive import Archive
from extract.records import ReadError

from ..processes import most_resident, start_load
from . import contents, others, structures
from .papers import cut_short, flipped, paper
from .registry import BOMBS

__all__ = ["Batch", "Fate", "Outcome", "contents", "make_batch", "others", "run", "structures"]

Piece = tuple[str, str, Callable[[], bytes]]  # name, suffix, how it is made

GOOD = "good"
SCANNED_EVERY = 10  # of the sound papers
LOOK_SECONDS = 0.1
MOST_BYTES = 300 << 20  # of the parent process
ASIDE = "已隔离"
DONE, WITH_ERRORS, REJECTED, QUARANTINED, LOST = (
    "done",
    "done with errors",
    "rejected",
    "quarantined",
    "lost",
)
SEEDS = 100_000  # between two batches


@dataclass(frozen=True)
class Batch:
    """How many files of each kind are made."""

    flips: int = 2000
    cuts: int = 200
    good: int = 50
    bombs: tuple[str, ...] = ()  # all of them where none is named
    seed: int = 0


@dataclass(frozen=True)
class Fate:
    """What became of a file: done, with errors, rejected, quarantined, or nothing at all."""

    name: str
    state: str
    reason: str = ""


@dataclass(frozen=True)
class Outcome:
    """What a load made of a batch; `peak` is the most memory its own process held, in bytes."""

    fates: tuple[Fate, ...]
    seconds: float
    peak: int
    status: int
    longest: tuple[float, str] = (0.0, "")  # seconds without a sign of life, and whose

    def problems(self) -> Iterator[str]:
        """Yield what should not have been."""
        if self.status not in (0, 1):
            yield f"the load ended with status {self.status}"
        if self.peak > MOST_BYTES:
            yield f"the parent process held {self.peak >> 20} MB"
        for fate in self.fates:
            if fate.state == LOST:
                yield f"{fate.name}: nothing is told of it"
            elif fate.state != DONE and not fate.reason:
                yield f"{fate.name}: {fate.state} without a reason"
            elif GOOD in fate.name and fate.state != DONE:
                yield f"{fate.name}: a sound paper is {fate.state}: {fate.reason}"


def make_batch(folder: Path, batch: Batch) -> None:
    """Write the files of a batch, sound ones among the others in an order of chance."""
    folder.mkdir(parents=True)
    pieces = list(_pieces(batch))
    random.Random(batch.seed).shuffle(pieces)
    for number, (name, suffix, content) in enumerate(pieces):
        (folder / f"{number:05}-{name}{suffix}").write_bytes(content())


def _pieces(batch: Batch) -> Iterator[Piece]:
    for name in batch.bombs or BOMBS:
        yield name, BOMBS[name].suffix, BOMBS[name].make
    for kind, count, damaged in (("flip", batch.flips, flipped), ("cut", batch.cuts, cut_short)):
        for number in range(count):
            yield f"{kind}-{number}", ".pdf", partial(damaged, SEEDS * batch.seed + number)
    for number in range(batch.good):
        scanned = number % SCANNED_EVERY == 0
        yield f"{GOOD}-{number}", ".pdf", partial(paper, -number - 1, scanned)


def run(folder: Path, store: Path, options: Sequence[str] = ()) -> Outcome:
    """Load a batch with the program's own command and say what became of each file."""
    told = store.with_suffix(".jsonl")
    start, peak = monotonic(), 0
    with start_load(store, folder, "--events", str(told), *options) as process:
        while process.poll() is None:
            peak = max(peak, most_resident(process.pid))
            sleep(LOOK_SECONDS)
    with archive.open(store, write=False) as opened:
        fates = tuple(_fates(opened, sorted(folder.iterdir())))
    return Outcome(fates, monotonic() - start, peak, process.returncode, _longest(told))


def _longest(told: Path) -> tuple[float, str]:
    """Return the longest time from one event of a submission to the next, and its name."""
    last: dict[str, datetime] = {}
    longest = (0.0, "")
    for line in told.read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        if "submission" not in event:
            continue
        name, at = event["submission"], datetime.fromisoformat(event["at"])
        if name in last and event["event"] != "reading-started":
            longest = max(longest, ((at - last[name]).total_seconds(), name))
        last[name] = at
    return longest


def _fates(store: Archive, files: Sequence[Path]) -> Iterator[Fate]:
    filed = {Path(entry.source).name: entry.id for entry in store.entries()}
    failed = {
        Path(one.source).name: one.message
        for run in store.runs()
        for one in store.failures(run.number)
    }
    for file in files:
        if file.name in filed:
            yield _fate(file.name, store.record(filed[file.name]).errors)
        elif file.name in failed:
            state = QUARANTINED if ASIDE in failed[file.name] else REJECTED
            yield Fate(file.name, state, failed[file.name])
        else:
            yield Fate(file.name, LOST)


def _fate(name: str, errors: Sequence[ReadError]) -> Fate:
    told = [one.message for one in errors if one.file]
    if any(ASIDE in message for message in told):
        return Fate(name, QUARANTINED, "；".join(told))
    return Fate(name, WITH_ERRORS if told else DONE, "；".join(told))

"""What a kill -9 leaves of an archive: `python -m evaluation.kill_bench FOLDER --kills 1000`.

A loader takes in made-up submissions with their originals and says each one on its standard
output when it is filed, while a reviewer decides on findings; both are killed at random moments
and started again. After every kill what was said to be done must be there, once, and at the end
`verify` must find nothing wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import sleep

import archive
from extract.records import SourceFile

from .made_up import FILE, Maker

LONGEST = 0.3  # seconds until a kill
WARM = 0.8  # share of the kills that come after the first submission was filed
EVERY = 50  # kills between two whole verifications
PAGES = 8


@dataclass(frozen=True)
class Outcome:
    """What came of it; `lost` were acknowledged and are gone, `doubled` stand there twice."""

    kills: int
    filed: int
    decided: int
    lost: int
    doubled: int
    problems: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.problems)


def run(folder: Path, kills: int, seed: int = 0) -> Outcome:
    """Kill `kills` pairs of processes and look at what is left."""
    dice = random.Random(seed)
    filed: set[str] = set()
    decided: set[str] = set()
    lost, problems = 0, list[str]()
    for kill in range(1, kills + 1):
        for acknowledged, said in zip((filed, decided), _killed(folder, dice), strict=True):
            acknowledged |= said
        with archive.open(folder) as store:
            entries = store.events()
            there = {one.submission for one in entries if one.action == "file"}
            made = {str(one.number) for one in entries if one.action == "decide"}
            lost += len(filed - there) + len(filed - set(store.ids())) + len(decided - made)
            if kill % EVERY == 0 or kill == kills:
                problems += store.verify().problems
                with store.loading():
                    problems += store.verify().remarks
    with archive.open(folder) as store:
        told = [one.submission for one in store.events() if one.action == "file"]
        doubled = len(told) - len(set(told))
    return Outcome(kills, len(told), len(decided), lost, doubled, tuple(problems))


def _killed(folder: Path, dice: random.Random) -> tuple[set[str], set[str]]:
    """Start both processes, kill them, and return what each said it had done."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "evaluation.kill_bench", str(folder), "--as", role],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for role in ("loader", "reviewer")
    ]
    said: list[set[str]] = [set(), set()]
    if dice.random() < WARM and processes[0].stdout is not None:
        said[0].add(processes[0].stdout.readline().strip())
    sleep(dice.uniform(0, LONGEST))
    for process in processes:
        process.send_signal(signal.SIGKILL)
    ended = []  # told once both are gone, so that neither is left behind
    for heard, process in zip(said, processes, strict=True):
        assert process.stdout is not None
        assert process.stderr is not None
        with process.stdout as lines, process.stderr as complaints:
            heard |= {line.strip() for line in lines if line.endswith("\n")}
            told = complaints.read()
        if process.wait() != -signal.SIGKILL:
            ended.append(told)
    if ended:
        raise RuntimeError(f"a process ended by itself: {ended[0]}")
    return said[0], said[1]


def load(folder: Path) -> None:
    """File submissions for ever, each with an original of its own."""
    with archive.open(folder) as store, store.loading():
        number = len(store.ids())
        for one in Maker().filings(number, 1_000_000, PAGES):
            original = folder.parent / f"{folder.name}-original.pdf"
            original.write_bytes(one.record.id.encode() * 1000)
            sha256 = hashlib.sha256(original.read_bytes()).hexdigest()
            files = (SourceFile(path=FILE, pages=PAGES, sha256=sha256),)
            store.put_original(original)
            store.file(replace(one, record=one.record.model_copy(update={"files": files})))
            _say(one.record.id)


def review(folder: Path) -> None:
    """Decide on findings for ever."""
    dice = random.Random()
    with archive.open(folder, who="reviewer") as store:
        while True:
            ids = store.ids()
            id = dice.choice(ids) if ids else ""
            findings = store.report(id).findings if id else ()
            if not findings:
                sleep(0.01)
                continue
            one = dice.choice(findings)
            change = store.decide(id, (one.code, one.key), "dismissed", store.version(id))
            _say(str(change.entry))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--as", dest="role", choices=("loader", "reviewer"))
    options = parser.parse_args(arguments)
    if options.role == "loader":
        load(options.folder)
    elif options.role == "reviewer":
        review(options.folder)
    else:
        outcome = run(options.folder, options.kills)
        _say(str(outcome))
        sys.exit(0 if outcome.is_clean else 1)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

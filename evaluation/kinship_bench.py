"""What finding those that share something costs: `python -m evaluation.kinship_bench FOLDER`.

Files made-up submissions into a folder and measures, as their number grows, how long it takes to find
what a new one shares with all of them. Passages are drawn at random; some stand in many bodies, as
a programme's words do.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import process_time

import archive
from archive import Archive, Filing

from .archive_bench import at
from .made_up import Maker

OWN = 150  # passages of a body of about 1000 characters
USUAL = (12, 60)  # of them those that many say, and of how many such there are in all
COPIED = 22  # passages that a copy of 15 % has in common
STEPS = 4  # at how many sizes it is measured
QUERIES = 100
ENOUGH = 2  # passages from which on another is looked at
COMMON = 0.3  # share of all that makes a passage everybody's


def passages(dice: random.Random) -> frozenset[int]:
    usual = (dice.randrange(USUAL[1]) for _ in range(USUAL[0]))
    return frozenset(usual) | {dice.randrange(1000, 2**32) for _ in range(OWN)}


def filings(first: int, count: int) -> Iterator[Filing]:
    for filing in Maker().filings(first, count, pages=1):
        yield replace(filing, shingles=passages(random.Random(f"kin {filing.record.id}")))


def timed(store: Archive, count: int) -> tuple[list[float], int]:
    """Return how long each new submission's kin took to find, in ms, and how often a copy was found."""
    dice, times, found = random.Random(count), [], 0
    for _ in range(QUERIES):
        copied = f"{dice.randrange(count):06}"
        theirs = sorted(passages(random.Random(f"kin {copied}")) - set(range(USUAL[1])))
        own = passages(dice) | set(dice.sample(theirs, COPIED))
        start = process_time()
        kin = store.kin("new", own, ENOUGH, COMMON)
        times.append(1000 * (process_time() - start))
        found += copied in kin.fingerprints
    return times, found


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m evaluation.kinship_bench", description=__doc__)
    parser.add_argument("folder", type=Path, help="new folder of the archive")
    parser.add_argument("--submissions", type=int, default=10_000)
    options = parser.parse_args(arguments)
    each = max(options.submissions // STEPS, 1)
    with archive.open(options.folder) as store:
        for step in range(STEPS):
            start = process_time()
            for filing in filings(step * each, each):
                store.file(filing)
            filed = 1000 * (process_time() - start) / each
            count = (step + 1) * each
            times, found = timed(store, count)
            _say(
                f"{count} submissions: filed in {filed:.1f} ms each; kin found in"
                f" {at(0.5, times):.1f} ms (half), {at(0.95, times):.1f} ms"
                f" (95 %); the one copied from among them {found} of {QUERIES} times"
            )


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

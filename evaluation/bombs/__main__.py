"""Hostile and broken files: `python -m evaluation.bombs FOLDER --flips 2000`.

Makes them in FOLDER, loads them with sound papers among them, prints what became of each kind and
ends with status 1 where a file was lost, a sound paper was not read, or the parent process grew.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from .bench import Batch, Outcome, make_batch, run


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--flips", type=int, default=Batch.flips)
    parser.add_argument("--cuts", type=int, default=Batch.cuts)
    parser.add_argument("--good", type=int, default=Batch.good)
    parser.add_argument("--bomb", action="append", default=[], help="only these, by name")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("load_options", nargs="*", help="after --: options of `shenhe load`")
    options = parser.parse_args(arguments)
    files, store = options.folder / "files", options.folder / "archive"
    batch = Batch(options.flips, options.cuts, options.good, tuple(options.bomb), options.seed)
    if not files.exists():
        make_batch(files, batch)
    outcome = run(files, store, options.load_options)
    _tell(outcome)
    sys.exit(1 if any(outcome.problems()) else 0)


def _tell(outcome: Outcome) -> None:
    """Print each bomb's fate, the damaged papers' fates by number, and what is wrong."""
    counts: Counter[tuple[str, str]] = Counter()
    for fate in outcome.fates:
        kind = Path(fate.name).stem.split("-", 1)[1]
        family = kind.split("-")[0]
        if kind.rpartition("-")[2].isdecimal():
            counts[family, fate.state] += 1
        else:
            _say(f"{kind:24} {fate.state:18} {fate.reason[:90]}")
    for (family, state), count in sorted(counts.items()):
        _say(f"{family:24} {state:18} {count}")
    _say(f"{len(outcome.fates)} files, {outcome.seconds:.0f} s, parent {outcome.peak >> 20} MB")
    seconds, name = outcome.longest
    _say(f"longest without a sign of life: {seconds:.1f} s ({name})")
    for problem in outcome.problems():
        _say(f"WRONG {problem}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()

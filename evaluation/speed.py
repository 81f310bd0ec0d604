"""How fast pages are read, beside the readers that a user could take instead.

`python -m evaluation.speed FOLDER --set-up` installs the others into FOLDER;
`python -m evaluation.speed FOLDER` reads the same pages with all of them, in turns: every page goes
to one reader after the other before the next page comes. What counts is the processor's time, which
other work on the machine disturbs least; a page a second and core is a page by one processor second.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from .peers import OWN, PEERS, Setting, command, set_up
from .speed_pages import TimedPage, digital_files, scanned_pages
from .speed_report import KINDS, Timed, chart, lines, rates, worse_than

SETS = (Path(__file__).parents[1] / "samples" / "submissions",)
EACH, SEED = 4, 8  # of the pages that the recorded accuracy is of
RECORDED = Path(__file__).parent / "speed_gate.json"
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


class Running:
    """A reader at work in a process of its own."""

    def __init__(self, name: str, setting: Setting, call: Sequence[str]) -> None:
        self.name, self.setting = name, setting
        self.failed = ""
        single = {} if setting == "default" and name != OWN else dict.fromkeys(ONE_THREAD, "1")
        self._process = subprocess.Popen(
            call,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, **single},
        )
        self._hear()

    def read(self, page: TimedPage, turn: int) -> Timed | None:
        """Read one file; None where the reader has failed, which it does once and for all."""
        if self.failed or self._process.stdin is None:
            return None
        with suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(str(page.path)) + "\n")
            self._process.stdin.flush()
        answer = self._hear()
        return Timed.of(self.name, self.setting, page, turn, answer) if answer else None

    def end(self) -> None:
        with suppress(BrokenPipeError), self._process:
            pass  # its input is closed, at which it ends

    def _hear(self) -> dict[str, float | str] | None:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self.failed = "ended"
            return None
        found: dict[str, float | str] = json.loads(line)
        return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 1 where accuracy is worse than recorded."""
    options = _options(arguments)
    if options.set_up:
        set_up(options.folder)
        return 0
    with tempfile.TemporaryDirectory() as place:
        pages = scanned_pages(options.sets, Path(place), options.each, options.seed)
        pages += digital_files(options.sets, Path(place))
        pages = [page for page in pages if page.kind in options.kinds]
        timed, missing = measured(pages, options.folder, options.rounds, options.only, _say)
    for line in lines(timed, missing):
        _say(line)
    if options.chart:
        options.chart.write_text(chart(timed), encoding="utf-8")
    if (tuple(options.sets), options.each, options.seed) != (SETS, EACH, SEED):
        _say("other pages than those recorded: accuracy is not compared")
        return 0
    return gate(timed, RECORDED, record=options.record)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evaluation.speed", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder of the others' environments")
    parser.add_argument("--set-up", action="store_true", help="install the others and stop")
    parser.add_argument("--sets", nargs="+", type=Path, default=SETS, help="labelled sets")
    parser.add_argument("--each", type=int, default=EACH, help="scanned pages of every kind")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--only", nargs="*", default=(), help="names of readers, else all")
    parser.add_argument("--chart", type=Path, help="write a chart (SVG)")
    parser.add_argument("--record", action="store_true", help="record the accuracy as the gate's")
    return parser.parse_args(arguments)


def measured(
    pages: Sequence[TimedPage],
    folder: Path,
    rounds: int,
    only: Sequence[str],
    say: Callable[[str], None],
) -> tuple[list[Timed], list[str]]:
    """Return what every reader took for every page, and the readers that are missing.

    A first round over the first pages of both kinds warms the readers up and is not counted.
    """
    timed: list[Timed] = []
    missing: list[str] = []
    for scans in (True, False):
        own_pages = [page for page in pages if (page.kind != "digital") == scans]
        if not own_pages:
            continue
        readers, lacking = _started(scans, folder, only)
        missing += lacking
        for turn in range(-1, rounds):
            for page in own_pages if turn >= 0 else own_pages[:2]:
                found = [one for reader in readers if (one := reader.read(page, turn))]
                timed += found if turn >= 0 else []
            say(f"{'scans' if scans else 'digital'}: round {turn + 1} of {rounds}")
        missing += [f"{one.name} ({one.setting}): {one.failed}" for one in readers if one.failed]
        for reader in readers:
            reader.end()
    return timed, missing


def _started(scans: bool, folder: Path, only: Sequence[str]) -> tuple[list[Running], list[str]]:
    wanted: list[tuple[str, Setting]] = [(OWN, "default")]
    wanted += [
        (peer.name, setting)
        for peer in PEERS
        if peer.scans == scans and (not only or peer.name in only)
        for setting in peer.settings
    ]
    calls = [(name, setting, command(name, setting, folder)) for name, setting in wanted]
    readers = [Running(name, setting, call) for name, setting, call in calls if call]
    return readers, [
        f"{name} ({setting}): not installed" for name, setting, call in calls if not call
    ]


def gate(timed: Sequence[Timed], recorded: Path, *, record: bool) -> int:
    """Compare our own accuracy with what was recorded, or record it."""
    own = [one for one in timed if one.name == OWN]
    kept = json.loads(recorded.read_text(encoding="utf-8")) if recorded.exists() else {}
    worse = [] if record else worse_than(own, kept)
    if record:
        kept |= rates(own)
        recorded.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    for line in worse:
        _say(f"worse than recorded: {line}")
    return 1 if worse else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

"""How large and how fast an archive of many pages is: `python -m evaluation.archive_bench FOLDER`.

Loads a made-up archive into a folder, unless it is there already, and measures loading, opening, the
index's size, and searches of several kinds. Nothing in it was tuned on these texts.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

import apsw

import archive
from archive import Archive, Filters, Search
from archive.where import parse

from .made_up import BOILERPLATE, PAGES, Maker

STRETCHES = 10  # of loading, to see whether it slows down
CONDITION = "operating_revenue@2022>=8000 and industry~集成电路"


@dataclass(frozen=True)
class Timing:
    """Milliseconds of many calls: by the clock, and of the processor alone.

    On a machine that others use, too, the second is what an idle machine would show.
    """

    what: str
    clock: tuple[float, ...]
    processor: tuple[float, ...]


def at(share: float, times: Sequence[float]) -> float:
    """Return the time that a share of calls does not exceed."""
    return sorted(times)[min(int(share * len(times)), len(times) - 1)]


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    if not options.folder.exists():
        _load(options.folder, options.pages)
    for line in report(options.folder, options.queries):
        _say(line)


def report(folder: Path, queries: int) -> Iterator[str]:
    """Yield what is measured on an archive that is there."""
    yield from _sizes(folder)
    yield _line(_opening(folder))
    with archive.open(folder, write=False, check=False) as store:
        for what, ask in _kinds(store, queries):
            yield _line(timed(what, ask))


def timed(what: str, calls: Sequence[Callable[[], object]]) -> Timing:
    """Call each once; one call before, not counted, reads what the system has not yet at hand."""
    calls[0]()
    clock, processor = [], []
    for call in calls:
        start, used = perf_counter(), process_time()
        call()
        clock.append(1000 * (perf_counter() - start))
        processor.append(1000 * (process_time() - used))
    return Timing(what, tuple(clock), tuple(processor))


def _load(folder: Path, pages: int) -> None:
    submissions = max(pages // PAGES, STRETCHES)
    each = -(-submissions // STRETCHES)
    with archive.open(folder) as store:
        for stretch in range(STRETCHES):
            filings = list(Maker().filings(stretch * each, each))
            start, used = perf_counter(), process_time()
            for one in filings:
                store.file(one)
            clock, processor = perf_counter() - start, process_time() - used
            rates = f"{each * PAGES / clock:.0f}, processor {each * PAGES / processor:.0f}"
            _say(f"loaded {(stretch + 1) * each * PAGES} pages; the last tenth: {rates} pages/s")


def _kinds(store: Archive, count: int) -> Iterator[tuple[str, list[Callable[[], object]]]]:
    dice = random.Random(1)
    texts = _sampled(store, dice, count)
    for length in range(1, 9):
        phrases = [_phrase(dice, text, length) for text in texts]
        yield f"phrase of {length}", [_search(store, Search(one)) for one in phrases]
    phrases = [_phrase(dice, text, dice.randint(2, 8)) for text in texts]
    yield "phrase of 2 to 8", [_search(store, Search(one)) for one in phrases]
    filters = Filters(where=parse(CONDITION))
    yield (
        "phrase of 2 to 8, condition, facets",
        [_search(store, Search(one, filters, facets=True)) for one in phrases],
    )
    yield (
        "phrase of 4 to 8, one misread",
        [_search(store, Search(one, misread=True)) for one in phrases if len(one) >= 4][:50],  # noqa: PLR2004
    )
    yield "on every page", [_search(store, Search(BOILERPLATE)) for _ in range(20)]
    yield (
        "on every page, facets",
        [_search(store, Search(BOILERPLATE, facets=True)) for _ in range(20)],
    )
    yield "condition alone", [lambda: store.matching(filters) for _ in range(50)]
    yield "list of all", [store.entries for _ in range(10)]


def _search(store: Archive, asked: Search) -> Callable[[], object]:
    return lambda: store.search(asked)


def _sampled(store: Archive, dice: random.Random, count: int) -> list[str]:
    ids = store.ids()
    pages = [page for id in dice.sample(ids, min(40, len(ids))) for page in store.record(id).pages]
    return [dice.choice(pages).text.replace("\n", "") for _ in range(count)]


def _phrase(dice: random.Random, text: str, length: int) -> str:
    start = dice.randrange(len(BOILERPLATE), len(text) - length)
    return text[start : start + length]


def _opening(folder: Path) -> Timing:
    def opened() -> None:
        archive.open(folder, write=False).close()

    return timed("opening", [opened] * 20)


def _sizes(folder: Path) -> Iterator[str]:
    connection = apsw.Connection(str(folder / "archive.sqlite"), flags=apsw.SQLITE_OPEN_READONLY)
    rows = list(connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"))
    index = sum(size for name, size in rows if name.startswith("page_index"))
    ((pages, text),) = connection.execute(
        "SELECT count(*), sum(length(CAST(text AS BLOB))) FROM pages"
    )
    connection.close()
    whole = (folder / "archive.sqlite").stat().st_size
    yield f"pages {pages}, text {text / 1e6:.0f} MB, index {index / 1e6:.0f} MB"
    yield f"index / text {index / text:.2f}, whole file {whole / 1e6:.0f} MB"
    for name, size in sorted(rows, key=lambda row: -row[1])[:6]:
        yield f"    {name}: {size / 1e6:.0f} MB"


def _line(one: Timing) -> str:
    clock, processor = (
        " ".join(f"{name} {at(share, times):.1f}" for name, share in _SHARES)
        for times in (one.clock, one.processor)
    )
    return f"{one.what} ({len(one.clock)}): {clock} ms; processor {processor} ms"


_SHARES = (("p50", 0.5), ("p95", 0.95), ("max", 1.0))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=200, help="of each kind")
    return parser.parse_args(arguments)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

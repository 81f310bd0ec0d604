"""How fast the reviewers' page is in a browser: `python -m evaluation.browser_bench FOLDER`.

Serves archives by `shenhe serve` and looks at them in Chromium: submissions of an archive that is
there, a queue of made-up ones, one of them with a page full of boxes, with and without a loader
that files beside. Beside the clock stands the processor's time that the server and its children
took, which is what an idle machine would wait for. Needs what requirements-dev.txt names, and
`chromium` on the path.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from time import monotonic, sleep
from urllib.request import urlopen

import pymupdf
from playwright.sync_api import Page, sync_playwright

import archive
from archive import Filing
from archive.keys import content_key, work_key
from checks.findings import Report
from extract.records import PageRecord, Reading, Record, SourceFile

from .archive_bench import at
from .made_up import Maker
from .processes import children, processor

TIMES = 20  # that each thing is looked at
SUBMISSIONS = 10_000
BOXES = 1000
FULL = "1000框"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"]
A4 = (595.0, 842.0)
VIEWS = ("", "?severity=high", "?kind=platform&page=7")
FINDING = ".findings li[data-href]"
WARM = 3.0  # seconds after its first answer in which a server gets its children ready
PAUSE = 0.2  # seconds between two submissions that a loader files

# Milliseconds from the start of the navigation until everything is there, pictures included.
LOADED = "() => performance.getEntriesByType('navigation')[0].loadEventEnd"
PICTURE = """() => performance.getEntriesByType('resource')
    .filter((one) => one.name.includes('.jpg'))[0]?.responseEnd ?? 0"""
# From a key until what it brings is painted: two frames later.
KEY = """(key) => new Promise((done) => {
    const start = performance.now();
    document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
})"""
SCROLL = """() => new Promise((done) => {
    const part = document.querySelector('.scroll'), frames = [];
    let last = null, down = 1;
    const step = (now) => {
        if (last !== null) frames.push(now - last);
        last = now;
        if (part.scrollTop + part.clientHeight >= part.scrollHeight - 1) down = -1;
        if (part.scrollTop <= 0) down = 1;
        part.scrollBy(0, 40 * down);
        if (frames.length < 240) requestAnimationFrame(step);
        else done(frames);
    };
    requestAnimationFrame(step);
})"""


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    made = options.queue or options.folder.parent / "queue"
    if not made.exists():
        _make_queue(made)
    with _browser() as page:
        with _served(options.folder) as server:
            _say(*submissions(page, server))
            _say(*findings(page, server))
        with _served(made) as server:
            _say(("queue, at rest", queue(page, server)))
            with _loading(made):
                _say(("queue, beside a loader", queue(page, server)))
            frames = [Time(one) for one in scrolling(page, server.address)]
            _say((f"scrolling {BOXES} boxes, frames", frames))


@dataclass(frozen=True)
class Time:
    """Milliseconds: of the clock, and of the processor in the server and its children."""

    clock: float
    processor: float | None = None


@dataclass(frozen=True)
class Server:
    address: str
    process: int

    def timed(self, look: Callable[[], float]) -> Time:
        """Return how long a look took by its own account, and what the server worked for it."""
        before = self._worked()
        clock = look()
        return Time(clock, self._worked() - before)

    def _worked(self) -> float:
        return 1000 * sum(map(processor, [self.process, *children(self.process)]))


def submissions(page: Page, server: Server) -> Iterator[tuple[str, list[Time]]]:
    """Open every submission of the queue for the first time, and go through what needs a look."""
    pictures, moves = [], []
    for path in _links(page, server.address):

        def look(path: str = path) -> float:
            page.goto(server.address + path)
            page.wait_for_function(PICTURE)
            return float(page.evaluate(PICTURE))

        pictures.append(server.timed(look))
        page.wait_for_load_state("networkidle")
        moves += [Time(float(page.evaluate(KEY, "j"))) for _ in range(TIMES)]
    yield "first picture of a submission, never drawn before", pictures
    yield "next item in a submission", moves


def findings(page: Page, server: Server) -> Iterator[tuple[str, list[Time]]]:
    """Go from finding to finding by key, as somebody does who looks at each for a second."""
    first, later = [], []

    def opened(path: str) -> float:
        page.goto(server.address + path)
        return _loaded(page)

    def next_one() -> float:
        with page.expect_navigation():
            page.keyboard.press("j")
        return _loaded(page)

    for path in _links(page, server.address):
        page.goto(server.address + path)
        listed = [str(one.get_attribute("data-href")) for one in page.locator(FINDING).all()]
        if not listed:
            continue
        first.append(server.timed(partial(opened, listed[0])))
        for _ in listed[1:]:
            page.wait_for_timeout(1000)
            later.append(server.timed(next_one))
    yield "a finding opened, its pictures drawn anew", first
    yield "next finding by key, with its pictures", later


def queue(page: Page, server: Server) -> list[Time]:
    """Open the queue, and views of it, until all is there."""

    def opened(view: str) -> float:
        page.goto(f"{server.address}/{view}")
        return _loaded(page)

    return [server.timed(partial(opened, VIEWS[n % len(VIEWS)])) for n in range(TIMES)]


def scrolling(page: Page, address: str) -> list[float]:
    """Return the times between frames while a page full of boxes is scrolled, enlarged."""
    page.goto(f"{address}/submissions/{FULL}")
    page.wait_for_function(PICTURE)
    for _ in range(4):
        page.keyboard.press("+")
    return [float(one) for one in page.evaluate(SCROLL)]


def _loaded(page: Page) -> float:
    page.wait_for_load_state("load")
    page.wait_for_function(LOADED)
    return float(page.evaluate(LOADED))


def _links(page: Page, address: str) -> list[str]:
    page.goto(address)
    rows = page.locator("table.works tbody tr").all()
    return [str(row.get_attribute("data-href")) for row in rows]


@contextmanager
def _browser() -> Iterator[Page]:
    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser.new_page(viewport={"width": 1920, "height": 1080})
        browser.close()


@contextmanager
def _served(folder: Path) -> Iterator[Server]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [sys.executable, "-m", "shenhe", "--archive", str(folder), "serve"]
    process = subprocess.Popen([*command, "--without-accounts", "--port", str(port)])
    address, end = f"http://127.0.0.1:{port}", monotonic() + 60
    while monotonic() < end:
        try:
            urlopen(address).close()
            break
        except OSError:
            sleep(0.2)
    sleep(WARM)
    yield Server(address, process.pid)
    process.terminate()
    process.wait()


@contextmanager
def _loading(folder: Path) -> Iterator[None]:
    """File submissions into an archive from another process."""
    process = subprocess.Popen([sys.executable, "-m", __spec__.name, str(folder), "--load"])
    sleep(3)
    yield
    process.kill()
    process.wait()


def load(folder: Path) -> None:
    """File submissions of 65 pages, one after the other, until the process is ended."""
    with archive.open(folder) as store:
        for number in count(SUBMISSIONS * 2):
            for one in Maker().filings(number, 1):
                store.file(one)
            sleep(PAUSE)


def _make_queue(folder: Path) -> None:
    with archive.open(folder) as store:
        for one in Maker().filings(0, SUBMISSIONS, pages=1):
            store.file(one)
        _file_full(store, folder.parent / f"{folder.name}.pdf")


def _file_full(store: archive.Archive, source: Path) -> None:
    """File a submission whose only page has as many figures, and a box around each."""
    across, (width, height) = 20, A4
    down = BOXES // across
    boxes = [
        (20 + 28 * (n % across), 20 + (height - 40) / down * (n // across)) for n in range(BOXES)
    ]
    with pymupdf.open() as document:
        sheet = document.new_page(width=width, height=height)
        for number, (x, y) in enumerate(boxes):
            sheet.insert_text((x, y + 9), f"{number}", fontsize=8)
        document.save(source)
    file = SourceFile(path=FULL + ".pdf", pages=1, sha256=store.put_original(source))
    fields: dict[str, Reading | dict[str, Reading]] = {
        f"figure_{number}": Reading(
            value=number, text=str(number), confidence=0.9, origin="ocr", file=file.path, page=1,
            bbox=(x, y, x + 26, y + 12),
        )
        for number, (x, y) in enumerate(boxes)
    }  # fmt: skip
    record = Record(
        id=FULL,
        kind="enterprise",
        files=(file,),
        pages=(
            PageRecord(
                file=file.path, page=1, type="form", confidence=1, digital=True,
                width=width, height=height,
            ),
        ),
        fields=fields,
    )  # fmt: skip
    key = content_key([(file.path, FULL)])
    store.file(
        Filing(
            record=record,
            report=Report(findings=(), outcomes=()),
            content_key=key,
            work_key=work_key(key, "bench", ""),
            source=source,
            batch="bench",
            version="bench",
        )
    )


def _say(*found: tuple[str, list[Time]]) -> None:
    for what, times in found:
        if not times:
            continue
        told = f"{what} ({len(times)}): {_spread([one.clock for one in times])} ms"
        worked = [one.processor for one in times if one.processor is not None]
        if worked:
            told += f"; of the server's processor {_spread(worked)}"
        sys.stdout.write(f"{told}\n")
        sys.stdout.flush()


def _spread(times: list[float]) -> str:
    return f"median {median(times):.0f}, 95 % {at(0.95, times):.0f}, longest {max(times):.0f}"


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="an archive with submissions to look at")
    parser.add_argument("--queue", type=Path, help="made-up archive, made where it is not")
    parser.add_argument("--load", action="store_true", help="only file submissions into FOLDER")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    given = _options(None)
    if given.load:
        load(given.folder)
    else:
        main()

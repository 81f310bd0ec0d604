"""Changes planted into the pages of clean submissions' files, and what is seen of them.

Only the changed page is read again, and the file looked at as a whole; what else the record says
stays as it was.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pymupdf

from checks.findings import Report
from extract.documents import Document, opened, sha256
from extract.errors import DocumentError
from extract.forensics import Watch
from extract.geometry import Box
from extract.notice import Notice
from extract.page_types import TypedPage
from extract.reading import Reader, read_page
from extract.records import Observation, PageRecord, Reading, Record

from .bench import Alarm, Ground, Progress, Trial
from .plants.changes import readings
from .plants.page_plants import PAGE_PLANTS, PagePlant, Sheet, Spot

FORENSIC = ("hidden-text", "layer-mismatch", "late-edit", "font-anomaly", "pasted-region")
TRIES = 12  # pages that a change is tried on
FEWEST = 3  # figures of a page worth changing one of


@dataclass(frozen=True)
class Page:
    """A clean submission with the folder of its files."""

    folder: Path
    record: Record
    ground: Ground


def page_trials(
    pages: Sequence[Page],
    notice: Notice,
    reader: Reader,
    count: int,
    seed: int,
    progress: Progress = lambda name, done, total: None,
    plants: Sequence[PagePlant] = tuple(PAGE_PLANTS),
) -> Iterator[Trial]:
    """Yield the trials of `count` changes of each class, each to a page drawn at random."""
    for number, one in enumerate(plants):
        progress(one.title, number, len(plants))
        for turn in range(count):
            trial = _tried(pages, one, Random(f"{seed}/{one.name}/{turn}"), turn, notice, reader)
            if trial is not None:
                yield trial
    progress("", len(plants), len(plants))


def _tried(
    pages: Sequence[Page], one: PagePlant, rng: Random, turn: int, notice: Notice, reader: Reader
) -> Trial | None:
    places = [
        (page, spots)
        for page in pages
        for spots in _spots(page.record, notice)
        if len(spots[1]) >= FEWEST
    ]
    rng.shuffle(places)
    for page, (leaf, spots) in places[:TRIES]:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "file.pdf"
            shutil.copy(page.folder / leaf.file, copy)
            found = list(spots)
            rng.shuffle(found)
            place = one.change(Sheet(copy, tuple(found), rng))
            if place is None:
                continue
            seen = observations(copy, place, leaf, notice, reader)
        record = page.record.model_copy(update={"observations": seen})
        return _judged(one, page.record.id, leaf.file, place, page.ground.check(record), turn)
    return None


def _spots(record: Record, notice: Notice) -> Iterator[tuple[PageRecord, list[Spot]]]:
    """Yield the upright digital pages that bear figures, each with those that were read there."""
    found: dict[tuple[str, int], list[Reading]] = {}
    for reading in {id(one): one for one in readings(record)}.values():
        if isinstance(reading.value, int | float) and reading.origin == "text" and reading.text:
            found.setdefault((reading.file, reading.page), []).append(reading)
    for leaf in record.pages:
        usable = leaf.type in notice.vocabulary.forensics.figure_pages and leaf.digital
        if usable and leaf.rotation == 0 and leaf.file.endswith(".pdf"):
            own = found.get((leaf.file, leaf.page), ())
            yield leaf, [Spot(leaf.page - 1, one.text, Box(*one.bbox)) for one in own]


def observations(
    path: Path, place: int, leaf: PageRecord, notice: Notice, reader: Reader
) -> tuple[Observation, ...]:
    """Return what is seen of a changed file and of its changed page."""
    document, watch = Document(leaf.file, path, sha256(path)), Watch()
    try:
        with opened(document, reader.settings) as pdf:
            watch.see_file(pdf, document)
            page = read_page(pdf, place, leaf.file, reader, watch.see_page)
    except (DocumentError, pymupdf.FileDataError):
        return ()
    typed = TypedPage(page, leaf.type, leaf.confidence, leaf.text)
    return watch.observations([typed], notice.vocabulary.forensics)


def _judged(
    one: PagePlant, submission: str, file: str, place: int, report: Report, turn: int
) -> Trial:
    keys = ("", f"{file}#{place + 1}")
    forensic = [f for f in report.findings if f.code in FORENSIC and f.severity != "low"]
    raised = tuple((f.code, f.key) for f in forensic if f.code in one.codes and f.key in keys)
    wanted = ((one.codes[0], keys[1] if one.codes[0] != "late-edit" else ""),) if one.codes else ()
    alarms = [
        Alarm(code=f.code, key=f.key, severity=f.severity, message=f.message)
        for f in forensic
        if one.harmless or f.key not in keys
    ]
    return Trial(
        plant=one.name,
        submission=submission,
        sight="sure" if one.scanned else "text",
        seed=turn,
        wanted=wanted,
        raised=raised,
        missed=() if raised else wanted,
        alarms=tuple(alarms),
    )

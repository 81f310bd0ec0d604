"""What was timed, as ratios with their spread, a chart, and the figures that may not get worse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from statistics import median, quantiles

from .character_errors import Accuracy, accuracy
from .peers import OWN, Setting
from .speed_pages import Kind, TimedPage

KINDS: tuple[Kind, ...] = ("form", "statement", "prose", "poor", "digital")
NAMES: dict[Kind, str] = {
    "form": "scanned forms",
    "statement": "scanned statements",
    "prose": "scanned prose",
    "poor": "poor scans",
    "digital": "digital pages",
}
SLACK = 1e-4  # of a rate: what rounding of the recorded figures makes
Rates = dict[str, dict[str, float]]  # by kind: character_error_rate, figure_match


@dataclass(frozen=True)
class Timed:
    """One reader's reading of one file: seconds a page, and how well it was read."""

    name: str
    setting: Setting
    page: TimedPage
    turn: int
    processor: float
    clock: float
    megabytes: float
    accuracy: Accuracy

    @property
    def reader(self) -> str:
        return self.name if self.name == OWN else f"{self.name} ({self.setting})"

    @staticmethod
    def of(
        name: str, setting: Setting, page: TimedPage, turn: int, answer: Mapping[str, float | str]
    ) -> Timed:
        return Timed(
            name,
            setting,
            page,
            turn,
            float(answer["processor"]) / page.pages,
            float(answer["clock"]) / page.pages,
            float(answer["megabytes"]),
            accuracy(page.text, str(answer["text"])),
        )


@dataclass(frozen=True)
class Row:
    """One reader on one kind of page; `ratio` is its processor time by ours, page by page."""

    kind: Kind
    reader: str
    seconds: float  # of the processor a page, median
    ratio: tuple[float, float, float]  # lower quartile, median, upper quartile
    accuracy: Accuracy
    megabytes: float


def rows(timed: Sequence[Timed]) -> Iterator[Row]:
    """Yield a row for every kind of page and reader, ours first, then the faster ones first."""
    for kind in KINDS:
        here = [one for one in timed if one.page.kind == kind]
        ours = {(one.page.path, one.turn): one.processor for one in here if one.name == OWN}
        readers = defaultdict(list)
        for one in here:
            readers[one.reader].append(one)
        found = [_row(kind, reader, ones, ours) for reader, ones in readers.items()]
        yield from sorted(found, key=lambda row: (row.reader != OWN, row.seconds))


def _row(
    kind: Kind,
    reader: str,
    ones: Sequence[Timed],
    ours: Mapping[tuple[Path, int], float],
) -> Row:
    ratios = [
        one.processor / ours[key] for one in ones if (key := (one.page.path, one.turn)) in ours
    ]
    first = {one.page.path: one.accuracy for one in ones}
    return Row(
        kind,
        reader,
        median(one.processor for one in ones),
        _spread(ratios),
        sum(first.values(), Accuracy()),
        max(one.megabytes for one in ones),
    )


def _spread(values: Sequence[float]) -> tuple[float, float, float]:
    if len(values) == 1:
        return values[0], values[0], values[0]
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return low, middle, high


def lines(timed: Sequence[Timed], missing: Sequence[str]) -> Iterator[str]:
    """Yield the table that is printed, as Markdown."""
    yield "| pages | reader | pages a second and core | its time by ours (quartiles) | characters wrong | figures exact | peak MB |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
    for row in rows(timed):
        low, middle, high = row.ratio
        yield (
            f"| {NAMES[row.kind]} | {row.reader} | {1 / max(row.seconds, 1e-6):.2f} "
            f"| {middle:.2f} ({low:.2f}-{high:.2f}) "
            f"| {100 * row.accuracy.character_error_rate:.2f} % "
            f"| {row.accuracy.figures_read}/{row.accuracy.figures} | {row.megabytes:.0f} |"
        )
    for one in missing:
        yield f"missing: {one}"


def rates(timed: Sequence[Timed]) -> Rates:
    """Return one reader's accuracy by kind of page, rounded as it is recorded."""
    by_kind: dict[str, dict[Path, Accuracy]] = defaultdict(dict)
    for one in timed:
        by_kind[one.page.kind][one.page.path] = one.accuracy
    return {
        kind: {
            "character_error_rate": round(total.character_error_rate, 6),
            "figure_match": round(total.figure_match, 6),
        }
        for kind, pages in by_kind.items()
        for total in [sum(pages.values(), Accuracy())]
    }


def worse_than(timed: Sequence[Timed], recorded: Rates) -> list[str]:
    """Return in words what is worse than recorded, of the kinds of page that were read."""
    found = []
    for kind, now in rates(timed).items():
        before = recorded.get(kind)
        if before is None:
            continue
        if now["character_error_rate"] > before["character_error_rate"] + SLACK:
            found.append(
                f"{kind}: character error rate {now['character_error_rate']:.4f}, "
                f"recorded {before['character_error_rate']:.4f}"
            )
        if now["figure_match"] < before["figure_match"] - SLACK:
            found.append(
                f"{kind}: figures exact {now['figure_match']:.4f}, "
                f"recorded {before['figure_match']:.4f}"
            )
    return found


BAR, GAP, LEFT, WIDTH = 16, 6, 250, 900


def chart(timed: Sequence[Timed]) -> str:
    """Return bars of each reader's time by ours as SVG, with a stroke over the quartiles."""
    found = list(rows(timed))
    widest = max((row.ratio[2] for row in found), default=1.0)
    unit = (WIDTH - LEFT - 60) / widest
    parts, y = [], 10
    for kind in KINDS:
        here = [row for row in found if row.kind == kind]
        if here:
            parts.append(f'<text x="4" y="{y + 14}" font-weight="bold">{NAMES[kind]}</text>')
            y += BAR + GAP
        for row in here:
            parts += _bar(row, y, unit)
            y += BAR + GAP
        y += GAP if here else 0
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y + 30}" '
        'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="white"/>'
    )
    foot = f'<text x="4" y="{y + 18}">processor time a page, shenhe = 1; shorter is faster</text></svg>'
    return "\n".join([head, *parts, foot]) + "\n"


def _bar(row: Row, y: int, unit: float) -> Iterator[str]:
    low, middle, high = row.ratio
    color = "#2a6f97" if row.reader == OWN else "#b0b7bd"
    yield f'<text x="{LEFT - 6}" y="{y + 12}" text-anchor="end">{escape(row.reader)}</text>'
    yield f'<rect x="{LEFT}" y="{y}" width="{middle * unit:.1f}" height="{BAR}" fill="{color}"/>'
    yield (
        f'<line x1="{LEFT + low * unit:.1f}" x2="{LEFT + high * unit:.1f}" y1="{y + BAR / 2}" '
        f'y2="{y + BAR / 2}" stroke="black"/>'
    )
    yield f'<text x="{LEFT + high * unit + 6:.1f}" y="{y + 12}">{middle:.2f}</text>'

"""How much of one body stands in another, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.records import Heading, Record

from . import winnowing
from .fingerprint import Fingerprint, Neighbours
from .settings import CheckSettings
from .winnowing import RUN, WINDOW, Passage

GAP = 2  # kept runs that may differ inside one passage: a changed name, a misread character


@dataclass(frozen=True)
class Span:
    """A common passage of a section's text; `runs` are those of it that winnowing keeps.

    `sure` characters lie between them; the text goes on to the passage's ends as far as they show.
    """

    heading: Heading
    text: str
    runs: int
    sure: int


@dataclass(frozen=True)
class Overlap:
    spans: tuple[Span, ...]
    share: float  # of the shorter body's kept runs, those in the spans

    @property
    def characters(self) -> int:
        return sum(len(span.text) for span in self.spans)


def overlap(
    record: Record,
    own: Fingerprint,
    other: Fingerprint,
    neighbours: Neighbours,
    settings: CheckSettings,
    template: frozenset[int] = frozenset(),
) -> Overlap:
    """Return the long passages of a record that another body holds too.

    `template` are runs of the notice's own words, and no passage reaches over one.
    """
    shared = own.passages & other.passages
    count = neighbours.count
    if count >= settings.template_batch:
        limit = max(3, settings.template_share * count)
        common = frozenset(p for p in shared if neighbours.spread[p] >= limit)
        shared, template = shared - common, template | common
    shorter = min(len(own.passages), len(other.passages))
    if not shared or not shorter:
        return Overlap((), 0.0)
    theirs = other.passages - template
    spans = tuple(
        span
        for heading in record.outline
        for span in _spans(heading, shared, template, theirs)
        if span.sure >= settings.passage_characters
    )
    return Overlap(spans, sum(span.runs for span in spans) / shorter)


def _spans(
    heading: Heading, shared: frozenset[int], template: frozenset[int], theirs: frozenset[int]
) -> Iterator[Span]:
    """Yield the stretches of a section between the first and last of neighbouring common runs."""
    run: list[Passage] = []
    missed = 0
    for passage in winnowing.passages(heading.text):
        if passage.hash in shared:
            run.append(passage)
            missed = 0
        elif run:
            missed += 1
            if missed > GAP or passage.hash in template:
                yield _span(heading, run, theirs)
                run, missed = [], 0
    if run:
        yield _span(heading, run, theirs)


def _span(heading: Heading, run: list[Passage], theirs: frozenset[int]) -> Span:
    """Return the stretch, out to the last runs of its neighbourhood that the other body keeps.

    At the edge of a common passage the two bodies keep different runs of it.
    """
    near = [
        one.start
        for one in winnowing.runs(heading.text)
        if run[0].start - WINDOW <= one.start <= run[-1].start + WINDOW and one.hash in theirs
    ]
    start, last = min(near, default=run[0].start), max(near, default=run[-1].start)
    sure = run[-1].start + RUN - run[0].start
    return Span(heading, heading.text[start : last + RUN], len(run), sure)

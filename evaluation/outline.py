"""Headings of the body: found or not, and bound to the right entry of the reference outline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from extract.records import Heading, Record

from .comparison import Comparison, Group, Outcome, outcome
from .equality import plain
from .labelled import Labelled
from .truth import Origin, TrueHeading

Identity = tuple[int, str, str, int]


def compare_outline(labelled: Labelled, record: Record) -> Iterator[Comparison]:
    """Match headings on title, level and page; of matched ones compare the reference too."""
    waiting: dict[Identity, list[Heading]] = defaultdict(list)
    for heading in record.outline:
        waiting[_identity(heading)].append(heading)
    missed = []
    for true in labelled.truth.outline:
        candidates = waiting[_identity(true)]
        if candidates:
            found = candidates.pop(0)
            yield _comparison(labelled, "outline", true, found)
            yield _comparison(labelled, "reference", true, found)
        else:
            missed.append(true)
    left = [heading for headings in waiting.values() for heading in headings]
    for true in missed:
        yield _missed(labelled, true, left)
    for heading in left:
        yield _comparison(labelled, "outline", None, heading)


def _identity(heading: Heading | TrueHeading) -> Identity:
    return heading.level, plain(heading.title), heading.file, heading.page


def _described(heading: Heading | TrueHeading | None) -> str | None:
    if heading is None:
        return None
    return f"{heading.level} {heading.title} ({heading.file}#{heading.page})"


def _missed(labelled: Labelled, true: TrueHeading, left: list[Heading]) -> Comparison:
    """Return the miss of one heading, with the same title elsewhere as what was read instead."""
    near = next((h for h in left if plain(h.title) == plain(true.title)), None)
    missed = _comparison(labelled, "outline", true, None)
    return missed.model_copy(update={"text": _described(near) or ""})


def _comparison(
    labelled: Labelled, group: Group, true: TrueHeading | None, found: Heading | None
) -> Comparison:
    at = found or true
    assert at is not None
    expected, got = _described(true), _described(found)
    result: Outcome = "missing" if found is None else "right" if true is not None else "invented"
    if group == "reference" and true is not None and found is not None:
        expected, got = true.reference, found.reference
        result = outcome(expected, got)
    return Comparison(
        submission=labelled.label,
        kind=labelled.truth.kind,
        origin=_origin(labelled, at),
        group=group,
        type="label",
        what=at.title,
        expected=expected,
        got=got,
        outcome=result,
        strict=true is not None and found is not None and true.title == found.title,
        file=at.file,
        page=at.page,
        bbox=found.bbox if found else None,
        confidence=found.confidence if found else None,
    )


def _origin(labelled: Labelled, heading: Heading | TrueHeading) -> Origin:
    page = labelled.truth.page(heading.file, heading.page)
    if page is None:
        return labelled.truth.origin_of(("body",))
    return "digital" if page.digital else "scanned"

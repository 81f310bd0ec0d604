"""The body's headings, their levels, what they answer in the reference outline, their text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .body import BodyLine, body_lines, paragraphs
from .geometry import Box
from .labels import label_key
from .numbering import decimal_depth, numbering_of
from .pages import Page
from .programme import OutlineEntry
from .references import Matcher

MAX_TITLE = 36  # characters
_SENTENCE = re.compile(r"[。；;！？!?]|，.*，|[：:].")
_LEADER = re.compile(r"[.…·•‥]{3,}\s*\d*$|\.{2,}\d+$")
AGREED = 0.85  # of a kind's headings that answer entries of its level
MAX_DIGITS = 0.3  # of a title; more is the head of a table
LARGER = 1.0  # points above the body's size that make a line a heading


@dataclass(frozen=True)
class Section:
    """A heading and the text up to the next one."""

    level: int
    title: str
    page: Page
    box: Box
    reference: str | None
    confidence: float
    text: str


@dataclass(frozen=True)
class _Candidate:
    line: BodyLine
    kind: str  # of numbering, or "style" for headings told by their type only
    title: str
    entry: OutlineEntry | None
    rest: str = ""  # text that follows the title on its own line
    style: tuple[bool, float] = field(default=(False, 0.0))


def read_outline(pages: Sequence[Page], entries: Sequence[OutlineEntry]) -> list[Section]:
    """Return the sections of the body pages in reading order."""
    lines = body_lines(pages)
    matcher = Matcher(entries)
    body = _body_style(lines)
    candidates = [
        candidate for line in lines if (candidate := _candidate(line, matcher, body)) is not None
    ]
    headings = _consistent(candidates)
    levels = _levels(headings)
    by_heading = [_level(heading, levels, headings) for heading in headings]
    references = matcher.assign(list(zip((h.title for h in headings), by_heading, strict=True)))
    starts = {id(h.line): index for index, h in enumerate(headings)}
    texts = _texts(lines, headings, starts)
    return [
        Section(
            level=level,
            title=heading.title,
            page=heading.line.page,
            box=heading.line.box,
            reference=reference,
            confidence=heading.line.confidence,
            text=text,
        )
        for heading, level, reference, text in zip(
            headings, by_heading, references, texts, strict=True
        )
    ]


@dataclass(frozen=True)
class BodyStyle:
    """The type that most of the body's characters are set in; size in points."""

    font: str
    size: float


def _body_style(lines: Iterable[BodyLine]) -> BodyStyle:
    styles: Counter[tuple[str, float]] = Counter()
    for line in lines:
        styles[line.font, line.size] += len(line.text)
    return BodyStyle(*styles.most_common(1)[0][0]) if styles else BodyStyle("", 0.0)


def _candidate(line: BodyLine, matcher: Matcher, body: BodyStyle) -> _Candidate | None:
    if line.in_table or _LEADER.search(line.text):
        return None
    numbering = numbering_of(line.text)
    if numbering is None:
        return _by_style(line, matcher, body)
    title = line.text[numbering.length :]
    run_in = matcher.run_in(title)
    if run_in is not None:
        answered, length = run_in
        return _Candidate(line, numbering.kind, title[:length], answered, title[length + 1 :])
    title = title.rstrip("：:。.")
    if not title or len(title) > MAX_TITLE or _SENTENCE.search(title):
        return None
    entry = matcher.nearest(title)
    unlikely = numbering.kind == "bare" or not line.is_short or "，" in title
    if entry is None and unlikely:
        return None
    return _Candidate(line, numbering.kind, title, entry)


def _by_style(line: BodyLine, matcher: Matcher, body: BodyStyle) -> _Candidate | None:
    """Take an unnumbered line for a heading when its type or its wording says so.

    One that answers no entry counts only beside others of its type that do.
    """
    title = line.text.rstrip("：:")
    if not 2 <= len(title) <= MAX_TITLE or _SENTENCE.search(title):  # noqa: PLR2004
        return None
    entry = matcher.nearest(title)
    known_title = line.is_short and label_key(title) in matcher.keys
    if not (line.is_short and _stands_out(line, body)) and not (entry is not None and known_title):
        return None
    if entry is None and sum(c.isdigit() for c in title) > MAX_DIGITS * len(title):
        return None
    return _Candidate(line, _style(line), title, entry)


def _style(line: BodyLine) -> str:
    """Return what headings of one level share: their type, in a scan how far they are set in."""
    if line.font:
        return f"style-{line.font}-{line.bold}-{line.size}"
    return f"style-{(line.box.x0 - line.left) / line.box.height:.0f}"


def _stands_out(line: BodyLine, body: BodyStyle) -> bool:
    """Tell a line of another type than the body's; of a scan any line may be one."""
    larger = line.size >= body.size + LARGER
    return line.bold or larger or line.font != body.font or not line.font


def _consistent(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Drop kinds of numbering that number items of a list, not headings.

    A kind is a heading's where one of its titles answers the reference outline, or where its
    lines are set in another type than the body's.
    """
    known = {c.kind for c in candidates if c.entry is not None}
    matched: Counter[str] = Counter(c.kind for c in candidates if c.entry is not None)
    total: Counter[str] = Counter(c.kind for c in candidates)
    first_chinese = next(
        (c.kind for c in candidates if c.kind in ("chinese", "chapter", "capital", "roman")), None
    )
    kept = []
    for candidate in candidates:
        kind = candidate.kind
        if (
            kind == first_chinese
            or (kind in known and (candidate.entry is not None or matched[kind] * 2 >= total[kind]))
            or candidate.line.stands_out
        ):
            kept.append(candidate)
    return kept


def _levels(headings: Sequence[_Candidate]) -> dict[str, int]:
    """Return the level of each kind of numbering.

    A decimal number states it; for others the levels of the entries that its titles answer
    decide, and where none does, the order in which the kinds first appear.
    """
    levels: dict[str, int] = {}
    order: list[str] = []
    for heading in headings:
        if heading.kind not in order:
            order.append(heading.kind)
    for kind in order:
        votes = Counter(h.entry.level for h in headings if h.kind == kind and h.entry is not None)
        depth = decimal_depth(kind)
        if depth is not None and not (votes and kind == "bare"):
            levels[kind] = depth
        elif votes:
            levels[kind] = votes.most_common(1)[0][0]
        else:
            before = [levels[other] for other in order[: order.index(kind)] if other in levels]
            levels[kind] = min((max(before) if before else 0) + 1, 4)
    return levels


def _level(heading: _Candidate, levels: dict[str, int], headings: Sequence[_Candidate]) -> int:
    """Return a heading's level: its kind's, unless one kind serves several levels.

    Headings told by their type alone, or numbered alike at two depths, go by what they answer.
    """
    answered = [h.entry.level for h in headings if h.kind == heading.kind and h.entry is not None]
    agreed = answered.count(levels[heading.kind]) >= AGREED * len(answered)
    if heading.entry is None or agreed or decimal_depth(heading.kind) is not None:
        return levels[heading.kind]
    return heading.entry.level


def _texts(
    lines: Sequence[BodyLine], headings: Sequence[_Candidate], starts: dict[int, int]
) -> list[str]:
    contents: list[list[BodyLine]] = [[] for _ in headings]
    current: int | None = None
    for line in lines:
        if id(line) in starts:
            current = starts[id(line)]
        elif current is not None:
            contents[current].append(line)
    return [
        "\n".join(filter(None, [heading.rest, paragraphs(content)]))
        for heading, content in zip(headings, contents, strict=True)
    ]

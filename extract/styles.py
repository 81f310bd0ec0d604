"""How the digital body pages are set: fonts, sizes and spacing by role."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Literal

from .body import BodyLine, body_lines
from .page_types import TypedPage, of_type
from .records import Evidence, Heading, Style

Role = Literal["body", "heading1", "heading2"]
ROLES: dict[int, Role] = {1: "heading1", 2: "heading2"}
MAX_SPACING = 2.6  # times the size; a larger distance is a gap between paragraphs


def styles_of(typed: Sequence[TypedPage], outline: Sequence[Heading]) -> tuple[Style, ...]:
    """Return the prevailing style of body text and of headings of level 1 and 2."""
    lines = body_lines([page for page in of_type(typed, "body") if page.digital])
    titles = {(heading.file, heading.page, heading.title): heading.level for heading in outline}
    roles: dict[Role, list[BodyLine]] = defaultdict(list)
    for line in lines:
        role = _role(line, titles)
        if role is not None:
            roles[role].append(line)
    return tuple(_style(role, of_role) for role, of_role in sorted(roles.items()))


def _role(line: BodyLine, titles: dict[tuple[str, int, str], int]) -> Role | None:
    if line.in_table:
        return None
    for (file, number, title), level in titles.items():
        if line.page.file == file and line.page.number == number and line.text.endswith(title):
            return ROLES.get(level)
    return "body"


def _style(role: Role, lines: Sequence[BodyLine]) -> Style:
    weights: Counter[tuple[str, float]] = Counter()
    for line in lines:
        weights[line.font, line.size] += len(line.text)
    (font, size), count = weights.most_common(1)[0]
    example = next(line for line in lines if (line.font, line.size) == (font, size))
    return Style(
        role=role,
        font=font,
        size=size,
        line_spacing=_spacing(lines, size) if role == "body" else None,
        characters=count,
        evidence=Evidence(
            file=example.page.file,
            page=example.page.number,
            bbox=example.page.locate(example.box),
            text=example.text,
        ),
    )


def _spacing(lines: Iterable[BodyLine], size: float) -> float | None:
    """Return the median distance of neighbouring lines, in type sizes."""
    distances = [
        (lower.box.y1 - upper.box.y1) / size
        for upper, lower in pairwise(lines)
        if upper.page is lower.page and 0 < lower.box.y1 - upper.box.y1 < MAX_SPACING * size
    ]
    return round(median(distances), 2) if distances else None

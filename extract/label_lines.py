"""Fields printed without a table: a label, and its answer behind it on the line (covers)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .forms import FormContext, Place
from .geometry import Box, union
from .lines import TextLine, lines_of
from .pages import Page
from .programme import FieldSpec
from .tables import Cell, words_after

_FILLER = re.compile(r"^[:：_＿\s]+")
MAX_GAP = 2.2  # line heights between the lines of one answer
CLOSE = 0.8  # the same, where nothing but its place tells that a line goes on


def find_line_places(pages: Sequence[Page], context: FormContext) -> list[Place]:
    """Return the answers of a form's fields that stand behind their labels."""
    found = []
    for page in pages:
        lines = lines_of(page.words)
        starts = {
            index: (field, length)
            for index, line in enumerate(lines)
            if (match := _label_at_start(line.text, context)) is not None
            for field, length in [match]
        }
        for index, (field, length) in starts.items():
            words = words_after(lines[index].words, length)
            left = min((word.box.x0 for word in words), default=lines[index].box.x1)
            following = _following(lines, index, starts, field, left)
            words += [word for line in following for word in line.words]
            if words:
                box = union(word.box for word in words)
                cell = Cell(box, 0, 1, 0, 1, tuple(words))
            else:
                cell = Cell(_empty_box(lines[index], page), 0, 1, 0, 1)
            found.append(Place(field, None, (cell,), page, None))
    return found


def _label_at_start(text: str, context: FormContext) -> tuple[FieldSpec, int] | None:
    """Return (field, length of its label) where a line begins with a label."""
    wordings = [(w, f) for f in context.form.fields for w in (f.label, *f.wordings)]
    for wording, field in sorted(wordings, key=lambda pair: -len(pair[0])):
        if text.startswith(wording) and len(wording) > 2:  # noqa: PLR2004
            filler = _FILLER.match(text[len(wording) :])
            return field, len(wording) + (filler.end() if filler else 0)
    return None


def _following(
    lines: Sequence[TextLine],
    index: int,
    starts: dict[int, tuple[FieldSpec, int]],
    field: FieldSpec,
    left: float,
) -> list[TextLine]:
    """Return the lines that go on with an answer: near below, set in, up to the next label.

    `left` is where the answer begins; a text that is broken goes on below that, close under it.
    """
    more: list[TextLine] = []
    last = lines[index]
    for other in range(index + 1, len(lines)):
        line = lines[other]
        near = line.box.y0 - last.box.y1 < MAX_GAP * last.box.height
        set_in = line.box.x0 > lines[index].box.x0 + 2 * last.box.height
        if other in starts or not near or not set_in or not _continues(line, last, field, left):
            break
        more.append(line)
        last = line
    return more


def _continues(line: TextLine, last: TextLine, field: FieldSpec, left: float) -> bool:
    if field.type in ("choice", "choices"):
        return any(option.value in line.text for option in field.options)
    close = line.box.y0 - last.box.y1 < CLOSE * last.box.height
    return field.type == "text" and close and abs(line.box.x0 - left) < last.box.height


def _empty_box(line: TextLine, page: Page) -> Box:
    return Box(line.box.x1, line.box.y0, page.width * 0.9, line.box.y1)

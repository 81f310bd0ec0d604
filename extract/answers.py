"""The cells of one field into a value: text, code, number, choice or rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from .choices import Marks, Option, PenMarks, chosen, read_options, same_option, unmarked
from .geometry import Box, union
from .labels import read_label
from .lines import lines_of
from .mark_ink import by_ink
from .pages import Page, Word
from .programme import FieldSpec
from .punctuation import chinese_punctuation, with_dashes
from .records import Row, Value
from .tables import Cell
from .values import amount, credit_code
from .values import text as printed

CONSISTENT = 0.95  # confidence of the only tick among options whose boxes were all seen
UNSURE = 0.5  # confidence of a choice whose marks could not be found
FEW = 0.5  # of the options: more that look chosen are not told apart by their ink
UNCLEAR = "勾选框不清，请看原件。"
NO_MARKS = "没有认出勾选的标记（如画圈、划线），请看原件。"


@dataclass(frozen=True)
class Answer:
    """A field's value and where it stands, in upright points of its page."""

    value: Value
    text: str
    unit: str | None
    box: Box
    page: Page
    confidence: float
    origin: str
    note: str | None = None


@dataclass(frozen=True)
class Stretch:
    """The cells of an answer that stand on one page."""

    cells: Sequence[Cell]
    page: Page


def answer_of(
    field: FieldSpec,
    cells: Sequence[Cell],
    more: Stretch | None,
    page: Page,
    unit: str | None,
    marks: Marks,
) -> Answer:
    """Read the cells that answer a field; `more` are those that a page break parted from them.

    `unit` is what the field's label says, None as the form has it.
    """
    words = [word for cell in cells for word in cell.words]
    stretches = [Stretch(cells, page), *([more] if more else [])]
    whole = _cells(stretches)
    found = Answer(
        value=None,
        text=_text(whole),
        unit=unit or field.unit,
        box=union(word.box for word in words) if words else union(cell.box for cell in cells),
        page=page,
        confidence=_confidence([word for cell in whole for word in cell.words]),
        origin=_origin(words, page),
    )
    return _KINDS[field.type](field, stretches, found, marks)


def _cells(stretches: Iterable[Stretch]) -> list[Cell]:
    return [cell for stretch in stretches for cell in stretch.cells]


def _text(cells: Iterable[Cell]) -> str:
    """Return what is printed, lines joined; recognised print with its Chinese punctuation."""
    parts = []
    for cell in cells:
        for line in lines_of(cell.words):
            recognised = any(word.origin == "ocr" for word in line.words)
            parts.append("".join(with_dashes(w) if recognised else w.text for w in line.words))
    text = "".join(parts)
    recognised = any(word.origin == "ocr" for cell in cells for word in cell.words)
    return chinese_punctuation(text) if recognised else text


def _confidence(words: Sequence[Word]) -> float:
    """Return the least sure character's confidence: one wrong character makes a value wrong."""
    return min(
        (min(word.confidences, default=word.confidence) for word in words if word.text),
        default=0.9,
    )


def _origin(words: Sequence[Word], page: Page) -> str:
    if words:
        return "ocr" if any(word.origin == "ocr" for word in words) else "text"
    return "text" if page.digital else "ocr"


def _without_hints(text: str, field: FieldSpec) -> str:
    for hint in sorted(field.hints, key=len, reverse=True):
        text = _printed_anyhow(hint).sub("", text)
    return text


@cache
def _printed_anyhow(hint: str) -> re.Pattern[str]:
    """Return a pattern for a form's own words, with brackets of either width and spaces anywhere.

    At the end of an answer it may be broken off: the rest stands on a line of its own.
    """
    parts = ["[（(]" if c in "（(" else "[）)]" if c in "）)" else re.escape(c) for c in hint]
    broken = [rf"{parts[0]}{parts[1]}$"] if hint[0] in "（(" and len(hint) > 2 else []  # noqa: PLR2004
    return re.compile("|".join([r"\s*".join(parts), *broken]))


def _read_text(field: FieldSpec, parts: Sequence[Stretch], found: Answer, marks: Marks) -> Answer:
    return replace(found, value=printed.clean(_without_hints(found.text, field)))


def _read_code(field: FieldSpec, parts: Sequence[Stretch], found: Answer, marks: Marks) -> Answer:
    return replace(found, value=credit_code.clean(found.text))


def _read_number(field: FieldSpec, parts: Sequence[Stretch], found: Answer, marks: Marks) -> Answer:
    text = _without_hints(found.text, field)
    cleaned = printed.clean(text)
    if cleaned is None or cleaned == printed.NONE:
        return replace(found, value=cleaned)
    parsed = amount.parse(text, found.unit)
    if parsed is None:
        note = f"“{found.text}”{amount.fault(text)}，未换算。"
        return replace(found, value=None, note=note, confidence=min(found.confidence, UNSURE))
    return replace(found, value=parsed.in_unit(field.unit), unit=parsed.unit or found.unit)


def _options(field: FieldSpec, parts: Sequence[Stretch], marks: Marks) -> list[Option]:
    return [
        option
        for part in parts
        for option in read_options(
            [cell.words for cell in part.cells], field.options, marks, _pen(part.page)
        )
    ]


def _pen(page: Page) -> PenMarks:
    """Return what a page shows besides print; a digital page's boxes are among its words."""
    return PenMarks(() if page.digital else page.check_marks, page.ticks, page.rings)


def _read_choice(field: FieldSpec, parts: Sequence[Stretch], found: Answer, marks: Marks) -> Answer:
    options = _options(field, parts, marks)
    ticked = chosen(options)
    if len(ticked) == 1:
        told = len(options) > 1 and all(option.ticked is not None for option in options)
        # One tick among boxes that all could be told is surer than the words beside them.
        sure = max(found.confidence, CONSISTENT) if told else found.confidence
        return replace(found, value=ticked[0].value, confidence=sure)
    if not ticked and not options:
        return replace(found, value=same_option(found.text, field.options))
    hidden = unmarked(options)
    if hidden is not None:
        return replace(found, value=hidden.value, confidence=UNSURE, note=UNCLEAR)
    inked = chosen(_inked(field, parts, marks))
    if len(inked) == 1:
        return replace(found, value=inked[0].value, confidence=UNSURE, note=UNCLEAR)
    if len(ticked) > 1:
        note = "勾选了不止一项：" + "、".join(option.value for option in ticked)
        return replace(found, value=ticked[0].value, note=note, confidence=UNSURE)
    if len(options) > 1 and _are_unmarked(options):
        return replace(found, value=None, note=NO_MARKS)
    if len(options) == 1 and any(_is_ringed(part, options[0]) for part in parts):
        others = [option.value for option in field.options if option.value != options[0].value]
        value = others[0] if len(others) == 1 else None
        return replace(found, value=value, confidence=UNSURE, note=UNCLEAR)
    lone = options[0].value if len(options) == 1 and options[0].ticked is None else None
    if lone is not None and any(_has_more_ink(part) for part in parts):
        return replace(found, value=lone, confidence=UNSURE, note=UNCLEAR)
    return replace(found, value=lone)


def _inked(field: FieldSpec, parts: Sequence[Stretch], marks: Marks) -> list[Option]:
    """Return the options of scanned pages whose marks differ in ink, with the states it tells."""
    found: list[Option] = []
    for part in parts:
        if part.page.ink is not None:
            found += by_ink(_options(field, [part], marks), part.page.words, part.page.ink) or []
    return found


def _has_more_ink(part: Stretch) -> bool:
    """Tell ink in a cell that was not read: another option, or a mark, may stand there."""
    return any(cell.box.contains(*ink.center) for cell in part.cells for ink in part.page.stray_ink)


def _is_ringed(part: Stretch, only: Option) -> bool:
    """Tell a ring in a cell that is not around the only option made out there."""
    return any(
        cell.box.contains(*ring.center) and not ring.contains(*only.words.center)
        for cell in part.cells
        for ring in part.page.rings
    )


def _are_unmarked(options: Sequence[Option]) -> bool:
    """Tell whether no box was seen at any option: they are chosen in a way that we do not know."""
    return bool(options) and all(option.ticked is None for option in options)


def _read_choices(
    field: FieldSpec, parts: Sequence[Stretch], found: Answer, marks: Marks
) -> Answer:
    options = _options(field, parts, marks)
    ticked, hidden = chosen(options), unmarked(options)
    if hidden is not None:
        return replace(found, value=[hidden.value], confidence=UNSURE, note=UNCLEAR)
    if not ticked or any(option.ticked is None for option in options):
        inked = {option.value for option in chosen(_inked(field, parts, marks))}
        few = len(inked) <= FEW * len(options)
        if inked and few and inked >= {option.value for option in ticked}:
            return replace(found, value=sorted(inked), confidence=UNSURE, note=UNCLEAR)
    values = sorted({option.value for option in ticked})
    told = NO_MARKS if _are_unmarked(options) else found.note
    return replace(found, value=values or None, note=told)


def _read_rows(field: FieldSpec, parts: Sequence[Stretch], found: Answer, marks: Marks) -> Answer:
    """Read a table inside the form: a header of column labels and rows below it."""
    cells = _cells(parts)
    heads = _heads(field, cells)
    if not heads:
        return found
    header_row = max(head.row1 for head in heads)
    rows: list[Row] = []
    confidences: list[float] = []
    for row in sorted({cell.row0 for cell in cells if cell.row0 >= header_row}):
        inside = [cell for cell in cells if cell.row0 == row]
        values = {
            column: _row_value(column, _below(head, inside), field)
            for column, head in zip(field.columns, heads, strict=True)
        }
        if any(value is not None for value in values.values()):
            rows.append(values)
            confidences += [_confidence(cell.words) for cell in inside if cell.words]
    return replace(found, value=rows or None, confidence=min(confidences, default=0.9))


def _heads(field: FieldSpec, cells: Sequence[Cell]) -> list[Cell]:
    found = []
    for label in field.column_labels:
        key = read_label(label, ("%",)).key
        head = next((cell for cell in cells if read_label(cell.text, ("%",)).key == key), None)
        if head is None:
            return []
        found.append(head)
    return found


def _below(head: Cell, inside: Sequence[Cell]) -> Cell | None:
    x = head.box.center[0]
    return next((cell for cell in inside if cell.box.x0 <= x <= cell.box.x1), None)


def _row_value(column: str, cell: Cell | None, field: FieldSpec) -> str | float | None:
    text = _text([cell]) if cell is not None else ""
    cleaned = printed.clean(text)
    if column != "ratio" or cleaned is None:
        return cleaned
    parsed = amount.parse(text, "%")
    return parsed.in_unit("%") if parsed is not None else None


_Kind = Callable[[FieldSpec, Sequence[Stretch], Answer, Marks], Answer]
_KINDS: dict[str, _Kind] = {
    "text": _read_text,
    "code": _read_code,
    "number": _read_number,
    "choice": _read_choice,
    "choices": _read_choices,
    "rows": _read_rows,
}

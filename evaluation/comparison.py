"""One value of a record beside the one its truth gives: the grain that all scores are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extract.geometry import Box, intersection_over_union
from extract.programme import FieldType
from extract.records import Bbox, Kind, PageType, Reading, Value

from .equality import off_by_power_of_ten, same
from .labelled import Labelled, TrueBox
from .truth import Origin, TruePage

Group = Literal[
    "kind",
    "fields",
    "lines",
    "audit",
    "license",
    "page_types",
    "rotation",
    "page_digital",
    "outline",
    "reference",
    "attachments",
]
# `empty` is a cell without a value, `extra` a value for which the truth has no place at all,
# `label` what is not a reading: a page's type, a heading.
ValueType = FieldType | Literal["empty", "extra", "label"]
Outcome = Literal["right", "wrong", "missing", "invented"]


class Comparison(BaseModel):
    """What was expected, what was read, and where one can go and look.

    Where nothing was read, `file` and `page` name the page on which it should have been found.
    """

    model_config = ConfigDict(frozen=True)

    submission: str
    kind: Kind
    origin: Origin
    group: Group
    type: ValueType
    what: str
    expected: Value
    got: Value
    outcome: Outcome
    strict: bool  # equal character by character
    power_of_ten: bool = False
    file: str | None = None
    page: int | None = None
    bbox: Bbox | None = None
    confidence: float | None = None
    printed: bool = False  # read from the page's own text, not recognised
    text: str = ""
    iou: float | None = None  # of the reading's box and the true one, where that is known

    @property
    def right(self) -> bool:
        return self.outcome == "right"


@dataclass(frozen=True)
class Question:
    """One value that the truth knows of, and the page types it stands on."""

    group: Group
    what: str
    type: ValueType
    expected: Value
    page_types: tuple[PageType, ...]
    tolerance: float = 0.0


def compare(labelled: Labelled, question: Question, reading: Reading | None) -> Comparison:
    """Set a reading, or the lack of one, beside the truth."""
    truth = labelled.truth
    got = reading.value if reading is not None else None
    page = _page(labelled, question, reading)
    return Comparison(
        submission=labelled.label,
        kind=truth.kind,
        origin=_origin(labelled, question, page),
        group=question.group,
        type=question.type,
        what=question.what,
        expected=question.expected,
        got=got,
        outcome=outcome(question.expected, got, question.tolerance),
        strict=question.expected == got,
        power_of_ten=off_by_power_of_ten(question.expected, got),
        file=page.file if page else reading.file if reading else None,
        page=page.page if page else reading.page if reading else None,
        bbox=reading.bbox if reading else None,
        confidence=reading.confidence if reading else None,
        printed=reading is not None and reading.origin == "text",
        text=reading.text if reading else "",
        iou=_iou(reading, _true_box(labelled, question)),
    )


def outcome(expected: Value, got: Value, tolerance: float = 0.0) -> Outcome:
    """Judge one value: a value for an empty cell is invented, none for a filled one missing."""
    if same(expected, got, tolerance):
        return "right"
    if expected is None:
        return "invented"
    return "missing" if got is None else "wrong"


def _page(labelled: Labelled, question: Question, reading: Reading | None) -> TruePage | None:
    if reading is not None:
        return labelled.truth.page(reading.file, reading.page)
    return labelled.truth.first_page(question.page_types)


def _origin(labelled: Labelled, question: Question, page: TruePage | None) -> Origin:
    if page is None:
        return labelled.truth.origin_of(question.page_types)
    return "digital" if page.digital else "scanned"


def _true_box(labelled: Labelled, question: Question) -> TrueBox | None:
    boxes = labelled.boxes
    match question.group:
        case "fields":
            return boxes.fields.get(question.what)
        case "lines":
            return boxes.lines.get(question.what)
        case "audit":
            return boxes.audit.get(question.what)
        case "license":
            return boxes.license.get(question.what)
        case _:
            return None


def _iou(reading: Reading | None, true_box: TrueBox | None) -> float | None:
    if reading is None or true_box is None:
        return None
    if (reading.file, reading.page) != (true_box.file, true_box.page):
        return 0.0
    return round(intersection_over_union(Box(*reading.bbox), Box(*true_box.bbox)), 4)

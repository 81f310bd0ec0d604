"""Readings made from places on pages: upright boxes become boxes of the page as displayed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from .answers import Answer
from .geometry import Box, union
from .lines import Part, TextLine, part_of
from .pages import Page, Word
from .punctuation import chinese_punctuation
from .records import Reading, Value

ReadingOrigin = Literal["text", "ocr", "reconciled", "reviewer"]


def reading(
    value: Value,
    text: str,
    page: Page,
    box: Box,
    confidence: float,
    origin: ReadingOrigin,
    unit: str | None = None,
    note: str | None = None,
) -> Reading:
    """Return a reading; `box` is upright, confidence is cut to [0, 1]."""
    return Reading(
        value=value,
        text=text,
        confidence=round(min(max(confidence, 0.0), 1.0), 4),
        origin=origin,
        file=page.file,
        page=page.number,
        bbox=page.locate(box),
        unit=unit,
        note=note,
    )


def of_answer(answer: Answer) -> Reading:
    return reading(
        answer.value,
        answer.text,
        answer.page,
        answer.box,
        answer.confidence,
        "ocr" if answer.origin == "ocr" else "text",
        answer.unit,
        answer.note,
    )


def of_part(page: Page, line: TextLine, start: int, end: int, value: Value = None) -> Reading:
    """Return a reading of a stretch of a line; the value is its text where none is given."""
    part = part_of(line, start, end)
    shown = _shown(part)
    return reading(
        shown if value is None else value, shown, page, part.box, part.confidence, _origin(part)
    )


def _shown(part: Part) -> str:
    return chinese_punctuation(part.text) if part.recognised else part.text


def _origin(part: Part) -> ReadingOrigin:
    return "ocr" if part.recognised else "text"


def of_words(page: Page, words: Iterable[Word], value: Value, text: str) -> Reading:
    used = list(words)
    recognised = any(word.origin == "ocr" for word in used)
    confidence = min(min(w.confidences, default=w.confidence) for w in used)
    origin: ReadingOrigin = "ocr" if recognised else "text"
    return reading(value, text, page, union(w.box for w in used), confidence, origin)

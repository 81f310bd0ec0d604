"""The applicant's business licence: labels and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .evidence import of_part, reading
from .lines import TextLine, lines_of, part_of
from .page_types import TypedPage, of_type
from .pages import Page
from .records import License, Reading
from .values import credit_code, date
from .vocabulary import LicenseVocabulary
from .wordings import squeezed

_CODE = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{18}(?![0-9A-Za-z])")


def read_license(typed: Sequence[TypedPage], words: LicenseVocabulary) -> License | None:
    """Return what the first licence page that says anything says; None without such a page."""
    pages = of_type(typed, "business_license")
    if not pages:
        return None
    return max((_read(page, words) for page in pages), key=_filled)


def _filled(found: License) -> int:
    return sum(value is not None for value in found.model_dump().values())


def _read(page: Page, words: LicenseVocabulary) -> License:
    labels = _labels(page, words)
    established = labels.get("established")
    if established is not None:
        parsed = date.parse(established.text)
        established = established.model_copy(update={"value": parsed}) if parsed else None
    return License(
        name=labels.get("name"),
        uscc=_code(page) or labels.get("uscc"),
        legal_representative=labels.get("legal_representative"),
        established=established,
        address=labels.get("address"),
        registered_capital=labels.get("registered_capital"),
    )


def _code(page: Page) -> Reading | None:
    """Return the code on the page: the first of 18 characters, a valid one before others."""
    found = []
    for line in lines_of(page.words):
        for match in _CODE.finditer(line.text):
            code = credit_code.clean(match.group())
            if code is not None and sum(c.isdigit() for c in code) >= 8:  # noqa: PLR2004
                found.append((credit_code.is_valid(code), page, line, match.span(), code))
    if not found:
        return None
    _, _, line, (start, end), code = max(found, key=lambda item: item[0])
    return of_part(page, line, start, end, code)


def _labels(page: Page, words: LicenseVocabulary) -> dict[str, Reading]:
    """Return, by field, what stands right of its label up to the next label on the line."""
    wordings = [(w, field) for field, ws in words.labels.items() for w in ws]
    wordings += [(w, "") for w in words.other_labels]
    wordings.sort(key=lambda pair: -len(pair[0]))
    found: dict[str, Reading] = {}
    for line in lines_of(page.words):
        for field, start, end in _values_on(line, wordings):
            if not field or field in found or start >= end:
                continue
            part = part_of(line, start, end)
            text = squeezed(part.text).lstrip(":：")
            if text:
                origin = "ocr" if part.recognised else "text"
                shown = of_part(page, line, start, end)
                found[field] = reading(
                    shown.text.lstrip(":："), shown.text, page, part.box, part.confidence,
                    "ocr" if origin == "ocr" else "text",
                )  # fmt: skip
    return found


def _values_on(line: TextLine, wordings: Iterable[tuple[str, str]]) -> list[tuple[str, int, int]]:
    """Return (field, start, end) of the values on a line, cut at the labels."""
    text = line.text
    marks: list[tuple[int, int, str]] = []
    for wording, field in wordings:
        start = text.find(wording)
        if start < 0 or not _begins_word(line, start):
            continue
        end = start + len(wording)
        if all(end <= a or start >= b for a, b, _ in marks):
            marks.append((start, end, field))
    if not marks:
        return []
    marks.sort()
    ends = [mark[0] for mark in marks[1:]] + [len(text)]
    return [(field, end, stop) for (_, end, field), stop in zip(marks, ends, strict=True)]


def _begins_word(line: TextLine, position: int) -> bool:
    """Tell whether a word of print starts at a position: a label stands apart."""
    offset = 0
    for word in line.words:
        if position == offset:
            return True
        offset += len(word.text)
    return False

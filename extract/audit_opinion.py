"""The opinion: told only from the section under its own heading.

Over the whole report the answer would be wrong: the section on the auditors' responsibilities
speaks of modified opinions in every report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .evidence import of_part
from .lines import TextLine, lines_of
from .numbering import numbering_of
from .pages import Page
from .records import Opinion, Reading
from .vocabulary import AuditVocabulary
from .wordings import squeezed

MAX_HEADING = 36  # characters


@dataclass(frozen=True)
class _Section:
    heading: str
    page: Page
    line: TextLine
    text: str


def read_opinion(pages: Sequence[Page], words: AuditVocabulary) -> tuple[Reading | None, bool]:
    """Return the opinion and whether going concern is in doubt."""
    sections = _sections(pages, words)
    going_concern = any(_is(s.heading, words.going_concern_headings) for s in sections) or any(
        _is(s.heading, words.emphasis_headings)
        and any(phrase in s.text for phrase in words.going_concern_phrases)
        for s in sections
    )
    emphasis = going_concern or any(_is(s.heading, words.emphasis_headings) for s in sections)
    for section in sections:
        if not _is(section.heading, words.opinion_headings):
            continue
        kind = _classified(section.heading + section.text, words)
        if kind == "unqualified" and emphasis:
            kind = "unqualified_with_emphasis"
        if kind is not None:
            found = of_part(section.page, section.line, 0, len(section.line.text), kind)
            return found.model_copy(update={"text": section.line.text}), going_concern
    return None, going_concern


def _is(heading: str, names: Sequence[str]) -> bool:
    return any(heading == name for name in names)


def _classified(text: str, words: AuditVocabulary) -> Opinion | None:
    """Test the modified opinions before the unmodified one, whose words they contain."""
    for kind, patterns in words.opinion_patterns:
        if any(pattern.search(text) for pattern in patterns):
            return kind
    return None


def _sections(pages: Sequence[Page], words: AuditVocabulary) -> list[_Section]:
    sections: list[_Section] = []
    for page in pages:
        for line in lines_of(page.words):
            heading = _heading(line, words)
            if heading is not None:
                sections.append(_Section(heading, page, line, ""))
            elif sections:
                last = sections[-1]
                text = last.text + squeezed(line.text)
                sections[-1] = _Section(last.heading, last.page, last.line, text)
    return sections


def _heading(line: TextLine, words: AuditVocabulary) -> str | None:
    """Return the name of the section that a line heads, None for a line of text."""
    text = squeezed(line.text)
    numbering = numbering_of(text)
    name = text[numbering.length :] if numbering else text
    name = name.strip(":：。.")
    if len(name) > MAX_HEADING:
        return None
    return name if name in words.section_headings else None

"""Facts of an audit report: firm, number, date, the audited entity, the regulatory code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from .evidence import of_part
from .lines import TextLine, lines_of
from .pages import Page
from .punctuation import chinese_punctuation
from .records import Reading
from .statements import StatementPage
from .values import date
from .vocabulary import AuditVocabulary


@dataclass(frozen=True)
class Hit:
    """A match on a line of a page."""

    page: Page
    line: TextLine
    start: int
    end: int

    @property
    def text(self) -> str:
        return chinese_punctuation(self.line.text)[self.start : self.end]

    def reading(self, value: str | None = None) -> Reading:
        return of_part(self.page, self.line, self.start, self.end, value or self.text)


def hits(pages: Iterable[Page], pattern: re.Pattern[str], group: int = 0) -> Iterator[Hit]:
    """Yield the places where a pattern, or a group of it, stands on some pages' lines."""
    for page in pages:
        for line in lines_of(page.words):
            for match in pattern.finditer(chinese_punctuation(line.text)):
                yield Hit(page, line, *match.span(group))


def firm(pages: Sequence[Page], words: AuditVocabulary) -> Reading | None:
    """Return the auditing firm: the name most often read, and of those the surest."""
    return _most_frequent(hits(pages, words.firm_pattern, 1))


def report_number(pages: Sequence[Page], words: AuditVocabulary) -> Reading | None:
    """Return the report's number; the opinion's own page counts more than the cover."""
    found = list(hits(pages, words.number_pattern))
    inner = [hit for hit in found if hit.page is not pages[0]] if len(pages) > 1 else found
    best = max(inner or found, key=lambda hit: hit.reading().confidence, default=None)
    return best.reading(_paired(re.sub(r"\s+", "", best.text))) if best is not None else None


def _paired(number: str) -> str:
    """Return a report number with the bracket that closes its year made the one that opens it."""
    for opening, closing in ("〔〕", "【】", "（）", "[]", "()"):
        if opening in number:
            return re.sub(r"[〕】）\])]", closing, number, count=1)
    return number


def report_date(pages: Sequence[Page], words: AuditVocabulary) -> Reading | None:
    """Return the date of signature: the last full date that stands by itself on a line."""
    alone = [hit for hit in hits(pages, words.date_pattern) if _stands_alone(hit)]
    dated = [hit for hit in alone if len(date.parse(hit.text) or "") == len("2023-01-01")]
    if not dated:
        return None
    return dated[-1].reading(date.parse(dated[-1].text))


def _stands_alone(hit: Hit) -> bool:
    rest = hit.line.text[: hit.start] + hit.line.text[hit.end :]
    return len(rest) <= 12  # noqa: PLR2004


def entity(
    pages: Sequence[Page], printed: Sequence[StatementPage], words: AuditVocabulary
) -> Reading | None:
    """Return the audited unit: whom the opinion addresses, else who drew up the statements."""
    addressed = next(hits(pages, words.addressee_pattern, 1), None)
    if addressed is not None:
        return addressed.reading()
    statement_pages = list({id(p.page): p.page for s in printed for p in s.lines}.values())
    drawn_up = next(hits(statement_pages, words.preparer_pattern, 1), None)
    if drawn_up is not None:
        return drawn_up.reading()
    return _most_frequent(hits(pages, words.audited_pattern, 1))


def regulatory_code(pages: Sequence[Page], words: AuditVocabulary) -> Reading | None:
    found = next(hits(pages[:2], words.code_pattern), None)
    return found.reading() if found is not None else None


def _most_frequent(found: Iterable[Hit]) -> Reading | None:
    candidates = list(found)
    if not candidates:
        return None
    counts = Counter(hit.text for hit in candidates)
    rank: Callable[[Hit], tuple[int, float]] = lambda hit: (  # noqa: E731
        counts[hit.text],
        hit.reading().confidence,
    )
    return max(candidates, key=rank).reading()

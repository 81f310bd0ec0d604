"""What each page is: scored by its own words and layout, then read in sequence.

A page without a title of its own goes on with what came before it in its file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp

from rapidfuzz import fuzz

from .labels import label_key
from .lines import TextLine, lines_of
from .numbering import numbering_of
from .open_tables import form_tables
from .pages import Page
from .punctuation import chinese_punctuation
from .records import PageType, Run
from .runs import runs_of
from .vocabulary import PageTypeSpec
from .wordings import squeezed

TOP = 0.45  # of the page's height, where titles stand
TITLE_EXTRA = 8  # characters that a title line may have beside the phrase
ENOUGH = 3.0  # score that makes a type by itself
MORE_FORM = 1.2  # score of a form's own words on the page after a form
LARGER = 1.15  # times the page's usual type size: a title's
MIN_FUZZY = 4  # characters of a phrase that may be misread
NEAR = 85.0  # of 100, likeness of a phrase and a misread title
MIN_CELLS = 2
MIN_PROSE = 4  # wide lines
HEADING, MAX_HEADINGS = 2.0, 6.0  # score of a heading of the reference outline; of all
CENTERED = 0.08  # of the page's width, by which a title may be off the middle
# dots that lead to a page number, or to one that was not read; to a figure they lead in statements
LEADER = re.compile(r"[.…·•‥⋯]{4,}[-—–(（\s]*(?:\d{1,3}|[ivxIVX]+)?[-—–)）\s]*$")
AUDIT: tuple[PageType, ...] = (
    "audit_opinion",
    "balance_sheet",
    "income_statement",
    "cash_flow",
    "equity_changes",
    "audit_notes",
)
# Copies of the firm's own papers stand at the end of its report.
APPENDED: tuple[PageType, ...] = ("business_license", "hightech_certificate")
STATEMENTS: tuple[PageType, ...] = AUDIT[1:5]
CONTINUED: dict[PageType, PageType] = {
    "form": "form",
    "body": "body",
    "audit_opinion": "audit_opinion",
    "audit_notes": "audit_notes",
    "balance_sheet": "balance_sheet",
    "income_statement": "income_statement",
    "cash_flow": "cash_flow",
    "equity_changes": "equity_changes",
    "policy_document": "policy_document",
    "customer_evaluation": "customer_evaluation",
    "premises_proof": "premises_proof",
    "commitment": "other",
    "business_license": "other",
    "hightech_certificate": "other",
    "instructions": "other",
    "cover": "other",
    "other": "other",
}


@dataclass(frozen=True)
class TypedPage:
    """A page with its type, how sure that is, and its text in reading order."""

    page: Page
    type: PageType
    confidence: float
    text: str
    runs: tuple[Run, ...] = ()  # where the text stands


@dataclass(frozen=True)
class _Look:
    """What of a page the scoring looks at."""

    page: Page
    lines: tuple[TextLine, ...]
    text: str  # squeezed
    titles: tuple[str, ...]  # squeezed lines at the top
    has_title: bool  # a centred line larger than the rest stands at the top
    headings: int  # numbered lines that are titles of a reference outline
    has_table: bool  # ruled, over a good part of the page


RUNNING = 0.1  # of the page's height, where running headers stand
MIN_RUNNING = 3  # pages that share a line there


def _running(pages: Sequence[Page]) -> set[tuple[str, str]]:
    """Return (file, line) of the lines that stand at the top of several pages."""
    seen: Counter[tuple[str, str]] = Counter()
    for page in pages:
        tops = lines_of(w for w in page.words if w.box.y1 < RUNNING * page.height)
        seen.update({(page.file, squeezed(line.text)) for line in tops})
    return {line for line, count in seen.items() if count >= MIN_RUNNING}


def classify(
    pages: Sequence[Page], specs: Sequence[PageTypeSpec], headings: Iterable[str]
) -> list[TypedPage]:
    """Type the pages of a submission, in order; `headings` are titles of reference outlines."""
    keys = {label_key(heading) for heading in headings}
    running = _running(pages)
    typed: list[TypedPage] = []
    for page in pages:
        look = _look(page, keys, running)
        before = typed[-1] if typed and typed[-1].page.file == page.file else None
        kind, confidence = _type_of(look, before, specs)
        text = "\n".join(_line_text(line) for line in look.lines)
        typed.append(TypedPage(page, kind, confidence, text, runs_of(look.lines, page)))
    return typed


def _line_text(line: TextLine) -> str:
    recognised = any(word.origin == "ocr" for word in line.words)
    return chinese_punctuation(line.text) if recognised else line.text


def _look(page: Page, keys: set[str], running: set[tuple[str, str]]) -> _Look:
    lines = tuple(
        line
        for line in lines_of(page.words)
        if line.box.y1 > RUNNING * page.height or (page.file, squeezed(line.text)) not in running
    )
    tables = [table for table in form_tables(page) if len(table.cells) >= MIN_CELLS]
    tops = [
        line
        for line in lines
        if line.box.y1 < TOP * page.height
        and not any(table.box.contains(*line.box.center) for table in tables)
    ]
    return _Look(
        page=page,
        lines=lines,
        text=squeezed("".join(line.text for line in lines)),
        titles=tuple(squeezed(line.text) for line in tops),
        has_title=any(_is_title(line, page, lines) for line in tops[:6]),
        headings=sum(_is_heading(line, keys) for line in lines),
        has_table=any(table.box.width > 0.5 * page.width for table in tables),
    )


def _is_heading(line: TextLine, keys: set[str]) -> bool:
    text = squeezed(line.text)
    numbering = numbering_of(text)
    return numbering is not None and label_key(text[numbering.length :]) in keys


def _is_title(line: TextLine, page: Page, lines: Sequence[TextLine]) -> bool:
    heights = sorted(other.box.height for other in lines)
    usual = heights[len(heights) // 2]
    middle = abs(line.box.center[0] - page.width / 2)
    large = line.box.height > LARGER * usual or len(lines) == 1
    return large and middle < CENTERED * page.width and line.box.width < 0.8 * page.width


def scores(look: _Look, specs: Iterable[PageTypeSpec]) -> dict[PageType, float]:
    """Add up the weights of the cues that a page shows, by type."""
    found: dict[PageType, float] = {}
    name = squeezed(look.page.file)
    for spec in specs:
        total = max(
            (cue.weight for cue in spec.titles if _in_titles(cue.text, look.titles)), default=0.0
        )
        total += sum(cue.weight for cue in spec.phrases if cue.text in look.text)
        total -= sum(cue.weight for cue in spec.against if cue.text in look.text)
        total += max((cue.weight for cue in spec.file_names if cue.text in name), default=0.0)
        found[spec.type] = total
    return found


def _in_titles(phrase: str, titles: Iterable[str]) -> bool:
    """Tell whether a title line holds a phrase; letters set wide apart are misread at times."""
    longest = len(phrase) + TITLE_EXTRA
    # No shorter title can be as like, and the many that are cost no comparison.
    nearest = len(phrase) * NEAR / (2 * 100 - NEAR) if len(phrase) >= MIN_FUZZY else longest + 1
    for title in titles:
        if len(title) <= longest and (
            phrase in title or (len(title) >= nearest and _is_misread(phrase, title))
        ):
            return True
    return False


def _is_misread(phrase: str, title: str) -> bool:
    """Tell a title set wide apart, of which letters were read twice or specks as letters."""
    rest = iter(title)
    within = len(title) <= len(phrase) + MIN_FUZZY // 2 and all(c in rest for c in phrase)
    return within or fuzz.ratio(phrase, title, score_cutoff=NEAR) >= NEAR


def _type_of(
    look: _Look, before: TypedPage | None, specs: Sequence[PageTypeSpec]
) -> tuple[PageType, float]:
    found = scores(look, specs)
    found["body"] = found.get("body", 0.0) + min(HEADING * look.headings, MAX_HEADINGS)
    ranked = sorted(found, key=lambda kind: -found[kind])
    best, second = ranked[0], ranked[1]
    confidence = 1 - exp(-max(found[best] - max(found[second], 0.0), 0.0) - 0.5)
    if _inside_audit(before) and _titled(look, specs, APPENDED):
        return "other", 0.95
    if _is_contents(look):
        return ("audit_notes" if _inside_audit(before) else "other"), 0.95
    if found[best] >= ENOUGH:
        return _in_context(best, look, before), confidence
    if before is not None and before.type == "form" and _is_more_form(look, found):
        return "form", 0.85
    return _without_title(look, before, best, found[best]), 0.85


def _is_more_form(look: _Look, found: dict[PageType, float]) -> bool:
    """Tell a page that has the form's own words, and no heading of the outline, as a form's."""
    best = max(found.values())
    return not look.headings and found.get("form", 0.0) >= max(MORE_FORM, best)


def _titled(look: _Look, specs: Iterable[PageTypeSpec], kinds: Iterable[PageType]) -> bool:
    """Tell whether a title of one of some types stands at the top of a page."""
    return any(
        _in_titles(cue.text, look.titles[:4])
        for spec in specs
        if spec.type in kinds
        for cue in spec.titles
        if cue.weight >= ENOUGH
    )


def _is_contents(look: _Look) -> bool:
    leaders = sum(bool(LEADER.search(line.text)) for line in look.lines)
    named = any(title in ("目录", "目次") for title in look.titles)
    return leaders >= 4 or (named and leaders >= 1) or (named and len(look.lines) < 40)  # noqa: PLR2004


def _inside_audit(before: TypedPage | None) -> bool:
    return before is not None and before.type in AUDIT


def _in_context(best: PageType, look: _Look, before: TypedPage | None) -> PageType:
    """The auditing firm's own licence and cards stand at the end of its report."""
    if best == "business_license" and (_inside_audit(before) or "会计师事务所" in look.text[:200]):
        return "other"
    return best


def _without_title(look: _Look, before: TypedPage | None, best: PageType, score: float) -> PageType:
    if before is None:
        return best if score > 1 else "other"
    if before.type == "form" and look.has_table and not look.headings:
        return "form"
    if before.type in ("form", "instructions", "cover", "commitment") and _is_prose(look):
        return "body"
    if look.has_title and before.type not in ("audit_notes", "audit_opinion"):
        return best if score > 1 else "other"
    return CONTINUED[before.type]


def _is_prose(look: _Look) -> bool:
    """Tell a page of running text from a table or a title page."""
    wide = sum(line.box.width > 0.5 * look.page.width for line in look.lines)
    return not look.has_table and wide >= MIN_PROSE


def of_type(typed: Iterable[TypedPage], *kinds: PageType) -> list[Page]:
    return [page.page for page in typed if page.type in kinds]

"""Words that all programmes share, read from `programs/common`: pages, statements, marks.

Words of type `Folded` are looked for on folded text (NFKC, no spaces) and are loaded so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import StringConstraints

from .choices import Marks
from .columns import HeaderWords
from .data_files import fault, load_yaml
from .programme import Programme
from .records import Opinion, PageType, StatementKind
from .statement_lines import (
    Frozen,
    Identity,
    LineSpec,
    LineTable,
    Mistake,
    StatementSpec,
    identity_mistakes,
    section_sums,
    statement_mistakes,
)
from .wordings import Folded, FoldedWords

Words = tuple[str, ...]
OWN_TITLE = 5.0  # weight of a programme's own form title: as sure as a statement's
OWN_HEADING = 3.5  # of an outline's level-1 title: enough by itself, less than a form's title
OWN_COVER = 2.0  # of the cover's title, which running heads repeat on every page
MIN_HEADING = 4  # characters; a shorter title (其他) stands on any page


class Cue(NamedTuple):
    """A phrase and how much it says for, or against, a page type."""

    text: Folded
    weight: float


class PageTypeSpec(Frozen):
    """What speaks for and against a page type; three points make one."""

    type: PageType
    titles: tuple[Cue, ...] = ()  # make up a line in the upper half of the page
    phrases: tuple[Cue, ...] = ()  # stand anywhere
    against: tuple[Cue, ...] = ()
    file_names: tuple[Cue, ...] = ()  # stand in the file's path


class UnitWord(NamedTuple):
    """A unit as printed and how many of its base unit it is."""

    text: str
    base: str
    factor: float


class RelativeYear(NamedTuple):
    """A head that names a year by its distance from the latest one."""

    text: str
    back: int


class SymbolFont(Frozen):
    """Letters that a symbol font draws as ticked and as empty boxes."""

    ticked: str
    empty: str


class MarkWords(Frozen):
    """What cells say besides words: boxes and units."""

    ticked: str
    empty: str
    symbol_fonts: dict[str, SymbolFont]
    units: tuple[UnitWord, ...]
    relative_years: tuple[RelativeYear, ...] = ()


class LicenseVocabulary(Frozen):
    titles: FoldedWords
    labels: dict[str, Words]  # field of a licence -> its labels
    other_labels: Words


class AuditVocabulary(Frozen):
    """What audit reports print; patterns run over one line each, `opinion_patterns` over a section."""

    opinion_headings: FoldedWords
    basis_headings: FoldedWords
    going_concern_headings: FoldedWords
    emphasis_headings: FoldedWords
    other_headings: FoldedWords
    opinion_patterns: tuple[tuple[Opinion, tuple[re.Pattern[str], ...]], ...]  # in order
    going_concern_phrases: FoldedWords
    firm_pattern: re.Pattern[str]  # group 1
    number_pattern: re.Pattern[str]
    date_pattern: re.Pattern[str]
    addressee_pattern: re.Pattern[str]  # group 1
    preparer_pattern: re.Pattern[str]  # group 1
    audited_pattern: re.Pattern[str]  # group 1
    code_pattern: re.Pattern[str]
    barcode_pattern: re.Pattern[str]  # group 1

    @property
    def section_headings(self) -> FoldedWords:
        return (
            *self.opinion_headings,
            *self.basis_headings,
            *self.going_concern_headings,
            *self.emphasis_headings,
            *self.other_headings,
        )


class ForensicVocabulary(Frozen):
    """What weighs and what excuses what was seen inside the files."""

    figure_pages: tuple[PageType, ...]
    image_editors: Words
    pdf_editors: Words
    finishing_minutes: int
    confusable: tuple[Annotated[str, StringConstraints(pattern=r"^\d\d$")], ...]


class HeaderEntry(Frozen):
    current: Words
    prior: Words
    consolidated: Words
    separate: Words


class StatementPages(Frozen):
    """What stands around the lines of a statement."""

    units: tuple[tuple[str, int], ...]  # as printed, in yuan; longer wordings first
    header: HeaderEntry
    note_headers: Words
    line_number_headers: Words
    footers: Words


class StatementVocabulary(Frozen):
    """The statements' lines and what stands around them."""

    specs: tuple[StatementSpec, ...]
    pages: StatementPages

    @property
    def header(self) -> HeaderWords:
        return HeaderWords(**dict(self.pages.header))

    @property
    def footers(self) -> Words:
        return self.pages.footers

    def spec(self, kind: LineTable) -> StatementSpec:
        return next(spec for spec in self.specs if spec.kind == kind)

    def titles(self, kind: StatementKind) -> FoldedWords:
        return self.spec(kind).titles

    def lines(self, kind: StatementKind) -> Mapping[str, str | None]:
        """Return the published id, or None, of each wording that the statement may print."""
        return {name: line.id for name, line in self.named(kind).items()}

    def named(self, kind: StatementKind) -> Mapping[str, LineSpec]:
        """Return the line of each wording that the statement may print.

        A line of its own comes before a 其中 line of the same wording, and the cash flow
        statement's before its supplement's.
        """
        found: dict[str, LineSpec] = {}
        specs = [self.spec(kind)]
        if kind == "cash_flow":
            specs.append(self.spec("cash_flow_supplement"))
        for spec in specs:
            for line in sorted(spec.lines, key=lambda line: line.detail):
                for name in line.names:
                    found.setdefault(name, line)
        return found


class Vocabulary(Frozen):
    page_types: tuple[PageTypeSpec, ...]
    statements: StatementVocabulary
    identities: tuple[Identity, ...]  # hard ones, then the sums of sections
    audit: AuditVocabulary
    license: LicenseVocabulary
    words: MarkWords
    forensics: ForensicVocabulary

    @property
    def marks(self) -> Marks:
        fonts = {name: (f.ticked, f.empty) for name, f in self.words.symbol_fonts.items()}
        return Marks(self.words.ticked, self.words.empty, fonts)

    def with_programme(self, programme: Programme) -> Vocabulary:
        """Return the vocabulary with the titles that only this programme's pages print."""
        own = _own_titles(programme)
        specs = tuple(
            spec.model_copy(update={"titles": (*spec.titles, *own.get(spec.type, ()))})
            for spec in self.page_types
        )
        return self.model_copy(update={"page_types": specs})


def load_vocabulary(folder: Path) -> Vocabulary:
    """Read and check the common words; raises ProgrammeError naming file and key."""
    page_types = load_yaml(folder / "page_types.yaml", tuple[PageTypeSpec, ...])
    specs = load_yaml(folder / "statements.yaml", tuple[StatementSpec, ...])
    identities = load_yaml(folder / "identities.yaml", tuple[Identity, ...])
    _raise_first(folder / "page_types.yaml", _page_type_mistakes(page_types))
    _raise_first(folder / "statements.yaml", statement_mistakes(specs))
    _raise_first(folder / "identities.yaml", identity_mistakes(identities, specs))
    return Vocabulary(
        page_types=page_types,
        statements=StatementVocabulary(
            specs=specs, pages=load_yaml(folder / "statement_pages.yaml", StatementPages)
        ),
        identities=(*identities, *chain.from_iterable(map(section_sums, specs))),
        audit=load_yaml(folder / "audit.yaml", AuditVocabulary),
        license=load_yaml(folder / "license.yaml", LicenseVocabulary),
        words=load_yaml(folder / "marks.yaml", MarkWords),
        forensics=load_yaml(folder / "forensics.yaml", ForensicVocabulary),
    )


def _raise_first(file: Path, mistakes: Iterable[Mistake]) -> None:
    for key, advice in mistakes:
        raise fault(file, key, advice)


def _page_type_mistakes(specs: tuple[PageTypeSpec, ...]) -> Iterator[Mistake]:
    for index, spec in enumerate(specs):
        place = f"[{index}]({spec.type})"
        if spec.type in {earlier.type for earlier in specs[:index]}:
            yield f"{place}.type", "同一种页面出现两次，请合并"
        for name in ("titles", "phrases", "against", "file_names"):
            texts = [cue.text for cue in getattr(spec, name)]
            for number, text in enumerate(texts):
                if text in texts[:number]:
                    yield f"{place}.{name}[{number}]", f"“{text}”出现两次，请只留一个"


def _own_titles(programme: Programme) -> dict[PageType, tuple[Cue, ...]]:
    forms = [kind.form for kind in programme.kinds]
    headings = {
        title
        for kind in programme.kinds
        for entry in kind.outline
        if entry.level == 1
        for title in (entry.title, *entry.wordings)
        if len(title) >= MIN_HEADING
    }
    cover = programme.cover
    return {
        "form": tuple(
            Cue(text, OWN_TITLE) for form in forms for text in (form.title, *form.wordings)
        ),
        "body": tuple(Cue(text, OWN_HEADING) for text in sorted(headings)),
        "cover": tuple(Cue(text, OWN_COVER) for text in (cover.title, *cover.wordings)),
    }

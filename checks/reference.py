"""What all programmes check by: sources of figures, sums of statements, words of prose.

The data stand in `programs/common/checks.yaml`; the sums and lines of statements are those of
the common words.
"""

from __future__ import annotations

import re

import yaml
from pydantic import BaseModel, ConfigDict

from extract.records import StatementKind
from extract.statement_lines import Identity, StatementSpec


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Variant(Frozen):
    """Another printed line of the report, found by its label, that an applicant may mean."""

    label: re.Pattern[str]
    name: str


class Source(Frozen):
    """The statement line that a per-year field of the form is taken from.

    Agreement with a variant is an explanation; `mistaken` lines (id to name) only name the
    cause of a mismatch.
    """

    field: str
    statement: StatementKind
    line: str
    variants: tuple[Variant, ...] = ()
    mistaken: dict[str, str] = {}
    taxed: bool = False  # may be given with value added tax by mistake


class ProseWords(Frozen):
    """How a sentence ties a figure to a subject and a year; each list is of alternatives."""

    fillers: tuple[str, ...]  # between year and subject
    verbs: tuple[str, ...]  # between subject and figure
    vague: tuple[str, ...]  # before a figure that is not meant exactly
    asides: tuple[str, ...]  # open a clause, or the rest of one, that only compares
    foreign: tuple[str, ...]  # the clause speaks of another unit, another time or a plan
    another: tuple[str, ...] = ()  # whom the rest of the sentence is about
    respectively: tuple[str, ...]
    recent_years: tuple[str, ...]  # stand for the programme's years
    same_year: tuple[str, ...] = ()  # open the part behind a semicolon that keeps the year
    shares: dict[str, str] = {}  # by field: the field of its share
    share_words: tuple[str, ...] = ()  # open a clause on the share of the subject before it
    compared: tuple[str, ...] = ()  # open a clause on a change against the year before
    manners: tuple[str, ...] = ()  # of a change, before its verb
    rises: tuple[str, ...] = ()
    falls: tuple[str, ...] = ()
    since: tuple[str, ...] = ()  # before the earlier of two figures
    until: tuple[str, ...] = ()  # with `cumulative`: of all years up to one
    cumulative: tuple[str, ...] = ()
    narrowing: tuple[str, ...] = ()  # open a clause that may narrow down what follows
    within: tuple[str, ...] = ()  # with `parts` at its end: one that does
    parts: tuple[str, ...] = ()
    introductions: tuple[str, ...] = ()  # before a colon that opens a list of figures
    selves: tuple[str, ...] = ()  # what the applicant calls itself
    having: tuple[str, ...] = ()  # before what a unit has
    rights: tuple[str, ...] = ()  # of which a part is counted in the next clause
    capital: dict[str, tuple[str, ...]] = {}  # by field without a year: how its amount is called
    changed: tuple[str, ...] = ()  # words of a sentence whose amount may be an earlier one
    totals: tuple[str, ...] = ()  # end what is counted, where no word for having is needed
    counts: dict[str, tuple[str, ...]] = {}  # by field without a year: what is counted
    counters: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()  # of a label, where prose leaves it out
    subjects: dict[str, tuple[str, ...]] = {}  # by field: what prose says besides the label


class Places(Frozen):
    """Names that an address begins with, without 省 and 市."""

    provinces: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()


class Reference(Frozen):
    """What the rules are given besides the programme.

    `published` are the formulas that a failing sum is reported by; any other identity is
    reported only where none of these fails in the same statement.
    """

    published: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    research: dict[str, str] = {}  # lines that 研发投入 may be, id to name; the first one accuses
    prose: ProseWords | None = None
    places: Places = Places()
    restated: tuple[str, ...] = ()  # words of a statement whose earlier figures were changed since
    report_hosts: tuple[str, ...] = ()  # of registers of audit reports
    identities: tuple[Identity, ...] = ()
    statements: tuple[StatementSpec, ...] = ()

    def with_statements(
        self, identities: tuple[Identity, ...], statements: tuple[StatementSpec, ...]
    ) -> Reference:
        """Return the reference with what the common words know of statements."""
        return self.model_copy(update={"identities": identities, "statements": statements})


def parse_reference(text: str) -> Reference:
    """Read the data of a YAML text; raises ValueError that names the key of a mistake."""
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(f"不是有效的 YAML：{error}") from error
    return Reference.model_validate(content)

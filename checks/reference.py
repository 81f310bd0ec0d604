"""What all programmes check by: identities of statements, sources of figures, words of prose.

The data stand in `programs/common/checks.yaml`.
"""

from __future__ import annotations

import re

import yaml
from pydantic import BaseModel, ConfigDict

from extract.records import StatementKind


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Term(Frozen):
    """A statement line that is added (1) or taken off (-1).

    A line that has no id in the record is found by its printed labels.
    """

    line: str
    sign: int = 1
    labels: tuple[str, ...] = ()


class Identity(Frozen):
    """A total that equals the sum of its parts in every correct report.

    `optional` terms (the exchange-rate line) count where they are printed and are not in `key`.
    """

    key: str
    statement: StatementKind
    total: str
    parts: tuple[Term, ...]
    optional: tuple[Term, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        return (self.total, *(term.line for term in self.parts))


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
    respectively: str
    recent_years: tuple[str, ...]  # stand for the programme's years
    left_out: tuple[str, ...] = ()  # of a label, where prose leaves it out
    subjects: dict[str, tuple[str, ...]] = {}  # by field: what prose says besides the label


class Reference(Frozen):
    identities: tuple[Identity, ...] = ()
    sources: tuple[Source, ...] = ()
    prose: ProseWords | None = None


def parse_reference(text: str) -> Reference:
    """Read the data of a YAML text; raises ValueError that names the key of a mistake."""
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(f"不是有效的 YAML：{error}") from error
    return Reference.model_validate(content)

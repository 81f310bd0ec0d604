"""The lines that financial statements print, and the sums that hold between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from .wordings import Folded, FoldedWords, clashes

LineTable = Literal["balance_sheet", "income_statement", "cash_flow", "cash_flow_supplement"]
Mistake = tuple[str, str]  # path of the key inside its file, what to do about it


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LineSpec(Frozen):
    """One line of a statement; label and wordings are folded, without number and sign word."""

    key: str
    label: Folded
    wordings: FoldedWords = ()
    section: str
    sign: Literal[1, -1] = 1  # -1: printed positive and subtracted
    either_sign: bool = False  # older forms print it with the other sign
    contract: bool = False  # `key` is a published id
    stands_for: str | None = None  # published id answered where that line itself is not printed
    detail_of: str | None = None  # key of the line whose figure holds this one's
    total_of: tuple[str, ...] = ()  # sections whose lines add up to this one

    @property
    def id(self) -> str | None:
        """Return the published id of the statement line, None where it has none."""
        return self.key if self.contract else self.stands_for

    @property
    def detail(self) -> bool:
        return self.detail_of is not None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.label, *self.wordings)


class StatementSpec(Frozen):
    """One statement: its titles and lines, in the order they are printed."""

    kind: LineTable
    titles: FoldedWords
    headings: dict[str, FoldedWords]  # section -> its heading, a line without figures
    lines: tuple[LineSpec, ...]

    def line(self, key: str) -> LineSpec | None:
        return next((line for line in self.lines if line.key == key), None)

    def named(self) -> Mapping[str, tuple[LineSpec, ...]]:
        """Return the lines by folded wording; several where a 其中 line shares one."""
        found: dict[str, tuple[LineSpec, ...]] = {}
        for line in self.lines:
            for name in line.names:
                found[name] = (*found.get(name, ()), line)
        return found


class Term(Frozen):
    line: str
    sign: Literal[1, -1] = 1
    optional: bool = False  # counts in where it is printed, and silences nothing
    either_sign: bool = False  # try both signs


class Identity(Frozen):
    """A sum that holds in every correct report: total = the signed terms.

    `hard` needs every term that is not optional; `complete` sums up sections of a statement
    and may be tested only where every printed line was read.
    """

    statement: LineTable
    total: str
    terms: tuple[Term, ...]
    certainty: Literal["hard", "complete"] = "hard"
    sections: tuple[str, ...] = ()  # of a `complete` one

    @property
    def key(self) -> str:
        """Return the formula that findings are keyed by, without its optional terms."""
        if self.sections:
            return f"{self.total}={'+'.join(self.sections)}"
        parts = [term for term in self.terms if not term.optional]
        signed = "".join(("-" if term.sign < 0 else "+") + term.line for term in parts)
        return f"{self.total}={signed.removeprefix('+')}"


def section_sums(spec: StatementSpec) -> Iterator[Identity]:
    """Yield the sums of whole sections that a statement's totals promise."""
    for total in spec.lines:
        parts = [
            line
            for line in spec.lines
            if line.section in total.total_of and not line.detail and line != total
        ]
        if parts:
            yield Identity(
                statement=spec.kind,
                total=total.key,
                terms=tuple(
                    Term(
                        line=line.key,
                        sign=1 if line.sign == total.sign else -1,
                        optional=True,
                        either_sign=line.either_sign,
                    )
                    for line in parts
                ),
                certainty="complete",
                sections=total.total_of,
            )


def statement_mistakes(specs: Sequence[StatementSpec]) -> Iterator[Mistake]:
    """Yield what the types of `statements.yaml` cannot see to be wrong."""
    for index, spec in enumerate(specs):
        place = f"[{index}]({spec.kind})"
        if spec.kind in {earlier.kind for earlier in specs[:index]}:
            yield place, "同一种报表出现两次，请合并"
        for key, advice in _line_mistakes(spec):
            yield f"{place}.lines{key}", advice


def _line_mistakes(spec: StatementSpec) -> Iterator[Mistake]:
    keys = [line.key for line in spec.lines]
    sections = {line.section for line in spec.lines}
    for index, line in enumerate(spec.lines):
        place = f"[{index}]({line.key})"
        if line.key in keys[:index]:
            yield f"{place}.key", "与前面的一行重名，请改名"
        if line.detail_of is not None and line.detail_of not in keys:
            yield f"{place}.detail_of", f"没有 {line.detail_of} 这一行"
        if line.stands_for is not None and line.stands_for not in keys:
            yield f"{place}.stands_for", f"没有 {line.stands_for} 这一行"
        for section in line.total_of:
            if section not in sections:
                yield f"{place}.total_of", f"没有属于 {section} 的行"
    for parent in dict.fromkeys(line.detail_of for line in spec.lines):
        rows = [(line.key, line.names) for line in spec.lines if line.detail_of == parent]
        for first, second, wording in clashes(rows):
            yield f"({second}).wordings", f"说法“{wording}”已属于 {first}，请删去其中一个"


def identity_mistakes(
    identities: Sequence[Identity], specs: Sequence[StatementSpec]
) -> Iterator[Mistake]:
    """Yield the places of `identities.yaml` that name a line which no statement has."""
    known = {(spec.kind, line.key) for spec in specs for line in spec.lines}
    for index, identity in enumerate(identities):
        for name in (identity.total, *(term.line for term in identity.terms)):
            if (identity.statement, name) not in known:
                yield f"[{index}]", f"报表 {identity.statement} 没有 {name} 这一行"

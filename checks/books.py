"""The figures of a form beside those of the statements that they were taken from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.records import PageType, Scope

from .accounts import Account
from .case import Case, key_of
from .causes import Cause, Comparison, cause_of, variants
from .displacement import beside, is_column_displaced
from .figures import Figure, agree
from .misreadings import RECOGNISED
from .reference import Source
from .verdicts import Verdict, unchecked

_THOUSANDS = "千元"
_SAYING: tuple[PageType, ...] = ("audit_opinion", "balance_sheet", "income_statement")


@dataclass(frozen=True)
class Match:
    """How a figure of the form stands to the audited one, with the cause of a difference."""

    comparison: Comparison
    cause: Cause
    label: str

    @property
    def key(self) -> str:
        return key_of(self.comparison.source.field, str(self.comparison.year))

    @property
    def sides(self) -> str:
        """Return both figures in one unit, for a message."""
        case = self.comparison
        unit = case.claimed.unit
        audited = f"{case.audited.amount.exactly_in(unit):,.2f}{unit or ''}"
        return f"{case.year}年{self.label}申报表填{case.claimed.text}，审计报告{case.account.name}为{audited}"


@dataclass(frozen=True)
class Books:
    """A report's accounts as one form's figures see them.

    A group's report holds its own statements and the parent's. The form's figures come from one of
    the two: a difference counts against the scope that most of its figures agree with.
    """

    case: Case

    @cached_property
    def _agreements(self) -> Counter[Scope | None]:
        """Return how many figures of the form agree with each scope's statements."""
        found: Counter[Scope | None] = Counter()
        for source in self.case.reference.sources:
            for year in map(int, self.case.programme.years):
                claimed = self.case.figure(source.field, str(year))
                if claimed is not None:
                    found.update(
                        {a.scope for a in self.case.accounts if _holds(a, source, year, claimed)}
                    )
        return found

    def covering(self, year: int) -> list[Account]:
        """Return the accounts with a year's figures, those that the form was filled in from first."""
        found = [account for account in self.case.accounts if account.column(year) is not None]
        return sorted(found, key=lambda account: -self._agreements[account.scope])

    def match(self, source: Source, year: int) -> Match | Verdict:
        """Compare a figure with the audited one; where one of them is missing say so."""
        case, key, label = self.case, key_of(source.field, str(year)), self.case.label(source.field)
        claimed = case.figure(source.field, str(year))
        if claimed is None:
            return unchecked(key, f"{year}年{label}申报表未填或未能读出")
        covering = self.covering(year)
        if not covering:
            reason = f"所附审计报告不含{year}年数据" if case.accounts else "未读到审计报告"
            return unchecked(key, f"{year}年{label}：{reason}", claimed.reading)
        found = _audited(covering, source, year, claimed)
        if found is None:
            name = covering[0].name if len(covering) > 1 else ""
            reason = f"{year}年{label}在审计报告{name}中未能读出"
            return unchecked(key, reason, claimed.reading)
        account, figure = found
        thousands = _THOUSANDS in (claimed.amount.unit, figure.amount.unit)
        comparison = Comparison(claimed, figure, account, case.accounts, source, year, thousands)
        return Match(comparison, cause_of(comparison), label)

    def scope_is_open(self, year: int) -> bool:
        """Tell whether the form may be the parent's while only consolidated statements were read.

        Where most figures differ from the consolidated ones, the parent's have to be seen before
        anything is said.
        """
        covering = self.covering(year)
        if not covering or any(account.scope != "consolidated" for account in covering):
            return False
        found = [self.match(source, year) for source in self.case.reference.sources]
        causes = [match.cause.kind for match in found if isinstance(match, Match)]
        return causes.count("agreement") * 2 < len(causes)

    def is_restated(self, account: Account, year: int) -> bool:
        """Tell whether a year's figures are the restated ones of the year after.

        The form may rightly have them as they were printed first.
        """
        if account.column(year) != 1:
            return False
        texts = (page.text for page in self.case.record.pages if page.type in _SAYING)
        return any(word in text for text in texts for word in self.case.reference.restated)

    def may_be_misread(self, comparison: Comparison) -> bool:
        """Tell whether a recognised audited figure may stand a row off its own, or be a part of it.

        The form then agrees with a row beside it, or the statement's sums close a row off.
        """
        account, source = comparison.account, comparison.source
        column = account.column(comparison.year)
        if column is None or comparison.audited.reading.origin not in RECOGNISED:
            return False
        if account.is_ragged(source.statement, comparison.audited):
            return True
        near = beside(account, source.statement, source.line, column)
        if any(one.number and agree(comparison.claimed, one) for one in near):
            return True
        identities = self.case.reference.identities
        return is_column_displaced(account, source.statement, column, identities)


def _audited(
    covering: Sequence[Account], source: Source, year: int, claimed: Figure
) -> tuple[Account, Figure] | None:
    """Return the audited figure of the first account; of another only where that one agrees."""
    for account in covering:
        figure = _figure(account, source, year)
        if figure is not None and (account is covering[0] or agree(claimed, figure)):
            return account, figure
    return None


def _holds(account: Account, source: Source, year: int, claimed: Figure) -> bool:
    figure = _figure(account, source, year)
    others = (found for found, _ in variants(source, account, account.column(year)))
    return any(one is not None and agree(claimed, one) for one in (figure, *others))


def _figure(account: Account, source: Source, year: int) -> Figure | None:
    column = account.column(year)
    return None if column is None else account.figure(source.statement, source.line, column)

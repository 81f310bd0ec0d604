"""The form's figures against the audit report's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.records import Reading, StatementKind

from .. import intervals
from ..accounts import Account
from ..balance import supported
from ..books import Books, Match
from ..case import Case, key_of
from ..causes import alternatives
from ..displacement import is_column_displaced
from ..figures import Figure, agree
from ..intervals import Interval
from ..misreadings import Misreading, lost_digit, misreading
from ..registry import COMPANIES, rule
from ..verdicts import Verdict, agrees, disagrees, unchecked
from .arithmetic import debt_ratio

_OTHER_ROW = "报表为图像识别，该数可能读自上一行或下一行，或没有认全，请对照图像"
_RESTATED = "审计报告的上年数经过重述，申报表可能是重述前的数，请人工查看"
_OPEN_SCOPE = "但未读到母公司报表，不能排除口径不同，请人工查看"


def _compared(books: Books, judge: Callable[[Match], Verdict]) -> Iterator[Verdict]:
    """Judge every figure that the form and the report both have; say of the others why not."""
    case = books.case
    for source in case.reference.sources:
        if case.spec(source.field) is not None:
            for year in case.programme.years:
                found = books.match(source, int(year))
                yield judge(found) if isinstance(found, Match) else found


def _agreement(match: Match) -> Verdict | None:
    """Return the verdict on figures that agree, or that are too vague to tell."""
    claimed = match.comparison.claimed
    proofs = (claimed.reading, (match.cause.figure or match.comparison.audited).reading)
    if match.cause.kind == "agreement":
        return agrees(match.key, f"{match.sides}，{match.cause.text}", *proofs)
    if claimed.amount.approximate:
        return unchecked(match.key, f"{match.sides}，申报表为约数", *proofs)
    return None


@rule("unit-slip", COMPANIES, version="2")
def rule_unit_slip(case: Case) -> Iterator[Verdict]:
    """unit-slip: form and audit report differ by a power of ten that 元/千元/万元/亿元 explain."""

    def judge(match: Match) -> Verdict:
        settled = _agreement(match)
        if settled is not None:
            return settled
        proofs = (match.comparison.claimed.reading, match.comparison.audited.reading)
        if match.cause.kind != "unit":
            return agrees(match.key, f"{match.sides}，差异与单位无关", *proofs)
        message = f"{match.sides}，{match.cause.text}，请申报单位更正。"
        return disagrees(match.key, message, *proofs, misread=_misread(case, match))

    return _compared(Books(case), judge)


@rule("audit-mismatch", COMPANIES, version="3")
def rule_audit_mismatch(case: Case) -> Iterator[Verdict]:
    """audit-mismatch: a figure of the form is not the audit report's, beyond rounding.

    Agreement with the parent's or the consolidated statements, with 归母 or 营业总收入 is an
    explanation; a unit slip has its own code. Any other cause is only named.
    """
    books = Books(case)

    def judge(match: Match) -> Verdict:
        settled = _agreement(match)
        proofs = (match.comparison.claimed.reading, match.comparison.audited.reading)
        if settled is not None:
            return settled
        if match.cause.kind == "unit":
            return unchecked(match.key, f"{match.sides}，{match.cause.text}", *proofs)
        if books.scope_is_open(match.comparison.year):
            return unchecked(match.key, f"{match.sides}，{_OPEN_SCOPE}", *proofs)
        if books.is_restated(match.comparison.account, match.comparison.year):
            return unchecked(match.key, f"{match.sides}，{_RESTATED}", *proofs)
        if books.may_be_misread(match.comparison):
            return unchecked(match.key, f"{match.sides}，{_OTHER_ROW}", *proofs)
        message = f"{match.sides}，{_why(case, match)}"
        others = tuple(_unsure(case, alternatives(match.comparison)))
        return disagrees(match.key, message, *proofs, *others, misread=_misread(case, match))

    yield from _compared(books, judge)
    yield from _debt_ratios(books)


def _unsure(case: Case, figures: Iterable[Figure]) -> Iterator[Reading]:
    """Yield the readings of figures that a doubt has to wait for: one of them may explain it."""
    for one in figures:
        if case.settings.is_unsure(one.reading):
            yield one.reading


def _misread(case: Case, match: Match) -> Misreading | None:
    """Return what misread character would explain a difference, but for what its cause tells."""
    figures = (match.comparison.claimed, match.comparison.audited)
    lost = lost_digit(figures[1], lambda one: agree(figures[0], one) is not None)
    if lost is not None and not supported(case.reference.identities, match.comparison):
        return lost  # the report's own sums do not hold with what was read
    found = misreading(figures, lambda both: agree(both[0], both[1]) is not None)
    told = match.cause.kind == "digit" and found is not None and not found.likely
    return None if told else found


def _why(case: Case, match: Match) -> str:
    comparison, cause = match.comparison, match.cause
    gap = comparison.claimed.amount.exactly_in(comparison.claimed.unit)
    gap -= comparison.audited.amount.exactly_in(comparison.claimed.unit)
    parts = [f"相差{abs(gap):,.2f}{comparison.claimed.unit or ''}"]
    if cause.text:
        parts.append(cause.text)
    if cause.kind == "digit" and comparison.claimed.reading.origin == "ocr":
        holds = supported(case.reference.identities, comparison)
        proof = "审计报告该数与表内勾稽相符，" if holds else ""
        parts.append(f"{proof}不排除申报表该位识别有误，请先核对申报表图像")
    else:
        parts.append("请核对审计报告原件并要求申报单位说明")
    return "，".join(parts) + "。"


def _debt_ratios(books: Books) -> Iterator[Verdict]:
    """Compare 资产负债率 itself where the form's own parts cannot be checked.

    Otherwise debt-ratio-inconsistent and the parts' own comparison say all there is to say.
    """
    case = books.case
    for year in case.programme.years:
        stated = case.figure("debt_ratio", year)
        if stated is not None and debt_ratio(case, year).state == "unchecked":
            yield from _audited_debt_ratio(books, stated, int(year))


def _audited_debt_ratio(books: Books, stated: Figure, year: int) -> Iterator[Verdict]:
    key = key_of("debt_ratio", str(year))
    found = list(_shares(books, "balance_sheet", "total_liabilities", "total_assets", year))
    for one in found:
        if stated.interval.intersects(one.interval):
            yield agrees(
                key, f"{year}年资产负债率{stated.text}与{one.account.name}一致", stated.reading
            )
            return
    home = books.covering(year)[:1]
    for one in (one for one in found if one.account in home):
        message = (
            f"{year}年资产负债率申报表填{stated.text}，按审计报告{one.account.name}"
            f"负债合计{one.part.text}、资产总计{one.whole.text}计算为{one.percent:.2f}%，"
            "请申报单位说明。"
        )
        yield disagrees(key, message, stated.reading, one.part.reading, one.whole.reading)


@dataclass(frozen=True)
class Share:
    """An audited part of an audited whole, in percent."""

    account: Account
    column: int
    part: Figure
    whole: Figure
    interval: Interval
    name: str = ""  # of the part, for a message

    @property
    def percent(self) -> float:
        return float(self.part.number / self.whole.number) * 100


def _shares(books: Books, kind: StatementKind, part: str, whole: str, year: int) -> Iterator[Share]:
    """Yield the share that two audited lines make in one year, for each account with both."""
    for account in books.covering(year):
        column = account.column(year)
        if column is None:
            continue
        small, large = account.figure(kind, part, column), account.figure(kind, whole, column)
        share = intervals.ratio(small.interval, large.interval) if small and large else None
        if small is not None and large is not None and share is not None:
            yield Share(account, column, small, large, share.scaled(100))


@rule("rd-intensity-inconsistent", ("enterprise",), version="3")
def rule_rd_intensity_inconsistent(case: Case) -> Iterator[Verdict]:
    """rd-intensity-inconsistent: 研发投入占收入比例 is not 研发费用/营业收入 of the report.

    Either scope of statements may be meant, and 其中：研究费用 where an older form prints that
    instead; only the statements that come first accuse. Capitalised development and the wider
    scope of a special audit can make the form's share larger: for the applicant to explain.
    """
    books = Books(case)
    for year in case.programme.years:
        stated = case.figure("rd_intensity", year)
        if stated is None:
            yield unchecked(year, f"{year}年研发投入占收入比例未填或未能读出")
        else:
            yield _rd_intensity(books, stated, int(year))


def _rd_intensity(books: Books, stated: Figure, year: int) -> Verdict:
    first: Verdict | None = None
    others: list[Figure] = []  # of statements that may be meant instead
    case, covering = books.case, books.covering(year)
    identities = case.reference.identities
    for one in _research(books, year):
        text = (
            f"{year}年研发投入占收入比例填为{stated.text}，按审计报告{one.account.name}"
            f"{one.name}{one.part.text}、营业收入{one.whole.text}计算为{one.percent:.2f}%"
        )
        proofs = (stated.reading, one.part.reading, one.whole.reading)
        if stated.interval.intersects(one.interval):
            return agrees(str(year), f"{text}，两者一致", *proofs)
        if stated.amount.approximate:
            return unchecked(str(year), f"{text}，申报表为约数", *proofs)
        if books.scope_is_open(year):
            return unchecked(str(year), f"{text}，{_OPEN_SCOPE}", *proofs)
        if books.is_restated(one.account, year):
            return unchecked(str(year), f"{text}，{_RESTATED}", *proofs)
        if is_column_displaced(one.account, "income_statement", one.column, identities):
            return unchecked(str(year), f"{text}，{_OTHER_ROW}", *proofs)
        if one.account is covering[0] and one.name == next(iter(case.reference.research.values())):
            advice = "两者不一致，请申报单位说明研发投入口径（如资本化支出、专项审计）。"
            misread = misreading((stated, one.part, one.whole), _is_share)
            first = first or disagrees(str(year), f"{text}，{advice}", *proofs, misread=misread)
        else:
            others += (one.part, one.whole)
    reason = f"{year}年研发费用或营业收入在审计报告中未列示或未能读出"
    if first is None:
        return unchecked(str(year), reason, stated.reading)
    return replace(first, evidence=(*first.evidence, *_unsure(case, others)))


def _is_share(figures: Sequence[Figure]) -> bool:
    stated, part, whole = figures
    share = intervals.ratio(part.interval, whole.interval)
    return share is not None and stated.interval.intersects(share.scaled(100))


def _research(books: Books, year: int) -> Iterator[Share]:
    """Yield the shares of each line that may be meant, the one that is named first before others."""
    research = books.case.reference.research
    for line in research:
        for share in _shares(books, "income_statement", line, "operating_revenue", year):
            yield replace(share, name=research[line])

"""The audit report by itself: its year, its opinion, its own sums."""

from __future__ import annotations

from collections.abc import Iterator

from extract.records import Reading
from extract.statement_lines import Identity

from ..accounts import Account
from ..balance import Balance, balance, statement_of
from ..case import Case
from ..displacement import is_column_displaced
from ..misreadings import misreading
from ..registry import rule
from ..settings import CheckSettings
from ..suspects import suspect
from ..verdicts import Verdict, agrees, disagrees, unchecked
from .standing import standing

OPINIONS = {
    "unqualified": "无保留意见",
    "unqualified_with_emphasis": "带强调事项段的无保留意见",
    "qualified": "保留意见",
    "adverse": "否定意见",
    "disclaimer": "无法表示意见",
}
MODIFIED = ("qualified", "adverse", "disclaimer")
COLUMNS = ("本期", "上期")


@rule("audit-year-mismatch")
def rule_audit_year_mismatch(case: Case) -> Iterator[Verdict]:
    """audit-year-mismatch: the attached report is not for the year that the notice asks for.

    参考附件: 2022 年度审计报告. Of several reports one has to be for that year.
    """
    audit, wanted = case.record.audit, case.programme.audit_year
    if audit is None:
        return
    years = {account.year for account in case.accounts if account.year is not None}
    if audit.fiscal_year is None or not years:
        yield unchecked("", "审计报告年度未能读出")
    elif wanted in years:
        yield agrees("", f"审计报告为{wanted}年度", audit.fiscal_year)
    else:
        found = "、".join(f"{year}年度" for year in sorted(years))
        message = f"所附审计报告为{found}，通知要求{wanted}年度审计报告，请要求补交。"
        yield disagrees("", message, audit.fiscal_year)


@rule("audit-opinion-modified", version="2")
def rule_audit_opinion_modified(case: Case) -> Iterator[Verdict]:
    """audit-opinion-modified: 保留, 否定 or 无法表示意见, or doubt about going concern (CSA 1502).

    A plain 强调事项 (CSA 1503) is no modification. What the seals and codes say of the report's own
    standing is told beside it, and accuses nobody.
    """
    yield from standing(case)
    audit = case.record.audit
    if audit is None:
        return
    if audit.opinion is None or audit.opinion.value is None:
        yield unchecked("", "审计意见类型未能读出")
        return
    opinion = OPINIONS.get(str(audit.opinion.value), str(audit.opinion.value))
    if audit.opinion.value in MODIFIED:
        message = f"审计意见为{opinion}，请阅读形成该意见的基础并评估对申报数据的影响。"
        yield disagrees("", message, audit.opinion)
    elif audit.going_concern:
        message = f"审计意见为{opinion}，但报告提示持续经营存在重大不确定性，请关注其经营状况。"
        yield disagrees("", message, audit.opinion)
    else:
        yield agrees("", f"审计意见为{opinion}", audit.opinion)


@rule("audit-not-balanced", version="3")
def rule_audit_not_balanced(case: Case) -> Iterator[Verdict]:
    """audit-not-balanced: an identity inside the report's own statements does not hold.

    The identities of the common words, in both columns and every scope that was read. A missing
    operand silences one. One cause, one finding: an identity that is not among the published
    keys is raised only where no published one fails in the same statement.
    """
    if not case.reference.identities:
        yield unchecked("", "没有勾稽关系数据")
    failed: set[str] = set()
    for identity in sorted(case.reference.identities, key=lambda i: _rank(case, i)):
        if _rank(case, identity) and identity.statement in failed:
            continue
        for verdict in _tests(case, identity):
            if verdict.state == "disagrees":
                failed.add(identity.statement)
            yield verdict


def _rank(case: Case, identity: Identity) -> int:
    return 0 if identity.key in case.reference.published else 1


def _tests(case: Case, identity: Identity) -> Iterator[Verdict]:
    if statement_of(identity) is not None:
        for account in case.accounts:
            for column in range(len(COLUMNS)):
                yield from _tested(case, identity, account, column)


def _tested(case: Case, identity: Identity, account: Account, column: int) -> Iterator[Verdict]:
    statement = statement_of(identity)
    found = balance(account, identity, column)
    place = f"审计报告{account.name}{COLUMNS[column]}"
    if found is None or statement is None:
        if not _rank(case, identity):
            yield unchecked(identity.key, f"{place}缺少可核对的项目")
        return
    proofs = [figure.reading for figure in found.figures]
    if found.holds:
        yield agrees(identity.key, f"{place}勾稽相符：{_formula(found)}", *proofs)
        return
    if _rank(case, identity) and not all(_is_sure(proof, case.settings) for proof in proofs):
        # A lesser sum on recognised figures fails by a row misplaced more often than by an edit.
        yield unchecked(
            identity.key, f"{place}勾稽未能相符：{_formula(found)}，请对照图像", *proofs
        )
        return
    if any(account.is_ragged(statement, figure) for figure in found.figures):
        yield unchecked(
            identity.key,
            f"{place}勾稽未能相符：{_formula(found)}，其中有数未认全，请对照图像",
            *proofs,
        )
        return
    if is_column_displaced(account, identity.statement, column, case.reference.identities):
        yield unchecked(
            identity.key,
            f"{place}勾稽未能相符：{_formula(found)}，但各数上移或下移一行后相符，疑为识别时错行，请对照图像",
            *proofs,
        )
        return
    message = (
        f"{place}勾稽不平：{_formula(found)}，相差{abs(found.difference):,.2f}元，"
        f"{_likely(case, identity, account, column)}"
        "请核对报告原件，并登录注册会计师行业统一监管平台查验。"
    )
    misread = misreading(found.figures, found.holds_with, of_sum=True)
    yield disagrees(identity.key, message, *proofs, misread=misread)


def _likely(case: Case, identity: Identity, account: Account, column: int) -> str:
    """Name the line that most likely is wrong, with what the others make it; empty for none."""
    found = suspect(case.reference.identities, account, column, identity)
    if found is None:
        return ""
    specs = [spec for spec in case.reference.statements if spec.kind == identity.statement]
    line = next((line for spec in specs if (line := spec.line(found.line)) is not None), None)
    name = line.label if line is not None else found.line
    return f"最可能有误的是“{name}”（按同表其余各项应为{float(found.number):,.2f}元），"


def _is_sure(reading: Reading, settings: CheckSettings) -> bool:
    return reading.origin == "text" or reading.confidence >= settings.sure_figure


def _formula(found: Balance) -> str:
    """Return both sides with their figures: total against the signed sum of its parts."""
    signed = "".join(f"{'−' if sign < 0 else '＋'}{part.text}" for sign, part in found.parts)
    return f"{found.total.text}与{signed.removeprefix('＋')}"

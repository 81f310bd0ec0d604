"""What a submission shares with another applicant's.

A second copy of one application is a duplicate and nothing else; papers that one unit hands
in twice for two kinds of application are its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.records import Evidence, Reading, Record
from extract.values.widths import half_width

from ..case import Case
from ..fingerprint import AUDIT_PAGES, Fingerprint, cell_text, template_hashes
from ..overlap import Overlap, overlap
from ..places import place_of
from ..registry import rule
from ..verdicts import Proof, Verdict, agrees, disagrees, unchecked


def _strangers(case: Case) -> Iterator[Fingerprint]:
    """Yield the submissions of other applicants."""
    own = case.fingerprint
    for other in case.others.others(own):
        if not own.is_same_application(other) and not own.is_same_applicant(other):
            yield other


def _summed(
    case: Case, doubts: Iterator[Verdict], lacking: str, agreement: str
) -> Iterator[Verdict]:
    """Yield the doubts; where there is none, that none was found, or why nothing was compared.

    `lacking` is the reason why this submission has nothing to compare, empty where it has.
    """
    found = list(doubts)
    yield from found
    if found:
        return
    own = {case.record.id}
    alone = case.others.count <= 1 and own.issuperset(o.id for o in case.others.fingerprints)
    reason = lacking or ("没有其他申报材料可供比较" if alone else "")
    yield unchecked("", reason) if reason else agrees("", f"与其他申报材料比较，{agreement}")


@rule("duplicate-submission", guarded=False)
def rule_duplicate_submission(case: Case) -> Iterator[Verdict]:
    """duplicate-submission: the same file, or the same unit's application of one kind, again."""
    return _summed(case, _duplicates(case), "", "没有重复的申报")


def _duplicates(case: Case) -> Iterator[Verdict]:
    own = case.fingerprint
    for other in case.others.others(own):
        if own.is_same_application(other):
            what = "申报书文件完全相同" if own.form_files & other.form_files else "同一单位同类申报"
            message = f"与申报材料{other.id}重复（{what}），请确认以哪一份为准。"
            yield disagrees(other.id, message, case.place("cover", "form"))


@rule("shared-contact", guarded=False)
def rule_shared_contact(case: Case) -> Iterator[Verdict]:
    """shared-contact: the same telephone number or e-mail address as another applicant.

    An agency that writes for several, or one group, explains it.
    """
    own = case.fingerprint
    lacking = "" if own.phones or own.emails else "未读到可以比较的联系电话或电子邮箱"
    return _summed(case, _shared_contacts(case), lacking, "没有相同的联系电话或电子邮箱")


def _shared_contacts(case: Case) -> Iterator[Verdict]:
    own = case.fingerprint
    for other in _strangers(case):
        shared = sorted((own.phones & other.phones) | (own.emails & other.emails))
        if shared:
            message = (
                f"联系方式{'、'.join(shared)}与申报材料{other.id}相同，"
                "请核实是否同一集团或同一代理机构填报。"
            )
            yield disagrees(other.id, message, *_contacts(case, shared))


def _contacts(case: Case, shared: list[str]) -> list[Proof]:
    readings = [
        reading
        for field_id, reading in case.record.fields.items()
        if isinstance(reading, Reading) and field_id.endswith(("phone", "email"))
    ]
    digits = [key.partition("-")[0] for key in shared]
    return [
        reading
        for reading in readings
        if any(_plain(key) in _plain(cell_text(reading)) for key in digits)
    ]


def _plain(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())


@rule("reused-audit-report", guarded=False)
def rule_reused_audit_report(case: Case) -> Iterator[Verdict]:
    """reused-audit-report: report number, 报告编码 or the report's file of another applicant.

    A number is given to one report (财会〔2023〕15号); a report of one group may serve two of
    its companies, which the reviewer then sees by the audited unit.
    """
    own = case.fingerprint
    known = own.report_number or own.regulatory_code or own.audit_files
    lacking = "" if known else "审计报告的文号、报告编码未能读出"
    return _summed(case, _reused_reports(case), lacking, "没有相同的审计报告文号、编码或文件")


def _reused_reports(case: Case) -> Iterator[Verdict]:
    own = case.fingerprint
    audit = case.record.audit
    for other in _strangers(case):
        if own.report_number and own.report_number == other.report_number:
            what, proof = "审计报告文号", audit.report_number if audit else None
        elif own.regulatory_code and own.regulatory_code == other.regulatory_code:
            what, proof = "审计报告编码", audit.regulatory_code if audit else None
        elif own.audit_files & other.audit_files:
            what, proof = "审计报告文件", None
        else:
            continue
        printed = f"{proof.value}" if proof is not None else ""
        message = f"{what}{printed}与申报材料{other.id}相同，请核对两份报告的被审计单位并登录监管平台查验。"
        yield disagrees(other.id, message, proof or case.place(*AUDIT_PAGES))


@rule("duplicate-narrative", guarded=False, version="2")
def rule_duplicate_narrative(case: Case) -> Iterator[Verdict]:
    """duplicate-narrative: long passages of the body stand in another applicant's body too.

    Winnowed character runs; the notice's own words and what much of the batch says are left
    out. One consultant or one group explains much.
    """
    lacking = "" if case.fingerprint.passages else "正文未能读出"
    return _summed(case, _copied(case), lacking, "正文没有达到报出程度的相同段落")


def _copied(case: Case) -> Iterator[Verdict]:
    settings, template = case.settings, template_hashes(case.programme)
    for other in _strangers(case):
        found = overlap(case.record, case.fingerprint, other, case.others, settings, template)
        if found.characters >= settings.shared_characters and found.share >= settings.shared_share:
            message = (
                f"正文与申报材料{other.id}有约{found.characters}字的长段文字相同"
                f"（占较短一方正文约{found.share:.0%}），请对照两份正文。"
            )
            yield disagrees(other.id, message, *_spans(case.record, found))


def _spans(record: Record, found: Overlap) -> list[Evidence]:
    """Return the longest passages, each with the lines that hold it or its end."""
    longest = sorted(found.spans, key=lambda span: -len(span.text))[:5]
    return [
        place_of(record, s.heading, "".join(half_width(s.text).split())).model_copy(
            update={"text": s.text}
        )
        for s in longest
    ]

"""The audit report's own standing: who sealed it, who signed it, where its code leads.

No code of finding is for it: what is told is what agrees and what a person has to look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from extract.records import Evidence, Observation
from extract.values import name

from ..case import Case
from ..fingerprint import AUDIT_PAGES
from ..verdicts import Verdict, agrees, unchecked

SEAL, CODE = "seal", "code"  # kinds of observations
# Keys, which are shown as they are
FIRM_SEAL, SIGNERS, REPORT_CODE = "事务所印章", "注册会计师签章", "报告二维码"
SURE = 0.9  # score of a seal's text that may be set against a name
LIKE, UNLIKE = 60.0, 40.0  # of 100: likeness of a seal and what tells a firm from others
ACCOUNTANTS = 2
_FORM = re.compile(
    r"(?:联合)?会计师(?:联合)?事务所|\((?:特殊)?普通合伙\)|（(?:特殊)?普通合伙）|有限(?:责任)?公司"
)
_FIRM = re.compile("会计师|事务所")
_PERSON = re.compile(r"(?:印|章)$|^[\u4e00-\u9fff]{2,4}$")


def standing(case: Case) -> Iterator[Verdict]:
    """Yield what the seals and codes on the report's pages say; nothing without a report."""
    if case.record.audit is None:
        return
    places = {(p.file, p.page): p.type for p in case.record.pages}
    seen = [(places.get((o.file, o.page or 0)), o) for o in case.record.observations]
    opinion = [o for type_, o in seen if type_ == "audit_opinion" and o.kind == SEAL]
    yield _firm(case, opinion)
    yield _accountants(opinion)
    for type_, code in seen:
        if type_ in AUDIT_PAGES and code.kind == CODE:
            yield _code(code, case.reference.report_hosts)


def _firm(case: Case, seals: list[Observation]) -> Verdict:
    firm = case.record.audit.firm if case.record.audit is not None else None
    if firm is None or not isinstance(firm.value, str):
        return unchecked(FIRM_SEAL, "审计报告的会计师事务所名称未能读出，无法与印章核对")
    wanted = name.normalise(_FORM.sub("", firm.value))
    likeness = [(fuzz.partial_ratio(wanted, name.normalise(s.text)), s) for s in seals if s.text]
    firms = [(like, seal) for like, seal in likeness if like >= LIKE or _FIRM.search(seal.text)]
    best = max(firms, key=lambda one: one[0], default=None)
    if best is None:
        return unchecked(FIRM_SEAL, "审计报告页上没有认出会计师事务所的印章，请查看原件", firm)
    like, seal = best
    if like < UNLIKE and seal.score >= SURE:
        message = f"审计报告页上的印章读作“{seal.text}”，报告的事务所为“{firm.value}”，请对照原件"
        return unchecked(FIRM_SEAL, message, firm, _evidence(seal))
    if like < LIKE:
        return unchecked(
            FIRM_SEAL, f"事务所印章只读出“{seal.text}”，请对照原件", firm, _evidence(seal)
        )
    return agrees(FIRM_SEAL, f"印章“{seal.text}”与事务所“{firm.value}”相符", firm, _evidence(seal))


def _accountants(seals: list[Observation]) -> Verdict:
    own = [s for s in seals if s.text and _PERSON.search(s.text) and not _FIRM.search(s.text)]
    proofs = tuple(_evidence(seal) for seal in own)
    if len(own) >= ACCOUNTANTS:
        return agrees(SIGNERS, f"审计报告有{len(own)}枚个人印章", *proofs)
    message = f"审计报告页上认出{len(own)}枚个人印章，应由两名注册会计师签名并盖章，请查看原件"
    return unchecked(SIGNERS, message, *proofs)


def _code(code: Observation, registers: Sequence[str]) -> Verdict:
    host = urlsplit(code.text).hostname or ""
    if any(host == one or host.endswith(f".{one}") for one in registers):
        return agrees(REPORT_CODE, f"报告二维码指向{host}", _evidence(code))
    told = f"指向{host}" if host else f"内容为“{code.text[:40]}”"
    return unchecked(
        REPORT_CODE, f"报告二维码{told}，不是注册会计师行业统一监管平台，请核实", _evidence(code)
    )


def _evidence(seen: Observation) -> Evidence:
    return Evidence(file=seen.file, page=seen.page or 1, bbox=seen.bbox, text=seen.text)

"""All rules over one submission."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import prod

from extract.programme import Programme
from extract.records import Reading, Record
from extract.values import sureness

from . import rules as _rules  # noqa: F401  (registers every rule)
from .case import Case
from .findings import Finding, Outcome, Report
from .fingerprint import Fingerprint, Neighbours
from .misreadings import RECOGNISED
from .reference import Reference
from .registry import RULES, Rule
from .settings import CheckSettings
from .verdicts import Proof, Verdict

_STATES = ("disagrees", "unchecked", "agrees")
UNSURE = "识别把握不足，未作判断，请先核对图像："


def run(
    record: Record,
    programme: Programme,
    reference: Reference | None = None,
    others: Neighbours | Iterable[Fingerprint] = (),
    settings: CheckSettings | None = None,
    own: Fingerprint | None = None,
) -> Report:
    """Judge one submission; `others` are the fingerprints of those it is compared with.

    Its own fingerprint may be among them. Hand over one `Neighbours` for a whole batch.
    `own` is its fingerprint where the caller has it.
    """
    neighbours = others if isinstance(others, Neighbours) else Neighbours.of(others)
    case = Case(
        record, programme, reference or Reference(), neighbours, settings or CheckSettings(), own
    )
    findings: list[Finding] = []
    outcomes: list[Outcome] = []
    for rule in RULES:
        if rule.kinds is None or record.kind in rule.kinds:
            found = (_guarded(rule, v, case.settings) for v in rule.check(case))
            judged = [_told(verdict) for verdict in _one_a_key(found)]
            outcomes += [_outcome(rule, verdict) for verdict in judged]
            findings += [_finding(rule, v) for v in judged if v.state == "disagrees"]
    return Report(findings=tuple(sorted(findings, key=_weight)), outcomes=tuple(outcomes))


def _one_a_key(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return one verdict for each key: the doubts joined where there are any, else the first."""
    found: dict[str, Verdict] = {}
    for verdict in verdicts:
        known = found.get(verdict.key)
        if known is None or _STATES.index(verdict.state) < _STATES.index(known.state):
            found[verdict.key] = verdict
        elif verdict.state == known.state == "disagrees":
            proofs = tuple(proof for proof in verdict.evidence if proof not in known.evidence)
            found[verdict.key] = replace(known, evidence=(*known.evidence, *proofs))
    return list(found.values())


def _guarded(rule: Rule, verdict: Verdict, settings: CheckSettings) -> Verdict:
    """Turn a doubt that rests on an unsure OCR reading into "could not check".

    The worst mistake is to accuse an applicant of our own misreading. This is the one place
    that prevents it; rules need not care.
    """
    if verdict.state != "disagrees" or not rule.guarded or rule.code.severity == "low":
        return verdict
    likely = verdict.misread is not None and verdict.misread.likely
    if likely or any(_is_unsure(proof, settings) for proof in verdict.evidence):
        return replace(verdict, state="unchecked", message=UNSURE + verdict.message)
    return verdict


def _is_unsure(proof: Proof, settings: CheckSettings) -> bool:
    return isinstance(proof, Reading) and settings.is_unsure(proof)


def _told(verdict: Verdict) -> Verdict:
    """Add to a doubt how sure the recognised readings are, and what misread digit would explain it."""
    seen = [
        proof.confidence
        for proof in verdict.evidence
        if isinstance(proof, Reading) and proof.origin in RECOGNISED
    ]
    doubted = verdict.state == "disagrees" or verdict.misread is not None
    if not doubted or not seen:
        return verdict
    parts = [f"所据识别读数的把握最低为{sureness.shown(min(seen))}"]
    if verdict.misread is not None:
        parts.append(f"{verdict.misread.text}，请先核对图像")
    return replace(verdict, message=f"{verdict.message}{'；'.join(parts)}。")


def _outcome(rule: Rule, verdict: Verdict) -> Outcome:
    return Outcome(
        code=rule.code.id,
        key=verdict.key,
        state=verdict.state,
        message=verdict.message,
        evidence=verdict.evidence,
    )


def _finding(rule: Rule, verdict: Verdict) -> Finding:
    readings = [proof.confidence for proof in verdict.evidence if isinstance(proof, Reading)]
    return Finding(
        code=rule.code.id,
        key=verdict.key,
        severity=rule.code.severity,
        message=verdict.message,
        confidence=round(verdict.certainty * prod(readings), 4),
        evidence=verdict.evidence,
        rule_version=rule.version,
    )


def _weight(finding: Finding) -> tuple[int, float]:
    return ("high", "medium", "low").index(finding.severity), -finding.confidence

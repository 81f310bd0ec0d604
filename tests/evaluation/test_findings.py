from __future__ import annotations

from checks.findings import Finding, Severity
from evaluation.findings import compare_findings

from .examples import labelled


def finding(code: str, key: str, severity: Severity = "high") -> Finding:
    return Finding(code=code, key=key, severity=severity, message="甲与乙不一致", confidence=0.9)


def test_code_and_key_must_both_match() -> None:
    raised = [
        finding("missing-field", "contact_email", "medium"),
        finding("audit-mismatch", "net_profit@2021"),
    ]
    found = {(one.code, one.key): one.outcome for one in compare_findings(labelled(), raised)}
    assert found == {
        ("missing-field", "contact_email"): "right",
        ("audit-mismatch", "net_profit@2021"): "false",
        ("audit-mismatch", "net_profit@2022"): "missed",
    }


def test_raised_twice_counts_once() -> None:
    raised = [finding("not-local", ""), finding("not-local", "")]
    found = list(compare_findings(labelled(clean=True), raised))
    assert [one.outcome for one in found] == ["false"]


def test_low_findings_are_no_alarm() -> None:
    raised = [finding("over-length", "", "low"), finding("not-local", "", "medium")]
    found = compare_findings(labelled(clean=True), raised)
    assert {one.code: one.alarm for one in found} == {"over-length": False, "not-local": True}


def test_a_match_carries_what_a_person_needs() -> None:
    one = next(compare_findings(labelled(clean=True), [finding("not-local", "")]))
    assert (one.message, one.confidence, one.clean, one.origin) == (
        "甲与乙不一致",
        0.9,
        True,
        "mixed",
    )

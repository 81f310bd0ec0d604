"""Findings raised beside findings planted: by code and key, and the false alarms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from checks.findings import Finding, Severity
from extract.records import Evidence, Kind, Reading

from .labelled import Labelled
from .truth import SubmissionOrigin, TrueFinding


class FindingMatch(BaseModel):
    """One finding: raised rightly, missed, or raised where the truth has none (a false one)."""

    model_config = ConfigDict(frozen=True)

    submission: str
    kind: Kind
    origin: SubmissionOrigin
    clean: bool  # the submission has no planted defect
    code: str
    key: str
    outcome: Literal["right", "missed", "false"]
    severity: Severity | None = None  # None where it was missed
    message: str = ""
    confidence: float | None = None
    evidence: tuple[Reading | Evidence, ...] = ()

    @property
    def alarm(self) -> bool:
        """A false finding that a clean submission must not get; low ones it may."""
        return self.outcome == "false" and self.severity != "low"


def compare_findings(labelled: Labelled, findings: Sequence[Finding]) -> Iterator[FindingMatch]:
    """Match findings on code and key; one raised twice counts once."""
    true = {(finding.code, finding.key): finding for finding in labelled.truth.findings}
    raised = {(finding.code, finding.key): finding for finding in findings}
    for identity in sorted(true.keys() | raised.keys()):
        if identity in raised:
            yield _raised(labelled, raised[identity], identity in true)
        else:
            yield _missed(labelled, true[identity])


def _raised(labelled: Labelled, finding: Finding, right: bool) -> FindingMatch:
    return FindingMatch(
        submission=labelled.label,
        kind=labelled.truth.kind,
        origin=labelled.truth.origin,
        clean=labelled.truth.clean,
        code=finding.code,
        key=finding.key,
        outcome="right" if right else "false",
        severity=finding.severity,
        message=finding.message,
        confidence=finding.confidence,
        evidence=finding.evidence,
    )


def _missed(labelled: Labelled, finding: TrueFinding) -> FindingMatch:
    return FindingMatch(
        submission=labelled.label,
        kind=labelled.truth.kind,
        origin=labelled.truth.origin,
        clean=labelled.truth.clean,
        code=finding.code,
        key=finding.key,
        outcome="missed",
    )

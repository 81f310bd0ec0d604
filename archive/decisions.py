"""What a reviewer decided about a finding."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Literal

from checks.findings import Finding

Verdict = Literal["confirmed", "dismissed", "open"]

UNDECIDED = "undecided"  # what is said of a finding on which nobody decided yet
VERDICTS: dict[Verdict, str] = {"confirmed": "属实", "dismissed": "误报", "open": "待核实"}


@dataclass(frozen=True)
class Decision:
    """The decision on the finding with this code and key; `about` tells how it then looked."""

    code: str
    key: str
    verdict: Verdict
    note: str
    who: str
    at: str  # ISO 8601, UTC
    entry: int  # of the history
    about: str

    def fits(self, finding: Finding) -> bool:
        """Tell whether the finding still says what it said when it was decided."""
        return self.about == digest(finding)


def digest(finding: Finding) -> str:
    """Return a mark of what a finding says and points at; not of how sure it is."""
    told = [finding.code, finding.key, finding.severity, finding.message]
    seen = [[one.file, one.page, one.text] for one in finding.evidence]
    text = json.dumps([told, seen], ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def subject(code: str, key: str) -> str:
    """Return what the history calls a finding."""
    return f"{code} {key}"


def label(verdict: str) -> str:
    """Return what people call a verdict, or its absence."""
    return next((text for one, text in VERDICTS.items() if one == verdict), "未处理")

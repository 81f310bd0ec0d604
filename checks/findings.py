"""What a rule says: an agreement, a doubt, or that it could not check."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from extract.records import Evidence, Reading

Severity = Literal["high", "medium", "low"]
State = Literal["agrees", "disagrees", "unchecked"]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Finding(Frozen):
    """A doubt for a person to look at; never a verdict."""

    code: str
    key: str
    severity: Severity
    message: str = Field(description="one Chinese sentence with both figures in it")
    confidence: float = Field(ge=0, le=1)
    evidence: tuple[Reading | Evidence, ...] = ()
    rule_version: str = "1"


class Outcome(Frozen):
    """The result of one comparison: which rule, on what, and how it ended."""

    code: str
    key: str
    state: State
    message: str
    evidence: tuple[Reading | Evidence, ...] = ()


class Report(Frozen):
    """All outcomes of one submission; the findings are those worth raising."""

    findings: tuple[Finding, ...]
    outcomes: tuple[Outcome, ...]

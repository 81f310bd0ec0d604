"""One module for each group of rules; importing them registers the rules."""

from . import (
    arithmetic,
    audit_report,
    completeness,
    cross_submission,
    crosscheck,
    eligibility,
    forensics,
    format,
    identity,
    narrative,
)

__all__ = [
    "arithmetic",
    "audit_report",
    "completeness",
    "cross_submission",
    "crosscheck",
    "eligibility",
    "forensics",
    "format",
    "identity",
    "narrative",
]

"""Defects that take two submissions of one batch."""

from __future__ import annotations

import copy
from collections.abc import Callable

from .facts import Applicant, Section


def _both(code: str, one: Applicant, other: Applicant) -> None:
    one.findings.add((code, other.id))
    other.findings.add((code, one.id))
    one.clean = other.clean = False


def shared_contact(one: Applicant, other: Applicant) -> None:
    """The second gives the first one's telephone number."""
    other.fields["contact_phone"] = copy.deepcopy(one.fields["contact_phone"])
    _both("shared-contact", one, other)


def reused_report(one: Applicant, other: Applicant) -> None:
    """Both audit reports carry one number, as if from one firm."""
    assert one.audit is not None
    assert other.audit is not None
    other.audit.report_number, other.audit.firm = one.audit.report_number, one.audit.firm
    _both("reused-audit-report", one, other)


def duplicate_narrative(one: Applicant, other: Applicant) -> None:
    """The second's body is the first's with the names changed."""
    swapped = {
        one.vocabulary[w]: other.vocabulary[w] for w in ("name", "short", "business", "district")
    }
    swapped[f"{one.vocabulary['staff']}人"] = f"{other.vocabulary['staff']}人"
    swapped[f"成立于{one.vocabulary['founded']}年"] = f"成立于{other.vocabulary['founded']}年"

    def renamed(text: str) -> str:
        for old, new in swapped.items():
            text = text.replace(old, new)
        return text

    other.sections = [
        Section(s.level, s.title, s.reference, [renamed(p) for p in s.paragraphs])
        for s in one.sections
    ]
    _both("duplicate-narrative", one, other)


def handed_in_again(one: Applicant, id_: str) -> Applicant:
    """The same application a second time, printed or scanned anew under another id."""
    other = copy.deepcopy(one)
    other.id = id_
    _both("duplicate-submission", one, other)
    return other


PAIRS: dict[str, Callable[[Applicant, Applicant], None]] = {
    "shared-contact": shared_contact,
    "reused-audit-report": reused_report,
    "duplicate-narrative": duplicate_narrative,
}

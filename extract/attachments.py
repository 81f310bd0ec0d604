"""Which attachments are among the pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .page_types import AUDIT, TypedPage

SAME = ("business_license", "hightech_certificate", "premises_proof", "customer_evaluation",
        "policy_document")  # fmt: skip


def attachments_of(typed: Sequence[TypedPage]) -> tuple[str, ...]:
    """Return the sorted types of attachments present."""
    found = {page.type for page in typed if page.type in SAME}
    present = {str(kind) for kind in found}
    if any(page.type in AUDIT for page in typed):
        present.add("audit_report")
    if any(_is_other(index, typed) for index in range(len(typed))):
        present.add("other")
    return tuple(sorted(present))


def _is_other(index: int, typed: Sequence[TypedPage]) -> bool:
    """Tell an attachment from the application's contents page and what belongs to the report."""
    page = typed[index]
    if page.type != "other" or "目录" in page.text[:20].replace(" ", ""):
        return False
    return not _follows_report(typed[:index], page.page.file)


def _follows_report(before: Iterable[TypedPage], file: str) -> bool:
    """Tell whether the pages just before, in the same file, are the audit report's own."""
    for page in reversed(list(before)):
        if page.page.file != file:
            return False
        if page.type in AUDIT:
            return True
        if page.type != "other":
            return False
    return False

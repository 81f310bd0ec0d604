"""The kind of submission, its pages and its attachments."""

from __future__ import annotations

from collections.abc import Iterator

from extract.records import PageRecord, PageType, Record, Value

from .comparison import Comparison, Group, Outcome, outcome
from .labelled import Labelled
from .truth import Origin, TruePage

# An audit report begins with its opinion; every other attachment is named after its pages.
FIRST_PAGE: dict[str, PageType] = {"audit_report": "audit_opinion"}


def compare_kind(labelled: Labelled, record: Record) -> Comparison:
    """Compare the kind of applicant that the submission was taken for."""
    truth = labelled.truth
    cover = truth.first_page(("cover",))
    return Comparison(
        submission=labelled.label,
        kind=truth.kind,
        origin=truth.origin_of(("cover",)),
        group="kind",
        type="label",
        what="kind",
        expected=truth.kind,
        got=record.kind,
        outcome=outcome(truth.kind, record.kind),
        strict=truth.kind == record.kind,
        file=cover.file if cover else None,
        page=cover.page if cover else None,
    )


def compare_pages(labelled: Labelled, record: Record) -> Iterator[Comparison]:
    """Compare type, rotation and digital flag of every page."""
    read = {(page.file, page.page): page for page in record.pages}
    for page in labelled.truth.pages:
        found = read.get((page.file, page.page))
        yield _page(labelled, page, found, "page_types", page.type, found.type if found else None)
        rotation = found.rotation if found else None
        yield _page(labelled, page, found, "rotation", page.rotation, rotation)
        origin = _origin(found) if found else None
        yield _page(labelled, page, found, "page_digital", _origin(page), origin)


def _origin(page: TruePage | PageRecord) -> Origin:
    return "digital" if page.digital else "scanned"


def _page(
    labelled: Labelled,
    page: TruePage,
    found: PageRecord | None,
    group: Group,
    expected: Value,
    got: Value,
) -> Comparison:
    return Comparison(
        submission=labelled.label,
        kind=labelled.truth.kind,
        origin=_origin(page),
        group=group,
        type="label",
        what=f"{page.file}#{page.page}",
        expected=expected,
        got=got,
        outcome=outcome(expected, got),
        strict=expected == got,
        file=page.file,
        page=page.page,
        confidence=found.confidence if found and group == "page_types" else None,
    )


def compare_attachments(labelled: Labelled, record: Record) -> Iterator[Comparison]:
    """Compare the two sets of attachment types, one comparison for each type in either."""
    true, read = set(labelled.truth.attachments), set(record.attachments)
    for attachment in sorted(true | read):
        expected = attachment if attachment in true else None
        got = attachment if attachment in read else None
        yield _attachment(labelled, attachment, expected, got)


def _attachment(
    labelled: Labelled, attachment: str, expected: str | None, got: str | None
) -> Comparison:
    truth = labelled.truth
    wanted = FIRST_PAGE.get(attachment, attachment)
    page = next((page for page in truth.pages if page.type == wanted), None)
    types = (page.type,) if page else ()
    result: Outcome = outcome(expected, got)
    return Comparison(
        submission=labelled.label,
        kind=truth.kind,
        origin=truth.origin_of(types),
        group="attachments",
        type="label",
        what=attachment,
        expected=expected,
        got=got,
        outcome=result,
        strict=expected == got,
        file=page.file if page else None,
        page=page.page if page else None,
    )

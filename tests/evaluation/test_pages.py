from __future__ import annotations

from evaluation.pages import compare_attachments, compare_kind, compare_pages

from .examples import AUDIT, FORM, labelled, record


def test_right_pages() -> None:
    found = list(compare_pages(labelled(), record()))
    assert len(found) == 3 * 6
    assert all(one.right for one in found)


def test_wrong_type_rotation_flag_and_missing_page() -> None:
    right = record()
    pages = list(right.pages)
    pages[0] = pages[0].model_copy(update={"type": "other"})
    pages[1] = pages[1].model_copy(update={"rotation": 90})
    pages[2] = pages[2].model_copy(update={"digital": False})
    read = right.model_copy(update={"pages": tuple(pages[:5])})
    misses = [one for one in compare_pages(labelled(), read) if not one.right]
    assert [(one.group, one.what, one.expected, one.got, one.outcome) for one in misses] == [
        ("page_types", f"{FORM}#1", "cover", "other", "wrong"),
        ("rotation", f"{FORM}#2", 0, 90, "wrong"),
        ("page_digital", f"{FORM}#3", "digital", "scanned", "wrong"),
        ("page_types", f"{AUDIT}#3", "business_license", None, "missing"),
        ("rotation", f"{AUDIT}#3", 0, None, "missing"),
        ("page_digital", f"{AUDIT}#3", "scanned", None, "missing"),
    ]
    assert [one.origin for one in misses] == ["digital"] * 3 + ["scanned"] * 3


def test_only_the_type_of_a_page_has_a_confidence() -> None:
    found = [one for one in compare_pages(labelled(), record()) if one.confidence is not None]
    assert {one.group for one in found} == {"page_types"}


def test_kind() -> None:
    assert compare_kind(labelled(), record()).right
    other = compare_kind(labelled(), record().model_copy(update={"kind": "district"}))
    assert (other.outcome, other.got, other.page) == ("wrong", "district", 1)
    assert compare_kind(labelled(), record().model_copy(update={"kind": None})).got is None


def test_attachments() -> None:
    read = record().model_copy(update={"attachments": ("audit_report", "policy_document")})
    found = {one.what: (one.outcome, one.file) for one in compare_attachments(labelled(), read)}
    assert found == {
        "audit_report": ("right", AUDIT),
        "business_license": ("missing", AUDIT),
        "policy_document": ("invented", None),
    }

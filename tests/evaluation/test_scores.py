from __future__ import annotations

from checks.findings import Finding
from evaluation.comparison import Comparison
from evaluation.findings import compare_findings
from evaluation.labelled import Boxes, TrueBox
from evaluation.runner import compare_record
from evaluation.scores import detection, score
from extract.records import Record

from .examples import AUDIT, FORM, labelled, programme, reading, record, with_fields


def compared(read: Record) -> tuple[Comparison, ...]:
    return compare_record(labelled(), read, programme())


def counts(read: Record, measure: str, origin: str = "all") -> tuple[int, int]:
    shares = score(compared(read), [], []).shares
    return next(
        (
            (s.right, s.n)
            for s in shares
            if (s.measure, s.kind, s.origin) == (measure, "all", origin)
        ),
        (0, 0),
    )


def test_a_right_record() -> None:
    scores = score(compared(record()), [], [])
    assert {one.share for one in scores.shares} == {1.0}
    assert {one.f1 for one in scores.detections} == {1.0}
    assert scores.share("fields").n == 6
    assert scores.share("empty").n == 2  # an e-mail address, and last year's cash
    assert scores.share("lines").n == 3
    assert scores.share("figures").n == 5
    assert scores.share("key_figures", "enterprise", "digital").n == 2
    assert {one.kind for one in scores.shares} == {"all", "enterprise"}


def test_each_mistake_counts_where_it_belongs() -> None:
    read = with_fields(
        contact_email=reading("a@b.cn"),
        applicant_unit=reading("示例(上海)公司", page=1),
        application_type=reading("示范区", page=1),
        operating_revenue={"2021": reading(12005.0, confidence=0.95), "2022": reading(1400)},
        website=reading("www.example.cn"),
    )
    assert counts(read, "fields") == (4, 6)
    assert counts(read, "fields.number") == (3, 4)
    assert counts(read, "fields.text") == (1, 1)
    assert counts(read, "fields.text.strict") == (0, 1)
    assert counts(read, "fields.choice") == (0, 1)
    assert counts(read, "key_figures") == (1, 2)
    assert counts(read, "figures") == (4, 5)
    assert counts(read, "empty") == (1, 2)
    assert counts(read, "power_of_ten") == (5, 6)
    assert counts(read, "silent_power_of_ten") == (5, 6)
    assert counts(read, "extra") == (10, 11)


def test_a_doubted_power_of_ten_is_not_silent() -> None:
    read = with_fields(registered_capital=reading(5000, confidence=0.4))
    assert counts(read, "power_of_ten") == (5, 6)
    assert counts(read, "silent_power_of_ten") == (6, 6)


def test_origins_are_apart() -> None:
    read = with_fields(registered_capital=reading(501, AUDIT, 2))
    assert counts(read, "fields", "digital") == (5, 5)
    assert counts(read, "fields", "scanned") == (0, 1)
    assert counts(read, "page_types", "scanned") == (3, 3)


def test_boxes_point_right_from_half_an_overlap() -> None:
    boxes = Boxes(
        fields={
            "registered_capital": TrueBox(file=FORM, page=2, bbox=(10, 20, 30, 60)),  # a half
            "design_patents": TrueBox(file=FORM, page=2, bbox=(10, 20, 30, 61)),
            "application_type": TrueBox(file=FORM, page=1, bbox=(10, 20, 30, 40)),
        }
    )
    shares = score(compare_record(labelled(boxes=boxes), record(), programme()), [], [])
    assert (shares.share("boxes").right, shares.share("boxes").n) == (2, 3)


def test_detection_by_hand() -> None:
    found = detection("outline", right=6, false=2, missed=4)
    assert (found.precision, found.recall, found.f1) == (0.75, 0.6, 12 / 18)
    nothing = detection("outline", 0, 0, 0)
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)
    assert detection("outline", 0, 0, 3).precision is None


def test_findings_by_code_and_false_alarms_per_origin() -> None:
    raised = [
        Finding(code="missing-field", key="contact_email", severity="medium", message="缺",
                confidence=0.9),
        Finding(code="not-local", key="", severity="high", message="外", confidence=0.9),
        Finding(code="over-length", key="", severity="low", message="长", confidence=0.9),
    ]  # fmt: skip
    matches = [
        *compare_findings(labelled("a1"), raised),
        *compare_findings(labelled("a2", clean=True), raised),
    ]
    scores = score((), matches, ["mixed", "digital"])
    by_code = {one.name: (one.right, one.false, one.missed) for one in scores.findings}
    assert by_code == {
        "audit-mismatch": (0, 0, 1),
        "missing-field": (1, 1, 0),
        "not-local": (0, 2, 0),
        "over-length": (0, 2, 0),
        "all": (1, 5, 1),
    }
    alarms = {one.origin: (one.submissions, one.high, one.medium) for one in scores.false_alarms}
    assert alarms == {"all": (2, 1, 1), "mixed": (1, 1, 1), "digital": (1, 0, 0)}


def test_reliability_is_of_readings_only() -> None:
    read = with_fields(registered_capital=reading(501, confidence=0.2))
    found = {
        (one.group, one.origin): one.reliability
        for one in score(compared(read), [], []).reliability
    }
    everything = found["all", "all"]
    assert everything.n == 7 + 3 + 8 + 4  # fields, figures of lines, audit facts, licence
    assert everything.errors == 1
    assert everything.auroc == 1.0
    assert found["lines", "scanned"].n == 3
    assert ("lines", "digital") not in found

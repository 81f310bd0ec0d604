import pytest

from checks.engine import UNSURE, run
from checks.settings import CheckSettings
from extract.records import Record

from .records import (
    enterprise,
    findings,
    programme,
    reading,
    reference,
    report,
    states,
    with_field,
)


def doubtful(confidence: float, origin: str = "ocr") -> Record:
    misread = reading(912.0, confidence=confidence, origin=origin)
    return with_field(enterprise(), "net_profit", misread, "2022")


def test_an_unsure_reading_accuses_nobody() -> None:
    assert findings(doubtful(0.94), "audit-mismatch") == {}
    outcome = next(
        o for o in report(doubtful(0.94)).outcomes
        if (o.code, o.key) == ("audit-mismatch", "net_profit@2022")
    )  # fmt: skip
    assert outcome.state == "unchecked"
    assert outcome.message.startswith(UNSURE)


def test_a_sure_one_does_with_its_confidence() -> None:
    found = findings(doubtful(0.96), "audit-mismatch")["net_profit@2022"]
    assert found.confidence == pytest.approx(0.96)
    assert findings(doubtful(0.5, "text"), "audit-mismatch")


def test_low_findings_need_no_surety() -> None:
    phone = reading("1390000111", confidence=0.3, origin="ocr")
    assert findings(with_field(enterprise(), "contact_phone", phone), "contact-invalid")


def test_the_threshold_can_be_set() -> None:
    found = run(doubtful(0.94), programme(), reference(), (), CheckSettings(minimum_confidence=0.7))
    assert any(f.code == "audit-mismatch" for f in found.findings)


def test_every_comparison_ends_in_one_state_a_key() -> None:
    outcomes = report(enterprise()).outcomes
    pairs = [(outcome.code, outcome.key) for outcome in outcomes]
    assert len(pairs) == len(set(pairs))
    assert {outcome.state for outcome in outcomes} == {"agrees", "unchecked"}
    assert all(o.message for o in outcomes)


def test_years_without_a_report_are_said_to_be_unchecked() -> None:
    assert states(enterprise(), "audit-mismatch")["net_profit@2020"] == "unchecked"
    assert states(enterprise(), "audit-mismatch")["net_profit@2021"] == "agrees"


def test_heavy_findings_come_first() -> None:
    record = with_field(doubtful(0.9), "contact_phone", "1390000111")
    severities = [finding.severity for finding in report(record).findings]
    assert severities == sorted(severities, key=("high", "medium", "low").index)


def test_an_empty_record_only_leaves_things_open() -> None:
    empty = Record(id="empty", kind=None, files=(), pages=(), fields={})
    found = report(empty)
    assert found.findings == ()
    for kind in ("enterprise", "platform", "district"):
        bare = empty.model_copy(update={"kind": kind})
        assert [f.code for f in report(bare).findings if f.severity == "high"] == [
            "missing-attachment" for a in programme().kind(kind).attachments if a.required
        ]

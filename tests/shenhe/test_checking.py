from __future__ import annotations

from pathlib import Path

from archive import Archive
from extract.records import Record
from shenhe.checking import FINGERPRINT, ArchiveChecker, check_again, check_together
from shenhe.notices import LoadedNotice

from ..checks.examples import PASSAGE, with_body
from ..checks.records import enterprise, platform, with_field
from .conftest import file_record

COPY = "duplicate-submission"


def codes(store: Archive, id: str) -> set[str]:
    return {finding.code for finding in store.report(id).findings}


def again(record: Record, id: str) -> Record:
    return record.model_copy(update={"id": id})


def test_a_record_is_checked_and_its_fingerprint_can_be_stored(
    store: Archive, loaded: LoadedNotice
) -> None:
    changed = with_field(enterprise(id="另一家"), "operating_revenue", 9900.0, "2022")
    checked = ArchiveChecker(store, loaded)(changed)
    assert "audit-mismatch" in {finding.code for finding in checked.report.findings}
    assert FINGERPRINT.validate_json(checked.fingerprint).id == "另一家"


def test_a_record_is_not_compared_with_itself(store: Archive, loaded: LoadedNotice) -> None:
    report = ArchiveChecker(store, loaded)(store.record("明理公司")).report
    assert {f.key for f in report.findings if f.code == COPY} <= {"明理平台"}


def test_checking_again_keeps_what_is_right(store: Archive, loaded: LoadedNotice) -> None:
    before = codes(store, "明理公司")
    check_again(store, loaded, ["明理公司", "明理平台"])
    assert codes(store, "明理公司") >= before - {COPY}


def test_a_finding_across_submissions_is_raised_on_both(
    store: Archive, loaded: LoadedNotice, tmp_path: Path
) -> None:
    one, two = (again(with_body(PASSAGE), id) for id in ("甲", "乙"))
    for record in (one, two):
        file_record(store, record, tmp_path / record.id, loaded)
    raised = {f.code for f in store.report("乙").findings if f.key == "甲"}
    assert raised
    check_again(store, loaded, ["乙"])
    assert {f.code for f in store.report("甲").findings if f.key == "乙"} == raised


def test_a_set_is_checked_against_itself(loaded: LoadedNotice) -> None:
    one, two = (again(with_body(PASSAGE), id) for id in ("甲", "乙"))
    reports = check_together([one, two, platform(id="丙")], loaded)
    assert set(reports) == {"甲", "乙", "丙"}
    assert "乙" in {finding.key for finding in reports["甲"].findings}
    assert "甲" in {finding.key for finding in reports["乙"].findings}

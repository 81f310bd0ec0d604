from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from archive import Archive
from checks.fingerprint import fingerprint
from extract.records import Record
from shenhe.checking import (
    FEWEST_PASSAGES,
    FINGERPRINT,
    ArchiveChecker,
    check_again,
    check_together,
)
from shenhe.notices import LoadedNotice

from ..archive.examples import filing
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


def test_the_index_finds_the_kin_that_comparing_with_all_finds(
    store: Archive, loaded: LoadedNotice, tmp_path: Path
) -> None:
    records = [
        again(with_body(PASSAGE), "甲"),
        again(with_field(platform(id="乙"), "platform_name", "另一平台"), "乙"),
        again(with_body(PASSAGE[: len(PASSAGE) // 2]), "丙"),
        again(with_body("完全不同的一段正文，" * 30), "丁"),
    ]
    for record in records:
        file_record(store, record, tmp_path / record.id, loaded)
    everybody = [*records, *(store.record(id) for id in ("明理公司", "明理平台"))]
    everybody.sort(key=lambda record: record.id)
    together = check_together(everybody, loaded)
    for record in everybody:
        assert ArchiveChecker(store, loaded)(record).report == together[record.id]


def test_fewer_passages_than_asked_for_are_no_kin(store: Archive, loaded: LoadedNotice) -> None:
    own = fingerprint(with_body(PASSAGE), loaded.notice.programme)
    assert len(own.passages) > FEWEST_PASSAGES
    few = sorted(own.passages)[: FEWEST_PASSAGES - 1]
    store.file(
        replace(filing(Path("戊"), enterprise(id="戊"), content="戊"), shingles=frozenset(few))
    )
    assert "戊" not in store.kin("甲", own.passages, FEWEST_PASSAGES, 0.3).fingerprints
    kin = store.kin("甲", own.passages, len(few), 0.3)
    assert "戊" in kin.fingerprints
    assert kin.count == 3
    assert set(kin.spread) == set(few)

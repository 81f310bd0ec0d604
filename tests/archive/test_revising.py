from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import archive
from archive import Archive, ArchiveError, Checked, ConflictError
from archive.where import parse
from checks.findings import Report
from extract.records import Record

from .examples import fields, filing, finding, reading, record, report

REVENUE = "operating_revenue@2022"
FINDING = ("audit-mismatch", REVENUE)


class Rules:
    """A check with one rule: the form's revenue against the audit report's."""

    def __init__(self) -> None:
        self.runs = 0

    def __call__(self, one: Record) -> Checked:
        self.runs += 1
        claimed = one.reading("operating_revenue", "2022")
        if claimed is None or claimed.value == 11900.0:
            return Checked(report(), "v2")
        return Checked(report(finding(message=f"申报 {claimed.value}")), "v2")

    def named(self, about: Report) -> tuple[str, ...]:
        return ("乙公司",) if about.findings else ()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Archive]:
    with archive.open(tmp_path / "归档", who="张三") as opened:
        opened.file(filing(tmp_path / "甲公司", about=Rules()(record()).report))
        yield opened


def correct(store: Archive, value: float, seen: int | None = None) -> archive.Change:
    version = store.version("甲公司") if seen is None else seen
    return store.correct("甲公司", REVENUE, reading(value), version, Rules(), note="看错了")


def value(store: Archive, as_of: datetime | None = None) -> object:
    found = store.record("甲公司", as_of=as_of).reading("operating_revenue", "2022")
    return found.value if found else None


def found(store: Archive, where: str) -> bool:
    return bool(store.matching(archive.Filters(where=parse(where))))


def test_a_correction_replaces_the_reading_and_the_machines_stays(store: Archive) -> None:
    before = store.version("甲公司")
    change = correct(store, 11900.0)
    now = store.record("甲公司").reading("operating_revenue", "2022")
    assert now is not None
    assert (now.value, now.origin, now.confidence) == (11900.0, "reviewer", 1.0)
    assert store.record("甲公司", number=1) == record()
    assert change.version == store.version("甲公司") > change.entry > before
    assert change.affected == ("乙公司",)
    told, checked = store.events("甲公司")[-2:]
    assert (told.action, told.subject, told.who, told.note) == (
        "correct",
        REVENUE,
        "张三",
        "看错了",
    )
    assert '"value":12000.0' in told.old
    assert '"value":11900.0' in told.new
    assert (checked.action, checked.version) == ("check", "v2")
    assert store.verify_history() == 3


def test_the_checks_and_the_conditions_see_the_corrected_record(store: Archive) -> None:
    assert store.entries()[0].high == 1
    assert found(store, "operating_revenue@2022>=12000")
    correct(store, 11900.0)
    assert store.report("甲公司").findings == ()
    assert store.entries()[0].high == 0
    assert not found(store, "operating_revenue@2022>=12000")
    assert found(store, "operating_revenue@2022=11900")


def test_undoing_goes_back_one_correction_at_a_time(store: Archive) -> None:
    first, second = correct(store, 11900.0), correct(store, 11950.0)
    store.undo("甲公司", second.entry, second.version, Rules())
    assert value(store) == 11900.0
    change = store.undo("甲公司", first.entry, store.version("甲公司"), Rules())
    assert value(store) == 12000.0
    assert store.record("甲公司") == record()
    assert store.report("甲公司").findings
    with pytest.raises(ArchiveError, match="已经撤销"):
        store.undo("甲公司", first.entry, change.version, Rules())


def test_undoing_an_earlier_correction_leaves_the_later_one(store: Archive) -> None:
    first = correct(store, 11900.0)
    correct(store, 11950.0)
    store.undo("甲公司", first.entry, store.version("甲公司"), Rules())
    assert value(store) == 11950.0
    assert [one.new.value for one in store.corrections("甲公司") if one.new] == [11950.0]


def test_a_record_is_shown_as_of_any_time(store: Archive) -> None:
    times = [datetime.now(UTC)]
    change = correct(store, 11900.0)
    times.append(datetime.now(UTC))
    store.undo("甲公司", change.entry, change.version, Rules())
    times.append(datetime.now(UTC))
    store.decide("甲公司", FINDING, "dismissed", store.version("甲公司"))
    assert [value(store, time) for time in times] == [12000.0, 11900.0, 12000.0]
    assert [len(store.report("甲公司", as_of=time).findings) for time in times] == [1, 0, 1]
    assert [len(store.corrections("甲公司", as_of=time)) for time in times] == [0, 1, 0]
    assert [len(store.decisions("甲公司", as_of=time)) for time in times] == [0, 0, 0]
    assert len(store.events("甲公司", as_of=times[1])) == 3
    with pytest.raises(ArchiveError, match="没有 甲公司 在 2020"):
        store.record("甲公司", as_of=datetime(2020, 1, 1, tzinfo=UTC))


def test_two_who_correct_the_same_reading(store: Archive, tmp_path: Path) -> None:
    seen = store.version("甲公司")
    with archive.open(tmp_path / "归档", who="李四") as other:
        correct(other, 11900.0, seen)
    with pytest.raises(ConflictError, match=r"李四 已在 20.+ 改动了同一处"):
        correct(store, 11950.0, seen)
    assert value(store) == 11900.0
    correct(store, 11950.0)
    assert value(store) == 11950.0


def test_two_who_change_different_things_are_not_in_each_others_way(
    store: Archive, tmp_path: Path
) -> None:
    seen = store.version("甲公司")
    correct(store, 11950.0, seen)
    with archive.open(tmp_path / "归档", who="李四") as other:
        other.correct("甲公司", "industry", reading("仪器"), seen, Rules())
    one = store.record("甲公司")
    assert one.reading("industry") == reading("仪器").model_copy(
        update={"origin": "reviewer", "confidence": 1.0}
    )
    assert value(store) == 11950.0


def test_a_write_between_the_check_and_its_filing_is_seen(store: Archive, tmp_path: Path) -> None:
    class Slow(Rules):
        def __call__(self, one: Record) -> Checked:
            if self.runs == 0:
                with archive.open(tmp_path / "归档", who="李四") as other:
                    other.correct(
                        "甲公司", "industry", reading("仪器"), other.version("甲公司"), Rules()
                    )
            return super().__call__(one)

    rules = Slow()
    store.correct("甲公司", REVENUE, reading(11900.0), store.version("甲公司"), rules)
    assert rules.runs == 2
    found = store.record("甲公司").reading("industry")
    assert found is not None
    assert found.value == "仪器"
    assert value(store) == 11900.0


def test_a_finding_is_decided_with_a_note(store: Archive) -> None:
    store.decide("甲公司", FINDING, "dismissed", store.version("甲公司"), note="口径不同")
    made = store.decisions("甲公司")[FINDING]
    assert (made.verdict, made.note, made.who) == ("dismissed", "口径不同", "张三")
    assert made.fits(store.report("甲公司").findings[0])
    assert store.entries()[0].undecided == 0
    change = store.decide("甲公司", FINDING, "open", store.version("甲公司"))
    assert store.entries()[0].undecided == 1
    store.undo("甲公司", change.entry, change.version, Rules())
    assert store.decisions("甲公司")[FINDING].verdict == "dismissed"
    assert store.entries()[0].undecided == 0
    store.undo("甲公司", made.entry, store.version("甲公司"), Rules())
    assert store.decisions("甲公司") == {}
    with pytest.raises(ArchiveError, match="已经撤销"):
        store.undo("甲公司", made.entry, store.version("甲公司"), Rules())


def test_two_who_decide_on_the_same_finding(store: Archive, tmp_path: Path) -> None:
    seen = store.version("甲公司")
    with archive.open(tmp_path / "归档", who="李四") as other:
        other.decide("甲公司", FINDING, "confirmed", seen)
    with pytest.raises(ConflictError, match="李四"):
        store.decide("甲公司", FINDING, "dismissed", seen)
    assert store.decisions("甲公司")[FINDING].verdict == "confirmed"


def test_a_finding_that_changed_since_it_was_seen_is_not_decided(store: Archive) -> None:
    seen = store.version("甲公司")
    correct(store, 11950.0, seen)
    with pytest.raises(ConflictError, match="重新核对后已有变化"):
        store.decide("甲公司", FINDING, "confirmed", seen)
    store.decide("甲公司", FINDING, "confirmed", store.version("甲公司"))
    correct(store, 11960.0)
    assert not store.decisions("甲公司")[FINDING].fits(store.report("甲公司").findings[0])


def test_what_cannot_be_done_is_told(store: Archive) -> None:
    seen = store.version("甲公司")
    with pytest.raises(ArchiveError, match="没有代码为 uscc-invalid"):
        store.decide("甲公司", ("uscc-invalid", "x"), "confirmed", seen)
    with pytest.raises(ArchiveError, match="没有“guilty”这种结论"):
        store.decide("甲公司", FINDING, "guilty", seen)  # type: ignore[arg-type]
    with pytest.raises(ArchiveError, match="没有编号为 1 的改正"):
        store.undo("甲公司", 1, seen, Rules())
    with pytest.raises(ArchiveError, match="归档中没有 丙公司"):
        store.correct("丙公司", REVENUE, reading(1.0), 0, Rules())
    assert store.version("甲公司") == seen


def test_corrections_outlast_a_new_reading_of_the_same_bytes(
    store: Archive, tmp_path: Path
) -> None:
    correct(store, 11900.0)
    store.correct(
        "甲公司", "audit.statements.0.0@prior", reading(5.0), store.version("甲公司"), Rules()
    )
    seen = store.version("甲公司")
    audit = record().audit
    assert audit is not None
    row = audit.statements[0].rows[0].model_copy(update={"label": "二、营业成本", "line": None})
    statement = audit.statements[0].model_copy(update={"rows": (row,)})
    again = record(found=fields(employees=reading(121))).model_copy(
        update={"audit": audit.model_copy(update={"statements": (statement,)})}
    )
    store.file(filing(tmp_path / "甲公司", again, version="v3"))
    now = store.record("甲公司")
    assert value(store) == 11900.0
    assert now.audit == again.audit
    assert now.reading("employees") == reading(121)
    assert [one.action for one in store.events("甲公司")][-1] == "lapse"
    with pytest.raises(ConflictError, match="重新收入"):
        store.correct("甲公司", "industry", reading("x"), seen, Rules())


def test_corrections_lapse_with_the_bytes_they_were_made_on(store: Archive, tmp_path: Path) -> None:
    correct(store, 11900.0)
    store.file(filing(tmp_path / "甲公司", content="2"))
    assert value(store) == 12000.0
    assert store.corrections("甲公司") == ()
    lapse = store.events("甲公司")[-1]
    assert (lapse.action, lapse.subject) == ("lapse", REVENUE)


def test_corrected_text_is_what_dossiers_hold(store: Archive) -> None:
    correct(store, 11900.0)
    (dossier,) = store.dossiers()
    found = dossier.record.reading("operating_revenue", "2022")
    assert found is not None
    assert found.origin == "reviewer"


_REVIEWER = """
import sys
from pathlib import Path
import archive
from tests.archive.examples import reading
from tests.archive.test_revising import Rules
folder, field = Path(sys.argv[1]), sys.argv[2]
with archive.open(folder, who=field) as store:
    for number in range(10):
        seen = store.version("甲公司")
        store.correct("甲公司", field, reading(f"{field} {number}"), seen, Rules())
"""


def test_two_processes_lose_no_update(store: Archive, tmp_path: Path) -> None:
    reviewers = [
        subprocess.Popen([sys.executable, "-c", _REVIEWER, str(tmp_path / "归档"), field])
        for field in ("industry", "main_business")
    ]
    assert [one.wait() for one in reviewers] == [0, 0]
    actions = [one.action for one in store.events("甲公司")]
    assert actions.count("correct") == 20
    now = store.record("甲公司")
    for field in ("industry", "main_business"):
        found = now.reading(field)
        assert found is not None
        assert found.value == f"{field} 9"
    assert store.verify_history() == len(actions)

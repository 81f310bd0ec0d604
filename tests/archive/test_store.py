from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread
from time import sleep

import apsw
import pytest

import archive
from archive import ArchiveError, Checked, Counts, Search, schema, sqlite
from archive.database import Database
from archive.keys import file_hash

from .examples import filing, finding, record, report


def test_what_is_filed_comes_back_as_it_was(tmp_path: Path) -> None:
    one = filing(tmp_path / "甲公司")
    with archive.open(tmp_path / "归档") as store:
        assert store.file(one) == 1
    with archive.open(tmp_path / "归档", write=False) as store:
        assert store.record("甲公司") == one.record
        assert store.report("甲公司") == one.report
        assert list(store.records()) == [one.record]
        (entry,) = store.entries()
        assert (entry.high, entry.medium, entry.low, entry.pages) == (1, 0, 0, 2)


def test_filing_twice_files_once_and_records_both_arrivals(tmp_path: Path) -> None:
    one = filing(tmp_path / "甲公司")
    with archive.open(tmp_path / "归档") as store:
        assert [store.file(one), store.file(one)] == [1, 1]
        assert len(store.arrivals("甲公司")) == 2
        assert [event.action for event in store.events()] == ["file", "arrive"]


def test_a_reading_tried_again_that_got_further_is_a_new_revision(tmp_path: Path) -> None:
    source = tmp_path / "甲公司"
    first = record("甲公司", texts=("第一页",))
    with archive.open(tmp_path / "归档") as store:
        store.file(filing(source, first))
        assert store.file(filing(source, record("甲公司", texts=("第一页", "第二页")))) == 2
        assert len(store.record("甲公司").pages) == 2
        assert store.record("甲公司", number=1) == first


def test_a_submission_sent_again_with_new_content_is_a_new_revision(tmp_path: Path) -> None:
    source = tmp_path / "甲公司"
    old, new = filing(source), filing(source, record("甲公司", texts=("改正后",)), content="2")
    with archive.open(tmp_path / "归档") as store:
        store.file(old)
        assert store.assign_id(source, new.content_key) == "甲公司"
        assert store.known(source, new.work_key) is None
        assert store.file(new) == 2
        assert store.record("甲公司") == new.record
        assert store.record("甲公司", number=1) == old.record
        assert store.search(Search("改正后")).total == 1
        assert store.search(Search("申报书封面")).total == 0
        assert store.known(source, old.work_key) is None  # the old one come back is news, too


def test_known_by_content_and_name_wherever_the_batch_lies(tmp_path: Path) -> None:
    one = filing(tmp_path / "一" / "甲公司")
    moved, renamed = tmp_path / "二" / "甲公司", tmp_path / "一" / "乙公司"
    with archive.open(tmp_path / "归档") as store:
        store.file(one)
        assert store.known(one.source, one.work_key) == "甲公司"
        assert store.known(moved, one.work_key) == "甲公司"
        assert store.assign_id(moved, one.content_key) == "甲公司"
        assert store.known(renamed, one.work_key) is None
        store.arrive([("甲公司", moved)], "第二批")
        assert store.assign_id(moved, "new content") == "甲公司"
        assert [one.batch for one in store.arrivals("甲公司")] == ["第一批", "第二批"]


def test_ids_are_numbered_where_another_has_the_name(tmp_path: Path) -> None:
    with archive.open(tmp_path / "归档") as store:
        store.file(filing(tmp_path / "一" / "甲公司"))
        assert store.assign_id(tmp_path / "二" / "甲公司", "x") == "甲公司-2"
        assert store.assign_id(tmp_path / "二" / "甲公司", "x", ["甲公司-2"]) == "甲公司-3"
        assert store.assign_id(tmp_path / "二" / "乙公司.PDF", "x") == "乙公司"


def test_a_new_report_replaces_the_findings_and_is_told_in_the_history(tmp_path: Path) -> None:
    with archive.open(tmp_path / "归档", who="审核员") as store:
        store.file(filing(tmp_path / "甲公司"))
        new = report(finding("uscc-invalid"), finding("missing-field", "medium"))
        store.replace_report("甲公司", Checked(new, "v2"))
        assert store.report("甲公司") == new
        (entry,) = store.entries()
        assert (entry.high, entry.medium) == (1, 1)
        event = store.events("甲公司")[-1]
        assert (event.action, event.who, event.version) == ("check", "审核员", "v2")
        assert event.old != event.new
        assert store.verify_history() == 2


def test_runs_and_failures(tmp_path: Path) -> None:
    with archive.open(tmp_path / "归档") as store:
        run = store.begin_run("第一批", "v1")
        store.fail(run, tmp_path / "坏.pdf", "不是 PDF")
        assert store.runs()[0].ended_at is None
        store.end_run(run, Counts(filed=3, failed=1, pages=40))
        (told,) = store.runs()
        assert (told.filed, told.failed, told.pages) == (3, 1, 40)
        assert told.ended_at is not None
        (failure,) = store.failures(run)
        assert failure.message == "不是 PDF"


def test_asking_for_what_is_not_there(tmp_path: Path) -> None:
    with archive.open(tmp_path / "归档") as store:
        for ask in (store.record, store.report, store.original):
            with pytest.raises(ArchiveError, match="归档中没有"):
                ask("乙公司")
        with pytest.raises(ArchiveError, match="归档中没有"):
            store.arrive([("乙公司", tmp_path)], "")
        with pytest.raises(ArchiveError, match="归档中没有"):
            store.replace_report("乙公司", Checked(report(), "v1"))


def test_originals_lie_under_their_hash_once(tmp_path: Path) -> None:
    file = tmp_path / "报告 (1) 😀.pdf"
    file.write_bytes(b"bytes")
    with archive.open(tmp_path / "归档") as store:
        assert store.put_original(file) == store.put_original(file) == file_hash(file)
        kept = store.original(file_hash(file))
        assert kept.read_bytes() == b"bytes"
        assert len([one for one in (tmp_path / "归档/originals").rglob("*") if one.is_file()]) == 1
        with pytest.raises(ArchiveError, match="无法存入归档"):
            store.put_original(tmp_path / "没有.pdf")


def test_hostile_names_are_kept_apart(tmp_path: Path) -> None:
    names = ("'; DROP TABLE submissions; --", "a" * 200, "名 字（[1]）😀", "..％2e", "乙'\"\n公司")
    with archive.open(tmp_path / "归档") as store:
        for number, name in enumerate(names):
            source = tmp_path / name
            id = store.assign_id(source, str(number))
            store.file(filing(source, record(id), content=str(number)))
        assert sorted(store.ids()) == sorted(names)


def test_a_name_that_is_not_utf8_is_read_as_gb18030(tmp_path: Path) -> None:
    source = tmp_path / os.fsdecode("丙公司".encode("gb18030"))
    with archive.open(tmp_path / "归档") as store:
        assert store.assign_id(source, "1") == "丙公司"


def test_writers_take_turns_and_a_reader_only_reads(tmp_path: Path) -> None:
    with archive.open(tmp_path / "归档") as store, archive.open(tmp_path / "归档") as other:
        store.file(filing(tmp_path / "甲公司"))
        other.file(filing(tmp_path / "乙公司", content="2"))
        with archive.open(tmp_path / "归档", write=False) as reader:
            assert reader.ids() == ("乙公司", "甲公司")
            with pytest.raises(ArchiveError, match="只能读"):
                reader.begin_run("", "")
        assert store.verify_history() == 2


def test_a_new_file_that_another_is_making_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "归档"
    folder.mkdir()
    busy = apsw.Connection(str(folder / "archive.sqlite"))
    busy.execute("BEGIN IMMEDIATE")
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        busy.close()

    monkeypatch.setattr("archive.sqlite.sleep", sleep)
    monkeypatch.setattr("archive.sqlite.BUSY_MILLISECONDS", 200)
    with archive.open(folder) as store:
        assert store.ids() == ()
    assert len(waited) == 1


def test_a_second_load_may_join_but_not_be_alone(tmp_path: Path) -> None:
    script = """
import archive, sys, pathlib
with archive.open(pathlib.Path(sys.argv[1])) as store:
    store.begin_run("", "")
    with store.loading():
        sys.stderr.write("loads")
    with store.loading(alone=True):
        pass
"""
    with archive.open(tmp_path / "归档") as store:
        with store.loading():
            other = subprocess.run(
                [sys.executable, "-c", script, str(tmp_path / "归档")],
                capture_output=True,
                text=True,
                check=False,
            )
        assert other.stderr.startswith("loads")
        assert "另一个进程正在向这个归档读入材料" in other.stderr
        assert len(store.runs()) == 1
        with store.loading(alone=True):
            pass


def test_what_a_load_unpacked_is_swept_away_unless_another_is_loading(tmp_path: Path) -> None:
    with archive.open(tmp_path / "归档") as store, archive.open(tmp_path / "归档") as other:
        left = store.workspace / "1-1"
        left.mkdir(parents=True)
        with store.loading():
            assert not left.exists()
            left.mkdir(parents=True)
            with other.loading():
                assert left.exists()


def test_there_must_be_an_archive_to_read(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="没有归档"):
        archive.open(tmp_path / "归档", create=False)
    with pytest.raises(ArchiveError, match="没有归档"):
        archive.open(tmp_path / "归档", write=False)
    assert not (tmp_path / "归档").exists()


def test_no_archive_is_made_among_other_files(tmp_path: Path) -> None:
    (tmp_path / "论文.docx").touch()
    with pytest.raises(ArchiveError, match=r"论文\.docx"):
        archive.open(tmp_path)
    with pytest.raises(ArchiveError, match="无法建立归档"):
        archive.open(tmp_path / "论文.docx")


def test_a_newer_archive_is_left_alone(tmp_path: Path) -> None:
    with archive.open(tmp_path / "归档"):
        pass
    file = tmp_path / "归档/archive.sqlite"
    connection = apsw.Connection(str(file))
    connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()
    before = file.read_bytes()
    for write in (True, False):
        with pytest.raises(ArchiveError, match="较新版本"):
            archive.open(tmp_path / "归档", write=write)
    assert file.read_bytes() == before


def test_an_archive_of_a_retired_format_is_told(tmp_path: Path) -> None:
    with archive.open(tmp_path / "归档"):
        pass
    connection = apsw.Connection(str(tmp_path / "归档/archive.sqlite"))
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    with pytest.raises(ArchiveError, match="早期的试用版"):
        archive.open(tmp_path / "归档")


def test_an_older_archive_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with archive.open(tmp_path / "归档") as store:
        store.file(filing(tmp_path / "甲公司"))
    steps: list[str] = []

    def later(base: Database, dialect: schema.Dialect) -> None:
        base.rows("ALTER TABLE submissions ADD COLUMN colour TEXT")
        steps.append("later")

    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, later))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    for write in (False, True):
        with archive.open(tmp_path / "归档", write=write) as store:
            assert store.ids() == ("甲公司",)
    assert steps == ["later"]


def test_a_migration_that_fails_leaves_the_archive_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with archive.open(tmp_path / "归档") as store:
        store.file(filing(tmp_path / "甲公司"))

    def broken(base: Database, dialect: schema.Dialect) -> None:
        base.rows("DROP TABLE findings")
        base.rows("ALTER TABLE nothing ADD COLUMN x")

    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, broken))
        patch.setattr(schema, "VERSION", schema.VERSION + 1)
        with pytest.raises(ArchiveError):
            archive.open(tmp_path / "归档")
    with archive.open(tmp_path / "归档") as store:
        assert store.entries()[0].high == 1


def test_a_full_disk_is_told_and_nothing_half_filed(tmp_path: Path) -> None:
    texts = tuple("集成电路" * 500 for _ in range(200))
    big = filing(tmp_path / "乙公司", record("乙公司", texts=texts), content="2")
    with archive.open(tmp_path / "归档") as store:
        store.file(filing(tmp_path / "甲公司"))
        pages = store._database.one("PRAGMA page_count")
        store._database.rows(f"PRAGMA max_page_count = {pages + 20}")
        with pytest.raises(ArchiveError, match="磁盘已满"):
            store.file(big)
        assert store.ids() == ("甲公司",)
        assert store.search(Search("集成电路集成电路")).total == 0
        store._database.rows("PRAGMA max_page_count = 1000000")
        store.file(big)
        assert store.search(Search("集成电路集成电路")).total == 200


def test_a_file_that_changes_while_it_is_copied_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "报告.pdf"
    file.write_bytes(b"after")
    monkeypatch.setattr("archive.blobs.file_hash", lambda _: "0" * 64)
    with archive.open(tmp_path / "归档") as store:
        with pytest.raises(ArchiveError, match="被改动"):
            store.put_original(file)
        assert not [one for one in (tmp_path / "归档/originals").rglob("*") if one.is_file()]


def test_another_programs_file_is_left_alone(tmp_path: Path) -> None:
    connection = apsw.Connection(str(tmp_path / "archive.sqlite"))
    connection.execute("CREATE TABLE notes (text)")
    connection.close()
    with pytest.raises(ArchiveError, match="不是申核的归档"):
        archive.open(tmp_path)


@pytest.mark.parametrize("start", [0, 16384, 163840])
def test_a_damaged_archive_is_not_opened(tmp_path: Path, start: int) -> None:
    with archive.open(tmp_path / "归档") as store:
        for number in range(20):
            store.file(filing(tmp_path / f"甲{number}", content=str(number)))
    file = tmp_path / "归档/archive.sqlite"
    content = bytearray(file.read_bytes())
    content[start : start + 16384] = bytes([0xA5]) * 16384
    file.write_bytes(content)
    for write in (True, False):
        with pytest.raises(ArchiveError, match="损坏"):
            archive.open(tmp_path / "归档", write=write)


def test_a_broken_history_is_found(tmp_path: Path) -> None:
    with archive.open(tmp_path / "归档") as store:
        for number in range(3):
            store.file(filing(tmp_path / f"甲{number}", content=str(number)))
        assert store.verify_history() == 3
    connection = apsw.Connection(str(tmp_path / "归档/archive.sqlite"))
    connection.execute("UPDATE history SET who = '别人' WHERE entry = 2")
    connection.close()
    with (
        archive.open(tmp_path / "归档", write=False) as store,
        pytest.raises(ArchiveError, match="第 2 条"),
    ):
        store.verify_history()


def test_an_archive_in_a_folder_that_is_read_only_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with archive.open(tmp_path / "归档") as store:
        store.file(filing(tmp_path / "甲公司"))
    monkeypatch.setattr(os, "access", lambda *_: False)
    with archive.open(tmp_path / "归档", write=False) as store:
        assert store.verify().problems == [f"原件 {'0' * 64} 没有登记"]
        assert store.search(Search("封面")).total == 1


_FILER = """
import sys
from pathlib import Path
import archive
from tests.archive.examples import filing, record
folder = Path(sys.argv[1])
texts = tuple(f"第{n}页集成电路装备" * 40 for n in range(30))
with archive.open(folder) as store:
    for number in range(100000):
        source = folder.parent / f"甲{number:05}"
        if source.exists():
            continue
        source.write_text(str(number))
        store.put_original(source)
        store.file(filing(source, record(source.name, texts=texts), content=str(number)))
        print(number, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 2, 4])
def test_killed_while_filing_nothing_acknowledged_is_lost(
    tmp_path: Path, acknowledged: int
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _FILER, str(tmp_path / "归档")], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    with process.stdout as output:
        seen = [int(output.readline()) for _ in range(acknowledged)]
        process.send_signal(signal.SIGKILL)
        seen += [int(line) for line in output]
    process.wait()
    with archive.open(tmp_path / "归档") as store:
        ids = store.ids()
        assert {f"甲{number:05}" for number in seen} <= set(ids)
        assert len(ids) <= len(seen) + 1
        for id in ids:
            assert len(store.record(id).pages) == 30
            store.report(id)
        assert store.search(Search("集成电路")).total == 30 * len(ids)
        assert store.verify_history() == len(ids)
        with store.loading():
            assert not (tmp_path / "归档/originals/.incoming").exists()


def test_a_writer_waits_out_one_that_leaves_hardly_a_gap(tmp_path: Path) -> None:
    """Beside the engine's own waiting one in seven of such writes found no gap in ten seconds."""
    archive.open(tmp_path / "归档").close()
    sql = "INSERT INTO runs (started_at, batch, version) VALUES ('', '', '')"
    ended = Event()

    def write_without_a_pause() -> None:
        busy = sqlite.connect(tmp_path / "归档" / "archive.sqlite", True)
        while not ended.is_set():
            with busy.transaction():
                busy.rows(sql)
                sleep(0.003)
        busy.close()

    other = Thread(target=write_without_a_pause)
    other.start()
    patient = sqlite.connect(tmp_path / "归档" / "archive.sqlite", True)
    try:
        for _ in range(10):
            patient.rows(sql)
    finally:
        ended.set()
        other.join()
        patient.close()


def test_patience_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_MILLISECONDS", 20)
    waiting = sqlite._Patience()
    assert waiting(0)
    sleep(0.03)
    assert not waiting(1)
    assert waiting(0)  # another wait has its whole time

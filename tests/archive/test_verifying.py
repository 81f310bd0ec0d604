from __future__ import annotations

import shutil
from pathlib import Path

import apsw
import pytest

import archive
from archive import Archive, ArchiveError, Checked
from archive.keys import file_hash
from archive.verifying import Verification
from extract.records import SourceFile

from .examples import FORM, filing, finding, reading, record, report
from .test_revising import FINDING, REVENUE, Rules


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """A copy of an archive in which everything happened that can happen."""
    return Path(shutil.copytree(built, tmp_path / "归档"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tmp_path = tmp_path_factory.mktemp("built")
    file = tmp_path / FORM
    file.write_bytes(b"bytes")
    source = SourceFile(path=FORM, pages=2, sha256=file_hash(file))
    with archive.open(tmp_path / "归档", who="张三") as store:
        store.put_original(file)
        for id, content in (("甲公司", "1"), ("乙公司", "2"), ("甲公司", "3")):
            one = record(id).model_copy(update={"files": (source,)})
            about = report(finding(message="申报 12000.0"))
            store.file(filing(tmp_path / id, one, content=content, about=about))
        store.arrive([("乙公司", tmp_path / "乙公司")], "第二批")
        run = store.begin_run("", "v1")
        store.fail(run, tmp_path / "坏.pdf", "不是 PDF")
        store.decide("甲公司", FINDING, "dismissed", store.version("甲公司"))
        change = store.correct(
            "甲公司", REVENUE, reading(11900.0), store.version("甲公司"), Rules()
        )
        store.undo("甲公司", change.entry, change.version, Rules())
        store.correct("甲公司", "industry", reading("仪器"), store.version("甲公司"), Rules())
        store.replace_report("乙公司", Checked(report(), "v2"))
    return tmp_path / "归档"


def verified(folder: Path) -> Verification:
    with archive.open(folder, write=False) as store:
        return store.verify()


def altered(folder: Path, sql: str) -> str:
    connection = apsw.Connection(str(folder / "archive.sqlite"))
    connection.execute(sql)
    connection.close()
    return "\n".join(verified(folder).problems)


def test_a_whole_archive_is_clean(folder: Path) -> None:
    found = verified(folder)
    assert found.problems == found.remarks == []
    assert found.counted["申报"] == 2
    assert found.counted["记录"] == 3
    assert found.counted["原件"] == 1
    assert found.counted["页面"] == 4


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("UPDATE history SET who = '别人' WHERE entry = 2", "历史记录第 2 条"),
        ("DELETE FROM history WHERE entry = 1", "历史记录第 2 条"),
        ("UPDATE history SET note = 'x' WHERE action = 'decide'", "被改动，或其前有缺失"),
        ("DELETE FROM history WHERE entry = (SELECT max(entry) FROM history)", "不在历史里"),
        ("UPDATE revisions SET record = x'789c' WHERE revision = 1", "记录被改动"),
        (
            "UPDATE revisions SET record = (SELECT record FROM revisions WHERE revision = 2)"
            " WHERE revision = 1",
            "记录被改动",
        ),
        ("DELETE FROM revisions WHERE revision = 1", "第 1 条的记录缺失"),
        ("DELETE FROM reports WHERE report = 1", "第 1 条的核对结果缺失"),
        ("UPDATE reports SET content = x'00' WHERE report = 1", "核对结果被改动"),
        ("DELETE FROM submissions WHERE id = '乙公司'", "乙公司：缺失"),
        ("UPDATE submissions SET revision = 1 WHERE id = '甲公司'", "现行版本与历史不符"),
        ("UPDATE submissions SET version = 1 WHERE id = '甲公司'", "现行版本与历史不符"),
        ("DELETE FROM decisions", "结论与历史不符"),
        ("UPDATE decisions SET verdict = 'confirmed'", "结论与历史不符"),
        ("UPDATE findings SET severity = 'low'", "疑点表与核对结果不符"),
        ("UPDATE readings SET number = 1 WHERE field = 'operating_revenue'", "字段表与记录不符"),
        ("UPDATE pages SET text = 'x' WHERE page = 1", "页面表与记录不符"),
        ("UPDATE pages SET text = 'x' WHERE page = 1", "全文索引与页面文字不符"),
        ("DELETE FROM page_index WHERE rowid IN (SELECT min(page_id) FROM pages)", "全文索引"),
        ("INSERT INTO page_index (rowid, tokens) VALUES (7, '集成')", "全文索引与页面文字不符"),
        ("DELETE FROM arrivals WHERE arrival = 1", "收文记录缺 1 条"),
        ("DELETE FROM failures", "失败记录缺 1 条"),
        ("UPDATE blobs SET size = 1", "被改动"),
        ("DELETE FROM blobs", "没有登记"),
    ],
)
def test_every_alteration_is_found(folder: Path, sql: str, message: str) -> None:
    assert message in altered(folder, sql)


def original(folder: Path) -> Path:
    (path,) = (folder / "originals").glob("??/??/*")
    path.chmod(0o600)
    return path


def test_an_original_that_is_gone_or_other_is_found(folder: Path) -> None:
    path = original(folder)
    path.write_bytes(b"other")
    assert any("被改动" in one for one in verified(folder).problems)
    path.unlink()
    assert any("缺失" in one for one in verified(folder).problems)


def test_originals_of_an_interrupted_load_are_remarked_and_swept(folder: Path) -> None:
    with archive.open(folder) as store:
        spare = folder.parent / "多余.pdf"
        spare.write_bytes(b"spare")
        sha256 = store.put_original(spare)
        (folder / "originals/ab/cd").mkdir(parents=True)
        (folder / "originals/ab/cd" / ("abcd" * 16)).write_bytes(b"")
        found = store.verify()
        assert found.is_clean
        assert "有 2 个原件不属于任何申报" in found.remarks[0]
        with store.loading():
            pass
        assert store.verify() == verified(folder)
        assert store.verify().remarks == []
        assert not store._originals.path(sha256).exists()
        assert store.original(store.record("甲公司").files[0].sha256).exists()


def test_the_progress_is_told(folder: Path) -> None:
    heard = []
    with archive.open(folder) as store:
        store.verify(lambda *told: heard.append(told))
    assert ("申报", 1, 2) in heard
    assert ("原件", 0, 1) in heard


def test_a_damaged_page_of_the_file_is_reported(folder: Path) -> None:
    file = folder / "archive.sqlite"
    content = bytearray(file.read_bytes())
    content[163840:180224] = bytes([0xA5]) * 16384
    file.write_bytes(content)
    with archive.open(folder, write=False, check=False) as store:
        assert store.verify().problems


def test_an_unused_archive_is_clean(tmp_path: Path) -> None:
    with archive.open(tmp_path / "归档") as store:
        assert isinstance(store, Archive)
        assert store.verify().is_clean


def test_what_others_write_meanwhile_is_not_looked_at(folder: Path, tmp_path: Path) -> None:
    with archive.open(folder, write=False) as reader, archive.open(folder) as writer:

        def tell(*_: object) -> None:
            number = len(writer.ids())
            writer.file(
                filing(tmp_path / f"丙{number}", record(f"丙{number}"), content=f"{number}")
            )

        found = reader.verify(tell)
        assert found.problems == []
        assert found.counted["申报"] == 2
        assert len(writer.ids()) > 2
        with pytest.raises(ArchiveError, match="只能读"):
            reader.begin_run("", "")

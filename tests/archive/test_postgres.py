"""The same archive in a folder and on a server: every answer must be the same."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import psycopg
import pytest

import archive
from archive import Archive, ArchiveError, Checked, ConflictError, Filters, Search, sqlite
from archive import server as server_archive
from archive.bigrams import normalise
from archive.copying import TABLES
from archive.postgres import _all_of, place_of
from archive.where import parse
from extract.records import SourceFile

from .examples import FORM, fields, filing, finding, reading, record, report
from .servers import programs, running
from .test_revising import FINDING, REVENUE, Rules

pytestmark = pytest.mark.skipif(programs() is None, reason="needs Debian's postgresql")

NUMBERS = count()
LETTERS = "服务型制造集成电路供应链节能，。A1 b0\n"
QUERIES = (
    "集成",
    "集",
    "集成 or 节能",
    "服务 not 集成",
    "not 集成",
    "not (集成 or 服务) or 电路",
    '"服务 型"',
    "% _ \\ '",
    "电",
)
CONDITIONS = (
    "operating_revenue@2022>=10000",
    "operating_revenue@2021<9600 and industry~集成",
    "not industry~集成",
    "industry!~集成",
    "employees!=120 or industry!=x",
    "kind=platform or 级别=高",
    "decision=未处理",
    "结论=误报",
    "district~示例 and firm~会计",
    "severity!=high",
)
NAMES = {
    **{one: one for one in ("operating_revenue", "industry", "employees", "kind", "decision")},
    **{"district": "district", "firm": "firm", "severity": "severity", "级别": "severity"},
    "结论": "decision",
}
SORTS = (
    "operating_revenue@2022",
    "-operating_revenue@2022",
    "-severity",
    "industry",
    "-id",
    "kind",
)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with running() as address:
        yield address


@pytest.fixture
def address(server: str) -> str:
    name = f"archive_{next(NUMBERS)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server.replace("/postgres?", f"/{name}?")


@dataclass(frozen=True)
class Both:
    folder: Archive
    server: Archive

    @property
    def each(self) -> tuple[Archive, Archive]:
        return self.folder, self.server


def fill(store: Archive, root: Path) -> None:
    """Do everything that can be done to an archive."""
    dice = random.Random(3)
    texts = tuple("".join(dice.choices(LETTERS, k=200)) for _ in range(40))
    file = root / FORM
    file.write_bytes(b"bytes" * 400_000)
    with store.loading():
        sha256 = store.put_original(file)
        assert store.put_original(file) == sha256
        files = (SourceFile(path=FORM, pages=40, sha256=sha256),)
        first = record("甲公司", texts=texts).model_copy(update={"files": files})
        about = report(finding(message="申报 12000.0"), finding("missing-field", "medium"))
        store.file(filing(root / "甲公司", first, about=about))
        other = record("乙平台", "platform", found=fields(industry=reading("供应链")))
        shingles = frozenset({1, 2, 3, -5})
        none = other.model_copy(update={"files": files})
        store.file(filing(root / "乙平台", none, content="2", about=report()))
        store.file(filing(root / "甲公司", first, content="3", about=about))
        store.arrive([("乙平台", root / "乙平台")], "第二批")
    run = store.begin_run("第一批", "v1")
    store.fail(run, root / "坏.pdf", "不是 PDF")
    store.end_run(run, archive.Counts(filed=2, failed=1, pages=42))
    store.decide("甲公司", FINDING, "dismissed", store.version("甲公司"), note="口径")
    change = store.correct("甲公司", REVENUE, reading(11950.0), store.version("甲公司"), Rules())
    store.undo("甲公司", change.entry, change.version, Rules())
    store.correct("甲公司", "industry", reading("集成仪器"), store.version("甲公司"), Rules())
    store.replace_report("乙平台", Checked(report(), "v2", '{"a": 1}', shingles))


@pytest.fixture
def both(tmp_path: Path, address: str) -> Iterator[Both]:
    with (
        archive.open(tmp_path / "归档", who="张三") as folder,
        archive.open(address, who="张三") as server,
    ):
        fill(folder, tmp_path)
        fill(server, tmp_path)
        yield Both(folder, server)


def rows(store: Archive, timeless: bool = True) -> dict[str, list[tuple[object, ...]]]:
    """Return all tables; the times, and what is made of them, differ between two archives."""
    passing = ("started_at", "ended_at", "failed_at", "stored_at", "filed_at", "made_at")
    left_out = {*passing, "arrived_at", "at", "hash", "previous"} if timeless else set()
    found = {}
    for table, _, _ in TABLES:
        sql = f"SELECT * FROM {table}"
        kept = [i for i, name in enumerate(_columns(store, table)) if name not in left_out]
        listed = [tuple(row[i] for i in kept) for row in store._database.rows(sql)]
        found[table] = sorted(listed, key=repr)
    return found


def _columns(store: Archive, table: str) -> list[str]:
    database = store._database
    if isinstance(database, sqlite.SqliteDatabase):
        return [row[1] for row in database.rows(f"PRAGMA table_info({table})")]
    sql = "SELECT column_name FROM information_schema.columns WHERE table_name = ?"
    named = f"{sql} AND table_schema = 'shenhe' ORDER BY ordinal_position"
    return [row[0] for row in database.rows(named, (table,))]


def test_the_same_rows(both: Both) -> None:
    folder, server = (rows(store) for store in both.each)
    assert folder == server
    assert len(folder["history"]) == 13


def test_the_same_records_reports_and_lists(both: Both) -> None:
    one, other = both.each
    for id in ("甲公司", "乙平台"):
        assert one.record(id) == other.record(id)
        assert one.record(id, 1) == other.record(id, 1)
        assert one.report(id) == other.report(id)
        assert one.decisions(id).keys() == other.decisions(id).keys()
        assert len(one.arrivals(id)) == len(other.arrivals(id))
    for a, b in zip(one.entries(), other.entries(), strict=True):
        assert (a.id, a.high, a.undecided, a.version) == (b.id, b.high, b.undecided, b.version)
    assert one.facets() == other.facets()
    kin = [store.kin("甲公司", {1, 2, 9}, 2, 0.5) for store in both.each]
    assert kin[0] == kin[1]
    assert kin[0].fingerprints == {"乙平台": '{"a": 1}'}


def test_the_same_search_results(both: Both) -> None:
    dice = random.Random(5)
    pages = [page.text for page in both.folder.record("甲公司").pages]
    drawn = []
    for _ in range(150):
        text = dice.choice(pages)
        start = dice.randrange(len(text) - 8)
        drawn.append(normalise(text[start : start + dice.randint(1, 8)]))
    for query in (*QUERIES, *(f'"{one}"' for one in drawn if one)):
        for misread in (False, True):
            asked = Search(query, misread=misread, limit=100, facets=True)
            assert both.folder.search(asked) == both.server.search(asked), query


def test_the_same_conditions_and_orders(both: Both) -> None:
    for text in CONDITIONS:
        filters = Filters(where=parse(text, NAMES))
        for sort in SORTS:
            found = [store.matching(filters, sort) for store in both.each]
            assert found[0] == found[1], (text, sort)
        hits = [store.search(Search("集", filters)) for store in both.each]
        assert hits[0] == hits[1]


def test_both_are_whole(both: Both) -> None:
    one, other = (store.verify() for store in both.each)
    assert one.is_clean
    assert one.head != other.head  # the times differ
    assert replace(one, head="") == replace(other, head="")


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("UPDATE history SET who = '别人' WHERE entry = 2", "历史记录第 2 条"),
        ("UPDATE page_index SET text = 'x' WHERE page_id = (SELECT min(page_id) FROM pages)",
         "全文索引"),
        ("DELETE FROM page_index WHERE page_id = (SELECT min(page_id) FROM pages)", "全文索引"),
        ("UPDATE original_parts SET content = 'x' WHERE part = 0", "被改动"),
        ("DELETE FROM original_parts", "缺失"),
    ],
)  # fmt: skip
def test_an_alteration_on_the_server_is_found(
    tmp_path: Path, address: str, sql: str, message: str
) -> None:
    with archive.open(address) as store:
        fill(store, tmp_path)
        store._database.rows(sql)
        assert message in "\n".join(store.verify().problems)


def test_an_archive_is_copied_either_way(both: Both, tmp_path: Path, address: str) -> None:
    target = tmp_path / "副本"
    archive.copy(address, target, lambda _: None)
    with archive.open(target) as copied:
        assert rows(copied, timeless=False) == rows(both.server, timeless=False)
        assert copied.verify().is_clean
        sha256 = copied.record("甲公司").files[0].sha256
        assert copied.original(sha256).read_bytes() == b"bytes" * 400_000
        asked = Search("集成 or 节能", limit=100)
        assert copied.search(asked) == both.server.search(asked)
    with pytest.raises(ArchiveError, match="已有内容"):
        archive.copy(tmp_path / "归档", target, lambda _: None)


def test_a_folder_is_copied_to_a_server_and_goes_on_there(tmp_path: Path, address: str) -> None:
    with archive.open(tmp_path / "归档") as folder:
        fill(folder, tmp_path)
        wanted = rows(folder, timeless=False)
    archive.copy(tmp_path / "归档", address, lambda _: None)
    with archive.open(address) as copied:
        assert rows(copied, timeless=False) == wanted
        assert copied.verify().is_clean
        files = copied.record("甲公司").files
        third = record("丙").model_copy(update={"files": files})
        assert copied.file(filing(tmp_path / "丙", third, content="9")) == 1
        copied.decide("丙", FINDING, "confirmed", copied.version("丙"))
        assert copied.verify().is_clean


def test_nothing_to_read_and_nothing_written_by_a_reader(address: str, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="没有归档"):
        archive.open(address, create=False)
    with pytest.raises(ArchiveError, match="没有归档"):
        archive.open(address, write=False)
    with archive.open(address) as store:
        store.file(filing(tmp_path / "甲公司"))
    with archive.open(address, write=False) as reader:
        assert reader.ids() == ("甲公司",)
        with pytest.raises(ArchiveError, match="只能读"):
            reader.begin_run("", "")
        with pytest.raises(ArchiveError, match="没有这份原件"):
            reader.original("0" * 64)


def test_loads_share_or_are_alone_and_conflicts_are_told(address: str, tmp_path: Path) -> None:
    with archive.open(address, who="李四") as one, archive.open(address) as other:
        one.file(filing(tmp_path / "甲公司"))
        with (
            one.loading(),
            other.loading(),
            pytest.raises(ArchiveError, match="正在向这个归档读入"),
            other.loading(alone=True),
        ):
            pass
        with other.loading(alone=True):
            pass
        seen = one.version("甲公司")
        one.decide("甲公司", FINDING, "confirmed", seen)
        with pytest.raises(ConflictError, match="李四"):
            other.decide("甲公司", FINDING, "dismissed", seen)


def test_a_newer_archive_and_a_server_that_is_not_there(address: str) -> None:
    with archive.open(address) as store:
        store._database.rows("UPDATE archive_format SET format = 99")
    with pytest.raises(ArchiveError, match="较新版本"):
        archive.open(address)
    with pytest.raises(ArchiveError, match="连不上数据库") as caught:
        archive.open("postgresql://u:secret@127.0.0.1:1/x")
    assert "secret" not in str(caught.value)


def test_nothing_half_filed(address: str, tmp_path: Path) -> None:
    with archive.open(address) as store:
        store.file(filing(tmp_path / "甲公司"))
        store._database.rows("ALTER TABLE arrivals ADD CHECK (batch <> '坏')")
        bad = filing(tmp_path / "乙公司", record("乙公司"), content="2")
        with pytest.raises(ArchiveError, match="归档出错"):
            store.file(replace(bad, batch="坏"))
        assert store.ids() == ("甲公司",)
        assert len(store.events()) == 1
        assert len(store.search(Search("封面")).hits) == 1


def test_the_copy_that_was_asked_for_longest_ago_makes_room(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_archive, "LENT_BYTES", 10)
    with archive.open(address, copies=tmp_path / "copies") as store:
        kept = []
        for content in (b"1111", b"2222", b"3333"):
            file = tmp_path / FORM
            file.write_bytes(content)
            kept.append(store.put_original(file))
        first, second = (store.original(sha256) for sha256 in kept[:2])
        os.utime(first, (1, 1))
        os.utime(second, (2, 2))
        store.original(kept[0])
        store.original(kept[2])
        assert (first.exists(), second.exists()) == (True, False)


def test_the_index_is_used_for_what_has_two_characters(both: Both) -> None:
    plans = []
    for wanted in ("集成", "集"):
        condition, values = _all_of([wanted])
        base = both.server._database
        base.rows("SET enable_seqscan = off")
        sql = f"EXPLAIN SELECT page_id FROM page_index WHERE {condition}"
        plans.append(str(base.rows(sql, values)))
    assert "page_index_pairs" in plans[0]
    assert "page_index_pairs" not in plans[1]


def test_a_place_tells_no_password() -> None:
    assert place_of("postgresql://u:secret@h:5432/x?y=1") == "postgresql://h/x"

"""Proof that an archive is whole: nothing missing, nothing altered, nothing that belongs to nothing.

The chained history is taken for the truth and everything else is held against it: the records and
reports it gives the hashes of, the tables of the current state that follow from them, the full
text, and the original bytes under their own hashes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from checks.findings import Report
from extract.records import Record

from . import history, readings, timeline
from .blobs import Originals
from .database import Database
from .errors import ArchiveError
from .indexing import PAGE_BITS
from .packing import digest

Tell = Callable[[str, int, int], None]  # what is being looked at, how many are done, of how many


@dataclass
class Verification:
    """What was looked at, by its Chinese name, and what is wrong; remarks are not wrong.

    `head` is the hash of the last entry of the history: who keeps it elsewhere can tell later that
    nothing was cut off at the end.
    """

    head: str = ""
    counted: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not self.problems


def verify(database: Database, originals: Originals, tell: Tell) -> Verification:
    """Look a whole archive over; what is wrong is returned, not raised."""
    found = Verification()
    steps = (
        (f"数据库：{one}" for one in database.damage()),
        _history(database, found),
        _contents(database, found),
        _ledgers(database),
        _submissions(database, found, tell),
        _texts(database, found),
        _originals(database, originals, found, tell),
    )
    for step in steps:
        try:
            found.problems += step  # each looks when it is asked, not before
        except ArchiveError as error:
            found.problems.append(str(error))
    return found


def _history(database: Database, found: Verification) -> Iterator[str]:
    try:
        length = history.verify(database)
        found.counted["历史记录"] = length
        last = history.entry(database, length)
        found.head = last.hash if last else ""
    except ArchiveError as error:
        yield str(error)


def _contents(database: Database, found: Verification) -> Iterator[str]:
    """Hold every record and report against the hash in the entry that tells of it."""
    told: dict[tuple[str, int], str] = {}
    sql = "SELECT entry, action, new FROM history WHERE action IN ('file', 'check')"
    for entry, action, new in database.stream(sql):
        if action == "file":
            content = json.loads(new)
            told["record", entry] = content["record"]
            told["report", entry] = content["report"]
        else:
            told["report", entry] = new
    kept = (
        ("record", "记录", "SELECT entry, submission, record FROM revisions"),
        ("report", "核对结果", "SELECT entry, submission, content FROM reports"),
    )
    for kind, name, query in kept:
        for entry, submission, content in database.stream(query):
            found.counted[name] += 1
            wanted = told.pop((kind, entry), None)
            if wanted is None:
                yield f"{submission}：有一份{name}不在历史里（第 {entry} 条）"
            elif _digest(content) != wanted:
                yield f"{submission}：历史第 {entry} 条的{name}被改动"
    for kind, entry in told:
        yield f"历史第 {entry} 条的{'记录' if kind == 'record' else '核对结果'}缺失"


def _digest(content: bytes) -> str:
    try:
        return digest(content)
    except ArchiveError:
        return ""


def _ledgers(database: Database) -> Iterator[str]:
    """Hold the lists of arrivals and failures against the history."""
    pairs = (
        ("收文记录", "SELECT submission FROM arrivals", "('file', 'arrive')", "submission"),
        ("失败记录", "SELECT source FROM failures", "('fail')", "subject"),
    )
    for name, listed, actions, column in pairs:
        told = Counter(
            row[0]
            for row in database.stream(f"SELECT {column} FROM history WHERE action IN {actions}")
        )
        told.subtract(row[0] for row in database.stream(listed))
        for about, difference in told.items():
            if difference:
                yield f"{about}：{name}{'缺' if difference > 0 else '多'} {abs(difference)} 条"


def _submissions(database: Database, found: Verification, tell: Tell) -> Iterator[str]:
    told = {
        row[0] for row in database.stream("SELECT submission FROM history WHERE action = 'file'")
    }
    rows = database.rows("SELECT number, id, revision, version, pages FROM submissions ORDER BY id")
    for done, (number, id, *current) in enumerate(rows):
        tell("申报", done, len(rows))
        found.counted["申报"] += 1
        if id not in told:
            yield f"{id}：不在历史里"
            continue
        told.remove(id)
        try:
            yield from _submission(database, number, id, tuple(current))
        except ArchiveError as error:
            yield f"{id}：{error}"
    yield from (f"{id}：缺失" for id in sorted(told))


def _submission(
    database: Database, number: int, id: str, current: tuple[int, int, int]
) -> Iterator[str]:
    """Hold the tables of the current state against the record, the report and the history."""
    state = timeline.state(database, id)
    record, report = timeline.record(database, id), timeline.report(database, id)
    latest = database.one("SELECT max(revision) FROM revisions WHERE submission = ?", (id,))
    if current != (latest, state.version, len(record.pages)):
        yield f"{id}：现行版本与历史不符"
    decided = {(one.code, one.key, one.verdict, one.entry) for one in state.decided.values()}
    held = "SELECT code, key, verdict, entry FROM decisions WHERE submission = ?"
    if decided != set(database.rows(held, (number,))):
        yield f"{id}：结论与历史不符"
    if _finding_rows(report) != Counter(
        database.rows("SELECT code, key, severity, message FROM findings WHERE submission = ?",
                      (number,))
    ):  # fmt: skip
        yield f"{id}：疑点表与核对结果不符"
    if not _same_readings(database, number, record):
        yield f"{id}：字段表与记录不符"
    if not _same_pages(database, number, record):
        yield f"{id}：页面表与记录不符"


def _finding_rows(report: Report) -> Counter[tuple[str, ...]]:
    return Counter((one.code, one.key, one.severity, one.message) for one in report.findings)


def _same_readings(database: Database, number: int, record: Record) -> bool:
    sql = (
        "SELECT field, year, number, text, confidence, file, page FROM readings"
        " WHERE submission = ?"
    )
    kept = Counter(map(_rounded, database.rows(sql, (number,))))
    return kept == Counter(_rounded(row) for row in readings.rows(record))


def _rounded(row: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(float(f"{one:.12g}") if isinstance(one, float) else one for one in row)


def _same_pages(database: Database, number: int, record: Record) -> bool:
    sql = "SELECT page_id, file, page, type, text FROM pages WHERE submission = ? ORDER BY page_id"
    wanted = [
        (id, one.file, one.page, one.type, one.text)
        for id, one in enumerate(record.pages, start=number << PAGE_BITS)
    ]
    return database.rows(sql, (number,)) == wanted


def _texts(database: Database, found: Verification) -> Iterator[str]:
    """Hold the full-text index against the texts of the pages."""
    found.counted["页面"] = int(database.one("SELECT count(*) FROM pages"))
    wrong = sorted({id >> PAGE_BITS for id in database.misindexed_pages()})
    for number in wrong:
        id = database.one("SELECT id FROM submissions WHERE number = ?", (number,))
        yield f"{id or f'第 {number} 号'}：全文索引与页面文字不符"


def _originals(
    database: Database, originals: Originals, found: Verification, tell: Tell
) -> Iterator[str]:
    """Hold the original bytes against their hashes, and both against the records' files."""
    listed: dict[str, int] = dict(database.rows("SELECT sha256, size FROM blobs"))
    used = {row[0] for row in database.stream("SELECT DISTINCT sha256 FROM files")}
    yield from (f"原件 {sha256} 没有登记" for sha256 in sorted(used - listed.keys()))
    kept = dict(originals.stored())
    for done, sha256 in enumerate(sorted(listed)):
        tell("原件", done, len(listed))
        found.counted["原件"] += 1
        if sha256 not in kept:
            yield f"原件 {sha256} 缺失"
        elif kept[sha256] != listed[sha256] or originals.digest(sha256) != sha256:
            yield f"原件 {sha256} 被改动"
    spare = len(listed.keys() - used) + len(kept.keys() - listed.keys())
    if spare:
        found.remarks.append(
            f"有 {spare} 个原件不属于任何申报，是读入中断时留下的，下次 load 会清理"
        )

"""Files on their way in: stored under their hash, named only when they are handed in."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

import hypothesis.strategies as st
import pytest
from hypothesis import given

from review import inbox
from review.inbox import HandedIn, Inbox, InboxError, Named, Sent, cleaned


async def _pieces(content: bytes) -> AsyncIterator[bytes]:
    for at in range(0, len(content), 3):
        yield content[at : at + 3]


def _taken(box: Inbox, who: str, size: int, content: bytes) -> Sent:
    """Hand bytes in from a thread of its own: the browser of other tests has a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(box.take(who, size, _pieces(content)))).result()


def _sent(box: Inbox, content: bytes, who: str = "张三") -> Sent:
    return _taken(box, who, len(content), content)


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "files").iterdir())


def test_a_file_is_stored_under_its_hash_once(tmp_path: Path) -> None:
    box = Inbox(tmp_path)
    sent = _sent(box, b"%PDF-1.7 ...")
    assert sent == _sent(box, b"%PDF-1.7 ...")
    assert sent == Sent(hashlib.sha256(b"%PDF-1.7 ...").hexdigest(), 12)
    assert _files(tmp_path) == [sent.sha256]


def test_what_is_too_large_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "LARGEST", 10)
    box = Inbox(tmp_path)
    for size in (5, 11):  # also where less was announced
        with pytest.raises(InboxError) as refused:
            _taken(box, "张三", size, b"12345678901")
        assert refused.value.status == 413
    with pytest.raises(InboxError):
        _sent(box, b"")
    assert _files(tmp_path) == []


def test_one_person_cannot_send_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "MOST_FILES", 2)
    now = [0.0]
    box = Inbox(tmp_path, lambda: now[0])
    _sent(box, b"1")
    _sent(box, b"2")
    with pytest.raises(InboxError) as refused:
        _sent(box, b"3")
    assert refused.value.status == 429
    _sent(box, b"3", "李四")
    now[0] = inbox.HOUR + 1
    _sent(box, b"3")


def test_a_disk_that_is_nearly_full_takes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "SPARE", 1 << 60)
    with pytest.raises(InboxError) as refused:
        _sent(Inbox(tmp_path), b"1")
    assert refused.value.status == 507


def test_submissions_become_folders_with_their_files(tmp_path: Path) -> None:
    box = Inbox(tmp_path)
    form, audit = _sent(box, b"form").sha256, _sent(box, b"audit").sha256
    files = (Named(form, "申报书.pdf"), Named(audit, "审计.PDF"), Named(audit, "申报书.pdf"))
    folder = box.hand_in([HandedIn("甲公司", files), HandedIn("乙/丙", (Named(form, "x.pdf"),))])
    laid = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))
    assert laid == ["丙/x.pdf", "甲公司/审计.PDF", "甲公司/申报书-2.pdf", "甲公司/申报书.pdf"]
    assert (folder / "甲公司" / "申报书-2.pdf").read_bytes() == b"audit"


@pytest.mark.parametrize(
    ("submissions", "status"),
    [
        ([], 422),
        ([HandedIn("甲", ())], 422),
        ([HandedIn("甲", (Named("0" * 64, "a.pdf"),))], 404),
        ([HandedIn("甲", (Named("../../etc/passwd", "a.pdf"),))], 404),
    ],
)
def test_what_cannot_be_handed_in_is_told(
    tmp_path: Path, submissions: list[HandedIn], status: int
) -> None:
    with pytest.raises(InboxError) as refused:
        Inbox(tmp_path).hand_in(submissions)
    assert refused.value.status == status
    assert not (tmp_path / "batches").exists()


def test_kinds_that_are_not_read_and_equal_names_are_refused(tmp_path: Path) -> None:
    box = Inbox(tmp_path)
    sent = _sent(box, b"MZ").sha256
    with pytest.raises(InboxError, match="不是能读的文件"):
        box.hand_in([HandedIn("甲", (Named(sent, "病毒.exe"),))])
    twice = HandedIn("甲", (Named(sent, "a.pdf"),))
    with pytest.raises(InboxError, match="都叫"):
        box.hand_in([twice, twice])


def test_what_was_never_handed_in_goes_after_a_day(tmp_path: Path) -> None:
    now = [1e9]
    box = Inbox(tmp_path, lambda: now[0])
    old, new = _sent(box, b"old").sha256, _sent(box, b"new").sha256
    kept = box.hand_in([HandedIn("甲", (Named(old, "a.pdf"),))])
    os.utime(tmp_path / "files" / old, (now[0], now[0]))
    os.utime(tmp_path / "files" / new, (now[0] + inbox.ABANDONED,) * 2)
    now[0] += inbox.ABANDONED + 1
    box.sweep()
    assert _files(tmp_path) == [new]
    assert (kept / "甲" / "a.pdf").read_bytes() == b"old"


@given(st.text(max_size=300))
def test_any_name_becomes_one_part_of_a_path(name: str) -> None:
    found = cleaned(name)
    assert found == PurePosixPath(found).name
    assert found.isprintable()
    assert not found.startswith(".")
    assert 0 < len(found.encode()) <= inbox.LONGEST_NAME


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\申报\\甲 公司.pdf", "甲 公司.pdf"),
        ("..", "未命名"),
        ("a\x00b<script>.pdf", "a_b_script_.pdf"),
        ("\u202efdp.exe", "_fdp.exe"),
        (f"{'长' * 200}.pdf", f"{'长' * 38}.pdf"),
    ],
)
def test_names_stay_readable(name: str, clean: str) -> None:
    assert cleaned(name) == clean

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from archive import Archive
from shenhe import verifying
from shenhe.verifying import MOST, print_verification


def printed(store: Archive, monkeypatch: pytest.MonkeyPatch) -> tuple[bool, str]:
    file = StringIO()
    monkeypatch.setattr(verifying, "out", Console(file=file, width=300))
    return print_verification(store), file.getvalue()


def test_a_whole_archive(store: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    clean, text = printed(store, monkeypatch)
    assert clean
    assert "申报 2" in text
    assert "归档完好" in text
    assert f"历史的末端：第 2 条，校验值 {store.events()[-1].hash}" in text


def test_what_is_wrong_is_listed(store: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in store.record("明理公司").files:
        store.original(file.sha256).unlink()
    store._database.rows("UPDATE history SET who = '[x]'")
    clean, text = printed(store, monkeypatch)
    assert not clean
    assert "缺失" in text
    assert "历史记录第 1 条" in text
    assert "归档完好" not in text
    monkeypatch.setattr(verifying, "MOST", 1)
    assert "……共" in printed(store, monkeypatch)[1]
    assert MOST > 1

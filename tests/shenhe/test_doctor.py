"""What the examination finds on this machine, and on one where something is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import conversion
from shenhe import doctor
from shenhe.doctor import Examined, examine, print_examination
from shenhe.notices import load_notice

from .submissions import put


@pytest.mark.engine
def test_a_machine_on_which_everything_works(tmp_path: Path) -> None:
    found = {one.name: one for one in examine(tmp_path / "归档", load_notice())}
    assert not (tmp_path / "归档").exists()
    assert found["识别模型"].state == "right"
    assert found["归档"].state == "right"
    for page in ("自测·电子页", "自测·扫描页"):
        assert found[page].state == "right", found[page].told


def test_what_is_wrong_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_self_test", lambda loaded: iter(()))
    monkeypatch.setattr(conversion, "OFFICE_PROGRAMS", ("no-such-program",))
    monkeypatch.setattr(doctor, "LEAST_FREE", 1 << 60)
    put(tmp_path / "archive.sqlite", b"this is no database" * 100)
    found = {one.name: one for one in examine(tmp_path, load_notice())}
    assert found["LibreOffice"].state == "lacking"
    assert found["归档所在磁盘"].state == "lacking"
    assert found["归档"].state == "wrong"


def test_one_wrong_thing_decides(capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = Examined("甲", "lacking", "[b]无[/b]"), Examined("乙", "wrong", "坏")
    assert print_examination([good])
    assert not print_examination([good, bad])
    assert "[b]无[/b]" in capsys.readouterr().out

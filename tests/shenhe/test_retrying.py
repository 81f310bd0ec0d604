"""What is read again after a load that did not go well."""

from __future__ import annotations

from pathlib import Path

import pytest

import archive
from extract.records import ReadError
from shenhe.retrying import in_trouble

from ..archive.examples import filing, record
from .submissions import put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive with a good submission, one with a file set aside, and two that failed."""
    for name in ("好", "有隔离", "失败", "后来好了"):
        put(tmp_path / name / "a.pdf", b"%PDF")
        put(tmp_path / name / "b.pdf", b"%PDF")
    with archive.open(tmp_path / "归档") as store:
        run = store.begin_run("2026-01-01", "1")
        store.fail(run, tmp_path / "失败", "坏")
        store.fail(run, tmp_path / "不见了", "坏")
        store.fail(run, tmp_path / "后来好了", "坏")
        for name in ("好", "有隔离", "后来好了"):
            errors = (ReadError(file="b.pdf", message="已隔离"),) if name == "有隔离" else ()
            store.file(filing(tmp_path / name, record(name).model_copy(update={"errors": errors})))
    return tmp_path / "归档"


def test_what_failed_or_has_troubles_is_read_again_whole(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with archive.open(folder) as store:
        found = in_trouble(store)
    assert [one.path.name for one in found] == ["失败", "有隔离"]
    assert all(one.bytes == 8 for one in found)
    assert "不见了" in capsys.readouterr().err


def test_a_named_submission_is_read_again_in_any_case(folder: Path) -> None:
    with archive.open(folder) as store:
        assert [one.path.name for one in in_trouble(store, ["好"])] == ["好"]

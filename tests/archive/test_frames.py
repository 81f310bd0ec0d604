from __future__ import annotations

import sys
from pathlib import Path

import pytest

import archive
from archive import ArchiveError

from .examples import fields, filing, finding, reading, record, report

KEY = ("audit-mismatch", "operating_revenue@2022")


def test_frames_in_one_line_each(tmp_path: Path) -> None:
    with archive.open(tmp_path / "归档") as store:
        modes = reading(["供应链管理", "共享制造"])
        one = record(found=fields(service_modes=modes, awards=reading(None, "")))
        store.file(filing(tmp_path / "甲公司", one, about=report(finding())))
        store.file(filing(tmp_path / "乙", record("乙", found={}), content="2", about=report()))
        store.decide("甲公司", KEY, "confirmed", store.version("甲公司"))
        records = store.frames.records
        assert list(records.index) == ["乙", "甲公司"]
        assert records.loc["甲公司", "operating_revenue@2022"] == 12000.0
        assert records.loc["甲公司", "service_modes"] == "供应链管理；共享制造"
        assert records.loc["甲公司", "kind"] == "enterprise"
        figures = store.frames.figures
        wanted = figures[(figures["field"] == "operating_revenue") & (figures["year"] == "2021")]
        assert wanted["number"].tolist() == [9500.5]
        findings = store.frames.findings
        assert findings[["id", "code", "decision"]].to_numpy().tolist() == [
            ["甲公司", "audit-mismatch", "confirmed"]
        ]


def test_an_empty_archive_has_empty_frames(tmp_path: Path) -> None:
    with archive.open(tmp_path / "归档") as store:
        assert store.frames.records.empty
        assert store.frames.figures.empty
        assert store.frames.findings.empty


def test_without_pandas_it_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with (
        archive.open(tmp_path / "归档") as store,
        pytest.raises(ArchiveError, match=r"requirements-frames\.txt"),
    ):
        _ = store.frames.findings

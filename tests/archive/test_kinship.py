from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import archive
from archive import Archive

from .examples import filing, record

SHINGLES = {"甲": {1, 2, 3, -7}, "乙": {1, 2, 3}, "丙": {3}, "丁": {-7}, "戊": {8, 9}}


@pytest.fixture
def store(tmp_path: Path) -> Archive:
    opened = archive.open(tmp_path / "归档")
    for id, shingles in SHINGLES.items():
        one = filing(tmp_path / id, record(id), content=id)
        opened.file(replace(one, shingles=frozenset(shingles), fingerprint=f'"{id}"'))
    return opened


def test_those_that_share_enough_passages_or_one_key(store: Archive) -> None:
    kin = store.kin("甲", SHINGLES["甲"], 3, 1.0)
    assert kin.fingerprints == {"丁": '"丁"', "乙": '"乙"'}
    assert kin.spread == {1: 1, 2: 1, 3: 2, -7: 1}
    assert kin.count == 4
    assert "丙" in store.kin("甲", SHINGLES["甲"], 1, 1.0).fingerprints


def test_one_that_is_not_filed_yet_is_compared_with_all(store: Archive) -> None:
    kin = store.kin("新", {8, 9}, 2, 1.0)
    assert list(kin.fingerprints) == ["戊"]
    assert kin.count == 5


def test_what_everybody_says_makes_nobody_kin(store: Archive, tmp_path: Path) -> None:
    for number in range(10):
        one = filing(tmp_path / f"己{number}", record(f"己{number}"), content=f"己{number}")
        store.file(replace(one, shingles=frozenset({1, 2, 3})))
    assert list(store.kin("甲", SHINGLES["甲"], 3, 0.3).fingerprints) == ["丁"]
    assert len(store.kin("甲", SHINGLES["甲"], 3, 1.0).fingerprints) == 12


def test_what_a_submission_no_longer_has_is_forgotten(store: Archive, tmp_path: Path) -> None:
    store.file(replace(filing(tmp_path / "乙", record("乙"), content="新"), shingles=frozenset()))
    assert list(store.kin("甲", SHINGLES["甲"], 3, 1.0).fingerprints) == ["丁"]

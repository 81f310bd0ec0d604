from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from extract import settings
from extract.settings import Settings

OTHERS = {
    "dpi": Settings(dpi=300),
    "detection_side": Settings(detection_side=960),
    "max_pages": Settings(max_pages=10),
    "max_pixels": Settings(max_pixels=1000),
    "max_file_bytes": Settings(max_file_bytes=1000),
    "models": Settings(models=Path("weights")),
}


def test_every_setting_that_is_no_matter_of_speed_is_tried_here() -> None:
    assert {field.name for field in fields(Settings)} == {*OTHERS, "threads"}


def test_equal_settings_have_one_key() -> None:
    assert Settings().key == Settings().key
    assert Settings(dpi=200).key == Settings().key


@pytest.mark.parametrize("name", OTHERS)
def test_another_setting_makes_another_key(name: str) -> None:
    assert OTHERS[name].key != Settings().key


def test_settings_do_not_run_into_each_other() -> None:
    keys = {Settings(max_pages=a, max_pixels=b).key for a in (1, 11) for b in (1, 11)}
    assert len(keys) == 4


def test_the_number_of_threads_changes_no_reading() -> None:
    assert Settings(threads=8).key == Settings().key


def test_another_version_makes_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Settings().key
    monkeypatch.setattr(settings, "PIPELINE_VERSION", "another")
    assert Settings().key != before


def test_settings_stay_as_they_are() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().dpi = 300  # type: ignore[misc]

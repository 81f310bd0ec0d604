from __future__ import annotations

from random import Random

from checks.settings import CheckSettings
from evaluation.plants.changes import readings, with_heading
from evaluation.plants.recognition import has_doubt, recognised
from extract.readings import map_readings

from ...checks.records import with_field
from .grounds import first

LEAST = CheckSettings().minimum_confidence


def test_what_was_not_changed_is_sure() -> None:
    clean = first()
    seen = recognised(with_field(clean, "employees", 300), clean, "doubtful", Random(1))
    doubted = [one.value for one in readings(seen) if one.confidence < LEAST]
    assert doubted == [300]
    assert {one.origin for one in readings(seen)} == {"ocr"}
    assert not any(page.digital for page in seen.pages)


def test_a_changed_section_is_doubtful_too() -> None:
    clean = first()
    seen = recognised(with_heading(clean, 0, "别的"), clean, "doubtful", Random(1))
    assert [h.text for h in seen.outline if h.confidence < LEAST] == ["别的"]
    assert has_doubt(seen)


def test_a_sure_sight_doubts_nothing() -> None:
    clean = first()
    seen = recognised(with_field(clean, "employees", 300), clean, "sure", Random(1))
    assert not has_doubt(seen)


def test_text_is_left_as_it_is() -> None:
    assert recognised(first(), first(), "text", Random(1)) == first()


def test_mapping_with_nothing_to_change_gives_the_same_record() -> None:
    assert map_readings(first(), lambda reading: reading) == first()

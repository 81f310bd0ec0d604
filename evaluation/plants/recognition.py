"""A record as if its pages had been recognised instead of read."""

from __future__ import annotations

from random import Random

from checks.settings import CheckSettings
from extract.readings import map_readings
from extract.records import Heading, Reading, Record

from .changes import readings
from .registry import Sight

SUREST = 0.9999  # confidence of a plain figure
BELOW = 0.35  # how far under the least confidence a doubtful reading may lie


def recognised(record: Record, clean: Record, how: Sight, rng: Random) -> Record:
    """Return a record with recognised readings; what differs from the clean one may be doubtful.

    The readings and sections of the clean record that were not changed are the same objects, as
    the plants leave them; those are always sure.
    """
    if how == "text":
        return record
    known = {id(reading) for reading in readings(clean)} | {id(one) for one in clean.outline}

    def confidence(is_changed: bool) -> float:
        settings = CheckSettings()
        if is_changed and how == "doubtful":
            least = min(settings.minimum_confidence, settings.minimum_line)
            return rng.uniform(least - BELOW, least - 0.01)
        return rng.uniform(settings.sure_figure, SUREST)

    def seen(reading: Reading) -> Reading:
        update = {"origin": "ocr", "confidence": confidence(id(reading) not in known)}
        return reading.model_copy(update=update)

    def read(heading: Heading) -> Heading:
        return heading.model_copy(update={"confidence": confidence(id(heading) not in known)})

    scanned = map_readings(record, seen)
    pages = tuple(page.model_copy(update={"digital": False}) for page in record.pages)
    outline = tuple(read(heading) for heading in record.outline)
    return scanned.model_copy(update={"pages": pages, "outline": outline, "styles": ()})


def has_doubt(record: Record) -> bool:
    """Tell whether any reading is too unsure to accuse by: a change may lie in no reading."""
    least = CheckSettings().minimum_confidence
    found = [reading.confidence for reading in readings(record)]
    return min([*found, *(heading.confidence for heading in record.outline)], default=1.0) < least

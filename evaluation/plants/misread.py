"""Misreadings that know of their doubt: what they break must not be blamed on the applicant."""

from __future__ import annotations

from decimal import Decimal

from extract.readings import map_readings
from extract.records import Reading

from .changes import readings
from .prints import print_of
from .registry import Bed, Planted, plant

# What recognition takes for each other, one way and the other.
ALIKE = (
    "17",
    "38",
    "56",
    "08",
    "68",
    "89",
    "27",
    "曜耀",
    "申中",
    "己已",
    "大太",
    "未末",
    "0O",
    "1I",
)
MOST = 4  # misread readings of one submission


@plant("misread", "识别错误而存疑的读数", "harmless", sights=("doubtful",))
def misread(bed: Bed) -> Planted | None:
    """One to four readings with a character taken for another, or a comma for a point."""
    found = {id(one): one for one in readings(bed.record)}
    wrong = {place: other for place, one in found.items() if (other := _misread(bed, one))}
    if not wrong:
        return None
    chosen = bed.rng.sample(list(wrong), min(len(wrong), bed.rng.randint(1, MOST)))

    def change(reading: Reading) -> Reading:
        return wrong[id(reading)] if id(reading) in chosen else reading

    return Planted(map_readings(bed.record, change))


def _misread(bed: Bed, reading: Reading) -> Reading | None:
    swaps = {pair[n]: pair[1 - n] for pair in ALIKE for n in (0, 1)}
    places = [at for at, character in enumerate(reading.text) if character in swaps]
    if not places:
        return None
    at = bed.rng.choice(places)
    text = reading.text[:at] + swaps[reading.text[at]] + reading.text[at + 1 :]
    if isinstance(reading.value, str) and reading.value == reading.text:
        return reading.model_copy(update={"value": text, "text": text})
    printed = print_of(reading, reading.unit)
    if printed is None or not text[at].isdigit():
        return None
    digits = Decimal("".join(c for c in text if c.isdigit() or c == "."))
    return printed.again(-digits if printed.number < 0 else digits)

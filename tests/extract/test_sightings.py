from __future__ import annotations

from dataclasses import replace

from extract.geometry import Box
from extract.pages import Code, Seal
from extract.sightings import sightings

from .builders import page


def test_seals_are_told_from_the_top_with_what_they_say() -> None:
    low = Seal(Box(300, 600, 400, 700), "round", "东海精密机械有限公司", 0.98)
    high = Seal(Box(400, 100, 430, 130), "square")
    seen = list(sightings([replace(page(), seals=(low, high))]))
    assert [(one.kind, one.text, one.score) for one in seen] == [
        ("seal", "", 0.0),
        ("seal", "东海精密机械有限公司", 0.98),
    ]
    assert seen[1].bbox == (300, 600, 400, 700)


def test_codes_are_told_with_their_text() -> None:
    (seen,) = sightings([replace(page(), codes=(Code(Box(10, 10, 60, 60), "https://a.cn"),))])
    assert (seen.kind, seen.text, seen.bbox) == ("code", "https://a.cn", (10, 10, 60, 60))

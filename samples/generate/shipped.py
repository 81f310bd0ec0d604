"""The submissions that are shipped in samples/submissions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .binding import Plan
from .sets import Order, describe, write

FOLDER = Path(__file__).parents[1] / "submissions"
SEED = 2023
ORDERS = [
    Order("p01", "enterprise", "a", Plan("digital", "merged"), style={"contents": True}),
    Order("p02", "enterprise", "b", Plan("scanned", "merged"),
          ["audit-mismatch", "uscc-invalid", "service-ratio-below-threshold"],
          style={"scan": "flatbed", "contents": False}),
    Order("p03", "enterprise", "c", Plan("mixed", "split", grey=False), group=True, style={"scan": "copier"}),
    Order("p04", "enterprise", "a", Plan("digital", "split"),
          ["narrative-contradiction", "rd-intensity-inconsistent", "audit-not-balanced", "contact-invalid"],
          style={"contents": False}),
    Order("p05", "platform", "c", Plan("mixed", "split"), small=True, style={"scan": "photo"}),
    Order("p06", "platform", "b", Plan("scanned", "two"),
          ["operating-time-too-short", "missing-attachment", "missing-field"], small=True,
          style={"scan": "copier"}),
    Order("p07", "district", "a", Plan("digital", "two")),
    Order("p08", "district", "c", Plan("scanned", "merged"), ["missing-section", "impossible-value"],
          style={"scan": "flatbed"}),
]  # fmt: skip


def write_all() -> Iterator[str]:
    yield from write(ORDERS, FOLDER, SEED)
    describe(
        FOLDER, "samples", "八份虚构的申报材料，企业、平台、示范区都有；人名、单位、数字均系编造"
    )

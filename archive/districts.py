"""The district an application comes from, as far as it says."""

from __future__ import annotations

import re

from extract.records import Record

from .columns import flat

# Where a district is named, the surest first: the district itself, who recommends, the address.
_FIELDS = ("district_name", "recommending_unit", "registered_address")
_DISTRICT = re.compile(r"(?:^|省|市)([^\W\d_省市]{1,6}?(?:新区|区|县))")


def district(record: Record) -> str | None:
    """Return the first district that one of the fields names."""
    for field in _FIELDS:
        reading = record.reading(field)
        found = _DISTRICT.search(str(flat(reading.value) or "")) if reading else None
        if found:
            return found[1]
    return None

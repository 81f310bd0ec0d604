"""Which mode of the notice an enterprise's application seems to be about.

The form does not ask; the summary table does. So this is a suggestion for a person, and it stays
silent where the texts do not speak clearly.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.programme import Mode
from extract.records import Record

IN_BUSINESS = 3  # a keyword in 主营业务 counts as much as this many in the body
MOST_PER_KEYWORD = 3  # a word repeated on every page is one sign, not twenty
ENOUGH = 3  # less may be a passing mention
LEAD = 1.5  # the first must stand so far above the second


def guess_mode(record: Record, modes: Sequence[Mode]) -> str | None:
    """Return the name of the mode the record speaks of most, `None` when unsure."""
    scores = sorted(((_score(record, mode), mode.name) for mode in modes), reverse=True)
    if not scores:
        return None
    best, name = scores[0]
    second = scores[1][0] if len(scores) > 1 else 0
    return name if best >= ENOUGH and best >= LEAD * second else None


def _score(record: Record, mode: Mode) -> int:
    reading = record.reading("main_business")
    business = str(reading.value or "") if reading else ""
    body = "\n".join(f"{one.title}\n{one.text}" for one in record.outline)
    return sum(
        IN_BUSINESS * (word in business) + min(body.count(word), MOST_PER_KEYWORD)
        for word in {mode.name, *mode.keywords}
    )

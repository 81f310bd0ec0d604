"""Changes against an earlier year that running text states of an amount just spoken of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from extract.values import amount
from extract.values.amount import Amount

from .intervals import Interval, ratio
from .phrases import alternatives
from .reference import ProseWords

_POINTS = 100
_ONE = Interval(Fraction(1), Fraction(1))


@dataclass(frozen=True)
class Growth:
    """A stated change, in percent of the earlier year; `fields` are those that may be meant.

    A sentence that has spoken of a whole and then of its part leaves open which one grew: the
    part, the last of `fields`, is the likelier.
    """

    fields: tuple[str, ...]
    year: str
    base: str
    rate: Amount  # negative for a fall
    text: str


class GrowthPhrases:
    """Matches a clause that states a change."""

    def __init__(self, words: ProseWords):
        against = rf"(?:{alternatives(words.compared)}|[较比](?P<base>20[0-9]{{2}})年)"
        moved = rf"(?:(?P<rise>{alternatives(words.rises)})|(?P<fall>{alternatives(words.falls)}))"
        self._pattern = re.compile(
            rf"{against}{alternatives(words.manners)}*{moved}(?:了|率?为|率?达到?|到)?"
            r"(?P<rate>[0-9][0-9.]*%)(?:\(.*\))?$"
        )

    def match(self, clause: str, year: str) -> tuple[str, Amount] | None:
        """Return the earlier year and the rate; None for a clause that states no plain change."""
        match = self._pattern.match(clause)
        rate = amount.parse(match["rate"], "%") if match is not None else None
        if match is None or rate is None:
            return None
        if match["fall"]:
            rate = Amount(-rate.value, rate.decimals, rate.unit)
        return match["base"] or str(int(year) - 1), rate


def growth_of(new: Interval, old: Interval) -> Interval | None:
    """Return a change in percent, None where the earlier figure may be zero or less."""
    if old.low <= 0:
        return None
    quotient = ratio(new, old)
    return (quotient - _ONE).scaled(_POINTS) if quotient is not None else None

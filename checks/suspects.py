"""Which line of a statement most likely is wrong where sums do not close."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from extract.statement_lines import Identity

from .accounts import Account
from .balance import Balance, balance


@dataclass(frozen=True)
class Suspect:
    """A line that stands in every failing sum and in none that holds."""

    line: str
    number: Fraction  # that would close the sum, in yuan


def suspect(
    identities: Iterable[Identity], account: Account, column: int, failing: Identity
) -> Suspect | None:
    """Return the line of a failing sum that most other sums of its column speak against.

    None where the sums do not tell: several lines stand in as many failing sums.
    """
    fails, holds = Counter[str](), Counter[str]()
    tested: Balance | None = None
    for identity in identities:
        if identity.statement != failing.statement:
            continue
        found = balance(account, identity, column)
        if found is not None:
            (holds if found.holds else fails).update(_lines(identity, found))
        if identity == failing:
            tested = found
    if tested is None or tested.holds:
        return None
    open_lines = [line for line in _lines(failing, tested) if not holds[line]]
    most = max((fails[line] for line in open_lines), default=0)
    likely = [line for line in open_lines if fails[line] == most]
    if len(likely) != 1:
        return None
    return Suspect(likely[0], _mended(failing, tested, likely[0]))


def _lines(identity: Identity, found: Balance) -> tuple[str, ...]:
    return (identity.total, *found.lines)


def _mended(identity: Identity, found: Balance, line: str) -> Fraction:
    if line == identity.total:
        return sum((sign * part.number for sign, part in found.parts), Fraction(0))
    place = found.lines.index(line)
    sign = found.parts[place][0]
    rest = sum(
        (s * part.number for n, (s, part) in enumerate(found.parts) if n != place), Fraction(0)
    )
    return (found.total.number - rest) * sign

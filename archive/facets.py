"""How many submissions there are of each kind, district, finding …"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .database import Database
from .decisions import UNDECIDED


@dataclass(frozen=True)
class Facets:
    """How many submissions there are of each kind, district …, the most frequent first.

    A submission counts once for each value it has; one without any value counts for none.
    """

    kind: tuple[tuple[str, int], ...] = ()
    district: tuple[tuple[str, int], ...] = ()
    firm: tuple[tuple[str, int], ...] = ()
    finding: tuple[tuple[str, int], ...] = ()
    severity: tuple[tuple[str, int], ...] = ()
    decision: tuple[tuple[str, int], ...] = ()


def facets_of(database: Database, numbers: Sequence[int]) -> Facets:
    """Count the values of each facet over some submissions."""
    among, values = database.among("number", numbers)
    columns = database.rows(f"SELECT kind, district, firm FROM submissions WHERE {among}", values)
    kinds, districts, firms = (_counted(row[i] for row in columns) for i in range(3))
    among, values = database.among("f.submission", numbers)
    codes = database.rows(
        f"SELECT DISTINCT f.submission, f.code FROM findings f WHERE {among}", values
    )
    severities = database.rows(
        f"SELECT DISTINCT f.submission, f.severity FROM findings f WHERE {among}", values
    )
    decisions = database.rows(
        "SELECT DISTINCT f.submission, d.verdict FROM findings f LEFT JOIN decisions d"
        " ON d.submission = f.submission AND d.code = f.code AND d.key = f.key"
        f" WHERE {among}",
        values,
    )
    return Facets(
        kind=kinds,
        district=districts,
        firm=firms,
        finding=_counted(code for _, code in codes),
        severity=_counted(severity for _, severity in severities),
        decision=_counted(verdict or UNDECIDED for _, verdict in decisions),
    )


def _counted(values: Iterable[str | None]) -> tuple[tuple[str, int], ...]:
    counts = Counter(value for value in values if value is not None)
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))

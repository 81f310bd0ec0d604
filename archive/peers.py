"""The figures of the other applicants, for one to be seen among them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from .database import Database

FEWEST = 3  # others that came in the same batch; with fewer the whole archive is taken


@dataclass(frozen=True)
class Peers:
    """The other submissions of the same kind: how many, and their numbers by field.

    `batch` tells whether they are those that came in together with this one.
    """

    count: int
    batch: bool
    numbers: Mapping[str, tuple[float, ...]]


def peers(database: Database, id: str, year: str, fields: Collection[str]) -> Peers:
    """Return what the others of a submission's kind have in some fields of one year."""
    row = database.row("SELECT number, kind FROM submissions WHERE id = ?", (id,))
    if row is None or row[1] is None:
        return Peers(0, False, {})
    number, kind = row
    everybody = [n for (n,) in database.rows(_KIND, (kind, number))]
    batch = set(database.rows(_BATCH, (id,)))
    together = [n for n in everybody if (n,) in batch]
    chosen = together if len(together) >= FEWEST else everybody
    return Peers(
        len(chosen), chosen is together, _numbers(database, kind, year, fields, set(chosen))
    )


def _numbers(
    database: Database, kind: str, year: str, fields: Collection[str], chosen: Collection[int]
) -> Mapping[str, tuple[float, ...]]:
    found: dict[str, tuple[float, ...]] = {}
    for field in fields:
        rows = database.rows(_FIGURES, (kind, field, year))
        found[field] = tuple(number for submission, number in rows if submission in chosen)
    return found


_KIND = "SELECT number FROM submissions WHERE kind = ? AND number <> ?"
_BATCH = (
    "SELECT DISTINCT s.number FROM arrivals a JOIN submissions s ON s.id = a.submission"
    " WHERE a.batch = (SELECT batch FROM arrivals WHERE submission = ?"
    " ORDER BY arrival DESC LIMIT 1)"
)
_FIGURES = (
    "SELECT r.submission, r.number FROM readings r JOIN submissions s ON s.number = r.submission"
    " WHERE s.kind = ? AND r.field = ? AND r.year = ? AND r.number IS NOT NULL"
)

"""Which submissions have something in common with one, without comparing it with all.

A shingle is a number that stands for a piece of a submission: a negative one for something that
is compared by itself, as a telephone number; one from 0 for a passage, of which several must be
shared before it means anything. What the pieces are, the archive does not know.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from .database import Database


@dataclass(frozen=True)
class Kin:
    """The fingerprints of those that share enough, by id, and how common each passage is.

    `count` is of all other submissions; `spread` says in how many of them a passage stands.
    """

    fingerprints: Mapping[str, str]
    spread: Mapping[int, int]
    count: int


def kin(
    database: Database, id: str, shingles: Collection[int], passages: int, common: float
) -> Kin:
    """Return the other submissions that share something with one.

    Args:
        database: the archive.
        id: the submission; it is no kin of itself.
        shingles: what it has.
        passages: how many passages must be shared where nothing else is.
        common: the share of all submissions from which on a passage is everybody's.
    """
    own = database.one("SELECT number FROM submissions WHERE id = ?", (id,)) or 0
    count = int(database.one("SELECT count(*) FROM fingerprints WHERE submission <> ?", (own,)))
    among, values = database.among("shingle", sorted(shingles))
    spread: dict[int, int] = dict(
        database.rows(
            f"SELECT shingle, count(*) FROM shingles WHERE {among} AND submission <> ?"
            " GROUP BY shingle",
            (*values, own),
        )
    )
    telling = [one for one, held in spread.items() if one < 0 or held <= max(3, common * count)]
    among, values = database.among("shingle", sorted(telling))
    rows = database.rows(
        "SELECT s.id, f.content FROM fingerprints f JOIN submissions s ON s.number = f.submission"
        f" WHERE f.submission IN (SELECT submission FROM shingles WHERE {among}"
        " AND submission <> ? GROUP BY submission HAVING min(shingle) < 0 OR count(*) >= ?)"
        " ORDER BY s.id",
        (*values, own, passages),
    )
    return Kin(dict(rows), spread, count)

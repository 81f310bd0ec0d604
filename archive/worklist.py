"""What waits for reviewers: every submission with its findings, and which of them are open."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from .database import Database, Row

AT_ONCE = 500  # submissions that one statement names
_OPEN = "d.code IS NULL"


@dataclass(frozen=True)
class Work:
    """One submission in the reviewers' queue.

    A finding is open while it is not decided, or decided to be left open. `doubt` is the
    confidence of the least sure open finding, 1 where none is open. `name` is the applicant's as
    the cover has it, normalised.
    """

    id: str
    kind: str | None
    district: str | None
    firm: str | None
    pages: int
    version: int
    filed_at: str  # ISO 8601, UTC
    high: int
    medium: int
    low: int
    open_high: int
    open_medium: int
    open_low: int
    doubt: float
    name: str
    codes: frozenset[str]
    who: str  # who last decided or corrected something, empty where nobody has

    @property
    def open(self) -> int:
        return self.open_high + self.open_medium + self.open_low

    @property
    def risk(self) -> tuple[int, int, int, float]:
        """Return what sorts the gravest first: open findings by severity, then the least sure."""
        return -self.open_high, -self.open_medium, -self.open_low, self.doubt


def worklist(database: Database, ids: Collection[str] | None = None) -> list[Work]:
    """Return submissions, the gravest first; all of them, or those that are named."""
    if ids is None:
        return _sorted(_works(database, "TRUE", ()))
    named, found = sorted(ids), []
    for start in range(0, len(named), AT_ONCE):
        some = tuple(named[start : start + AT_ONCE])
        found += _works(database, f"s.id IN ({', '.join('?' * len(some))})", some)
    return _sorted(found)


def _sorted(works: list[Work]) -> list[Work]:
    return sorted(works, key=lambda one: (one.risk, one.id))


def _works(database: Database, condition: str, values: tuple[str, ...]) -> list[Work]:
    """Return the submissions, `s` in the condition, that it holds for."""
    codes: dict[int, set[str]] = {}
    for number, code in database.rows(_CODES.format(condition), values):
        codes.setdefault(number, set()).add(code)
    names: dict[int, str | None] = dict(database.rows(_NAMES.format(condition), values))
    people: dict[str, str] = dict(database.rows(_LAST.format(condition), values))
    found = []
    for number, id, *rest in database.rows(_SUBMISSIONS.format(condition), values):
        known = frozenset(codes.get(number, ()))
        one: Row = (id, *rest, names.get(number) or "", known, people.get(id, ""))
        found.append(Work(*one))
    return found


def _count(severity: str, condition: str = "TRUE") -> str:
    return f"coalesce(sum(CASE WHEN f.severity = '{severity}' AND {condition} THEN 1 END), 0)"


_COUNTS = ", ".join(
    _count(severity, condition)
    for condition in ("TRUE", _OPEN)
    for severity in ("high", "medium", "low")
)
_SUBMISSIONS = (
    "SELECT s.number, s.id, s.kind, s.district, s.firm, s.pages, s.version, r.filed_at,"
    f" {_COUNTS}, coalesce(min(CASE WHEN f.code IS NOT NULL AND {_OPEN} THEN f.confidence END), 1)"
    " FROM submissions s JOIN revisions r ON r.revision = s.revision"
    " LEFT JOIN findings f ON f.submission = s.number"
    " LEFT JOIN decisions d ON d.submission = s.number AND d.code = f.code"
    " AND d.key = f.key AND d.verdict <> 'open' WHERE {}"
    " GROUP BY s.number, s.id, s.kind, s.district, s.firm, s.pages, s.version, r.filed_at"
)
_CODES = (
    "SELECT DISTINCT f.submission, f.code"
    " FROM submissions s JOIN findings f ON f.submission = s.number WHERE {}"
)
_NAMES = (
    "SELECT r.submission, r.text FROM submissions s JOIN readings r ON r.submission = s.number"
    " WHERE r.field = 'applicant_unit' AND {}"
)
_LAST = (
    "SELECT submission, who FROM history WHERE entry IN (SELECT max(h.entry)"
    " FROM submissions s JOIN history h ON h.submission = s.id"
    " WHERE h.action IN ('decide', 'correct', 'undo') AND {} GROUP BY h.submission)"
)

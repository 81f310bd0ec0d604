"""What an archive asks of its database, whichever engine it is.

SQL is written once, in what SQLite and PostgreSQL have in common, with `?` for values; the few
differences are methods here. Rows are plain tuples; the callers give them names.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Self

from .queries import Query

Value = None | int | float | str | bytes
Values = Mapping[str, Value]
Row = tuple[Any, ...]


class Database(ABC):
    """One connection to one archive. Raises `ArchiveError` only."""

    place: str  # where it is, for messages
    writes: bool

    @abstractmethod
    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Run one statement and return what it gives."""

    @abstractmethod
    def stream(self, sql: str, values: Sequence[Value] = ()) -> Iterator[Row]:
        """Yield rows one by one, for results too large to hold."""

    @abstractmethod
    def many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run one statement for each row of values."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[Self]:
        """Commit what is run inside as a whole, or nothing of it; one writer at a time."""

    @abstractmethod
    def snapshot(self) -> AbstractContextManager[Self]:
        """Let what is read inside be of one moment, whatever others write meanwhile."""

    @abstractmethod
    def index_pages(self, pages: Iterable[tuple[int, str]]) -> None:
        """Make texts searchable, by the numbers of their pages."""

    @abstractmethod
    def forget_pages(self, first: int, end: int) -> None:
        """Take pages numbered [first, end) out of the full text, while their rows still stand."""

    @abstractmethod
    def pages_with(self, query: Query) -> list[int]:
        """Return the numbers of the pages that a query finds, in order."""

    @abstractmethod
    def among(self, column: str, numbers: Sequence[int]) -> tuple[str, tuple[Value, ...]]:
        """Return the condition that a column holds one of some numbers, however many."""

    @abstractmethod
    def misindexed_pages(self) -> Iterator[int]:
        """Yield the pages that the full text holds otherwise than their text says, or not."""

    @abstractmethod
    def damage(self) -> Iterator[str]:
        """Yield what the engine finds wrong with its own file; takes long."""

    @abstractmethod
    def contains(self, column: str) -> str:
        """Return the condition that a text column holds the text given as a value."""

    @abstractmethod
    def renumber(self, table: str, key: str) -> None:
        """Let the numbers that the engine gives go on after the largest that is there."""

    @abstractmethod
    def clock(self) -> float:
        """Return the time in seconds since 1970, the same for all who have the archive open."""

    @abstractmethod
    def close(self) -> None: ...

    def texts(self, pages: Sequence[int]) -> Iterator[tuple[int, str]]:
        """Yield the texts of some pages by their numbers, in order."""
        among, values = self.among("page_id", pages)
        sql = f"SELECT page_id, text FROM pages WHERE {among} ORDER BY page_id"
        yield from self.stream(sql, values)

    def row(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """Return the first row, `None` when there is none."""
        return next(iter(self.rows(sql, values)), None)

    def one(self, sql: str, values: Sequence[Value] = ()) -> Any:
        """Return the first column of the first row, `None` when there is none."""
        found = self.row(sql, values)
        return found[0] if found else None

    def insert(self, table: str, values: Values, key: str = "") -> int:
        """Add a row and return the number in its column `key`, 0 where none is asked for."""
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
        if not key:
            self.rows(sql, tuple(values.values()))
            return 0
        return int(self.one(f"{sql} RETURNING {key}", tuple(values.values())))

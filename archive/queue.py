"""What is to be read, who is at it, and what came of it: the queue that loads share.

A piece of work is a source with its key. Whoever reads one has a lease on it, renewed while the
reading goes on; a lease that has run out, or whose worker is known to be gone, is given to the
next who asks. An attempt is counted before it begins, so that also work that takes its worker
down with it comes to an end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from . import history
from .database import Database, Value
from .keys import numbered

State = Literal["waiting", "reading", "filed", "checking", "done", "rejected", "quarantined"]

OPEN: tuple[State, ...] = ("waiting", "reading")  # still to be read
UNCHECKED: tuple[State, ...] = ("filed", "checking")  # read, not yet held against the others
LEASED: tuple[State, ...] = ("reading", "checking")
FAILED: tuple[State, ...] = ("rejected", "quarantined")

LEASE_SECONDS = 60.0
MOST_ATTEMPTS = 10  # that ended without a word from whoever was at it
GAVE_UP = f"{MOST_ATTEMPTS} 次读取都没有结果就中断了，已隔离。请检查此份材料和机器后用 shenhe retry 重读。"

_COLUMNS = (
    "job, source, submission, content_key, work_key, bytes, run, state, worker, until, attempts,"
    " pages, trouble, message, changed_at"
)


@dataclass(frozen=True)
class Wanted:
    """A piece of work before it is in the queue."""

    source: str  # absolute path
    submission: str
    content_key: str
    work_key: str
    bytes: int


@dataclass(frozen=True)
class Job:
    """A piece of work as it stands."""

    number: int
    source: str
    submission: str
    content_key: str
    work_key: str
    bytes: int
    run: int  # that put it in last
    state: State
    worker: str  # who is at it, or did it last
    until: float  # seconds since 1970, when the worker's lease ends
    attempts: int  # begun so far
    pages: int  # read so far
    trouble: str  # JSON: what its files have cost
    message: str  # why it was rejected or set aside, in Chinese
    changed_at: str  # ISO 8601, UTC

    @property
    def is_over(self) -> bool:
        return self.state not in OPEN


@dataclass(frozen=True)
class Standing:
    """How the queue stands: work by state, who is at it under a lease that holds, what is read.

    `at_work` is the work in hand; a job's `pages` are those read so far, told every few seconds.
    `failed` is what was rejected or set aside, each with its message.
    """

    states: dict[State, int]
    workers: tuple[str, ...]
    at_work: tuple[Job, ...]
    failed: tuple[Job, ...]

    @property
    def pages(self) -> int:
        return sum(job.pages for job in self.at_work)


def standing(database: Database) -> Standing:
    """Return how the queue stands now."""
    at_work = jobs_in(database, *LEASED)
    now = database.clock()
    return Standing(
        states=counts(database),
        workers=tuple(sorted({job.worker for job in at_work if job.until > now})),
        at_work=tuple(at_work),
        failed=tuple(jobs_in(database, *FAILED)),
    )


def jobs(database: Database, numbers: Collection[int] | None = None) -> list[Job]:
    """Return work by its numbers, or all of it, in the order it was put in."""
    if numbers is None:
        return [Job(*row) for row in database.rows(f"SELECT {_COLUMNS} FROM queue ORDER BY job")]
    among, values = database.among("job", sorted(numbers))
    sql = f"SELECT {_COLUMNS} FROM queue WHERE {among} ORDER BY job"
    return [Job(*row) for row in database.rows(sql, values)]


def jobs_in(database: Database, *states: State) -> list[Job]:
    """Return the work in some states, in the order it was put in."""
    marks = ", ".join("?" * len(states))
    sql = f"SELECT {_COLUMNS} FROM queue WHERE state IN ({marks}) ORDER BY job"
    return [Job(*row) for row in database.rows(sql, states)]


def counts(database: Database) -> dict[State, int]:
    """Count the work in each state; a state that nothing is in is left out."""
    return dict(database.rows("SELECT state, count(*) FROM queue GROUP BY state"))


def enqueue(
    database: Database, run: int, wanted: Iterable[Wanted], again: bool, known: set[str]
) -> list[Job]:
    """Put work in and return it as it stands; runs inside a transaction.

    Work that is there keeps its state, unless `again` asks for it anew and nobody is at it, or it
    was done and `known`, the work keys of what is archived, no longer has it.
    """
    return [_put(database, run, one, again, known) for one in wanted]


def _put(database: Database, run: int, one: Wanted, again: bool, known: set[str]) -> Job:
    row = database.row(f"SELECT {_COLUMNS} FROM queue WHERE source = ?", (one.source,))
    there = Job(*row) if row else None
    if there is not None and not _begins_anew(database, there, one, again, known):
        return there
    values: dict[str, Value] = {
        "submission": _free_id(database, one),
        "content_key": one.content_key,
        "work_key": one.work_key,
        "bytes": one.bytes,
        "run": run,
        "state": "waiting",
        "worker": "",
        "until": 0.0,
        "attempts": 0,
        "pages": 0,
        "trouble": "{}",
        "message": "",
        "changed_at": history.now(),
    }
    if there is None:
        number = database.insert("queue", {"source": one.source, **values}, key="job")
        return jobs(database, [number])[0]
    named = ", ".join(f"{name} = ?" for name in values)
    database.rows(f"UPDATE queue SET {named} WHERE job = ?", (*values.values(), there.number))
    return jobs(database, [there.number])[0]


def _begins_anew(database: Database, there: Job, one: Wanted, again: bool, known: set[str]) -> bool:
    if there.work_key != one.work_key:
        return True
    if there.state in LEASED and there.until > database.clock():
        return False
    if again:
        return True
    return there.state in ("done", *UNCHECKED) and one.work_key not in known


def _free_id(database: Database, one: Wanted) -> str:
    """Return an id that no other work in the queue is going to take."""
    sql = "SELECT 1 FROM queue WHERE submission = ? AND source <> ? AND state IN ('waiting', 'reading')"
    taken = "SELECT 1 FROM submissions WHERE id = ?"
    for count, candidate in enumerate(numbered(one.submission)):
        if not database.rows(sql, (candidate, one.source)) and not (
            count and database.rows(taken, (candidate,))
        ):
            return candidate
    raise AssertionError("names never end")


def claim(database: Database, worker: str, numbers: Sequence[int]) -> Job | None:
    """Take a lease on the first of some work that is free; None where none is.

    The attempt is counted. What was attempted too often without an end is set aside instead.
    """
    with database.transaction():
        now = database.clock()
        among, values = database.among("job", numbers)
        rows = database.rows(
            f"SELECT job, attempts FROM queue WHERE {among} AND"
            " (state = 'waiting' OR (state = 'reading' AND until < ?)) ORDER BY job",
            (*values, now),
        )
        for number, attempts in rows:
            if attempts < MOST_ATTEMPTS:
                database.rows(
                    "UPDATE queue SET state = 'reading', worker = ?, until = ?,"
                    " attempts = attempts + 1, changed_at = ? WHERE job = ?",
                    (worker, now + LEASE_SECONDS, history.now(), number),
                )
                return jobs(database, [number])[0]
            _set(database, number, "quarantined", GAVE_UP)
    return None


def renew(database: Database, worker: str, pages: Mapping[int, int]) -> None:
    """Lengthen all leases of a worker, and note the pages read of some of its work.

    An attempt that gets further than those before begins the count of attempts anew.
    """
    with database.transaction():
        database.rows(
            "UPDATE queue SET until = ? WHERE worker = ? AND state IN ('reading', 'checking')",
            (database.clock() + LEASE_SECONDS, worker),
        )
        database.many(
            "UPDATE queue SET attempts = 1, pages = ? WHERE job = ? AND worker = ? AND pages < ?",
            [(count, number, worker, count) for number, count in pages.items()],
        )


def note_trouble(database: Database, worker: str, number: int, trouble: str) -> None:
    """Keep what the files of some work have cost so far, as JSON."""
    sql = "UPDATE queue SET trouble = ? WHERE job = ? AND worker = ?"
    database.rows(sql, (trouble, number, worker))


def finish(database: Database, worker: str, number: int, state: State, message: str = "") -> bool:
    """Say what came of work; False where the lease went to another meanwhile, and nothing is said.

    Runs inside a transaction.
    """
    held = "SELECT 1 FROM queue WHERE job = ? AND worker = ? AND state = 'reading'"
    if not database.rows(held, (number, worker)):
        return False
    _set(database, number, state, message)
    return True


def give_back(database: Database, worker: str) -> None:
    """Let go of all that a worker is at, as if it had not begun."""
    with database.transaction():
        database.rows(
            "UPDATE queue SET state = 'waiting', worker = '', until = 0, attempts = attempts - 1"
            " WHERE worker = ? AND state = 'reading'",
            (worker,),
        )
        _leave_to_be_checked(database, worker)


def workers(database: Database) -> list[str]:
    """Return those who have leases or have not yet checked what they filed."""
    states = ", ".join(f"'{one}'" for one in (*LEASED, "filed"))
    sql = f"SELECT DISTINCT worker FROM queue WHERE state IN ({states}) AND worker <> ''"
    return [row[0] for row in database.rows(sql)]


def bury(database: Database, worker: str, killed: bool) -> None:
    """End the leases of a worker that is known to be gone.

    Where it was `killed` from outside, what it was at has not had its attempt.
    """
    with database.transaction():
        database.rows(
            "UPDATE queue SET until = 0, attempts = attempts - ?"
            " WHERE worker = ? AND state = 'reading' AND until > 0",
            (int(killed), worker),
        )
        _leave_to_be_checked(database, worker)


def _leave_to_be_checked(database: Database, worker: str) -> None:
    """Let whoever checks next take what a worker filed and has not checked."""
    database.rows(
        "UPDATE queue SET state = 'filed', worker = '', until = 0"
        " WHERE worker = ? AND state IN ('filed', 'checking')",
        (worker,),
    )


def take_filed(database: Database, worker: str, numbers: Collection[int]) -> list[Job]:
    """Take what is filed and not yet held against the others: some work, and what was left behind."""
    with database.transaction():
        now = database.clock()
        among, values = database.among("job", sorted(numbers))
        rows = database.rows(
            f"SELECT job FROM queue WHERE (state = 'filed' AND (worker = '' OR {among}))"
            " OR (state = 'checking' AND until < ?) ORDER BY job",
            (*values, now),
        )
        taken = [row[0] for row in rows]
        database.many(
            "UPDATE queue SET state = 'checking', worker = ?, until = ? WHERE job = ?",
            [(worker, now + LEASE_SECONDS, number) for number in taken],
        )
        return jobs(database, taken)


def checked(database: Database, worker: str) -> None:
    """Say that all that a worker took to be checked is done."""
    database.rows(
        "UPDATE queue SET state = 'done', until = 0, changed_at = ?"
        " WHERE worker = ? AND state = 'checking'",
        (history.now(), worker),
    )


def _set(database: Database, number: int, state: State, message: str) -> None:
    database.rows(
        "UPDATE queue SET state = ?, message = ?, until = 0, changed_at = ? WHERE job = ?",
        (state, message, history.now(), number),
    )

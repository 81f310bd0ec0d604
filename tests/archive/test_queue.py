"""The queue that loads share, on both kinds of archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import archive
from archive import Archive, Job, Wanted
from archive.keys import source_text
from archive.queue import LEASE_SECONDS, MOST_ATTEMPTS

from .examples import filing
from .servers import programs, running


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running() as one:
        yield one


KINDS = [
    "folder",
    pytest.param("server", marks=pytest.mark.skipif(programs() is None, reason="no PostgreSQL")),
]


@pytest.fixture(params=KINDS)
def store(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Archive]:
    place: Path | str = tmp_path / "归档"
    if request.param == "server":
        place = request.getfixturevalue("address")
    with archive.open(place) as opened:
        if request.param == "server":
            opened._database.rows("DELETE FROM queue")
        yield opened


def wanted(name: str, work: str = "1") -> Wanted:
    return Wanted(f"/批/{name}", name, f"content {name}", f"work {name} {work}", 100)


def put_in(store: Archive, *names: str) -> list[Job]:
    return store.enqueue(1, [wanted(name) for name in names])


def pass_time(store: Archive, seconds: float) -> None:
    store._database.rows("UPDATE queue SET until = until - ?", (seconds,))


def test_each_piece_of_work_goes_to_one_worker(store: Archive) -> None:
    numbers = [job.number for job in put_in(store, "甲", "乙", "丙")]
    taken = [store.claim(worker, numbers) for worker in "abc"]
    assert [job and (job.submission, job.worker) for job in taken] == [
        ("甲", "a"),
        ("乙", "b"),
        ("丙", "c"),
    ]
    assert store.claim("d", numbers) is None
    assert store.standing().states == {"reading": 3}


def test_put_in_twice_is_there_once_and_keeps_its_state(store: Archive) -> None:
    (job,) = put_in(store, "甲")
    store.claim("a", [job.number])
    (again,) = put_in(store, "甲")
    assert (again.number, again.state, again.attempts) == (job.number, "reading", 1)


def test_other_content_begins_anew_also_while_it_is_read(store: Archive) -> None:
    (job,) = put_in(store, "甲")
    store.claim("a", [job.number])
    (changed,) = store.enqueue(2, [wanted("甲", "2")])
    assert (changed.number, changed.state, changed.run) == (job.number, "waiting", 2)
    assert not store.fail_job(1, "a", job, "rejected", "坏")


def test_two_sources_of_one_name_get_two_ids(store: Archive) -> None:
    one, other = wanted("甲"), replace(wanted("甲"), source="/另一批/甲")
    first, second = store.enqueue(1, [one]) + store.enqueue(2, [other])
    assert (first.submission, second.submission) == ("甲", "甲-2")


def test_a_lease_that_has_run_out_goes_to_the_next(store: Archive) -> None:
    (job,) = put_in(store, "甲")
    store.claim("a", [job.number])
    assert store.claim("b", [job.number]) is None
    pass_time(store, LEASE_SECONDS + 1)
    store.renew("a", {})
    assert store.claim("b", [job.number]) is None
    pass_time(store, LEASE_SECONDS + 1)
    taken = store.claim("b", [job.number])
    assert taken is not None
    assert (taken.worker, taken.attempts) == ("b", 2)
    assert not store.fail_job(1, "a", job, "rejected", "坏")
    assert store.failures(1) == []


def test_what_a_gone_worker_was_at_is_free_at_once(store: Archive) -> None:
    (job,) = put_in(store, "甲")
    store.claim("a", [job.number])
    assert store.at_work() == ["a"]
    store.bury("a", killed=False)
    assert store.claim("b", [job.number]) is not None


def test_an_attempt_given_back_does_not_count(store: Archive) -> None:
    (job,) = put_in(store, "甲")
    store.claim("a", [job.number])
    store.give_back("a")
    (back,) = store.jobs()
    assert (back.state, back.attempts, back.worker) == ("waiting", 0, "")


def test_what_never_comes_to_an_end_is_set_aside(store: Archive) -> None:
    (job,) = put_in(store, "甲")
    for _ in range(MOST_ATTEMPTS):
        assert store.claim("a", [job.number]) is not None
        store.bury("a", killed=False)
    assert store.claim("a", [job.number]) is None
    (over,) = store.jobs()
    assert over.state == "quarantined"
    assert "隔离" in over.message


def test_a_worker_killed_from_outside_costs_its_work_nothing(store: Archive) -> None:
    (job,) = put_in(store, "甲")
    for _ in range(2 * MOST_ATTEMPTS):
        assert store.claim("a", [job.number]) is not None
        store.bury("a", killed=True)
        store.bury("a", killed=True)
    (still,) = store.jobs()
    assert (still.state, still.attempts) == ("reading", 0)


def test_an_attempt_that_gets_further_counts_anew(store: Archive) -> None:
    (job,) = put_in(store, "甲")
    for count in range(1, 2 * MOST_ATTEMPTS):
        assert store.claim("a", [job.number]) is not None
        store.renew("a", {job.number: count})
        store.bury("a", killed=False)
    (still,) = store.jobs()
    assert (still.state, still.pages) == ("reading", 2 * MOST_ATTEMPTS - 1)


def test_trouble_is_kept_for_the_next_attempt(store: Archive) -> None:
    (job,) = put_in(store, "甲")
    store.claim("a", [job.number])
    store.note_trouble("a", job.number, '{"deaths":{"x.pdf":2}}')
    store.bury("a", killed=False)
    taken = store.claim("b", [job.number])
    assert taken is not None
    assert taken.trouble == '{"deaths":{"x.pdf":2}}'


def test_filing_ends_the_reading_and_checking_the_work(store: Archive, tmp_path: Path) -> None:
    one = filing(tmp_path / "甲")
    work = Wanted(source_text(one.source), "甲", one.content_key, one.work_key, 1)
    (job,) = store.enqueue(1, [work])
    store.claim("a", [job.number])
    assert not store.file_job(one, "b", job.number)
    assert "甲" not in store.ids()
    assert store.file_job(one, "a", job.number)
    assert [state.state for state in store.jobs()] == ["filed"]
    assert [taken.submission for taken in store.take_filed("a", [job.number])] == ["甲"]
    assert store.take_filed("b", [job.number]) == []
    store.checked("a")
    assert store.standing().states == {"done": 1}
    (same,) = store.enqueue(2, [work])
    assert same.state == "done"
    (anew,) = store.enqueue(2, [work], again=True)
    assert anew.state == "waiting"


def test_what_a_gone_worker_filed_is_checked_by_the_next(store: Archive, tmp_path: Path) -> None:
    one = filing(tmp_path / "乙")
    work = Wanted(source_text(one.source), "乙", one.content_key, one.work_key, 1)
    (job,) = store.enqueue(1, [work])
    store.claim("a", [job.number])
    store.file_job(one, "a", job.number)
    assert store.take_filed("b", []) == []
    store.bury("a", killed=False)
    assert [taken.number for taken in store.take_filed("b", [])] == [job.number]


def test_asked_for_anew_work_stays_with_who_reads_it(store: Archive) -> None:
    (job,) = put_in(store, "甲")
    store.claim("a", [job.number])
    (same,) = store.enqueue(2, [wanted("甲")], again=True)
    assert (same.state, same.worker) == ("reading", "a")
    pass_time(store, LEASE_SECONDS + 1)
    (anew,) = store.enqueue(2, [wanted("甲")], again=True)
    assert (anew.state, anew.worker) == ("waiting", "")


def test_work_that_was_done_begins_anew_where_other_content_replaced_it(
    store: Archive, tmp_path: Path
) -> None:
    old, new = (filing(tmp_path / "丙", content=content) for content in ("丙 1", "丙 2"))
    work = Wanted(source_text(old.source), "丙", old.content_key, old.work_key, 1)
    (job,) = store.enqueue(1, [work])
    store.claim("a", [job.number])
    store.file_job(old, "a", job.number)
    (same,) = store.enqueue(2, [work])
    assert same.state == "filed"
    store.file(new)
    (anew,) = store.enqueue(2, [work])
    assert anew.state == "waiting"


def test_checking_that_is_broken_off_is_done_by_the_next(store: Archive, tmp_path: Path) -> None:
    one = filing(tmp_path / "丁", content="丁")
    work = Wanted(source_text(one.source), "丁", one.content_key, one.work_key, 1)
    (job,) = store.enqueue(1, [work])
    store.claim("a", [job.number])
    store.file_job(one, "a", job.number)
    store.give_back("a")
    assert [taken.number for taken in store.take_filed("a", [])] == [job.number]
    store.give_back("a")
    assert [taken.number for taken in store.take_filed("b", [])] == [job.number]
    pass_time(store, LEASE_SECONDS + 1)
    assert [taken.number for taken in store.take_filed("c", [])] == [job.number]


def test_failures_are_told_once(store: Archive) -> None:
    (job,) = put_in(store, "甲")
    store.claim("a", [job.number])
    run = store.begin_run("批", "1", "a")
    assert store.fail_job(run, "a", job, "rejected", "坏")
    assert not store.fail_job(run, "a", job, "rejected", "坏")
    assert [one.message for one in store.failures(run)] == ["坏"]
    (again,) = put_in(store, "甲")
    assert (again.state, again.message) == ("rejected", "坏")

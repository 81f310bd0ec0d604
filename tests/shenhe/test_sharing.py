"""Several loads on one archive: what they share, and what is left of those that are killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

import archive
from archive import Archive

from ..archive.servers import programs, running
from .submissions import form, put, written

pytestmark = pytest.mark.engine
ROOT = Path(__file__).parents[2]
NAMES = tuple(f"第{number}公司" for number in range(6))
PATIENCE = 120  # seconds

KINDS = [
    "folder",
    pytest.param("server", marks=pytest.mark.skipif(programs() is None, reason="no PostgreSQL")),
]


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "folder":
        yield str(tmp_path / "归档")
        return
    with running() as address:
        yield address


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    for name in NAMES:
        written(form(f"上海{name}"), tmp_path / "批" / name / "申报书.pdf")
    put(tmp_path / "批" / "坏公司" / "申报书.pdf", b"")
    return tmp_path / "批"


def start(place: str, batch: Path, told: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "shenhe", "--archive", place, "load", str(batch)]
    return subprocess.Popen(
        [*command, "--jobs", "1", "--events", str(told)],
        cwd=ROOT,
        env=os.environ | {"PYTHONUTF8": "1", "XDG_CACHE_HOME": str(told.parent / "cache")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def filed(store: Archive) -> Counter[str]:
    return Counter(one.submission for one in store.events() if one.action == "file")


def test_two_loads_share_a_batch(place: str, batch: Path, tmp_path: Path) -> None:
    told = [tmp_path / "1.jsonl", tmp_path / "2.jsonl"]
    loads = [start(place, batch, one) for one in told]
    assert [load.wait(PATIENCE) for load in loads] == [1, 1]
    with archive.open(archive.place(place)) as store:
        assert filed(store) == Counter(NAMES)
        assert sum(run.filed for run in store.runs()) == len(NAMES)
        assert all(
            run.ended_at and run.filed + run.elsewhere + run.known >= 6 for run in store.runs()
        )
        assert store.standing().states == {"done": 6, "rejected": 1}
        assert store.verify().is_clean
    assert not list(tmp_path.rglob("*.json.gz"))
    events = [json.loads(line) for path in told for line in path.read_text().splitlines()]
    assert sum(one["event"] == "filed" for one in events) == len(NAMES)


def test_another_goes_on_with_what_a_killed_load_was_at(
    place: str, batch: Path, tmp_path: Path
) -> None:
    told = tmp_path / "1.jsonl"
    first = start(place, batch, told)
    end = monotonic() + PATIENCE
    while monotonic() < end and not (told.exists() and "reading-started" in told.read_text()):
        sleep(0.05)
    first.send_signal(signal.SIGKILL)
    first.wait()
    with archive.open(archive.place(place), write=False) as store:
        assert store.runs()[0].ended_at is None
    second = start(place, batch, tmp_path / "2.jsonl")
    assert second.wait(PATIENCE) == 1
    with archive.open(archive.place(place)) as store:
        assert filed(store) == Counter(NAMES)
        assert store.standing().states == {"done": 6, "rejected": 1}
        assert store.verify().is_clean

"""The stream of events that other programs read."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import get_args

import pytest

import archive
from extract.errors import UsageError
from extract.settings import Settings
from shenhe.batch import arrivals
from shenhe.events import EVENTS, Event, EventStream, RunStarted, event_stream
from shenhe.load import Way, load
from shenhe.notices import load_notice

from .submissions import form, put, written

DOCS = Path(__file__).parents[2] / "docs/events.md"


@pytest.mark.parametrize("kind", get_args(Event))
def test_every_event_and_its_keys_are_documented(kind: type[Event]) -> None:
    text = DOCS.read_text(encoding="utf-8")
    for name in get_args(kind.model_fields["event"].annotation):
        assert f"| `{name}` |" in text
    for key in kind.model_fields:
        assert f"`{key}`" in text


@pytest.mark.engine
def test_a_load_tells_what_it_does_in_order(tmp_path: Path) -> None:
    batch = tmp_path / "批"
    written(form(), batch / "甲" / "申报书.pdf")
    put(batch / "乙" / "申报书.pdf", b"")
    stream = StringIO()
    with archive.open(tmp_path / "归档") as store:
        way = Way(jobs=1, stream=EventStream(stream))
        load(store, arrivals([batch]), load_notice(), Settings(), way)
        (run,) = store.runs()
    told = [EVENTS.validate_json(line) for line in stream.getvalue().splitlines()]
    assert sorted(one.event for one in told[2:-1]) == sorted(
        ["reading-started", "page-read", "filed", "reading-started", "rejected"]
    )
    assert [told[0].event, told[1].event, told[-1].event] == ["run-started", "planned", "run-ended"]
    last = json.loads(stream.getvalue().splitlines()[-1])
    assert (last["filed"], last["failed"], last["pages"]) == (1, 1, 1)
    assert (run.filed, run.failed, run.pages) == (1, 1, 1)


def test_a_file_is_added_to(tmp_path: Path) -> None:
    target = tmp_path / "进程.jsonl"
    for number in (1, 2):
        with event_stream(str(target)) as stream:
            stream.tell(RunStarted(run=number, worker="w", version="v"))
    assert [json.loads(line)["run"] for line in target.read_text().splitlines()] == [1, 2]


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="无法写入"), event_stream(str(tmp_path)):
        pass

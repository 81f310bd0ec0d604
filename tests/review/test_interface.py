"""Decisions and corrections over HTTP: what is written, what is refused, whom it clashes with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import archive
from archive import Archive
from review import Accounts, make_app
from review.painter import Painter

from .sites import PASSWORD, site_over

COMPANY, PLATFORM = "/api/submissions/明理公司", "/api/submissions/明理平台"
FINDING = {"code": "audit-mismatch", "key": "operating_revenue@2022"}
REVENUE = "operating_revenue@2022"


@pytest.fixture
def store(folder: Path) -> Iterator[Archive]:
    with archive.open(folder, write=False) as one:
        yield one


def _decide(client: TestClient, verdict: str, version: int, **more: str) -> Any:
    asked = {**FINDING, "verdict": verdict, "version": version, **more}
    return client.post(f"{COMPANY}/decisions", json=asked)


def _correct(client: TestClient, text: str, version: int, cell: str = REVENUE) -> Any:
    asked = {"cell": cell, "text": text, "version": version, "note": "照原件"}
    return client.post(f"{COMPANY}/corrections", json=asked)


def _is_doubted(store: Archive) -> bool:
    return any(
        (one.code, one.key) == tuple(FINDING.values()) for one in store.report("明理公司").findings
    )


def test_a_decision_is_recorded_with_its_author(client: TestClient, store: Archive) -> None:
    answer = _decide(client, "confirmed", store.version("明理公司"), note=" 已问过 ")
    assert answer.status_code == 200
    made = store.decisions("明理公司")[tuple(FINDING.values())]  # type: ignore[index]
    assert (made.verdict, made.note, made.who) == ("confirmed", "已问过", "张三")
    assert answer.json()["version"] == store.version("明理公司")


def test_a_correction_runs_the_checks_again_and_undo_brings_the_doubt_back(
    client: TestClient, store: Archive
) -> None:
    assert _is_doubted(store)
    done = _correct(client, "8,000", store.version("明理公司"))
    assert done.status_code == 200, done.text
    assert not _is_doubted(store)
    reading = store.record("明理公司").reading("operating_revenue", "2022")
    assert reading is not None
    assert (reading.value, reading.text, reading.origin) == (8000.0, "8,000", "reviewer")
    made = next(one for one in store.events("明理公司") if one.action == "correct")
    assert (made.who, made.subject, made.note) == ("张三", REVENUE, "照原件")
    asked = {"entry": done.json()["entry"], "version": done.json()["version"]}
    assert client.post(f"{COMPANY}/undo", json=asked).status_code == 200
    assert _is_doubted(store)


def test_a_decision_is_undone(client: TestClient, store: Archive) -> None:
    done = _decide(client, "dismissed", store.version("明理公司")).json()
    asked = {"entry": done["entry"], "version": done["version"]}
    assert client.post(f"{COMPANY}/undo", json=asked).status_code == 200
    assert store.decisions("明理公司") == {}


def test_a_list_is_corrected_row_by_row(client: TestClient, store: Archive) -> None:
    text = "明理控股有限公司｜企业法人｜55；王明｜自然人｜45"
    asked = {"cell": "investors", "text": text, "version": store.version("明理平台")}
    assert client.post(f"{PLATFORM}/corrections", json=asked).status_code == 200
    reading = store.record("明理平台").reading("investors")
    assert reading is not None
    assert isinstance(reading.value, list)
    assert [one["ratio"] for one in reading.value if isinstance(one, dict)] == [55.0, 45.0]


@pytest.fixture
def two(folder: Path, painter: Painter) -> Iterator[tuple[TestClient, TestClient]]:
    """Return two reviewers, each with an account."""
    accounts = Accounts(folder)
    app = make_app(site_over(folder, painter, accounts))
    clients = []
    for name in ("王审", "李审"):
        accounts.add(name, "reviewer", PASSWORD)
        token = accounts.new_token(name, "测试")
        headers = {"Authorization": f"Bearer {token}"}
        clients.append(TestClient(app, headers=headers, base_url="http://127.0.0.1"))
    yield clients[0], clients[1]
    accounts.close()


def test_two_on_one_finding_lose_nothing(
    two: tuple[TestClient, TestClient], store: Archive
) -> None:
    seen = store.version("明理公司")
    assert _decide(two[0], "confirmed", seen).status_code == 200
    refused = _decide(two[1], "dismissed", seen)
    assert refused.status_code == 409
    assert "王审" in refused.json()["detail"]
    assert "刷新" in refused.json()["detail"]
    made = store.decisions("明理公司")[tuple(FINDING.values())]  # type: ignore[index]
    assert (made.who, made.verdict) == ("王审", "confirmed")


def test_two_on_one_reading_lose_nothing(
    two: tuple[TestClient, TestClient], store: Archive
) -> None:
    seen = store.version("明理公司")
    assert _correct(two[0], "8,000", seen).status_code == 200
    assert _correct(two[1], "8,100", seen).status_code == 409
    reading = store.record("明理公司").reading("operating_revenue", "2022")
    assert reading is not None
    assert reading.value == 8000.0


def test_what_others_do_elsewhere_is_no_conflict(
    two: tuple[TestClient, TestClient], store: Archive
) -> None:
    seen = store.version("明理公司")
    assert _correct(two[0], "210", seen, "employees").status_code == 200
    assert _decide(two[1], "confirmed", seen).status_code == 200


def test_a_decision_on_what_a_correction_changed_is_refused(
    two: tuple[TestClient, TestClient], store: Archive
) -> None:
    seen = store.version("明理公司")
    assert _correct(two[0], "8,300", seen).status_code == 200
    assert _decide(two[1], "confirmed", seen).status_code == 409


@pytest.mark.parametrize(
    ("path", "asked", "status"),
    [
        (f"{COMPANY}/decisions", {**FINDING, "verdict": "fraud", "version": 1}, 422),
        (f"{COMPANY}/decisions", {**FINDING, "verdict": "open"}, 422),
        (f"{COMPANY}/decisions", {**FINDING, "verdict": "open", "version": 1, "who": "x"}, 422),
        (
            f"{COMPANY}/decisions",
            {**FINDING, "verdict": "open", "version": 1, "note": "长" * 2001},
            422,
        ),
        (f"{COMPANY}/corrections", {"cell": "no.such", "text": "1", "version": 99}, 422),
        (f"{COMPANY}/corrections", {"cell": REVENUE, "text": "许多", "version": 99}, 422),
        (f"{COMPANY}/undo", {"entry": 1, "version": 99}, 422),
        (f"{COMPANY}/undo", {"entry": 10**6, "version": 99}, 422),
        ("/api/submissions/无此/decisions", {**FINDING, "verdict": "open", "version": 1}, 404),
        ("/api/submissions/..%2F..%2Fetc/undo", {"entry": 1, "version": 1}, 404),
        (f"{COMPANY}/reread", {"file": 9, "page": 1, "box": [0, 0, 9, 9]}, 404),
        (f"{COMPANY}/reread", {"file": 0, "page": 1, "box": [0, 0, 9, 30_000]}, 422),
    ],
)
def test_what_makes_no_sense_changes_nothing(
    client: TestClient, store: Archive, path: str, asked: dict[str, Any], status: int
) -> None:
    before = store.version("明理公司")
    answer = client.post(path, json=asked)
    assert answer.status_code == status, answer.text
    assert answer.json()["detail"]
    assert store.version("明理公司") == before


def test_a_part_of_a_page_is_read_again_and_nothing_changes(
    client: TestClient, store: Archive
) -> None:
    before = store.version("明理公司")
    asked = {"file": 0, "page": 1, "box": [60, 90, 200, 120]}
    answer = client.post(f"{COMPANY}/reread", json=asked)
    assert answer.json() == {"text": "8100", "confidence": 0.97}
    assert store.version("明理公司") == before

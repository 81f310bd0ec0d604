"""The interface as another program uses it."""

from __future__ import annotations

from pathlib import Path
from time import monotonic, sleep

import pytest
from fastapi.testclient import TestClient

import archive
from review import Accounts, make_app, people
from review.painter import Painter
from shenhe.commands import Commands
from shenhe.notices import DEFAULT, load_notice
from shenhe.serving import site

from .sites import PASSWORD, site_over

HERE = "http://127.0.0.1"
ID = "明理公司"


def _as(app_client: TestClient, accounts: Accounts, name: str) -> TestClient:
    token = accounts.new_token(name, "测试")
    return TestClient(app_client.app, base_url=HERE, headers={"Authorization": f"Bearer {token}"})


@pytest.fixture
def anybody(folder: Path, painter: Painter, accounts: Accounts) -> TestClient:
    return TestClient(make_app(site_over(folder, painter, accounts)), base_url=HERE)


@pytest.fixture
def reviewer(anybody: TestClient, accounts: Accounts) -> TestClient:
    return _as(anybody, accounts, "审核")


@pytest.fixture
def reader(anybody: TestClient, accounts: Accounts) -> TestClient:
    return _as(anybody, accounts, "只看")


@pytest.fixture
def admin(anybody: TestClient, accounts: Accounts) -> TestClient:
    return _as(anybody, accounts, "管理")


def test_a_finding_is_decided_with_the_version_that_was_seen(reviewer: TestClient) -> None:
    found = reviewer.get(f"/api/submissions/{ID}/findings").json()
    first = next(one for one in found["findings"] if one["code"] == "audit-mismatch")
    assert first["decision"] is None
    asked = {"code": first["code"], "key": first["key"], "verdict": "confirmed", "note": "已核"}
    answer = reviewer.post(
        f"/api/submissions/{ID}/decisions", json={**asked, "version": found["version"]}
    )
    assert answer.status_code == 200
    later = reviewer.get(f"/api/submissions/{ID}/findings").json()
    made = next(one for one in later["findings"] if one["key"] == first["key"])["decision"]
    assert (made["verdict"], made["who"], made["fits"]) == ("confirmed", "审核", True)
    events = reviewer.get(f"/api/submissions/{ID}/history").json()
    assert (events[-1]["action"], events[-1]["who"]) == ("decide", "审核")


def test_records_and_lists(reader: TestClient) -> None:
    listed = reader.get("/api/submissions", params={"state": "open"}).json()
    assert ID in [one["id"] for one in listed["submissions"]]
    record = reader.get(f"/api/submissions/{ID}").json()
    assert record["fields"]["operating_revenue"]["2022"]["text"] == "8,600"
    assert "runs" not in record["pages"][0]
    outcomes = reader.get(f"/api/submissions/{ID}/outcomes").json()
    assert {one["state"] for one in outcomes} >= {"agrees", "disagrees"}
    assert reader.get("/api/submissions/没有").status_code == 404
    assert reader.get("/api/batches").json() == []


def test_a_search_that_cannot_be_understood_says_where(reader: TestClient) -> None:
    answer = reader.get("/api/search", params={"q": '"没有成对'})
    assert answer.status_code == 422
    assert "引号" in answer.json()["detail"]
    assert reader.get("/api/search", params={"q": "没有的字"}).json()["total"] == 0


def test_a_reader_sees_and_changes_nothing(reader: TestClient) -> None:
    assert reader.post("/api/uploads", content=b"%PDF").status_code == 403
    assert reader.post("/api/loads", json={"submissions": []}).status_code == 403
    assert reader.post("/api/retries", json={}).status_code == 403
    assert reader.get("/api/people").status_code == 403
    assert reader.get("/api/exports/csv").status_code == 200


def test_an_export_is_an_attachment(reader: TestClient) -> None:
    answer = reader.get("/api/exports/csv", params={"id": [ID, ID]})
    assert answer.text == f"csv {ID}"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert reader.get("/api/exports/csv", params={"id": "没有"}).status_code == 404
    assert reader.get("/api/exports/exe").status_code == 422


def test_a_body_without_its_length_is_refused(reviewer: TestClient) -> None:
    answer = reviewer.post("/api/uploads", content=iter([b"%PDF"]))
    assert answer.status_code == 411
    assert "长度" in answer.json()["detail"]


def test_accounts_are_kept_by_the_admin(admin: TestClient, anybody: TestClient) -> None:
    new = {"name": "新人", "role": "reader", "password": PASSWORD}
    assert admin.post("/api/people", json=new).status_code == 204
    assert "已有" in admin.post("/api/people", json=new).json()["detail"]
    assert admin.patch("/api/people/新人", json={"role": "reviewer"}).status_code == 204
    listed = {one["name"]: one for one in admin.get("/api/people").json()}
    assert (listed["新人"]["role"], listed["新人"]["active"]) == ("reviewer", True)
    assert admin.patch("/api/people/新人", json={"active": False}).status_code == 204
    login = {"name": "新人", "password": PASSWORD}
    assert anybody.post("/login", data=login).status_code == 401
    assert admin.patch("/api/people/管理", json={"active": False}).status_code == 409
    assert admin.patch("/api/people/管理", json={"role": "reader"}).status_code == 422
    assert admin.patch("/api/people/没有", json={}).status_code == 404


def test_everybody_changes_the_own_password(reader: TestClient, anybody: TestClient) -> None:
    new = "another long password"
    wrong = {"old": "not the password", "new": new}
    assert reader.post("/api/password", json=wrong).status_code == 403
    assert reader.post("/api/password", json={"old": PASSWORD, "new": "short"}).status_code == 422
    assert reader.post("/api/password", json={"old": PASSWORD, "new": new}).status_code == 204
    name = {"name": "只看", "password": new}
    assert anybody.post("/login", data=name, follow_redirects=False).status_code == 303


def test_guessing_the_own_password_ends_soon(reader: TestClient) -> None:
    wrong = {"old": "not the password", "new": "another long password"}
    answers = [reader.post("/api/password", json=wrong).status_code for _ in range(7)]
    assert answers == [403] * 5 + [429] * 2


def test_tokens_come_and_go(
    reader: TestClient, anybody: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = reader.post("/api/tokens", json={"label": "报表程序"}).json()["token"]
    other = {"Authorization": f"Bearer {token}"}
    assert anybody.get("/api/submissions", headers=other).status_code == 200
    mark = next(o["mark"] for o in reader.get("/api/tokens").json() if o["label"] == "报表程序")
    assert token not in reader.get("/api/tokens").text
    assert reader.delete(f"/api/tokens/{mark}").status_code == 204
    assert anybody.get("/api/submissions", headers=other).status_code == 401
    assert reader.delete(f"/api/tokens/{mark}").status_code == 404
    monkeypatch.setattr(people, "MOST_TOKENS", 1)
    assert reader.post("/api/tokens", json={"label": "再一个"}).status_code == 409


def test_without_accounts_there_are_none_to_keep(client: TestClient) -> None:
    assert client.get("/api/tokens").status_code == 404


def test_files_are_handed_in_and_loaded_by_the_program_itself(
    folder: Path, painter: Painter
) -> None:
    """The whole way: sent, handed in, loaded by a child, the failure told, exported."""
    commands = Commands(folder, DEFAULT, None)
    real = site(commands, load_notice(), None)
    app = make_app(real)
    client = TestClient(app, base_url=HERE, headers={"X-CSRF-Token": real.local.csrf})
    sent = client.post("/api/uploads", content=b"%PDF-1.7 broken").json()
    files = [{"sha256": sent["sha256"], "name": "申报书.pdf"}]
    job = client.post("/api/loads", json={"submissions": [{"name": "坏公司", "files": files}]})
    assert (job.status_code, job.json()["count"]) == (200, 1)
    end = monotonic() + 300
    while not (found := client.get(f"/api/loads/{job.json()['number']}").json())["ended_at"]:
        assert monotonic() < end
        sleep(0.2)
    assert (found["state"], found["problem"]) == ("done", "")
    batch = client.get("/api/batches").json()[0]
    assert (batch["filed"], batch["failed"]) == (0, 1)
    failure = client.get(f"/api/batches/{batch['number']}/failures").json()[0]
    assert failure["source"].endswith("坏公司")
    assert failure["message"]
    answer = client.get("/api/exports/json", params={"id": ID})
    assert answer.json()["id"] == ID
    with archive.open(folder, write=False) as store:
        assert store.events()[-1].who == real.local.name
    real.close()

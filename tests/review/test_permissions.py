"""Nobody reaches anything but by the one permission check."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from starlette.routing import Mount, Route

from review import Accounts, make_app
from review.app import PARTS
from review.painter import Painter

from .sites import PASSWORD, site_over

OPEN = {("GET", "/login"), ("POST", "/login")}


@pytest.fixture
def guarded(folder: Path, painter: Painter, accounts: Accounts) -> TestClient:
    app = make_app(site_over(folder, painter, accounts))
    return TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)


def _permissions(dependant: Dependant) -> list[str]:
    return [
        permission
        for one in dependant.dependencies
        if (permission := getattr(one.call, "permission", None))
    ]


def test_every_route_asks_for_a_permission() -> None:
    routes = [one for part in PARTS for one in part.router.routes if isinstance(one, APIRoute)]
    assert len(routes) > len(PARTS)
    free = {
        (method, route.path)
        for route in routes
        for method in route.methods or ()
        if not _permissions(route.dependant)
    }
    assert free == OPEN


def test_nothing_is_served_beside_those_routes(guarded: TestClient) -> None:
    plain = [one.path for one in guarded.app.routes if isinstance(one, Route | Mount)]  # type: ignore[attr-defined]
    assert plain == ["/static"]


@pytest.mark.parametrize("path", ["/", "/submissions/明理公司", "/?q=公司"])
def test_a_stranger_is_sent_to_the_login(guarded: TestClient, path: str) -> None:
    answer = guarded.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?next=")


def test_a_reader_decides_nothing(guarded: TestClient, accounts: Accounts) -> None:
    token = accounts.new_token("只看", "测试")
    headers = {"Authorization": f"Bearer {token}"}
    assert guarded.get("/", headers=headers).status_code == 200
    asked = {
        "code": "audit-mismatch",
        "key": "operating_revenue@2022",
        "verdict": "true",
        "version": 1,
    }
    answer = guarded.post("/api/submissions/明理公司/decisions", headers=headers, json=asked)
    assert answer.status_code == 403


def test_a_session_changes_nothing_without_its_token(guarded: TestClient) -> None:
    answer = guarded.post("/login", data={"name": "管理", "password": PASSWORD})
    assert answer.status_code == 303
    assert guarded.get("/").status_code == 200
    assert guarded.post("/logout").status_code == 403
    assert guarded.get("/").status_code == 200

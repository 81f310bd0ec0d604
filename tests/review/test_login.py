"""Coming in: limits, sessions, forged requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from review import Accounts, make_app
from review.login import TRIES, WINDOW, Tries
from review.painter import Painter

from .sites import PASSWORD, site_over


@pytest.fixture
def accounts(folder: Path) -> Iterator[Accounts]:
    one = Accounts(folder)
    one.add("王审", "reviewer", PASSWORD)
    yield one
    one.close()


@pytest.fixture
def stranger(folder: Path, painter: Painter, accounts: Accounts) -> TestClient:
    app = make_app(site_over(folder, painter, accounts))
    return TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_after_some_wrong_tries_no_more_are_allowed_for_a_while() -> None:
    clock = Clock()
    tries = Tries(clock)
    for _ in range(TRIES):
        assert tries.allowed("name 甲", "from a")
        tries.failed("name 甲", "from a")
    assert not tries.allowed("name 甲", "from b")
    assert not tries.allowed("name 乙", "from a")
    assert tries.allowed("name 乙", "from b")
    clock.now = WINDOW + 1
    assert tries.allowed("name 甲", "from a")


def test_coming_in_clears_what_was_counted() -> None:
    tries = Tries(Clock())
    for _ in range(TRIES - 1):
        tries.failed("name 甲")
    tries.succeeded("name 甲")
    tries.failed("name 甲")
    assert tries.allowed("name 甲")


def _try(client: TestClient, password: str, **more: str) -> int:
    data = {"name": "王审", "password": password, **more}
    return client.post("/login", data=data).status_code


def test_the_right_password_does_not_help_after_too_many_wrong_ones(stranger: TestClient) -> None:
    assert [_try(stranger, "wrong password") for _ in range(TRIES)] == [401] * TRIES
    assert _try(stranger, PASSWORD) == 429


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("/submissions/x?page=2", "/submissions/x?page=2"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nSet-Cookie: x=y", "/"),
    ],
)
def test_who_comes_in_stays_here(stranger: TestClient, asked: str, goes: str) -> None:
    answer = stranger.post("/login", data={"name": "王审", "password": PASSWORD, "next": asked})
    assert (answer.status_code, answer.headers["location"]) == (303, goes)


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(stranger: TestClient) -> None:
    answer = stranger.post("/login", data={"name": "王审", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def _csrf(client: TestClient) -> str:
    found = re.search(r'<meta name="csrf" content="([^"]+)">', client.get("/").text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"X-CSRF-Token": "guessed"}, 403),
        ({"X-CSRF-Token": "non-ascii-\xe9"}, 403),
        ({"X-CSRF-Token": "mine", "Origin": "http://evil.example"}, 403),
        ({"X-CSRF-Token": "mine", "Origin": "http://127.0.0.1"}, 204),
    ],
)
def test_another_site_cannot_act_in_somebodys_name(
    stranger: TestClient, headers: dict[str, str], status: int
) -> None:
    assert _try(stranger, PASSWORD) == 303
    if headers.get("X-CSRF-Token") == "mine":
        headers = {**headers, "X-CSRF-Token": _csrf(stranger)}
    sent = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    assert stranger.post("/logout", headers=sent).status_code == status


def test_a_login_from_another_site_is_refused(stranger: TestClient) -> None:
    answer = stranger.post(
        "/login",
        data={"name": "王审", "password": PASSWORD},
        headers={"Origin": "http://evil.example"},
    )
    assert answer.status_code == 403


def test_going_out_leaves_no_session(stranger: TestClient) -> None:
    _try(stranger, PASSWORD)
    stranger.post("/logout", headers={"X-CSRF-Token": _csrf(stranger)})
    assert stranger.get("/").status_code == 303

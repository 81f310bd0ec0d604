"""What every answer carries, and what no request gets past."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from review import Site, make_app
from review.headers import LONGEST_BODY, POLICY
from review.painter import Painter

from .sites import site_over

PATHS = (
    "/",
    "/submissions/明理公司",
    "/submissions/明理公司/files/0/pages/1.jpg",
    "/submissions/nobody",
    "/static/page.css",
    "/no/such/page",
    "/submissions/明理公司/files/0/original",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_fenced_in(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "cache-control" in headers


def test_the_policy_allows_nothing_unsafe() -> None:
    assert "unsafe" not in POLICY
    assert "*" not in POLICY
    assert POLICY.startswith("default-src 'none'")


def test_pages_need_no_inline_script_or_style() -> None:
    from review.pages import TEMPLATES

    for template in TEMPLATES.iterdir():
        text = template.read_text(encoding="utf-8")
        for forbidden in ("<style", "style=", " onclick", " onload", " onerror", "javascript:"):
            assert forbidden not in text, template.name
        assert "|safe" not in text, template.name


def _hosted(folder: Path, painter: Painter) -> TestClient:
    plain = site_over(folder, painter)
    site = Site(**{**vars(plain), "hosts": ("127.0.0.1", "localhost", "[::1]")})
    return TestClient(make_app(site))


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8556", 200),
        ("LOCALHOST", 200),
        ("[::1]:8556", 200),
        ("rebound.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("", 421),
    ],
)
def test_a_name_that_was_made_to_point_here_does_not_work(
    folder: Path, painter: Painter, host: str, status: int
) -> None:
    assert _hosted(folder, painter).get("/", headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    ("length", "status"), [(str(LONGEST_BODY + 1), 413), ("x", 411), ("-1", 411)]
)
def test_long_and_endless_bodies_are_not_read(client: TestClient, length: str, status: int) -> None:
    path = "/api/submissions/明理公司/decisions"
    answer = client.post(path, content=b"{}", headers={"Content-Length": length})
    assert answer.status_code == status


def test_an_original_is_saved_and_never_opened(client: TestClient) -> None:
    headers = client.get("/submissions/明理公司/files/0/original").headers
    assert headers["content-type"] == "application/octet-stream"
    assert headers["content-disposition"].startswith("attachment;")

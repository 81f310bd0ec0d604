"""The page over an archive on a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from fastapi.testclient import TestClient

from archive import server as on_server
from review import Site, make_app
from review.painter import Painter

from ..archive.servers import programs, running
from .conftest import doubtful
from .sites import LOCAL, Reader, fill_place, site_over

pytestmark = pytest.mark.skipif(programs() is None, reason="needs Debian's postgresql")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running() as server:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute("CREATE DATABASE review")
        yield server.replace("/postgres?", "/review?")


@pytest.fixture(scope="module")
def filled(address: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    fill_place(address, tmp_path_factory.mktemp("来件"), doubtful())
    return address


@pytest.fixture
def site(filled: str, painter: Painter, tmp_path: Path) -> Site:
    return replace(site_over(filled, painter), copies=tmp_path / "copies")


@pytest.fixture
def client(site: Site) -> TestClient:
    return TestClient(
        make_app(site), headers={"X-CSRF-Token": LOCAL.csrf}, base_url="http://127.0.0.1"
    )


def test_pages_and_originals_are_shown(client: TestClient) -> None:
    picture = client.get("/submissions/明理公司/files/0/pages/1.jpg")
    assert picture.content.startswith(b"\xff\xd8")
    again = client.get("/submissions/明理公司/files/0/pages/2.jpg")
    assert again.status_code == 200
    original = client.get("/submissions/明理公司/files/0/original")
    assert original.content.startswith(b"%PDF")
    assert original.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("path", ["/submissions/明理公司/comparison", "/batches", "/api/progress"])
def test_the_other_pages_answer_too(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200


def test_a_part_is_read_again_from_a_file_that_is_there(client: TestClient, site: Site) -> None:
    asked = {"file": 0, "page": 1, "box": [10, 10, 100, 40]}
    assert client.post("/api/submissions/明理公司/reread", json=asked).status_code == 200
    assert isinstance(site.reread, Reader)
    assert site.reread.asked[-1].path.is_file()


def test_a_decision_is_kept(client: TestClient) -> None:
    version = client.get("/submissions/明理公司").text.partition('data-version="')[2]
    asked = {
        "code": "audit-mismatch",
        "key": "operating_revenue@2022",
        "verdict": "dismissed",
        "version": int(version.partition('"')[0]),
    }
    answer = client.post("/api/submissions/明理公司/decisions", json=asked)
    assert answer.status_code == 200, answer.text


def test_copies_take_no_more_than_their_room(
    client: TestClient, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_server, "LENT_BYTES", 1)
    for number in (0, 1):
        assert client.get(f"/submissions/明理公司/files/{number}/original").status_code == 200
    assert len(list(site.copies.iterdir())) == 1


def test_what_was_lent_goes_with_the_site(client: TestClient, site: Site) -> None:
    client.get("/submissions/明理公司/files/0/original")
    assert site.copies.is_dir()
    replace(site, painter=Painter(processes=0)).close()
    assert not site.copies.exists()
    assert isinstance(site.reread, Reader)
    assert site.reread.closed

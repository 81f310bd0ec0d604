"""The interface against its own description: every operation, with requests made from it."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, assume, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from review import Accounts, make_app
from review.app import PARTS
from review.describing import description_of
from review.painter import Painter

from .conftest import doubtful
from .sites import PASSWORD, fill, site_over

CALM = settings(
    max_examples=15,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def _operations() -> list[str]:
    app = FastAPI()
    for part in PARTS:
        app.include_router(part.router)
    paths = description_of(app)["paths"]
    return [f"{method.upper()} {path}" for path, methods in paths.items() for method in methods]


OPERATIONS = _operations()
# What is asked for has a grammar of its own that the description cannot tell: a condition, a name.
MAY_REFUSE = ("GET /api/submissions", "GET /api/search", "POST /api/people")
THERE = {"id": "明理公司", "number": 1, "format": "csv", "name": "只看", "mark": "m"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, painter: Painter) -> FastAPI:
    folder = fill(tmp_path_factory.mktemp("api") / "归档", doubtful())
    accounts = Accounts(folder)
    accounts.add("管理", "admin", PASSWORD)
    accounts.add("只看", "reader", PASSWORD)
    accounts.add("另一人", "reader", PASSWORD)
    return make_app(site_over(folder, painter, accounts))


@pytest.fixture(scope="module")
def headers(app: FastAPI) -> dict[str, str]:
    return {"Authorization": f"Bearer {app.state.site.accounts.new_token('管理', '测试')}"}


@pytest.fixture(scope="module")
def described(app: FastAPI, headers: dict[str, str]) -> Any:
    return schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=headers)


def _operation(described: Any, label: str) -> Any:
    return next(found.ok() for found in described.get_all_operations() if found.ok().label == label)


def _is_sent(case: Any) -> bool:
    """Tell whether all of a query is sent; an empty list is not, and what is wrong may be only that."""
    return all(value != [] for value in (case.query or {}).values())


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("label", OPERATIONS)
def test_operations_are_as_described(
    label: str, mode: GenerationMode, described: Any, headers: dict[str, str]
) -> None:
    left_out = [positive_data_acceptance] if label in MAY_REFUSE else []

    @CALM
    @given(case=_operation(described, label).as_strategy(generation_mode=mode))
    def answers(case: Any) -> None:
        assume(mode is not GenerationMode.NEGATIVE or _is_sent(case))
        case.call_and_validate(headers=headers, excluded_checks=left_out)

    answers()


@pytest.mark.parametrize("label", [one for one in OPERATIONS if "{" in one])
def test_operations_on_what_is_there_are_as_described(
    label: str, described: Any, headers: dict[str, str]
) -> None:
    @CALM
    @given(case=_operation(described, label).as_strategy())
    def answers(case: Any) -> None:
        case.path_parameters.update({name: THERE[name] for name in case.path_parameters})
        case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])

    answers()


def test_the_description_is_for_those_who_may_see_the_records(app: FastAPI) -> None:
    client = TestClient(app, base_url="http://127.0.0.1")
    assert client.get("/api/openapi.json").status_code == 401
    token = app.state.site.accounts.new_token("另一人", "测试")
    answer = client.get("/api/openapi.json", headers={"Authorization": f"Bearer {token}"})
    assert answer.json()["components"]["securitySchemes"]["token"]["scheme"] == "bearer"


@pytest.mark.parametrize("label", OPERATIONS)
def test_a_stranger_does_nothing(app: FastAPI, label: str) -> None:
    method, path = label.split()
    client = TestClient(app, base_url="http://127.0.0.1")
    answer = client.request(method, path.format_map(THERE))
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"

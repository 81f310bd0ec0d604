"""The description of the interface, in the words of OpenAPI: for those who may see the records."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from starlette.responses import JSONResponse

from .visitors import Viewer

router = APIRouter(prefix="/api", include_in_schema=False)

ABOUT = """申核的 HTTP 接口，供其他程序使用。

每个请求带 `Authorization: Bearer 令牌`；令牌在“账号”页面生成，权限与账号相同。
时间是 ISO 8601（UTC），金额的单位见各字段，位置是 `[x0, y0, x1, y1]`，单位为点，原点在页面左上角。
"""
BEARER = {"type": "http", "scheme": "bearer", "description": "账号的令牌"}


@router.get("/openapi.json")
def describe(request: Request, visitor: Viewer) -> JSONResponse:
    return JSONResponse(description_of(request.app))


def description_of(app: FastAPI) -> dict[str, Any]:
    """Return the description of an application's interface."""
    found: dict[str, Any] = get_openapi(
        title="申核", version=app.version, description=ABOUT, routes=app.routes
    )
    found.setdefault("components", {})["securitySchemes"] = {"token": BEARER}
    found["security"] = [{"token": []}]
    return found

"""What somebody is told who asked for something that cannot be had."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from archive import ArchiveError, ConflictError, QueryError
from extract.errors import DocumentError, ShenheError

from .inbox import InboxError
from .pages import page
from .visitors import SAFE, LoginNeeded

API = "/api/"
PICTURES = (".jpg", ".png")  # of which the page's scripts show the message
TITLES = {401: "请先登录", 403: "没有权限", 404: "没有找到", 409: "有冲突"}
USUAL = (400, 401, 403, 413, 422)
WAYS = {
    400: "请求不是 JSON",
    401: "没有登录，或令牌不对",
    403: "没有权限",
    404: "没有找到",
    409: "别人已先改过，或现在不能做",
    411: "请求没有写明长度",
    413: "太长",
    422: "内容有误",
    429: "太频繁",
    503: "正忙",
    507: "磁盘已满",
}
BROKEN = "There was an error parsing the body"
MESSAGES = {400: "请求的内容不是 JSON。", 404: "没有这个页面。", 405: "这里不能这样请求。"}


class Problem(BaseModel):
    """Why something could not be done, in Chinese."""

    detail: str


def told(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what an operation's description says of the ways in which it refuses."""
    return {
        status: {"model": Problem, "description": WAYS[status]} for status in (*USUAL, *statuses)
    }


def not_found(what: str) -> HTTPException:
    return HTTPException(404, what)


def install(app: FastAPI) -> None:
    """Make an app answer its own errors: the interface in JSON, everything else as a page."""
    app.add_exception_handler(StarletteHTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(ShenheError, _ours)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, StarletteHTTPException)
    if isinstance(error, LoginNeeded) and request.method in SAFE and _is_page(request):
        target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?next={quote(target, safe='')}", 303)
    detail = str(error.detail)
    if error.status_code in MESSAGES and detail in (BROKEN, "Not Found", "Method Not Allowed"):
        detail = MESSAGES[error.status_code]
    return _told(request, error.status_code, detail, error.headers)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    where = "、".join(".".join(str(part) for part in one["loc"][1:]) for one in error.errors())
    return _told(request, 422, f"请求的内容有误：{where}")


def _ours(request: Request, error: Exception) -> Response:
    status = 409 if isinstance(error, ConflictError) else 422
    if isinstance(error, ArchiveError) and not isinstance(error, ConflictError | QueryError):
        status = 422 if request.method not in SAFE else 404
    if isinstance(error, DocumentError):
        status = 404
    if isinstance(error, InboxError):
        status = error.status
    return _told(request, status, str(error))


def _is_page(request: Request) -> bool:
    return not request.url.path.startswith(API)


def _told(
    request: Request, status: int, message: str, headers: Mapping[str, str] | None = None
) -> Response:
    if not _is_page(request):
        return JSONResponse({"detail": message}, status, headers)
    if request.url.path.endswith(PICTURES):
        return PlainTextResponse(message, status)
    title = TITLES.get(status, "出了问题")
    return page(request, "failure.html", None, status, title=title, message=message)

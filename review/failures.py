"""What somebody is told who asked for something that cannot be had."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from archive import ArchiveError, ConflictError, QueryError
from extract.errors import DocumentError, ShenheError

from .pages import page
from .visitors import SAFE, LoginNeeded

API = "/api/"
PICTURES = (".jpg", ".png")  # of which the page's scripts show the message
TITLES = {401: "请先登录", 403: "没有权限", 404: "没有找到", 409: "有冲突"}
MESSAGES = {404: "没有这个页面。", 405: "这里不能这样请求。"}


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
    if error.status_code in MESSAGES and detail in ("Not Found", "Method Not Allowed"):
        detail = MESSAGES[error.status_code]
    return _told(request, error.status_code, detail)


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
    return _told(request, status, str(error))


def _is_page(request: Request) -> bool:
    return not request.url.path.startswith(API)


def _told(request: Request, status: int, message: str) -> Response:
    if not _is_page(request):
        return JSONResponse({"detail": message}, status)
    if request.url.path.endswith(PICTURES):
        return PlainTextResponse(message, status)
    title = TITLES.get(status, "出了问题")
    return page(request, "failure.html", None, status, title=title, message=message)

"""What every answer carries, and what no request gets past."""

from __future__ import annotations

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .inbox import LARGEST

LONGEST_BODY = 1 << 20  # bytes
INTERFACE = "/api/"
LONGER_BODIES = {  # bytes: a file, and lists of files and of submissions
    "/api/uploads": LARGEST,
    "/api/loads": 16 << 20,
    "/api/retries": 16 << 20,
}
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
SAFE = ("GET", "HEAD")


class Gate:
    """Puts the headers on, and refuses foreign names, foreign pages and long bodies.

    `hosts` are the names by which the page may be called; empty for any. A page of another site
    that makes a browser call this one is told apart by the request's Origin, or by the name that
    it made point here.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] = ()) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", _kept(scope["path"]))
            await send(message)

        refusal = self._refusal(scope["method"], scope["path"], Headers(scope=scope))
        await (refusal or self._app)(scope, receive, with_headers)

    def _refusal(self, method: str, path: str, headers: Headers) -> Response | None:
        host = headers.get("host", "")
        if self._hosts and _name(host) not in self._hosts:
            return _refused(path, "请用 http://127.0.0.1 或 http://localhost 打开。", 421)
        if method in SAFE:
            return None
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2] != host:
            return _refused(path, "请求来自别的网站，已拒绝。", 403)
        length = headers.get("content-length", "")
        if not length and "transfer-encoding" not in headers:
            return None  # it has no body
        if not length.isdecimal():
            return _refused(path, "请求没有写明长度。", 411)
        if int(length) > LONGER_BODIES.get(path, LONGEST_BODY):
            return _refused(path, "请求太长。", 413)
        return None


def _refused(path: str, why: str, status: int) -> Response:
    if path.startswith(INTERFACE):
        return JSONResponse({"detail": why}, status)
    return PlainTextResponse(why, status)


def _name(host: str) -> str:
    """Return a host without its port."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].lower()


def _kept(path: str) -> str:
    """Return how long a browser may keep an answer that does not say so itself."""
    return "no-cache" if path.startswith("/static/") else "no-store"

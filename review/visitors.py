"""Who is asking, and the one place that decides whether they may.

Every route depends on `may(permission)`, but for the login and the page's own assets; a test holds
that. A request that changes something and comes with a cookie has to bring the session's token
along too, which no other site's page can read.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from .accounts import Permission, Visitor
from .site import Site

COOKIE = "shenhe"
CSRF_HEADER = "X-CSRF-Token"
SAFE = ("GET", "HEAD")

LOGIN_FIRST = "请先登录。"
FORBIDDEN = "你的账号没有做这件事的权限。"
STALE = "页面已过期，请刷新后再试。"


class LoginNeeded(HTTPException):
    """Nobody is logged in; a page sends them to the login, the interface says so."""

    def __init__(self) -> None:
        super().__init__(401, LOGIN_FIRST, headers={"WWW-Authenticate": "Bearer"})


def site_of(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def visitor_of(request: Request) -> Visitor | None:
    """Return who is asking, `None` for nobody who is known."""
    site = site_of(request)
    if site.accounts is None:
        return site.local
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return site.accounts.by_token(token.strip())
    key = request.cookies.get(COOKIE)
    return site.accounts.by_session(key) if key else None


def may(permission: Permission) -> Callable[[Request], Visitor]:
    """Return the dependency that lets a request through, or raises HTTPException 401 or 403."""

    def allowed(request: Request) -> Visitor:
        visitor = visitor_of(request)
        if visitor is None:
            raise LoginNeeded
        if not visitor.may(permission):
            raise HTTPException(403, FORBIDDEN)
        if request.method not in SAFE and visitor.csrf:
            brought = request.headers.get(CSRF_HEADER, "")
            if not hmac.compare_digest(brought.encode(), visitor.csrf.encode()):
                raise HTTPException(403, STALE)
        return visitor

    allowed.permission = permission  # type: ignore[attr-defined]
    return allowed


Viewer = Annotated[Visitor, Depends(may("view"))]
Reviewer = Annotated[Visitor, Depends(may("review"))]
Loader = Annotated[Visitor, Depends(may("load"))]
Admin = Annotated[Visitor, Depends(may("admin"))]

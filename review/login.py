"""Coming in and going out, and how often one may try."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from .accounts import SESSION_HOURS
from .failures import not_found
from .pages import page
from .visitors import COOKIE, Viewer, site_of

router = APIRouter(include_in_schema=False)

TRIES = 5
WINDOW = 15 * 60  # seconds in which so many tries may fail
REMEMBERED = 10_000  # names and addresses
WRONG = "姓名或密码不对。"
TOO_MANY = "试的次数太多，请过十五分钟再来。"


class Tries:
    """Counts failed tries by name and by address; `clock` tells seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._failed: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=TRIES))

    def allowed(self, *keys: str) -> bool:
        with self._lock:
            start = self._clock() - WINDOW
            return not any(
                len(times) == TRIES and times[0] > start
                for key in keys
                if (times := self._failed.get(key))
            )

    def failed(self, *keys: str) -> None:
        with self._lock:
            for key in keys:
                self._failed[key].append(self._clock())
            while len(self._failed) > REMEMBERED:
                del self._failed[next(iter(self._failed))]

    def succeeded(self, *keys: str) -> None:
        with self._lock:
            for key in keys:
                self._failed.pop(key, None)


@router.get("/login")
def show_login(request: Request, next: str = "/") -> Response:
    if site_of(request).accounts is None:
        return RedirectResponse("/", 303)
    return page(request, "login.html", None, next=_inside(next), problem="", name="")


@router.post("/login")
def login(
    request: Request,
    name: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=1000)],
    next: Annotated[str, Form()] = "/",
) -> Response:
    accounts = site_of(request).accounts
    if accounts is None:
        raise not_found("这里没有账号。")
    tries: Tries = request.app.state.tries
    keys = (f"name {name}", f"from {request.client.host if request.client else ''}")
    problem, status = TOO_MANY, 429
    if tries.allowed(*keys):
        key = accounts.login(name.strip(), password)
        if key is not None:
            tries.succeeded(*keys)
            return _with_session(request, RedirectResponse(_inside(next), 303), key)
        tries.failed(*keys)
        problem, status = WRONG, 401
    return page(request, "login.html", None, status, next=_inside(next), problem=problem, name=name)


@router.post("/logout")
def logout(request: Request, visitor: Viewer) -> Response:
    accounts, key = site_of(request).accounts, request.cookies.get(COOKIE)
    if accounts is not None and key:
        accounts.logout(key)
    answer = Response(status_code=204)
    answer.delete_cookie(COOKIE)
    return answer


def _with_session(request: Request, answer: Response, key: str) -> Response:
    answer.set_cookie(
        COOKIE,
        key,
        max_age=SESSION_HOURS * 3600,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer


def _inside(address: str) -> str:
    """Return an address of this page; any other becomes the queue's."""
    plain = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if plain and address.isprintable() else "/"

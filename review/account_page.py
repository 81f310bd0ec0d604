"""The page of accounts: one's own password and tokens, and everybody for 管理员."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from .accounts import SHORTEST_PASSWORD
from .pages import page
from .people import accounts_of
from .visitors import Viewer

router = APIRouter(include_in_schema=False)


@router.get("/account")
def show_account(request: Request, visitor: Viewer) -> Response:
    accounts = accounts_of(request)
    return page(
        request,
        "account.html",
        visitor,
        tokens=accounts.tokens(visitor.name),
        people=accounts.everybody() if visitor.may("admin") else [],
        shortest=SHORTEST_PASSWORD,
        here="account",
    )

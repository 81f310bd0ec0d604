"""Accounts and tokens: everybody's own, and for 管理员 everybody else's."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Request
from pydantic import Field

from .accounts import LONGEST_NAME, LONGEST_PASSWORD, SHORTEST_PASSWORD, Accounts, Role
from .answers import NewToken, Person, Token
from .asked import Asked
from .failures import not_found, told
from .login import TOO_MANY, Tries
from .visitors import Admin, Viewer, site_of

router = APIRouter(prefix="/api", tags=["账号"], responses=told(404))

MOST_TOKENS = 20
Password = Annotated[str, Field(min_length=SHORTEST_PASSWORD, max_length=LONGEST_PASSWORD)]
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]


class NewPerson(Asked):
    name: Name
    role: Role
    password: Password


class Changed(Asked):
    """What is changed of an account; what is left out stays."""

    role: Role | None = None
    active: bool | None = None
    password: Password | None = None


class OwnPassword(Asked):
    old: Annotated[str, Field(max_length=LONGEST_PASSWORD)]
    new: Password


class NewLabel(Asked):
    label: Annotated[str, Field(min_length=1, max_length=100, description="给谁用的")]


def accounts_of(request: Request) -> Accounts:
    """Return the accounts; raises HTTPException 404 where the page runs without."""
    accounts = site_of(request).accounts
    if accounts is None:
        raise not_found("这里没有设账号。")
    return accounts


@router.get("/people")
def list_people(request: Request, visitor: Admin) -> list[Person]:
    """全部账号。"""
    return [Person(**vars(one)) for one in accounts_of(request).everybody()]


@router.post("/people", status_code=204)
def add_person(request: Request, visitor: Admin, asked: NewPerson) -> None:
    """建一个账号。"""
    accounts_of(request).add(asked.name, asked.role, asked.password)


@router.patch("/people/{name:path}", status_code=204, responses=told(404, 409))
def change_person(request: Request, visitor: Admin, name: str, asked: Changed) -> None:
    """改一个账号的角色，停用或启用，重设密码；他要重新登录。"""
    accounts = accounts_of(request)
    if not any(one.name == name for one in accounts.everybody()):
        raise not_found(f"没有名为“{name}”的账号。")
    if name == visitor.name and asked.active is False:
        raise HTTPException(409, "不能停用自己的账号。")
    accounts.change(name, asked.role, asked.active, asked.password or "")


@router.post("/password", status_code=204, responses=told(404, 429))
def change_password(request: Request, visitor: Viewer, asked: OwnPassword) -> None:
    """改自己的密码；要重新登录。"""
    accounts, tries = accounts_of(request), request.app.state.tries
    assert isinstance(tries, Tries)
    key = f"password {visitor.name}"
    if not tries.allowed(key):
        raise HTTPException(429, TOO_MANY)
    if not accounts.is_password(visitor.name, asked.old):
        tries.failed(key)
        raise HTTPException(403, "原来的密码不对。")
    tries.succeeded(key)
    accounts.change(visitor.name, password=asked.new)


@router.get("/tokens")
def list_tokens(request: Request, visitor: Viewer) -> list[Token]:
    """自己的令牌，不含令牌本身。"""
    found = accounts_of(request).tokens(visitor.name)
    return [Token(mark=mark, label=label, made_at=at) for mark, label, at in found]


@router.post("/tokens", responses=told(404, 409))
def add_token(request: Request, visitor: Viewer, asked: NewLabel) -> NewToken:
    """生成一个令牌，给别的程序用；它能做的和账号一样。"""
    accounts = accounts_of(request)
    if len(accounts.tokens(visitor.name)) >= MOST_TOKENS:
        raise HTTPException(409, f"最多 {MOST_TOKENS} 个令牌，请先删除不用的。")
    return NewToken(token=accounts.new_token(visitor.name, asked.label))


@router.delete("/tokens/{mark}", status_code=204)
def drop_token(request: Request, visitor: Viewer, mark: str) -> None:
    """删除自己的一个令牌。"""
    accounts = accounts_of(request)
    if not any(one == mark for one, _, _ in accounts.tokens(visitor.name)):
        raise not_found("没有这个令牌。")
    accounts.drop_token(visitor.name, mark)

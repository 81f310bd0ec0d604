"""The people who may use the page: accounts with roles, their sessions and tokens.

Kept in a file of its own beside the archive. Passwords are hashed with argon2; of sessions and
tokens only the hash is kept, so that the file gives nobody a way in.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Any, Literal

import apsw
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from extract.errors import ShenheError

FILE = "accounts.sqlite"
SESSION_HOURS = 12
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
LONGEST_NAME = 40

Role = Literal["admin", "reviewer", "reader"]
Permission = Literal["view", "review", "load", "admin"]

ROLES: Mapping[Role, str] = {"admin": "管理员", "reviewer": "审核员", "reader": "只读"}
MAY: Mapping[Role, frozenset[Permission]] = {
    "admin": frozenset({"view", "review", "load", "admin"}),
    "reviewer": frozenset({"view", "review", "load"}),
    "reader": frozenset({"view"}),
}

_SCHEMA = """
CREATE TABLE IF NOT EXISTS accounts (
    name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, active INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS sessions (
    hash TEXT PRIMARY KEY, name TEXT NOT NULL, csrf TEXT NOT NULL, ends_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS tokens (
    hash TEXT PRIMARY KEY, name TEXT NOT NULL, label TEXT NOT NULL, created_at TEXT NOT NULL
) STRICT;
"""


class AccountError(ShenheError):
    """An account cannot be made or changed this way; the message says why."""

    exit_code = 2


@dataclass(frozen=True)
class Account:
    name: str
    role: Role
    active: bool
    created_at: str


@dataclass(frozen=True)
class Visitor:
    """Who is asking; `csrf` is what a page's own requests bring along, empty for a token."""

    name: str
    role: Role
    csrf: str = ""

    def may(self, permission: Permission) -> bool:
        return permission in MAY[self.role]


class Accounts:
    """The file of accounts; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open the accounts of an archive's folder; an empty file is made where there is none."""
        self._lock = RLock()
        self._hasher = PasswordHasher()
        try:
            self._connection = apsw.Connection(str(folder / FILE))
            self._connection.set_busy_timeout(5000)
            self._connection.execute(_SCHEMA)
            (folder / FILE).chmod(0o600)
        except (apsw.Error, OSError) as error:
            raise AccountError(f"{folder / FILE}：账号文件打不开（{error}）") from error
        self._nobody = self._hasher.hash(secrets.token_hex())

    def close(self) -> None:
        self._connection.close()

    def everybody(self) -> list[Account]:
        rows = self._rows("SELECT name, role, active, created_at FROM accounts ORDER BY name")
        return [Account(name, role, bool(active), at) for name, role, active, at in rows]

    def add(self, name: str, role: str, password: str) -> None:
        """Make an account; raises AccountError for a name that is taken or a bad password."""
        name = name.strip()
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise AccountError(f"姓名不能为空，最多 {LONGEST_NAME} 个字")
        hashed = self._hashed(password)
        try:
            self._rows(
                "INSERT INTO accounts VALUES (?, ?, ?, 1, ?)", name, _role(role), hashed, _now()
            )
        except apsw.ConstraintError as error:
            raise AccountError(f"已有名为“{name}”的账号") from error

    def change(
        self, name: str, role: str | None = None, active: bool | None = None, password: str = ""
    ) -> None:
        """Change what is given; the account's sessions end.

        Raises AccountError where no active 管理员 would be left.
        """
        with self._lock, self._connection:
            if not self._rows("SELECT 1 FROM accounts WHERE name = ?", name):
                raise AccountError(f"没有名为“{name}”的账号")
            if role is not None:
                self._rows("UPDATE accounts SET role = ? WHERE name = ?", _role(role), name)
            if active is not None:
                self._rows("UPDATE accounts SET active = ? WHERE name = ?", int(active), name)
            if password:
                hashed = self._hashed(password)
                self._rows("UPDATE accounts SET password = ? WHERE name = ?", hashed, name)
            admins = "SELECT 1 FROM accounts WHERE role = 'admin' AND active = 1"
            if (role is not None or active is not None) and not self._rows(admins):
                raise AccountError("至少要留一个在用的管理员")
            self._rows("DELETE FROM sessions WHERE name = ?", name)
            if active is False:
                self._rows("DELETE FROM tokens WHERE name = ?", name)

    def login(self, name: str, password: str) -> str | None:
        """Return a new session's key, `None` where name or password are wrong.

        Takes as long for a name that is unknown as for one that is not.
        """
        found = self._rows("SELECT password FROM accounts WHERE name = ? AND active = 1", name)
        hashed = found[0][0] if found else self._nobody
        try:
            self._hasher.verify(hashed, password[:LONGEST_PASSWORD])
        except (VerifyMismatchError, InvalidHashError):
            return None
        if not found:
            return None
        key = secrets.token_urlsafe(32)
        end = (datetime.now(UTC) + timedelta(hours=SESSION_HOURS)).isoformat()
        self._rows("DELETE FROM sessions WHERE ends_at < ?", _now())
        self._rows(
            "INSERT INTO sessions VALUES (?, ?, ?, ?)",
            _digest(key), name, secrets.token_urlsafe(24), end,
        )  # fmt: skip
        return key

    def is_password(self, name: str, password: str) -> bool:
        """Tell whether this is an active account's password."""
        found = self._rows("SELECT password FROM accounts WHERE name = ? AND active = 1", name)
        try:
            return bool(found) and self._hasher.verify(found[0][0], password[:LONGEST_PASSWORD])
        except (VerifyMismatchError, InvalidHashError):
            return False

    def logout(self, key: str) -> None:
        self._rows("DELETE FROM sessions WHERE hash = ?", _digest(key))

    def by_session(self, key: str) -> Visitor | None:
        rows = self._rows(
            "SELECT a.name, a.role, s.csrf FROM sessions s JOIN accounts a ON a.name = s.name"
            " WHERE s.hash = ? AND s.ends_at > ? AND a.active = 1",
            _digest(key), _now(),
        )  # fmt: skip
        return Visitor(*rows[0]) if rows else None

    def by_token(self, token: str) -> Visitor | None:
        rows = self._rows(
            "SELECT a.name, a.role FROM tokens t JOIN accounts a ON a.name = t.name"
            " WHERE t.hash = ? AND a.active = 1",
            _digest(token),
        )
        return Visitor(*rows[0]) if rows else None

    def new_token(self, name: str, label: str) -> str:
        """Return a token for programs that act for an account; it is shown this once."""
        token = secrets.token_urlsafe(32)
        self._rows(
            "INSERT INTO tokens VALUES (?, ?, ?, ?)", _digest(token), name, label.strip(), _now()
        )
        return token

    def tokens(self, name: str) -> list[tuple[str, str, str]]:
        """Return an account's tokens as (short mark, label, made at)."""
        rows = self._rows(
            "SELECT substr(hash, 1, 12), label, created_at FROM tokens WHERE name = ?"
            " ORDER BY created_at",
            name,
        )
        return [(mark, label, at) for mark, label, at in rows]

    def drop_token(self, name: str, mark: str) -> None:
        self._rows("DELETE FROM tokens WHERE name = ? AND substr(hash, 1, 12) = ?", name, mark)

    def _hashed(self, password: str) -> str:
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise AccountError(f"密码要 {SHORTEST_PASSWORD} 到 {LONGEST_PASSWORD} 个字符")
        return self._hasher.hash(password)

    def _rows(self, sql: str, *values: str | int) -> list[Any]:
        with self._lock:
            return list(self._connection.execute(sql, values))


def _role(text: str) -> str:
    for role, label in ROLES.items():
        if text in (role, label):
            return role
    raise AccountError(f"没有“{text}”这种角色，可用：{'、'.join(ROLES.values())}")


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat()

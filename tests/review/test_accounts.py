"""Accounts, their sessions and tokens."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw
import pytest

from review.accounts import FILE, AccountError, Accounts, Visitor

from .sites import PASSWORD


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Accounts]:
    one = Accounts(tmp_path)
    one.add("李管", "管理员", PASSWORD)
    one.add("王审", "reviewer", PASSWORD)
    yield one
    one.close()


def _session(accounts: Accounts, name: str = "王审") -> str:
    key = accounts.login(name, PASSWORD)
    assert key is not None
    return key


def test_passwords_and_keys_are_kept_as_hashes(accounts: Accounts, tmp_path: Path) -> None:
    key, token = _session(accounts), accounts.new_token("王审", "脚本")
    database = apsw.Connection(str(tmp_path / FILE))
    content = repr([list(database.execute(f"SELECT * FROM {name}")) for name in TABLES])
    assert "$argon2id$" in content
    for secret in (PASSWORD, key, token):
        assert secret not in content
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


TABLES = ("accounts", "sessions", "tokens")


def test_a_session_is_its_accounts(accounts: Accounts) -> None:
    visitor = accounts.by_session(_session(accounts))
    assert visitor is not None
    assert (visitor.name, visitor.role) == ("王审", "reviewer")
    assert visitor.csrf
    assert accounts.by_session("x") is None


def test_each_session_has_its_own_key_and_token(accounts: Accounts) -> None:
    first, second = _session(accounts), _session(accounts)
    one, other = accounts.by_session(first), accounts.by_session(second)
    assert one is not None
    assert other is not None
    assert first != second
    assert one.csrf != other.csrf


@pytest.mark.parametrize(("name", "password"), [("王审", "wrong password"), ("无人", PASSWORD)])
def test_nobody_comes_in_by_guessing(accounts: Accounts, name: str, password: str) -> None:
    assert accounts.login(name, password) is None


def test_going_out_ends_the_session_and_no_other(accounts: Accounts) -> None:
    left, kept = _session(accounts), _session(accounts)
    accounts.logout(left)
    assert accounts.by_session(left) is None
    assert accounts.by_session(kept) is not None


def test_a_session_ends_by_itself(accounts: Accounts, tmp_path: Path) -> None:
    key = _session(accounts)
    past = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
    database = apsw.Connection(str(tmp_path / FILE))
    database.execute("UPDATE sessions SET ends_at = ?", (past,))
    assert accounts.by_session(key) is None


@pytest.mark.parametrize(
    "change", [{"password": "another password"}, {"role": "只读"}, {"active": False}]
)
def test_a_change_ends_the_accounts_sessions(
    accounts: Accounts, change: dict[str, str | bool]
) -> None:
    key, other = _session(accounts), _session(accounts, "李管")
    accounts.change("王审", **change)  # type: ignore[arg-type]
    assert accounts.by_session(key) is None
    assert accounts.by_session(other) is not None


def test_who_is_out_of_use_comes_in_no_way(accounts: Accounts) -> None:
    token = accounts.new_token("王审", "脚本")
    accounts.change("王审", active=False)
    assert accounts.login("王审", PASSWORD) is None
    assert accounts.by_token(token) is None
    accounts.change("王审", active=True)
    assert accounts.by_token(token) is None


@pytest.mark.parametrize("change", [{"role": "审核员"}, {"active": False}])
def test_the_last_administrator_stays(accounts: Accounts, change: dict[str, str | bool]) -> None:
    with pytest.raises(AccountError, match="管理员"):
        accounts.change("李管", **change)  # type: ignore[arg-type]
    assert [(one.role, one.active) for one in accounts.everybody() if one.name == "李管"] == [
        ("admin", True)
    ]
    accounts.add("赵管", "admin", PASSWORD)
    accounts.change("李管", **change)  # type: ignore[arg-type]


@pytest.mark.parametrize("password", ["short", "x" * 201, ""])
def test_a_password_has_a_length(accounts: Accounts, password: str) -> None:
    with pytest.raises(AccountError, match="密码"):
        accounts.add("新人", "reader", password)


@pytest.mark.parametrize("name", ["", "  ", "名" * 41, "一\n二", "一\u202e二", "王审"])
def test_a_name_is_short_printable_and_free(accounts: Accounts, name: str) -> None:
    with pytest.raises(AccountError):
        accounts.add(name, "reader", PASSWORD)


def test_a_role_that_is_none_is_refused(accounts: Accounts) -> None:
    with pytest.raises(AccountError, match="角色"):
        accounts.add("新人", "root", PASSWORD)
    with pytest.raises(AccountError, match="没有名为"):
        accounts.change("无人", role="admin")


def test_a_token_acts_for_its_account_until_it_is_dropped(accounts: Accounts) -> None:
    token, other = accounts.new_token("王审", "脚本"), accounts.new_token("王审", "另一个")
    assert accounts.by_token(token) == Visitor("王审", "reviewer")
    marks = {label: mark for mark, label, _ in accounts.tokens("王审")}
    accounts.drop_token("李管", marks["脚本"])  # of somebody else: nothing
    assert accounts.by_token(token) is not None
    accounts.drop_token("王审", marks["脚本"])
    assert accounts.by_token(token) is None
    assert accounts.by_token(other) is not None

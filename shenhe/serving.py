"""`shenhe serve`: the reviewers' page over an archive, put together and started."""

from __future__ import annotations

import getpass
import ipaddress
import secrets
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import uvicorn
from rich.markup import escape

import archive
from extract.errors import UsageError
from extract.settings import Settings
from review import Accounts, RuleText, Site, make_app
from review.accounts import Visitor
from review.inbox import Inbox
from review.loads import Loads
from review.site import Intake

from .checking import ArchiveChecker, check_again
from .commands import Commands
from .console import people
from .notices import LoadedNotice
from .rereading import Rereading
from .rule_catalogue import explanations

INBOX = "inbox"  # what is handed in through the page, until a load has read it
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def serve(
    commands: Commands, loaded: LoadedNotice, host: str, port: int, with_accounts: bool = True
) -> None:
    """Serve the page until it is interrupted; raises UsageError where that would be unsafe."""
    local = is_loopback(host)
    if not with_accounts and not local:
        raise UsageError("不设账号时只能在本机使用。请去掉 --host，或去掉 --without-accounts。")
    place = commands.archive
    archive.open(place, create=False).close()
    accounts = accounts_of(place) if with_accounts else None
    if accounts is not None and not accounts.everybody():
        raise UsageError(
            "还没有账号。先用 shenhe account 姓名 --role 管理员 建一个；"
            "只在本机一个人用，可以加 --without-accounts。"
        )
    app = make_app(site(commands, loaded, accounts, LOOPBACK if local else ()))
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    people.print(f"审核页面：http://{escape(shown)}:{port}/  按 Ctrl-C 停止")
    if not local:
        people.print("[yellow]连接没有加密。给别的电脑使用时，请在前面放一个 HTTPS 代理。[/]")
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)


def site(
    commands: Commands, loaded: LoadedNotice, accounts: Accounts | None, hosts: tuple[str, ...] = ()
) -> Site:
    """Put together what the page needs of the other folders."""
    return Site(
        archive=commands.archive,
        programme=loaded.notice.programme,
        dial=loaded.dial,
        rules=rule_texts(),
        checker=lambda store: ArchiveChecker(store, loaded),
        check_again=partial(_check_again, loaded),
        accounts=accounts,
        local=Visitor(_login_name(), "reviewer", secrets.token_urlsafe(24)),
        hosts=hosts,
        reread=Rereading(Settings()),
        sources=loaded.reference.sources,
        intake=intake(commands),
    )


def intake(commands: Commands) -> Intake:
    """Put together what takes files in: beside the archive's folder, or in this one."""
    folder = (commands.archive if isinstance(commands.archive, Path) else Path()) / INBOX
    inbox = Inbox(folder)
    inbox.sweep()
    return Intake(inbox, Loads(commands, folder / "load.log"), commands)


def set_account(place: Path | str, name: str, role: str, password: str) -> None:
    """Make an account, or give one that is there another role and password."""
    archive.open(place, create=False, write=False).close()
    accounts = accounts_of(place)
    if any(one.name == name for one in accounts.everybody()):
        accounts.change(name, role=role, active=True, password=password)
        people.print(f"已更新账号“{escape(name)}”。")
    else:
        accounts.add(name, role, password)
        people.print(f"已建立账号“{escape(name)}”。")
    accounts.close()


def accounts_of(place: Path | str) -> Accounts:
    """Open an archive's accounts: in its folder, for one on a server in this folder."""
    return Accounts(place if isinstance(place, Path) else Path())


def rule_texts() -> Mapping[str, RuleText]:
    return {
        code: RuleText(one.says, one.operands, one.source, one.advice, one.note)
        for code, one in explanations().rules.items()
    }


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach a server on a host."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _check_again(loaded: LoadedNotice, store: archive.Archive, ids: tuple[str, ...]) -> None:
    check_again(store, loaded, ids)


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "本机用户"

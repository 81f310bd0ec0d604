"""The sub-commands of the reviewers' page."""

from __future__ import annotations

from typing import Annotated

import typer

from .invocation import Invocation, notice


def serve(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="端口")] = 8556,
    host: Annotated[
        str, typer.Option("--host", help="在哪个地址上提供，默认只限本机")
    ] = "127.0.0.1",
    without_accounts: Annotated[
        bool, typer.Option("--without-accounts", help="不设账号，只能在本机使用")
    ] = False,
) -> int:
    """打开审核页面，用浏览器查看、作结论、改正读数。

    例：shenhe serve --without-accounts  ；  shenhe serve --host 0.0.0.0
    """
    from .commands import Commands
    from .serving import serve as serve_page

    commands = Commands(Invocation.archive, Invocation.programme, Invocation.accuracy)
    serve_page(commands, notice(), host, port, not without_accounts)
    return 0


def account(
    name: Annotated[str, typer.Argument(metavar="姓名", help="审核页面上的名字")],
    role: Annotated[str, typer.Option("--role", help="管理员、审核员或只读")] = "审核员",
) -> int:
    """给审核页面建一个账号；已有的账号，重设密码和角色。

    例：shenhe account 张三 --role 管理员
    """
    from .serving import set_account

    password = typer.prompt(
        "密码（至少 10 个字符）", hide_input=True, confirmation_prompt="再输一遍"
    )
    set_account(Invocation.archive, name, role, password)
    return 0

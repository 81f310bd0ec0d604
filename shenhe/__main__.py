"""Starts the command and turns errors into exit statuses."""

from __future__ import annotations

import sys

import typer
from rich.markup import escape

from extract.errors import ShenheError

from .app import app
from .console import people

INTERRUPTED = 130


def main() -> None:
    """Run the command; 0 done, 1 some submission failed, 2 the call itself was wrong."""
    try:
        status = app(standalone_mode=False)
    except ShenheError as error:
        people.print(f"[bold red]错误：[/]{escape(str(error))}")
        sys.exit(error.exit_code)
    except typer.TyperException as error:
        people.print(
            f"[bold red]命令或参数有误：[/]{escape(str(error))} 请用 shenhe --help 查看用法。"
        )
        sys.exit(2)
    except (KeyboardInterrupt, typer.Abort):
        people.print("已中断。已完成的部分都在归档里，重新运行同一命令会接着做。")
        sys.exit(INTERRUPTED)
    sys.exit(status or 0)


if __name__ == "__main__":
    main()

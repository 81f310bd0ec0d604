"""The sub-commands that look after an archive: prove it whole, move it, examine the machine."""

from __future__ import annotations

from typing import Annotated

import typer

import archive

from .console import people
from .invocation import Invocation, notice

moving = typer.Typer(help="搬动整个归档。", rich_markup_mode=None)


def verify() -> int:
    """证明归档完好：没有缺失、改动或多余的内容。

    例：shenhe verify  ；  shenhe --archive /data/归档 verify
    """
    from .verifying import print_verification

    with archive.open(Invocation.archive, create=False, write=False, check=False) as store:
        return 0 if print_verification(store) else 1


@moving.callback()
def whole_archive() -> None:
    """搬动整个归档。"""


@moving.command("copy")
def copy_archive(
    source: Annotated[str, typer.Argument(metavar="FROM", help="从哪里：文件夹或地址")],
    target: Annotated[str, typer.Argument(metavar="TO", help="到哪里：还没有内容的文件夹或数据库")],
) -> int:
    """把一个归档整个搬到另一处：文件夹或 PostgreSQL 数据库，哪个方向都行。原来的不动。

    例：shenhe archive copy shenhe-archive postgresql://shenhe@server/shenhe
    """
    with people.status("复制") as status:
        archive.copy(
            archive.place(source),
            archive.place(target),
            lambda what: status.update(f"复制{what}"),
        )
    with archive.open(archive.place(target), create=False, write=False) as store:
        people.print(f"已复制 {len(store.ids())} 份。可以用 shenhe verify 核验。")
    return 0


def doctor() -> int:
    """体检：程序库、模型、内存、磁盘、防护、归档，并试读一页。

    例：shenhe doctor
    """
    from .doctor import examine, print_examination

    return 0 if print_examination(list(examine(Invocation.archive, notice()))) else 1

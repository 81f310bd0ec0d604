"""`shenhe verify`: what was looked at, and what is wrong with the archive."""

from __future__ import annotations

from rich.markup import escape
from rich.progress import Progress

from archive import Archive

from .console import out, people

MOST = 50  # problems that are listed


def print_verification(store: Archive) -> bool:
    """Look an archive over and print what comes of it; returns whether it is clean."""
    with Progress(console=people, transient=True) as progress:
        task = progress.add_task("核验", total=None)

        def tell(what: str, done: int, total: int) -> None:
            progress.update(task, description=f"核验{what}", completed=done, total=total)

        found = store.verify(tell)
    counts = "，".join(f"{name} {count}" for name, count in found.counted.items())
    out.print(f"已核验：{counts}。", soft_wrap=True)
    if found.head:
        out.print(
            f"历史的末端：第 {found.counted['历史记录']} 条，校验值 {found.head}", soft_wrap=True
        )
    for problem in found.problems[:MOST]:
        out.print(f"[bold red]有问题[/] {escape(problem)}", soft_wrap=True)
    if len(found.problems) > MOST:
        out.print(f"……共 {len(found.problems)} 处问题。")
    for remark in found.remarks:
        out.print(f"[dim]{escape(remark)}。[/]", soft_wrap=True)
    if found.is_clean:
        out.print("[green]归档完好：没有缺失、改动或多余的内容。[/]")
    else:
        out.print("请勿继续写入；用备份恢复，或把以上内容告诉维护的人。")
    return found.is_clean

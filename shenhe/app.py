"""The sub-commands and their options."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

import archive
from extract.settings import Settings

from . import __version__, load_commands, page_commands, upkeep
from .console import people
from .invocation import Invocation, Jobs, existing, known, notice
from .notices import DEFAULT

HELP = """申核：读申报书，逐项对照审计报告，指出疑点。

\b
例：
    shenhe load 申报材料/                 读入一批（每个子文件夹一份）
    shenhe show                           看全部结果
    shenhe show 某某公司                  看一份的字段与疑点
    shenhe export 结果/ --format xlsx     导出表格
    shenhe export 结果/ --format summary  导出附件3 汇总表
"""

MOMENTS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"]

app = typer.Typer(help=HELP, rich_markup_mode=None, add_completion=False)


@app.callback(invoke_without_command=True)
def options(
    context: typer.Context,
    archive_folder: Annotated[
        str,
        typer.Option(
            "--archive", envvar="SHENHE_ARCHIVE", help="归档文件夹，或 postgresql:// 开头的地址"
        ),
    ] = "shenhe-archive",
    programme: Annotated[
        str, typer.Option("--programme", help="申报通知，programs/ 下的文件夹名")
    ] = DEFAULT,
    accuracy: Annotated[
        str | None,
        typer.Option(
            "--accuracy",
            envvar="SHENHE_ACCURACY",
            help="准确率档位：99、99.5 或 99.9，决定哪些读数需人工核对；默认按申报通知",
        ),
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="显示版本")] = False,
) -> None:
    if version:
        typer.echo(f"shenhe {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)
    Invocation.archive = archive.place(archive_folder)
    Invocation.programme = programme
    Invocation.accuracy = accuracy


app.command()(load_commands.load)
app.command()(load_commands.retry)
app.command()(load_commands.watch)
app.command()(load_commands.runs)


@app.command()
def check(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="申报编号，默认全部")
    ] = None,
) -> int:
    """对已归档的记录重新核对，不重新识别。

    例：shenhe check  ；  shenhe check 甲公司
    """
    from .checking import check_again
    from .overview import print_overview

    loaded = notice()
    with existing(write=True) as store:
        for one in ids or ():
            known(store, one)
        chosen = ids or list(store.ids())
        check_again(store, loaded, chosen)
        print_overview(store, chosen)
    return 0


@app.command()
def show(
    submission: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="申报编号，默认列出全部")
    ] = None,
    images: Annotated[
        Path | None, typer.Option("--images", help="把识别框画在页面图上，存到此文件夹")
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=MOMENTS, help="显示此时（本地时间）的内容"),
    ] = None,
    history: Annotated[
        bool, typer.Option("--history", help="只显示历史：何时何人做了什么，原为什么、改为什么")
    ] = False,
) -> int:
    """显示一份申报的字段、报表、疑点和核对结果；不给编号则列出全部。

    例：shenhe show  ；  shenhe show 甲公司 --images 图/  ；  shenhe show 甲公司 --as-of 2023-09-01
    """
    from .overview import print_overview
    from .show import print_history, print_submission

    with existing() as store:
        if submission is None:
            print_overview(store, list(store.ids()))
            return 0
        known(store, submission)
        if history:
            print_history(store, submission, as_of)
            return 0
        print_submission(store, submission, notice(), as_of)
        if images is not None:
            from .drawing import draw_submission
            from .layouts import layout_finder

            count = draw_submission(store, submission, images, layout_finder(notice()))
            people.print(f"已画 {count} 页到 {images}")
    return 0


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="要找的文字；可用 and、or、not、括号；引号表示原样")],
    kind: Annotated[
        str | None, typer.Option("--kind", help="enterprise、platform 或 district")
    ] = None,
    finding: Annotated[
        str | None, typer.Option("--finding", help="疑点代码，如 audit-mismatch")
    ] = None,
    where: Annotated[
        str | None, typer.Option("--where", help="条件，如 营业收入@2022>=10000")
    ] = None,
    sort: Annotated[
        str, typer.Option("--sort", help="按字段或 severity 等排序，前面加 - 由大到小")
    ] = "",
    misread: Annotated[
        bool, typer.Option("--misread", help="四个字以上的词，认错一个字也找到")
    ] = False,
    facets: Annotated[
        bool, typer.Option("--facets", help="列出各类型、区、疑点等各有几份")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="最多显示几条")] = 50,
) -> int:
    """全文检索，可加条件。

    例：shenhe search 供应链 --kind platform --where 'operating_revenue@2022>=10000'
    """
    from .searching import print_hits

    filters = archive.Filters(kind=kind, finding=finding)
    asked = archive.Search(query, filters, sort, misread, limit, facets=facets)
    with existing() as store:
        print_hits(store, asked, where, notice())
    return 0


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="导出到这个文件夹")],
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            help="json、csv、parquet、xlsx、summary（附件3 汇总表）、pdf（可检索）、report（核对报告）或 zip",
        ),
    ],
    ids: Annotated[
        list[str] | None, typer.Option("--id", help="只导出这个编号，可以写几次；默认全部")
    ] = None,
) -> int:
    """导出记录、疑点、汇总表、可检索的 PDF 和核对报告。

    例：shenhe export 结果/ --format xlsx  ；  shenhe export 结果/ --format zip --id 甲公司
    """
    from .exporting import export_all

    with existing() as store:
        for one in ids or ():
            known(store, one)
        export_all(store, folder, format, notice(), ids)
    return 0


@app.command()
def evaluate(
    sets: Annotated[list[Path], typer.Argument(help="标注集文件夹")],
    jobs: Jobs = None,
    json: Annotated[
        Path | None, typer.Option("--json", help="把全部分数和每个错误写成 JSON")
    ] = None,
    misses: Annotated[int, typer.Option("--misses", min=0, help="最多列出几个错误")] = 40,
    plants: Annotated[
        int, typer.Option("--plants", min=0, help="改为埋入改动：每类改动在读出的记录上各埋几处")
    ] = 0,
    page_plants: Annotated[
        int, typer.Option("--page-plants", min=0, help="同上：每类页面改动在文件上各埋几处")
    ] = 0,
    seed: Annotated[int, typer.Option("--seed", help="埋入改动的随机种子")] = 1,
) -> int:
    """在标注集上评测：读、查、与标准答案比对，打印分数；或埋入改动，看能否报出。

    例：shenhe evaluate 标注集/dev --json 分数.json
        shenhe evaluate 标注集/dev --plants 50
    """
    if plants or page_plants:
        from .planting import plant_sets

        plant_sets(sets, notice(), Settings(), jobs, json, misses, (plants, page_plants), seed)
        return 0
    from .evaluating import evaluate_sets

    evaluate_sets(sets, notice(), Settings(), jobs, json, misses)
    return 0


for command in (upkeep.verify, upkeep.doctor, page_commands.serve, page_commands.account):
    app.command()(command)
app.add_typer(upkeep.moving, name="archive")

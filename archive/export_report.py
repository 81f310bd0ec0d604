"""One page of HTML per submission, to read, print and send: no file beside it, no script in it.

What was claimed and what the audit report says; each finding with the pieces of the pages it
points at, side by side; what could not be checked; what reviewers changed and decided.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from checks.findings import Finding
from extract.programme import Programme
from extract.records import Evidence, Reading

from . import tables
from .catalogue import Dossier
from .columns import SEVERITIES, Cell, flat, kind_label, number, subject, unit_name
from .crops import Crop, Draw, Pages
from .decisions import label
from .destination import safe_name, writing
from .history import local_time

MOST = 6  # pieces of pages shown for one finding

_HEAD = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>{title}</title><style>
body {{ font: 14px/1.6 "Noto Sans CJK SC", "Microsoft YaHei", SimSun, sans-serif;
 max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a }}
h1 {{ font-size: 1.5rem }} h2 {{ font-size: 1.15rem; border-bottom: 1px solid #bbb }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ border: 1px solid #ccc; padding: .2rem .5rem; text-align: left; vertical-align: top }}
th {{ background: #eef2f8 }} td.n {{ text-align: right; font-variant-numeric: tabular-nums }}
section {{ break-inside: avoid; border-left: 4px solid #999; padding: 0 0 .5rem .8rem; margin: 1rem 0 }}
section.high {{ border-color: #b3261e }} section.medium {{ border-color: #b58100 }}
.crops {{ display: flex; flex-wrap: wrap; gap: .8rem }}
figure {{ margin: 0; flex: 1 1 20rem; max-width: 29rem }}
figure div {{ position: relative; border: 1px solid #aaa }} figure img {{ display: block; width: 100% }}
figure.page {{ flex: 0 1 14rem }} figure i {{ position: absolute; outline: 2px solid #c2185b }}
figcaption, .quiet {{ color: #555; font-size: .9em }}
</style></head><body>
"""


def write(
    folder: Path,
    dossier: Dossier,
    programme: Programme,
    titles: Mapping[str, str],
    original: Callable[[str], Path],
    draw: Draw,
) -> Path:
    """Write `<id>.html` into a folder that is there.

    Args:
        folder: where to.
        dossier: the submission.
        programme: gives the Chinese names of the fields.
        titles: Chinese names of the findings' codes; a code without one is shown as it is.
        original: gives a file's bytes by sha256.
        draw: makes pictures of pages; raises DocumentError where it cannot.
    """
    path = folder / f"{safe_name(dossier.record.id)}.html"
    pages = Pages(dossier.record, original, draw)
    with writing(path) as part:
        text = "".join(_parts(dossier, programme, titles, pages))
        part.write_text(text, encoding="utf-8")
    return path


def _parts(
    dossier: Dossier, programme: Programme, titles: Mapping[str, str], pages: Pages
) -> Iterator[str]:
    record = dossier.record
    yield _HEAD.format(title=escape(record.id))
    yield f"<h1>{escape(unit_name(record, programme) or record.id)}</h1>\n"
    yield (
        f"<p>编号 {escape(record.id)}；{escape(kind_label(record, programme))}；"
        f"{len(record.files)} 个文件，{len(record.pages)} 页。"
        "以下均为疑点，待核实，不是结论。</p>\n"
    )
    yield f"<h2>疑点（{len(dossier.report.findings)} 条）</h2>\n"
    for number_, finding in enumerate(dossier.report.findings, start=1):
        yield from _finding(number_, finding, dossier, programme, titles, pages)
    figures = [row[2:9] for row in tables.figures(dossier, programme)]
    yield from _table("申报数与审计数", tables.FIGURE_TITLES[2:9], figures)
    unchecked = [
        (titles.get(one.code, one.code), subject(one.key, record.kind, programme), one.message)
        for one in dossier.report.outcomes
        if one.state == "unchecked"
    ]
    yield from _table("未能核对的", ("核对项", "对象", "原因"), unchecked)
    changed = [row[2:] for row in tables.corrections(dossier, programme)]
    yield from _table("审核人的改正", tables.CORRECTION_TITLES[2:], changed)
    errors = [row[2:] for row in tables.errors(dossier, programme)]
    yield from _table("读取问题", tables.ERROR_TITLES[2:], errors)
    yield "</body></html>\n"


def _finding(
    number_: int,
    finding: Finding,
    dossier: Dossier,
    programme: Programme,
    titles: Mapping[str, str],
    pages: Pages,
) -> Iterator[str]:
    title = titles.get(finding.code, finding.code)
    about = subject(finding.key, dossier.record.kind, programme)
    yield f'<section class="{finding.severity}"><p><b>{number_}. {escape(title)}</b>'
    yield f"（{SEVERITIES[finding.severity]}）{escape(about)}<br>{escape(finding.message)}"
    decision = dossier.decision(finding)
    if decision:
        note = f"：{decision.note}" if decision.note else ""
        made = f"{label(decision.verdict)}（{decision.who} {local_time(decision.at)}）{note}"
        later = "" if decision.fits(finding) else "。此后疑点有变化"
        yield f"<br><b>结论：{escape(made + later)}</b>"
    yield '</p>\n<div class="crops">'
    yield from (_figure(one, pages) for one in finding.evidence[:MOST])
    yield "</div></section>\n"


def _figure(one: Reading | Evidence, pages: Pages) -> str:
    place = escape(f"{one.file} 第{one.page}页")
    said = f"：{escape(str(flat(one.text))[:80])}" if one.text else ""
    crop = pages.crop(one.file, one.page, one.bbox)
    shown = _picture(crop) if crop else '<p class="quiet">此页无法显示</p>'
    whole = "" if one.bbox else ' class="page"'
    return f"<figure{whole}>{shown}<figcaption>{place}{said}</figcaption></figure>"


def _picture(crop: Crop) -> str:
    mark = ""
    if crop.mark:
        names = ("left", "top", "width", "height")
        style = ";".join(
            f"{name}:{share:.2%}" for name, share in zip(names, crop.mark, strict=True)
        )
        mark = f'<i style="{style}"></i>'
    data = b64encode(crop.png).decode("ascii")
    return f'<div><img alt="" src="data:image/png;base64,{data}">{mark}</div>'


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    listed = list(rows)
    if not listed:
        return
    yield f"<h2>{escape(title)}</h2>\n<table><tr>"
    yield "".join(f"<th>{escape(head)}</th>" for head in heads)
    yield "</tr>\n"
    for row in listed:
        yield "<tr>" + "".join(map(_cell, row)) + "</tr>\n"
    yield "</table>\n"


def _cell(cell: Cell) -> str:
    if cell is None:
        return "<td></td>"
    if isinstance(cell, str):
        return f"<td>{escape(cell)}</td>"
    shown = f"{cell:,}" if abs(cell) >= 10_000 else number(cell)  # noqa: PLR2004
    return f'<td class="n">{shown}</td>'

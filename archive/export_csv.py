"""Three CSV files that a spreadsheet opens without running anything in them.

A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay
numbers, also negative ones. UTF-8 with a mark at the start, which Excel needs for Chinese.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from extract.programme import Programme

from .catalogue import Dossier
from .columns import Cell, columns, kind_label, number, unit_name, written
from .destination import writing
from .tables import FINDING_TITLES, OUTCOME_TITLES, findings, outcomes

RECORDS = "records.csv"
FINDINGS = "findings.csv"
OUTCOMES = "outcomes.csv"

_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def write(
    folder: Path,
    dossiers: Iterable[Dossier],
    programme: Programme,
    titles: Mapping[str, str] | None = None,
) -> tuple[Path, Path, Path]:
    """Write the files into a folder that is there; submissions in the order given.

    `titles` are Chinese names of the findings' codes; a code without one is shown as it is.
    """
    fields = columns(programme, per_year=True)
    targets = folder / RECORDS, folder / FINDINGS, folder / OUTCOMES
    with (
        writing(targets[0]) as record_part,
        writing(targets[1]) as finding_part,
        writing(targets[2]) as outcome_part,
        record_part.open("w", encoding="utf-8-sig", newline="") as record_stream,
        finding_part.open("w", encoding="utf-8-sig", newline="") as finding_stream,
        outcome_part.open("w", encoding="utf-8-sig", newline="") as outcome_stream,
    ):
        record_table, finding_table = csv.writer(record_stream), csv.writer(finding_stream)
        outcome_table = csv.writer(outcome_stream)
        record_table.writerow(("编号", "名称", "类型", *(one.title for one in fields)))
        finding_table.writerow(FINDING_TITLES)
        outcome_table.writerow(OUTCOME_TITLES)
        for one in dossiers:
            name, kind = unit_name(one.record, programme), kind_label(one.record, programme)
            cells = (column.cell(one.record) for column in fields)
            record_table.writerow(map(safe, (one.record.id, name, kind, *cells)))
            finding_table.writerows(
                map(safe, row) for row in findings(one, programme, titles or {})
            )
            outcome_table.writerows(
                map(safe, row) for row in outcomes(one, programme, titles or {})
            )
    return targets


def safe(cell: Cell) -> str:
    """Return a cell's text, harmless in a spreadsheet."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return number(cell)
    text = written(cell)
    dangerous = text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)
    return f"'{text}" if dangerous else text

"""The tables of the workbook as Parquet files, for programs that count and compare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from extract.programme import Programme

from . import tables
from .catalogue import Dossier
from .columns import Cell, number
from .destination import writing


def write(
    folder: Path,
    dossiers: Iterable[Dossier],
    programme: Programme,
    titles: Mapping[str, str] | None = None,
) -> list[Path]:
    """Write one file a table into a folder that is there; columns have their Chinese names.

    A column in which every value is a number holds numbers, any other one texts.
    """
    names = titles or {}
    heads: dict[str, tuple[str, ...]] = {
        "records": tables.record_titles(programme),
        "findings": tables.FINDING_TITLES,
        "outcomes": tables.OUTCOME_TITLES,
        "figures": tables.FIGURE_TITLES,
        "corrections": tables.CORRECTION_TITLES,
        "statements": tables.STATEMENT_TITLES,
        "errors": tables.ERROR_TITLES,
    }
    rows: dict[str, list[tables.Row]] = {name: [] for name in heads}
    for one in dossiers:
        rows["records"].append(tables.record_row(one, programme))
        rows["findings"] += tables.findings(one, programme, names)
        rows["outcomes"] += tables.outcomes(one, programme, names)
        rows["figures"] += tables.figures(one, programme)
        rows["corrections"] += tables.corrections(one, programme)
        rows["statements"] += tables.statements(one, programme)
        rows["errors"] += tables.errors(one, programme)
    return [_write(folder / f"{name}.parquet", heads[name], rows[name]) for name in heads]


def _write(path: Path, titles: Sequence[str], rows: Sequence[tables.Row]) -> Path:
    from pyarrow import Table, parquet  # here: it takes its time to load

    columns = {
        title: _column([row[index] for row in rows])
        for index, title in enumerate(_distinct(titles))
    }
    with writing(path) as part:
        parquet.write_table(Table.from_pydict(columns), part)
    return path


def _distinct(titles: Sequence[str]) -> list[str]:
    """Return titles made distinct: two fields of different forms may have the same label."""
    found: list[str] = []
    for title in titles:
        number_ = 2
        name = title
        while name in found:
            name, number_ = f"{title} {number_}", number_ + 1
        found.append(name)
    return found


def _column(cells: Sequence[Cell]) -> object:
    from pyarrow import array, float64, int64, string

    if all(one is None or isinstance(one, int) for one in cells) and any(cells):
        return array(cells, int64())
    if all(one is None or not isinstance(one, str) for one in cells) and any(cells):
        return array(cells, float64())
    texts = [one if one is None or isinstance(one, str) else number(one) for one in cells]
    return array(texts, string())

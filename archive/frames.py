"""An archive as pandas frames: `archive.open(path).frames.findings`.

pandas is not among what the program itself needs; requirements-frames.txt names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .database import Database
from .decisions import UNDECIDED
from .errors import ArchiveError

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Frames:
    """Each attribute reads the archive anew."""

    database: Database

    @property
    def records(self) -> pandas.DataFrame:
        """Return one row a submission: what it is, and its readings by field id and year.

        A per-year field is a column a year, `operating_revenue@2022`. A list has its entries
        joined; texts are normalised as for searching.
        """
        heads = _frame(
            self.database,
            ("id", "kind", "district", "firm", "pages"),
            "SELECT id, kind, district, firm, pages FROM submissions ORDER BY id",
        ).set_index("id")
        long = self.figures
        if long.empty:
            return heads
        long["name"] = [
            f"{field}@{year}" if year else field
            for field, year in zip(long["field"], long["year"], strict=True)
        ]
        long["value"] = long["number"].astype(object).where(long["number"].notna(), long["text"])
        wide = long.groupby(["id", "name"], sort=False)["value"].agg(_joined).unstack("name")
        return heads.join(wide)

    @property
    def figures(self) -> pandas.DataFrame:
        """Return one row a reading: `id field year number text confidence file page`."""
        return _frame(
            self.database,
            ("id", "field", "year", "number", "text", "confidence", "file", "page"),
            "SELECT s.id, r.field, r.year, r.number, r.text, r.confidence, r.file, r.page"
            " FROM readings r JOIN submissions s ON s.number = r.submission"
            " ORDER BY s.id, r.field, r.year",
        )

    @property
    def findings(self) -> pandas.DataFrame:
        """Return one row a finding, with the decision on it where there is one."""
        return _frame(
            self.database,
            ("id", "code", "key", "severity", "confidence", "message", "decision"),
            "SELECT s.id, f.code, f.key, f.severity, f.confidence, f.message,"
            f" coalesce(d.verdict, '{UNDECIDED}')"
            " FROM findings f JOIN submissions s ON s.number = f.submission"
            " LEFT JOIN decisions d ON d.submission = f.submission AND d.code = f.code"
            " AND d.key = f.key ORDER BY s.id, f.code, f.key",
        )


def _frame(database: Database, columns: tuple[str, ...], sql: str) -> pandas.DataFrame:
    try:
        import pandas
    except ImportError as error:
        message = "没有安装 pandas。请运行 pip install -r requirements-frames.txt"
        raise ArchiveError(message) from error
    return pandas.DataFrame(database.rows(sql), columns=list(columns))


def _joined(values: pandas.Series) -> object:
    said = [one for one in values if one is not None and one == one]
    if len(said) < 2:  # noqa: PLR2004
        return said[0] if said else None
    return "；".join(str(one) for one in said)

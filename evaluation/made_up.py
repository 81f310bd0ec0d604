"""Submissions without any person or company behind them, as many as a bench of the archive needs.

The texts are not language, but like it in what an index feels: words of two to four characters,
few of them frequent and most rare (Zipf), and a sentence of the form that stands on every page.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive import Filing
from archive.keys import content_key, work_key
from checks.findings import Finding, Report, Severity
from extract.records import (
    Audit,
    FieldReading,
    Kind,
    PageRecord,
    Reading,
    Record,
    Run,
    SourceFile,
)

PAGES = 65  # of a submission, as in the samples
CHARACTERS = 600  # of a page
WORDS = 20_000
LINE = 30  # characters
FILE = "申报书.pdf"
BOILERPLATE = "上海市服务型制造示范企业申报书"
KINDS: tuple[Kind, ...] = ("enterprise", "platform", "district")
DISTRICTS = (
    "甲",
    "乙",
    "丙",
    "丁",
    "戊",
    "己",
    "庚",
    "辛",
    "壬",
    "癸",
    "子",
    "丑",
    "寅",
    "卯",
    "辰",
    "巳",
)
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
CODES = tuple(f"made-up-{number}" for number in range(20))
FIRMS = tuple(f"第{number}会计师事务所" for number in range(40))


@dataclass(frozen=True)
class Maker:
    """Makes the same submissions for the same seed."""

    seed: int = 0

    def words(self) -> list[str]:
        """Return the vocabulary, the most frequent word first."""
        dice = random.Random(self.seed)
        common = [chr(0x4E00 + dice.randrange(0x5000)) for _ in range(2500)]
        return ["".join(dice.choices(common, k=dice.choice((2, 2, 2, 3, 4)))) for _ in range(WORDS)]

    def filings(self, first: int, count: int, pages: int = PAGES) -> Iterator[Filing]:
        """Yield submissions by number."""
        vocabulary = self.words()
        weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
        for number in range(first, first + count):
            dice = random.Random(f"{self.seed} {number}")
            needed = pages * CHARACTERS // 2
            drawn = iter(dice.choices(vocabulary, weights, k=needed))
            yield _filing(dice, number, [_text(drawn) for _ in range(pages)])


def _text(words: Iterator[str]) -> str:
    text = BOILERPLATE
    while len(text) < CHARACTERS:
        text += next(words)
    return "\n".join(text[at : at + LINE] for at in range(0, CHARACTERS, LINE))


def _filing(dice: random.Random, number: int, texts: list[str]) -> Filing:
    record = _record(dice, number, texts)
    findings = tuple(
        Finding(
            code=code,
            key=f"operating_revenue@{2020 + place}",
            severity=dice.choice(SEVERITIES),
            message=f"第{number}份的一条疑点，待核实。",
            confidence=0.9,
        )
        for place, code in enumerate(dice.sample(CODES, k=dice.randrange(8)))
    )
    key = content_key([(FILE, record.id)])
    return Filing(
        record=record,
        report=Report(findings=findings, outcomes=()),
        content_key=key,
        work_key=work_key(key, "bench", ""),
        source=Path("/made-up") / record.id,
        batch="bench",
        version="bench",
        shingles=frozenset(dice.getrandbits(32) for _ in range(300)),
    )


def _record(dice: random.Random, number: int, texts: list[str]) -> Record:
    fields: dict[str, FieldReading] = {
        "company_name": _reading(f"第{number}号企业"),
        "recommending_unit": _reading(f"上海市{dice.choice(DISTRICTS)}区经济委员会"),
        "industry": _reading(dice.choice(("集成电路", "仪器仪表", "汽车", "生物医药", "软件"))),
        "employees": _reading(dice.randrange(10, 5000)),
    }
    for name in ("operating_revenue", "total_assets", "net_profit"):
        fields[name] = {
            year: _reading(round(dice.lognormvariate(9, 1.5), 2))
            for year in ("2020", "2021", "2022")
        }
    return Record(
        id=f"{number:06}",
        kind=dice.choice(KINDS),
        files=(SourceFile(path=FILE, pages=len(texts), sha256=f"{number:064x}"),),
        pages=tuple(_page(place, text) for place, text in enumerate(texts, start=1)),
        fields=fields,
        audit=Audit(firm=_reading(dice.choice(FIRMS)), fiscal_year=_reading(2022)),
    )


def _page(number: int, text: str) -> PageRecord:
    runs = tuple(
        Run(len(line), 72.0, 72.0 + 22 * place, 72.0 + 15 * len(line), 87.0 + 22 * place)
        for place, line in enumerate(text.split("\n"))
    )
    return PageRecord(
        file=FILE, page=number, type="body", confidence=1, digital=True, text=text, runs=runs
    )


def _reading(value: float | int | str) -> Reading:
    return Reading(
        value=value,
        text=str(value),
        confidence=0.99,
        origin="text",
        file=FILE,
        page=2,
        bbox=(72.0, 100.0, 180.0, 116.0),
    )

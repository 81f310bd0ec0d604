"""Whatever some pages say, a record is made of them, and nothing takes long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from extract.audit_facts import entity, firm, regulatory_code, report_date, report_number
from extract.audit_opinion import read_opinion
from extract.license import read_license
from extract.notice import Notice
from extract.page_types import TypedPage
from extract.pages import CheckMark, Origin, Page, Word
from extract.pipeline import Intake, build_record
from extract.programme import load
from extract.records import Reading, Record
from extract.vocabulary import AuditVocabulary, load_vocabulary

from .builders import HEIGHT, WIDTH, page, table_page, word

PROGRAMS = Path(__file__).parents[2] / "programs"
(FOLDER,) = [path for path in PROGRAMS.iterdir() if (path / "programme.yaml").is_file()]
ORIGINS: tuple[Origin, ...] = ("text", "ocr")
SECONDS = 2.0  # of processor time; a search that goes back and forth takes minutes


@cache
def notice() -> Notice:
    programme = load(FOLDER)
    return Notice(programme, load_vocabulary(PROGRAMS / "common").with_programme(programme))


def printed() -> list[str]:
    """Return what such pages print: titles, labels, headings, statement lines, marks, figures."""
    words, programme = notice().vocabulary, notice().programme
    found = [cue.text for spec in words.page_types for cue in (*spec.titles, *spec.phrases)]
    found += [
        name for kind in ("balance_sheet", "cash_flow") for name in words.statements.named(kind)
    ]
    found += [*words.audit.section_headings, *words.license.other_labels]
    found += [label for labels in words.license.labels.values() for label in labels]
    for kind in programme.kinds:
        found += [field.label for field in (*kind.form.fields, *programme.cover.fields)]
        found += [option.value for field in kind.form.fields for option in field.options]
        found += [entry.title for entry in kind.outline]
    return [
        *found, *words.words.ticked, *words.words.empty, *(unit.text for unit in words.words.units),
        "2020年", "2021年", "2022年", "2022年12月31日", "期末余额", "上年年末余额", "行次", "附注五、1",
        "1,234.56", "-1,234.56", "(12.00)", "12.5%", "—", "-", "0", "无", "/", "约3000", "３０万元",
        "91310000MA1FL00000", "021-50000000", "a@example.com", "单位：万元", "编制单位：甲公司",
        "甲乙会计师事务所（普通合伙）", "甲审字〔2023〕第1号", "甲公司全体股东：", "一、", "（一）", "1.1", "①",
    ]  # fmt: skip


PRINTED = st.sampled_from(printed())
PIECES = st.one_of(PRINTED, st.text(max_size=12))
TEXTS = st.one_of(PRINTED, st.lists(PIECES, min_size=1, max_size=4).map("".join).filter(bool))


@st.composite
def words(draw: st.DrawFn) -> Word:
    text = draw(TEXTS)
    size = draw(st.sampled_from([6, 10, 18]))
    x, y = draw(st.integers(0, int(WIDTH) - 20)), draw(st.integers(0, int(HEIGHT) - 20))
    origin: Origin = draw(st.sampled_from(ORIGINS))
    return word(text, x, y, size=size, origin=origin, sure=draw(st.floats(0, 1)))


@st.composite
def scattered(draw: st.DrawFn) -> Page:
    marks = [
        CheckMark(word("口", x, 70).box, ticked)
        for x, ticked in draw(st.lists(st.tuples(st.integers(40, 400), st.booleans()), max_size=3))
    ]
    some = draw(st.lists(words(), max_size=15))
    return page(some, marks=marks, number=draw(st.integers(1, 5)), digital=draw(st.booleans()))


@st.composite
def forms(draw: st.DrawFn) -> Page:
    """A form's title and below it a table of anything."""
    kind = draw(st.sampled_from(notice().programme.kinds))
    labels = st.sampled_from([field.label for field in kind.form.fields])
    columns = draw(st.integers(1, 5))
    cells = st.one_of(labels, TEXTS, st.none(), st.just(""))
    row = st.lists(cells, min_size=columns, max_size=columns)
    rows = [[cell or "", *rest] for cell, *rest in draw(st.lists(row, min_size=1, max_size=6))]
    table = table_page(rows, y0=120, width=100, digital=draw(st.booleans()))
    return replace(table, words=(word(kind.form.title, 150, 60, size=16), *table.words))


@st.composite
def statements(draw: st.DrawFn) -> Page:
    """A statement's title and below it lines of anything before and behind figures."""
    title = draw(st.sampled_from(["资产负债表", "合并利润表", "现金流量表"]))
    lines = [(80, ("项目", "期末余额", "上年年末余额")), *enumerate_lines(draw)]
    some = [word(title, 240, 40, size=14), word("单位：元", 450, 60)]
    for y, texts in lines:
        some += [word(t, x, y) for t, x in zip(texts, (50, 300, 440), strict=True) if t]
    return page(some, digital=draw(st.booleans()))


def enumerate_lines(draw: st.DrawFn) -> Iterator[tuple[float, tuple[str, str, str]]]:
    figure = st.one_of(st.sampled_from(["", "1,234.56", "-5.00", "0.00", "—", "1，2"]), TEXTS)
    for n, texts in enumerate(draw(st.lists(st.tuples(TEXTS, figure, figure), max_size=12))):
        yield 100 + 15 * n, texts


def pages() -> st.SearchStrategy[Page]:
    return st.one_of(scattered(), forms(), statements())


def readings(found: object) -> Iterator[Reading]:
    """Yield all readings inside a part of a record."""
    if isinstance(found, Reading):
        yield found
    elif isinstance(found, dict):
        for part in found.values():
            yield from readings(part)
    elif isinstance(found, list | tuple):
        for part in found:
            yield from readings(part)
    elif hasattr(found, "__dict__"):
        yield from readings(vars(found))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(pages(), max_size=4))
def test_a_record_is_made_of_any_pages(some: list[Page]) -> None:
    record = build_record("甲", Intake(pages=some), notice())
    assert Record.model_validate_json(record.model_dump_json()) == record
    assert len(record.pages) == len(some)
    for reading in readings(record):
        x0, y0, x1, y1 = reading.bbox
        assert 0 <= x0 <= x1 <= WIDTH
        assert 0 <= y0 <= y1 <= HEIGHT


@settings(max_examples=120, deadline=None)
@given(st.lists(words(), max_size=12))
@example([word("二〇二三年", 60, 60), word("十三月四十日", 120, 60)])
def test_facts_are_read_off_any_words(some: list[Word]) -> None:
    one, vocabulary = page(some), notice().vocabulary
    for read in (firm, report_number, report_date, regulatory_code):
        found = read([one], vocabulary.audit)
        assert found is None or found.text
    addressed = entity([one], [], vocabulary.audit)
    assert addressed is None or addressed.value
    opinion, _ = read_opinion([one], vocabulary.audit)
    assert opinion is None or opinion.file == one.file
    license = read_license([TypedPage(one, "business_license", 1.0, "")], vocabulary.license)
    assert license is not None


def patterns() -> list[tuple[str, re.Pattern[str]]]:
    audit: AuditVocabulary = notice().vocabulary.audit
    found = [(name, one) for name, one in audit if isinstance(one, re.Pattern)]
    return found + [(kind, one) for kind, ones in audit.opinion_patterns for one in ones]


LONG = ["甲", "（", "公司", "1", "20", "2023年", "甲 ", "审字", "会计师", "不对甲", "除", "第"]


@pytest.mark.parametrize("pattern", [pytest.param(one, id=name) for name, one in patterns()])
def test_no_pattern_takes_long_over_a_long_line(pattern: re.Pattern[str]) -> None:
    start = process_time()
    for text in LONG:
        for line in (text * 1500, text * 1500 + "号", f"编制单位：{text * 1500}："):
            sum(1 for _ in pattern.finditer(line))
    assert process_time() - start < SECONDS

from __future__ import annotations

from itertools import product

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import logic
from archive.bigrams import tokens
from archive.fulltext import match
from archive.queries import Phrase, Query
from archive.sqlite import PAGE_INDEX

LETTERS = "甲乙丙"
PAGES = ["".join(one) for one in product(LETTERS, repeat=2)] + ["甲", "丙", "甲乙丙"]


@pytest.fixture(scope="module")
def index() -> apsw.Connection:
    connection = apsw.Connection(":memory:")
    connection.execute(PAGE_INDEX)
    rows = [(id, tokens(text)) for id, text in enumerate(PAGES)]
    connection.executemany("INSERT INTO page_index (rowid, tokens) VALUES (?, ?)", rows)
    return connection


def combined(parts: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    some = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        some.map(lambda one: logic.All(one)),
        some.map(lambda one: logic.Some(one)),
        parts.map(lambda one: logic.Not(one)),
    )


PHRASES = st.text(st.sampled_from(LETTERS), min_size=1, max_size=2)
QUERIES = st.recursive(PHRASES.map(lambda text: logic.One(Phrase(text))), combined, max_leaves=6)


def stands(text: str, query: Query) -> bool:
    match query:
        case logic.One(phrase):
            return phrase.text in text
        case logic.Not(part):
            return not stands(text, part)
        case logic.All(parts):
            return all(stands(text, part) for part in parts)
        case logic.Some(parts):
            return any(stands(text, part) for part in parts)


@settings(deadline=None)
@given(query=QUERIES)
def test_any_query_finds_what_it_says(index: apsw.Connection, query: Query) -> None:
    expression, denied = match(query)
    sql = "SELECT rowid FROM page_index WHERE page_index MATCH ?"
    found = {row[0] for row in index.execute(sql, (expression,))}
    if denied:
        found = set(range(len(PAGES))) - found
    assert found == {id for id, text in enumerate(PAGES) if stands(text, query)}


def test_a_misread_phrase_finds_at_least_its_pages(index: apsw.Connection) -> None:
    connection = apsw.Connection(":memory:")
    connection.execute(PAGE_INDEX)
    texts = [
        "集成电路装备",
        "前集成误路装备",
        "误成电路",
        "集成电误",
        "集误电路",
        "集误误路",
        "成电",
    ]
    rows = [(id, tokens(text)) for id, text in enumerate(texts)]
    connection.executemany("INSERT INTO page_index (rowid, tokens) VALUES (?, ?)", rows)
    expression, _ = match(logic.One(Phrase("集成电路", misread=True)))
    sql = "SELECT rowid FROM page_index WHERE page_index MATCH ? ORDER BY rowid"
    found = {row[0] for row in connection.execute(sql, (expression,))}
    assert {0, 1, 2, 3, 4} <= found
    assert 6 not in found

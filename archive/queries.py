"""What a person types to find text: `集成电路 and (供应链 or "系统 集成") not 节能`.

Words side by side must stand on the same page, as those joined by `and`; `or`, `not` and brackets
do what they say. What stands in quotes is one phrase, also if it is an operator. A bracket inside
a word belongs to the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import logic
from .bigrams import normalise
from .errors import QueryError
from .logic import Expression, Token, Wordings
from .misreadings import SHORTEST

_QUOTES = str.maketrans("“”", '""')
_CHUNK = re.compile(r'"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+)')
_OPEN, _CLOSE = "(（", ")）"
_WORDINGS = Wordings(
    wanted="这里要有要找的文字。要找 and、or、not 或括号本身，请加引号",
    surplus="多了一个右括号",
)


@dataclass(frozen=True)
class Phrase:
    """Text to find, normalised as the pages are; `misread` allows one other character in it."""

    text: str
    misread: bool = False


Query = Expression[Phrase]


def parse(query: str) -> Query:
    """Return a query as a tree.

    Raises `QueryError` when nothing is left to look for, or with the place of a mistake.
    """
    plain = query.translate(_QUOTES)
    if plain.count('"') % 2:
        raise QueryError("引号没有成对", query, plain.rindex('"'))
    tokens = [token for match in _CHUNK.finditer(plain) for token in _tokens(match)]
    if not tokens:
        raise QueryError("没有要找的文字", query, 0)
    return logic.parse(query, tokens, _WORDINGS, joined_by_space=True)


def _tokens(match: re.Match[str]) -> Iterator[Token[Phrase]]:
    start = match.start()
    if match["quoted"] is not None:
        yield from _phrase(match["quoted"], start)
        return
    word = match["bare"]
    while word[:1] and word[0] in _OPEN:
        yield Token("open", word[0], start)
        word, start = word[1:], start + 1
    closing = _closing(word)
    inner = word[: len(word) - closing]
    if inner.lower() in ("and", "or", "not"):
        yield Token("word", inner.lower(), start)
    else:
        yield from _phrase(inner, start)
    for index in range(closing):
        yield Token("close", ")", start + len(inner) + index)


def _closing(word: str) -> int:
    """Return how many brackets at a word's end close none of its own."""
    spare = sum(one in _CLOSE for one in word) - sum(one in _OPEN for one in word)
    ending = len(word) - len(word.rstrip(_CLOSE))
    return max(0, min(spare, ending))


def _phrase(text: str, position: int) -> Iterator[Token[Phrase]]:
    wanted = normalise(text)
    if wanted:
        yield Token("leaf", text, position, Phrase(wanted))


def misread(query: Query) -> Query:
    """Return a query whose phrases are found with one character misread, too."""
    match query:
        case logic.One(phrase):
            return logic.One(Phrase(phrase.text, misread=len(phrase.text) >= SHORTEST))
        case logic.All(parts):
            return logic.All(tuple(misread(part) for part in parts))
        case logic.Some(parts):
            return logic.Some(tuple(misread(part) for part in parts))
        case logic.Not(part):
            return logic.Not(misread(part))


def denies(query: Query) -> bool:
    """Tell whether something must not stand."""
    match query:
        case logic.Not():
            return True
        case logic.All(parts) | logic.Some(parts):
            return any(denies(part) for part in parts)
        case _:
            return False


def without_denials(query: Query) -> Query:
    """Return a query that finds at least the same pages, with nothing in it that must not stand."""
    match query:
        case logic.All(parts):
            kept = tuple(without_denials(one) for one in parts if not isinstance(one, logic.Not))
            return logic.All(kept) if kept else query
        case logic.Some(parts):
            return logic.Some(tuple(without_denials(part) for part in parts))
        case _:
            return query

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
    """Text to find, normalised as the pages are."""

    text: str


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


def phrases(query: Query) -> tuple[str, ...]:
    """Return the texts whose standing on a page makes it a hit."""
    return tuple(dict.fromkeys(one.text for one in logic.leaves(query)))


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


def loosened(query: Query) -> Query:
    """Return a query that finds at least the pages where one character of a phrase is misread.

    Of two halves of a phrase one is then read right. What must not stand is left open.
    """
    match query:
        case logic.One(phrase):
            return _halves(phrase)
        case logic.All(parts):
            kept = tuple(loosened(part) for part in parts if not isinstance(part, logic.Not))
            return logic.All(kept) if kept else query
        case logic.Some(parts):
            return logic.Some(tuple(loosened(part) for part in parts))
        case logic.Not():
            return query


def _halves(phrase: Phrase) -> Query:
    text, middle = phrase.text, len(phrase.text) // 2
    if len(text) < SHORTEST:
        return logic.One(phrase)
    return logic.Some(tuple(logic.One(Phrase(half)) for half in (text[:middle], text[middle:])))

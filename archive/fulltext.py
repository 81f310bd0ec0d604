"""Queries as SQLite's full text understands them."""

from __future__ import annotations

from . import logic
from .bigrams import phrase
from .misreadings import pieces
from .queries import Phrase, Query


def match(query: Query) -> tuple[str, bool]:
    """Return a query in the engine's language, and whether the pages *not* found are meant.

    The engine has no `not` by itself, so it is moved outwards: `a or not b` are the pages that
    `b not a` does not find.
    """
    match query:
        case logic.One(one):
            return _found(one), False
        case logic.Not(part):
            inner, denied = match(part)
            return inner, not denied
        case logic.All(parts):
            found = [match(part) for part in parts]
            return _both(_those(found, False), _those(found, True))
        case logic.Some(parts):
            found = [match(part) for part in parts]
            wanted, unwanted = _those(found, False), _those(found, True)
            if not unwanted:
                return _joined(wanted, "OR"), False
            inner, denied = _both(unwanted, wanted)
            return inner, not denied


def _found(one: Phrase) -> str:
    """Return the query for a phrase; of a misread one the pages that may have it."""
    if not one.misread:
        return phrase(one.text)
    parts = [" ".join(phrase(piece) for piece in both if piece) for both in pieces(one.text)]
    # Two pairs hold the character between two pieces that were read right.
    return _joined([f"NEAR({part}, 2)" for part in parts], "OR")


def _those(found: list[tuple[str, bool]], denied: bool) -> list[str]:
    return [inner for inner, one in found if one is denied]


def _both(wanted: list[str], unwanted: list[str]) -> tuple[str, bool]:
    """Return the query for pages with all of some and none of others."""
    if not wanted:
        return _joined(unwanted, "OR"), True
    inner = _joined(wanted, "AND")
    return (f"({inner} NOT {_joined(unwanted, 'OR')})" if unwanted else inner), False


def _joined(parts: list[str], word: str) -> str:
    return parts[0] if len(parts) == 1 else f"({f' {word} '.join(parts)})"

"""Conditions joined by `and`, `or`, `not` and brackets, whatever the single condition is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from .errors import QueryError

Leaf = TypeVar("Leaf")
Value = TypeVar("Value")

DEEPEST = 50  # nested brackets, far above what a person writes
MOST = 100  # single conditions, below the engines' limit on the depth of an expression


@dataclass(frozen=True)
class One(Generic[Leaf]):
    leaf: Leaf


@dataclass(frozen=True)
class All(Generic[Leaf]):
    parts: tuple[Expression[Leaf], ...]


@dataclass(frozen=True)
class Some(Generic[Leaf]):
    parts: tuple[Expression[Leaf], ...]


@dataclass(frozen=True)
class Not(Generic[Leaf]):
    part: Expression[Leaf]


Expression = One[Leaf] | All[Leaf] | Some[Leaf] | Not[Leaf]


@dataclass(frozen=True)
class Token(Generic[Leaf]):
    """A piece of what a person wrote; `position` counts from 0, `leaf` is set for a condition."""

    kind: Literal["open", "close", "word", "leaf"]
    text: str
    position: int
    leaf: Leaf | None = None


@dataclass(frozen=True)
class Wordings:
    """What a person is told at a mistake."""

    wanted: str  # where a condition should stand
    surplus: str  # where the text should have ended


def parse(
    text: str, tokens: Sequence[Token[Leaf]], wordings: Wordings, joined_by_space: bool = False
) -> Expression[Leaf]:
    """Return tokens as a tree: `or` binds least, then `and`, then `not`.

    Raises `QueryError` with the place of the mistake. With `joined_by_space` conditions side by
    side must both hold.
    """
    if sum(token.kind == "leaf" for token in tokens) > MOST:
        raise QueryError(f"条件太多，最多 {MOST} 个", text, 0)
    reader = _Reader(text, tokens, wordings, joined_by_space)
    expression = reader.alternatives(0)
    if reader.next is not None:
        raise QueryError(wordings.surplus, text, reader.next.position)
    return expression


def leaves(expression: Expression[Leaf]) -> Iterator[Leaf]:
    """Yield the single conditions, from left to right, but for those that must not hold."""
    match expression:
        case One(leaf):
            yield leaf
        case All(parts) | Some(parts):
            for part in parts:
                yield from leaves(part)
        case Not():
            return


def rendered(
    expression: Expression[Leaf], leaf: Callable[[Leaf], tuple[str, tuple[Value, ...]]]
) -> tuple[str, tuple[Value, ...]]:
    """Return a tree as a condition in SQL with its values."""
    match expression:
        case One(one):
            return leaf(one)
        case Not(part):
            sql, values = rendered(part, leaf)
            return f"NOT ({sql})", values
        case All(parts) | Some(parts):
            word = " AND " if isinstance(expression, All) else " OR "
            compiled = [rendered(part, leaf) for part in parts]
            joined = word.join(sql for sql, _ in compiled)
            return f"({joined})", tuple(value for _, values in compiled for value in values)


class _Reader(Generic[Leaf]):
    """Recursive descent over the tokens."""

    def __init__(
        self, text: str, tokens: Sequence[Token[Leaf]], wordings: Wordings, joined_by_space: bool
    ) -> None:
        self._text = text
        self._tokens = tokens
        self._wordings = wordings
        self._joined_by_space = joined_by_space
        self._index = 0

    @property
    def next(self) -> Token[Leaf] | None:
        return self._tokens[self._index] if self._index < len(self._tokens) else None

    @property
    def _position(self) -> int:
        return self.next.position if self.next else len(self._text.rstrip())

    def alternatives(self, depth: int) -> Expression[Leaf]:
        parts = [self._together(depth)]
        while self._took("or"):
            parts.append(self._together(depth))
        return parts[0] if len(parts) == 1 else Some(tuple(parts))

    def _together(self, depth: int) -> Expression[Leaf]:
        parts = [self._single(depth)]
        while self._took("and") or (self._joined_by_space and self._goes_on()):
            parts.append(self._single(depth))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _goes_on(self) -> bool:
        token = self.next
        if token is None or token.kind == "close":
            return False
        return token.kind != "word" or token.text == "not"

    def _single(self, depth: int) -> Expression[Leaf]:
        if depth > DEEPEST:
            raise QueryError("括号或 not 套得太深", self._text, self._position)
        if self._took("not"):
            return Not(self._single(depth + 1))
        token = self.next
        if token is not None and token.leaf is not None:
            self._index += 1
            return One(token.leaf)
        if token is None or token.kind != "open":
            raise QueryError(self._wordings.wanted, self._text, self._position)
        self._index += 1
        inside = self.alternatives(depth + 1)
        if self.next is None or self.next.kind != "close":
            raise QueryError("这里缺一个右括号，或缺少 and/or", self._text, self._position)
        self._index += 1
        return inside

    def _took(self, word: str) -> bool:
        found = self.next is not None and self.next.kind == "word" and self.next.text == word
        self._index += found
        return found

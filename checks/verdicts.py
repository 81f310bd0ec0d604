"""How one comparison ended: agrees, disagrees, or could not be checked."""

from __future__ import annotations

from dataclasses import dataclass

from extract.records import Evidence, Reading

from .findings import State
from .misreadings import Misreading

Proof = Reading | Evidence


@dataclass(frozen=True)
class Verdict:
    """What a rule yields; `message` is one Chinese sentence, of an unchecked one the reason."""

    key: str
    state: State
    message: str
    evidence: tuple[Proof, ...] = ()
    certainty: float = 1.0  # of the judgement itself, given that the readings are right
    misread: Misreading | None = None  # the one that would explain a doubt, if one would


def _given(evidence: tuple[Proof | None, ...]) -> tuple[Proof, ...]:
    return tuple(proof for proof in evidence if proof is not None)


def agrees(key: str, message: str, *evidence: Proof | None) -> Verdict:
    return Verdict(key, "agrees", message, _given(evidence))


def disagrees(
    key: str,
    message: str,
    *evidence: Proof | None,
    certainty: float = 1.0,
    misread: Misreading | None = None,
) -> Verdict:
    return Verdict(key, "disagrees", message, _given(evidence), certainty, misread)


def unchecked(key: str, reason: str, *evidence: Proof | None) -> Verdict:
    return Verdict(key, "unchecked", reason, _given(evidence))

"""Narrative text out of the sentence patterns in words/, different for every applicant."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import yaml

WORDS = Path(__file__).parent / "words"
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_NUMBER = re.compile(r"\{n:(\d+)-(\d+)\}")
_DIGITS = re.compile(r"\{n(\d)\}")


@cache
def words(name: str) -> dict:
    """The content of words/NAME.yaml."""
    return yaml.safe_load((WORDS / f"{name}.yaml").read_text(encoding="utf-8"))


def expand(pattern: str, vocabulary: dict[str, str], rng: random.Random) -> str:
    """A sentence out of a pattern; `{field@year}` and other unknown words stay for the layout."""
    text = pattern
    while _CHOICE.search(text):
        text = _CHOICE.sub(lambda m: rng.choice(m[1].split("|")), text)
    text = _NUMBER.sub(lambda m: str(rng.randint(int(m[1]), int(m[2]))), text)
    text = _DIGITS.sub(lambda m: str(rng.randint(10 ** (int(m[1]) - 1), 10 ** int(m[1]) - 1)), text)
    return re.sub(r"\{(\w+)\}", lambda m: vocabulary.get(m[1], m[0]), text)


def paragraphs(
    kind: str, reference: str, vocabulary: dict[str, str], rng: random.Random, longer: bool
) -> list[str]:
    """What an applicant writes under one heading; `longer` adds sentences of the same theme."""
    patterns = list(words(kind)[reference])
    if not longer and len(patterns) > 2:
        facts = [p for p in patterns if "@" in p or "{founded}" in p]
        others = [p for p in patterns if p not in facts]
        patterns = facts + rng.sample(others, min(len(others), max(0, 2 - len(facts))))
    sentences = [expand(p, vocabulary, rng) for p in patterns]
    if longer and len(sentences) > 2:
        return ["".join(sentences[:2]), "".join(sentences[2:])]
    return ["".join(sentences)]

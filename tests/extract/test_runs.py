from __future__ import annotations

from dataclasses import replace

from extract.geometry import Box
from extract.lines import lines_of
from extract.pages import Word
from extract.records import Run
from extract.runs import runs_of

from .builders import page


def word(text: str, x: float, y: float = 0) -> Word:
    width = 10 * len(text)
    edges = tuple(x + 10 * n for n in range(len(text) + 1))
    return Word(text, Box(x, y, x + width, y + 10), edges, size=10)


def test_words_that_stand_close_are_one_run() -> None:
    words = (word("企业", 0), word("名称", 22), word("上海", 100), word("地址", 0, 30))
    one = replace(page(words), words=words)
    lines = lines_of(words)
    assert runs_of(lines, one) == (
        Run(4, 0, 0, 42, 10),
        Run(2, 100, 0, 120, 10),
        Run(2, 0, 30, 20, 40),
    )
    text = "".join(line.text for line in lines)
    assert sum(run.characters for run in runs_of(lines, one)) == len(text)

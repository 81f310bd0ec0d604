"""YAML files read into checked types."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from pydantic import BaseModel

from extract.data_files import load_yaml
from extract.errors import ProgrammeError


class Pair(NamedTuple):
    text: str
    weight: float


class Shelf(BaseModel):
    name: str
    pairs: tuple[Pair, ...] = ()


def written(folder: Path, text: str) -> Path:
    file = folder / "shelf.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_file_becomes_its_type(tmp_path: Path) -> None:
    file = written(tmp_path, "name: 表\npairs: [[甲, 1], [乙, 2.5]]\n")
    assert load_yaml(file, Shelf) == Shelf(name="表", pairs=(Pair("甲", 1), Pair("乙", 2.5)))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("name: [甲\n", ("第 2 行", "不是正确的 YAML")),
        ("name: 甲\nname: 乙\n", ("name 出现两次", "第 2 行")),
        ("name: 甲\npairs: [[乙]]\n", ("pairs[0]", "项数不够")),
        ("name: 甲\npairs: [[乙, 1, 2]]\n", ("pairs[0]", "项数太多")),
        ("name: 甲\npairs: [[乙, 多]]\n", ("pairs[0]", "数字")),
        ("name: yes\n", ("键 name", "加引号")),
        ("- 甲\n", ("键", "整个文件")),
    ],
)
def test_a_mistake_names_place_and_remedy(
    tmp_path: Path, text: str, parts: tuple[str, ...]
) -> None:
    file = written(tmp_path, text)
    with pytest.raises(ProgrammeError) as caught:
        load_yaml(file, Shelf)
    assert str(file) in str(caught.value)
    for part in parts:
        assert part in str(caught.value)


def test_merged_keys_are_no_repetition(tmp_path: Path) -> None:
    text = "- &one {name: 甲, pairs: [[乙, 1]]}\n- {<<: *one, name: 丙}\n"
    shelves = load_yaml(written(tmp_path, text), tuple[Shelf, ...])
    assert [shelf.name for shelf in shelves] == ["甲", "丙"]
    assert shelves[0].pairs == shelves[1].pairs


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00name"])
def test_an_unreadable_file_is_told(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "shelf.yaml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ProgrammeError, match="读不出来"):
        load_yaml(file, Shelf)

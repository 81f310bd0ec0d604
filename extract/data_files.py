"""YAML files of `programs/` read into checked types; a mistake is told with its file and key."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from .errors import ProgrammeError

T = TypeVar("T")

_ADVICE = {
    "missing": "缺少这个键，请补上",
    "extra_forbidden": "没有这个键，请检查拼写或删去",
    "string_type": "应是文字；数字、日期和 yes/no 请加引号",
    "literal_error": "只能取下列值之一：{expected}",
    "bool_type": "应是 true 或 false",
    "bool_parsing": "应是 true 或 false",
    "int_type": "应是整数",
    "int_parsing": "应是整数",
    "int_from_float": "应是整数",
    "float_type": "应是数字",
    "float_parsing": "应是数字",
    "tuple_type": "应是列表",
    "dict_type": "应是“键: 值”的对照",
    "model_type": "应是“键: 值”的对照",
    "pattern_regex": "不是正确的正则表达式",
    "missing_argument": "项数不够",
    "unexpected_positional_argument": "项数太多",
    "too_short": "项数不够",
    "too_long": "项数太多",
}


class _Loader(yaml.SafeLoader):
    """The safe loader, but a key given twice is a mistake and not a silent replacement."""

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, object]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"键 {key.value} 出现两次，请只留一个", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def fault(file: Path, key: str, advice: str) -> ProgrammeError:
    """Return the error for one key; `key` is its path inside the file, `advice` Chinese."""
    return ProgrammeError(f"数据文件有误：{file}，键 {key or '（整个文件）'}：{advice}。")


def load_yaml(file: Path, content: type[T]) -> T:
    """Return a file's content as `content`, a type that pydantic can check.

    Raises ProgrammeError when the file is missing, is no YAML, or does not fit the type.
    """
    adapter = TypeAdapter(content)
    raw = _parse(file)
    try:
        return adapter.validate_python(raw)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise fault(file, _path(raw, first["loc"]) or key, _advice(first)) from error


def _parse(file: Path) -> object:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise fault(file, "", f"读不出来（{error}），请检查文件是否存在、是否为 UTF-8") from error
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = f"第 {mark.line + 1} 行" if mark else ""
        raise fault(file, line, f"不是正确的 YAML（{error.problem}）") from error


def _path(raw: object, location: tuple[int | str, ...]) -> str:
    """Return `fields[3](uscc).unit`: where a mistake is, list items also by their name."""
    path, value = "", raw
    for part in location:
        if isinstance(part, int) and isinstance(value, list):
            value = value[part] if part < len(value) else None
            path += f"[{part}]{_name(value)}"
        else:
            path += f".{part}" if path else str(part)
            value = value.get(part) if isinstance(value, dict) else None
    return path


def _name(item: object) -> str:
    """Return what a person calls a list item, in round brackets, or nothing."""
    if not isinstance(item, dict):
        return ""
    for key in ("id", "key", "title", "name", "value", "type", "label"):
        if isinstance(item.get(key), str):
            return f"({item[key]})"
    return ""


def _advice(details: ErrorDetails) -> str:
    if details["type"] == "missing" and isinstance(details["loc"][-1], int):
        return _ADVICE["too_short"]
    known = _ADVICE.get(details["type"])
    if known is None:
        return details["msg"].removeprefix("Value error, ")
    return known.format(**details.get("ctx", {}))

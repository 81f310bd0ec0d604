"""What a person can call and will meet is in the manual, and the manual names nothing else."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from archive import columns, where
from extract.errors import ShenheError, UsageError
from shenhe import exporting
from shenhe.__main__ import INTERRUPTED
from shenhe.app import app
from shenhe.notices import load_notice

ROOT = Path(__file__).parents[1]
MANUAL = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
READERS = [MANUAL, (ROOT / "README.md").read_text(encoding="utf-8"), app.info.help or ""]
GROUP: Any = get_command(app)  # typer keeps the classes of its commands to itself
COMMANDS: dict[str, Any] = GROUP.commands


def section(title: str) -> str:
    """Return the manual's text below a heading, up to the next of its level."""
    found = re.search(rf"^## {re.escape(title)}.*?$(.*?)(?=^## |\Z)", MANUAL, re.M | re.S)
    assert found is not None, f"the manual has no section “{title}”"
    return found.group(1)


def options(command: Any) -> set[str]:
    return {
        name
        for parameter in command.params
        if parameter.param_type_name == "option"
        for name in parameter.opts
    }


def named_options(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", text))


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_command_has_a_section_that_names_its_options(name: str) -> None:
    text = section(f"{name}：")
    assert options(COMMANDS[name]) <= named_options(text)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_section_names_no_option_that_is_not_there(name: str) -> None:
    assert named_options(section(f"{name}：")) <= options(COMMANDS[name]) | options(GROUP)


def test_the_common_options_are_named() -> None:
    assert named_options(section("共同的选项")) == options(GROUP) | {"--help"}
    assert "`SHENHE_ARCHIVE`" in section("共同的选项")


def test_no_section_is_about_a_command_that_is_not_there() -> None:
    assert set(re.findall(r"^## ([a-z]+)：", MANUAL, re.M)) == set(COMMANDS)


def test_defaults_are_told_as_they_are() -> None:
    told = {
        ("search", "limit"): r"`--limit`.*默认 (\d+)",
        ("evaluate", "misses"): r"`--misses N`.*默认 (\d+)",
    }
    for (name, option), pattern in told.items():
        (parameter,) = [p for p in COMMANDS[name].params if p.name == option]
        found = re.search(pattern, section(f"{name}："))
        assert found is not None
        assert int(found.group(1)) == parameter.default


def test_each_format_is_told() -> None:
    told = set(re.findall(r"^\| `(\w+)` \|", section("export：").partition("###")[0], re.M))
    assert told == set(exporting._WRITERS)
    assert f"`{exporting.WORKBOOK}`" in section("export：")
    assert f"`{exporting.SUMMARY}`" in section("export：")


def test_each_exit_status_is_told() -> None:
    told = {int(status) for status in re.findall(r"^\| (\d+) \|", section("退出状态"), re.M)}
    assert told == {0, ShenheError.exit_code, UsageError.exit_code, INTERRUPTED}


def examples() -> Iterator[str]:
    """Yield the calls in code blocks and in help texts, without those that show a pattern."""
    helps = [part for one in COMMANDS.values() for part in re.split(r"；|例：", one.help or "")]
    for text in [*READERS, *helps]:
        for line in text.splitlines():
            call = re.match(r"\s*(?:\.venv/bin/)?(shenhe .+?)(?:\s{2,}\S.*|\s+#.*|\s*$)", line)
            if call and not re.search(r"[\[…]|文件夹 --format 格式", call.group(1)):
                yield call.group(1)


CALLS = sorted(set(examples()))


def test_there_are_examples_of_every_command() -> None:
    calls = " ".join(CALLS)
    assert all(f"shenhe {name}" in calls for name in COMMANDS)


@pytest.mark.parametrize("call", CALLS)
def test_an_example_is_a_call_that_the_command_takes(call: str) -> None:
    _, *arguments = shlex.split(call)
    outer = GROUP.make_context("shenhe", list(arguments))
    name, command, rest = GROUP.resolve_command(outer, [*outer._protected_args, *outer.args])
    inner = command.make_context(name, rest, parent=outer)
    condition = inner.params.get("where")
    if condition:
        where.parse(condition, columns.field_names(load_notice().notice.programme))


def test_each_message_told_is_one_that_the_program_says() -> None:
    said = "".join(
        re.sub(r"\{[^}]*\}", "", path.read_text(encoding="utf-8"))
        for folder in ("extract", "shenhe")
        for path in (ROOT / folder).rglob("*.py")
    )
    rows = re.findall(r"^\| (.+?) \|", section("读不了的材料"), re.M)[2:]
    assert len(rows) > 10
    for row in rows:
        for message in re.split(r"[，、]", row):
            assert re.sub(r"PDF|图片", "", message) in re.sub(r"PDF|图片", "", said), message

from __future__ import annotations

import pytest

from archive.modes import guess_mode
from extract.records import Heading

from .examples import FORM, fields, reading, record
from .programmes import MODES


def heading(text: str, title: str = "企业简介") -> Heading:
    return Heading(
        level=1, title=title, file=FORM, page=3, bbox=(0, 0, 1, 1), reference=None, text=text
    )


@pytest.mark.parametrize(
    ("business", "body", "expected"),
    [
        ("系统集成与工程总承包", "", "总集成总承包服务"),
        ("合同能源管理", "提供节能诊断", "节能环保服务"),
        ("机床制造", "", None),
        ("机床制造", "公司重视节能。", None),
        ("机床制造", "节能诊断、节能改造、节能运行", "节能环保服务"),
        ("节能设备与系统集成", "", None),
        ("系统集成", "公司重视节能。", "总集成总承包服务"),
        (None, "节能" * 100 + "总承包、总承包、总承包", None),
    ],
)
def test_a_mode_is_named_only_where_the_texts_are_clear(
    business: str | None, body: str, expected: str | None
) -> None:
    one = record(found=fields(main_business=reading(business)), outline=(heading(body),))
    assert guess_mode(one, MODES) == expected


def test_a_heading_that_names_the_mode_counts() -> None:
    one = record(
        found={}, outline=(heading("系统集成。系统集成。", title="总集成总承包服务开展情况"),)
    )
    assert guess_mode(one, MODES) == "总集成总承包服务"


def test_without_modes_nothing_is_guessed() -> None:
    assert guess_mode(record(), ()) is None

from typing import Any

import pytest

from checks.rules.format import is_font
from extract.records import Evidence, Record, Style

from ..records import FORM, enterprise, findings, programme, states, styles

RULES = programme().typography


def styled(role: str, characters: int = 3000, **changes: Any) -> Record:
    kept = [style for style in styles() if style.role != role]
    (old,) = [style for style in styles() if style.role == role]
    new = old.model_copy(update={"characters": characters, **changes})
    return enterprise(styles=(*kept, new))


@pytest.mark.parametrize(
    ("role", "changes", "key"),
    [
        ("body", {"font": "SimSun"}, "body_font"),
        ("body", {"size": 14.0}, "body_size"),
        ("body", {"line_spacing": 1.8}, "line_spacing"),
        ("heading1", {"font": "FangSong"}, "heading1_font"),
        ("heading1", {"size": 15.0}, "heading1_size"),
        ("heading2", {"font": "SimHei"}, "heading2_font"),
        ("heading2", {"size": 16.0}, "heading2_size"),
    ],
)
def test_each_item(role: str, changes: dict[str, Any], key: str) -> None:
    assert list(findings(styled(role, **changes), "format-deviation")) == [key]


def test_a_few_characters_otherwise_are_no_deviation() -> None:
    extra = Style(
        role="body", font="SimSun", size=10.5, characters=500, evidence=Evidence(file=FORM, page=5)
    )
    assert findings(enterprise(styles=(*styles(), extra)), "format-deviation") == {}


def test_other_paper() -> None:
    record = enterprise()
    pages = tuple(p.model_copy(update={"width": 612.0, "height": 792.0}) for p in record.pages)
    assert list(findings(record.model_copy(update={"pages": pages}), "format-deviation")) == [
        "paper"
    ]


def test_scans_are_not_judged() -> None:
    record = enterprise(styles=())
    pages = tuple(p.model_copy(update={"digital": False}) for p in record.pages)
    scan = record.model_copy(update={"pages": pages})
    assert states(scan, "format-deviation") == {"body_font": "unchecked"}


@pytest.mark.parametrize("name", ["ABCDEF+FangSong_GB2312", "仿宋", "SimFang", "STFangsong,Bold"])
def test_a_family_s_names(name: str) -> None:
    assert is_font(name, RULES.body_fonts)
    assert not is_font(name, RULES.heading1_fonts)

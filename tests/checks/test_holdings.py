from __future__ import annotations

import pytest

from checks.holdings import Holdings

from .examples import with_body
from .records import findings, programme, reference, states

WORDS = reference().prose
assert WORDS is not None
HOLDINGS = Holdings(WORDS, programme().kind("enterprise").form.fields)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公司现有员工200人，技术人员占比较高", [("employees", 200)]),
        ("目前在册职工1,200人。", [("employees", 1200)]),
        (
            "累计获得发明专利5项、实用新型专利20项，多数与主业有关",
            [("invention_patents", 5), ("utility_patents", 20)],
        ),
        ("2022年取得发明专利2项", []),
        ("近三年获得发明专利2项", []),
        ("新增发明专利2项", []),
        ("发明专利2项进入公示", []),
        ("现有员工200余人", []),
        ("子公司现有员工20人", []),
        ("新员工经两周培训即可上岗", []),
        ("公司员工总数200人", [("employees", 200)]),
        ("公司已授权发明专利5件", [("invention_patents", 5)]),
        ("公司拥有专利25项，其中发明专利5项", [("invention_patents", 5)]),
        ("公司累计申请专利50项，其中发明专利20项", []),
        ("公司注册资本5000万元人民币", [("registered_capital", 5000)]),
        ("公司位于上海，注册资本为0.5亿元", [("registered_capital", 0)]),
        ("公司2003年注册资本500万元", []),
        ("注册资本500万元，后增资至5000万元", []),
        ("控股子公司注册资本500万元", []),
        ("设有全资子公司一家，注册资本500万元", []),
    ],
)
def test_only_what_the_applicant_has_is_counted(text: str, expected: list[tuple[str, int]]) -> None:
    found = [(said.field, int(said.amount.value)) for said in HOLDINGS.mentions(text)]
    assert found == expected


def test_a_count_that_is_not_the_form_s_is_raised() -> None:
    """The form has 200 people and 5 inventions."""
    record = with_body("公司现有员工260人。现有发明专利5项。")
    (finding,) = findings(record, "narrative-contradiction").values()
    assert finding.key == "employees"
    assert "260" in finding.message


def test_a_capital_that_is_not_the_form_s_is_raised() -> None:
    """The form has 3000 万元."""
    assert findings(with_body("公司注册资本0.3亿元。"), "narrative-contradiction") == {}
    found = findings(with_body("公司注册资本为5000万元。"), "narrative-contradiction")
    assert list(found) == ["registered_capital"]


def test_a_small_count_behind_words_for_a_part_is_left_open() -> None:
    text = "围绕该产品，已获得发明专利3项。"
    record = with_body(text)
    assert findings(record, "narrative-contradiction") == {}
    assert states(record, "narrative-contradiction")["invention_patents"] == "unchecked"


def test_counts_are_not_rounded() -> None:
    assert list(findings(with_body("现有发明专利6项。"), "narrative-contradiction")) == [
        "invention_patents"
    ]

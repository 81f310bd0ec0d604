from __future__ import annotations

import pytest

from extract.records import Observation, Record

from ..records import AUDIT, audit, enterprise, findings, reading, report, states

FIRM = "上海明衡会计师事务所（特殊普通合伙）"


def sealed(*texts: str, code: str = "", score: float = 0.97) -> Record:
    record = enterprise(audit=audit(firm=reading(FIRM, file=AUDIT)))
    page = next(page for page in record.pages if page.type == "audit_opinion")
    seen = [("seal", text) for text in texts] + [("code", code)] * bool(code)
    observations = tuple(
        Observation(kind=kind, file=page.file, page=page.page, text=text, score=score)
        for kind, text in seen
    )
    return record.model_copy(update={"observations": observations})


@pytest.mark.parametrize(
    ("texts", "firm", "accountants"),
    [
        (("上海明衡会计师事务所", "陈一印", "李二三印"), "agrees", "agrees"),
        (("上明衡会计师务所", "陈一印"), "agrees", "unchecked"),
        (("北京远山会计师事务所",), "unchecked", "unchecked"),
        (("陈一印", "李二三印"), "unchecked", "agrees"),
        ((), "unchecked", "unchecked"),
    ],
)
def test_seals_of_the_firm_and_its_accountants(
    texts: tuple[str, ...], firm: str, accountants: str
) -> None:
    record = sealed(*texts)
    found = states(record, "audit-opinion-modified")
    assert (found["事务所印章"], found["注册会计师签章"]) == (firm, accountants)
    assert findings(record, "audit-opinion-modified") == {}


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("https://acc.mof.gov.cn/v?c=1", "agrees"),
        ("http://acc.mof.gov.cn.example.com/v", "unchecked"),
        ("沪23ANP3CE", "unchecked"),
    ],
)
def test_where_the_report_s_code_leads(text: str, state: str) -> None:
    assert states(sealed(code=text), "audit-opinion-modified")["报告二维码"] == state


def test_another_firm_s_seal_is_named() -> None:
    record = sealed("北京远山会计师事务所")
    (seal,) = (outcome for outcome in report(record).outcomes if outcome.key == "事务所印章")
    assert "北京远山" in seal.message
    assert "明衡" in seal.message

import pytest

from ..records import (
    AUDIT,
    CODE,
    COMPANY,
    enterprise,
    findings,
    license_of,
    platform,
    reading,
    states,
    with_audit,
    with_field,
)

BAD = CODE[:-1] + "1"


def test_a_bad_code_against_a_right_licence_is_both_findings() -> None:
    record = with_field(enterprise(), "uscc", BAD)
    found = findings(record, "uscc-invalid")["uscc"]
    assert CODE in found.message
    assert list(findings(record, "uscc-mismatch")) == ["business_license"]


def test_a_licence_code_that_was_misread_accuses_nobody() -> None:
    misread = license_of(uscc=reading(BAD, page=4, origin="ocr", confidence=0.95))
    assert states(enterprise(license=misread), "uscc-mismatch") == {"business_license": "unchecked"}
    digital = license_of(uscc=reading(BAD, page=4))
    assert list(findings(enterprise(license=digital), "uscc-mismatch")) == ["business_license"]


def test_without_a_licence_the_code_is_left_open() -> None:
    assert states(enterprise(license=None), "uscc-mismatch") == {"business_license": "unchecked"}


@pytest.mark.parametrize(
    ("name", "state"),
    [
        (COMPANY, "agrees"),
        ("上海明理精密仪器有限责任公司", "agrees"),
        ("明理精密仪器有限公司", "agrees"),
        ("上海明理精密仪器股份有限公司", "disagrees"),
        (None, "unchecked"),
    ],
)
def test_names_of_the_audited_unit(name: str | None, state: str) -> None:
    record = with_audit(enterprise(), entity=reading(name, file=AUDIT))
    assert states(record, "name-mismatch")["audit_report"] == state


def test_a_platform_s_cover_may_bear_either_name() -> None:
    for name, state in (
        ("明理云检测平台", "agrees"),
        (COMPANY, "agrees"),
        ("别的平台", "disagrees"),
    ):
        record = with_field(platform(), "applicant_unit", name)
        assert states(record, "name-mismatch")["cover"] == state


def test_where_the_form_s_name_is_unsure_two_papers_that_agree_stand_for_it() -> None:
    unsure = reading("上海明埋精密仪器有限公司", origin="ocr", confidence=0.4)
    record = with_field(enterprise(), "company_name", unsure)
    assert set(states(record, "name-mismatch").values()) == {"agrees"}
    other = with_audit(record, entity=reading("上海申明仪表有限公司", file=AUDIT))
    assert list(findings(other, "name-mismatch")) == ["audit_report"]
    unread = with_field(other, "company_name", None)
    assert list(findings(unread, "name-mismatch")) == ["audit_report"]


@pytest.mark.parametrize("phone", ["50001111", "4008-123-456", "021-50001111转8", "13900001111"])
def test_unusual_numbers_exist(phone: str) -> None:
    assert findings(with_field(enterprise(), "contact_phone", phone), "contact-invalid") == {}


def test_two_numbers_in_one_cell_are_told_apart_by_its_text() -> None:
    cell = reading("021-5000111113900001111", "021-50001111\n13900001111")
    assert findings(with_field(enterprise(), "contact_phone", cell), "contact-invalid") == {}


def test_an_impossible_address() -> None:
    record = with_field(enterprise(), "contact_email", "lili.example.cn")
    assert list(findings(record, "contact-invalid")) == ["contact_email"]

import pytest

from checks.fingerprint import Fingerprint, Neighbours, fingerprint, report_number

from .examples import PASSAGE, other, with_body
from .records import AUDIT, CODE, audit, enterprise, platform, programme, reading, with_field


def test_keys_of_a_submission() -> None:
    found = fingerprint(enterprise(), programme())
    assert found.uscc == CODE
    assert found.phones == {"02150001111"}
    assert found.emails == {"lili@mingli-example.cn"}
    assert found.report_number == "算清审字2023第0042号"
    assert found.form_files == {"form-of-own"}
    assert found.audit_files == {"audit-of-own"}


def test_it_survives_the_archive() -> None:
    found = fingerprint(with_body(PASSAGE), programme())
    assert found.passages
    assert Fingerprint.model_validate_json(found.model_dump_json()) == found


def test_the_notice_s_own_words_leave_nothing() -> None:
    asks = next(e.asks for e in programme().kind("enterprise").outline if len(e.asks) > 30)
    assert fingerprint(with_body(asks), programme()).passages == frozenset()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("算清审字〔2023〕第 0042 号", "算清审字2023第0042号"),
        ("算清审字（2023）第号", ""),
        ("算清审字(2023)第0042", ""),
    ],
)
def test_report_numbers_compare_without_brackets_and_only_whole(text: str, expected: str) -> None:
    assert report_number(audit(report_number=reading(text, file=AUDIT))) == expected


def test_an_invalid_code_joins_nobody() -> None:
    record = with_field(enterprise(), "uscc", CODE[:-1] + "1")
    assert fingerprint(record, programme()).uscc == ""


def test_one_operator_may_run_two_platforms() -> None:
    one = fingerprint(platform(), programme())
    two = one.model_copy(update={"id": "two", "title": "另一个平台", "form_files": frozenset()})
    assert not one.is_same_application(two)
    assert one.is_same_applicant(two)


def test_a_submission_is_not_its_own_neighbour() -> None:
    own = other(id="own")
    assert list(Neighbours.of([own, other()]).others(own)) == [other()]

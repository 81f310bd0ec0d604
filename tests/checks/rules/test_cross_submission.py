from checks.codes import group_of
from checks.fingerprint import Neighbours, fingerprint
from extract.records import Record

from ..examples import PASSAGE, other, with_body
from ..records import CODE, COMPANY, district, enterprise, platform, programme, report, states


def crossed(record: Record, *others: Record) -> list[tuple[str, str]]:
    batch = Neighbours.of(fingerprint(one, programme()) for one in (record, *others))
    return [
        (f.code, f.key)
        for f in report(record, batch).findings
        if group_of(f.code) == "cross-submission"
    ]


def test_a_second_copy_is_a_duplicate_and_nothing_else_on_both() -> None:
    copy = with_body(PASSAGE).model_copy(update={"id": "copy"})
    assert crossed(with_body(PASSAGE), copy) == [("duplicate-submission", "copy")]
    assert crossed(copy, with_body(PASSAGE)) == [("duplicate-submission", "own")]


def test_one_unit_s_two_kinds_of_application_share_their_papers() -> None:
    assert crossed(enterprise(), platform(id="platform", files=())) == []


def test_the_same_extension_of_one_switchboard_is_shared_another_is_not() -> None:
    keys = [frozenset({"02150001111"}), frozenset({"02150001111-801"})]
    found = [
        [f.code for f in report(enterprise(), (other(phones=phones),)).findings] for phones in keys
    ]
    assert found == [["shared-contact"], []]


def test_a_shared_report_file_counts_without_any_number() -> None:
    them = other(audit_files=frozenset({"audit-of-own"}))
    assert [f.code for f in report(enterprise(), (them,)).findings] == ["reused-audit-report"]


def test_the_same_code_under_another_kind_is_the_same_applicant() -> None:
    them = other(kind="platform", uscc=CODE, name=COMPANY, phones=frozenset({"02150001111"}))
    assert report(enterprise(), (them,)).findings == ()


def test_copied_passages_are_shown() -> None:
    them = fingerprint(with_body("序。" + PASSAGE), programme()).model_copy(
        update={"id": "b", "name": "别的公司", "uscc": "", "form_files": frozenset(),
                "audit_files": frozenset(), "report_number": "", "phones": frozenset(),
                "emails": frozenset()}
    )  # fmt: skip
    (finding,) = report(with_body(PASSAGE), (them,)).findings
    assert finding.code == "duplicate-narrative"
    assert any("服务委员会" in getattr(proof, "text", "") for proof in finding.evidence)


CROSS = ("duplicate-submission", "shared-contact", "reused-audit-report")


def test_what_was_compared_and_differs_agrees() -> None:
    them = (other(), other(id="c"))
    assert [states(enterprise(), code, them) for code in CROSS] == [{"": "agrees"}] * 3
    assert states(with_body(PASSAGE), "duplicate-narrative", them) == {"": "agrees"}


def test_without_others_or_operands_nothing_could_be_checked() -> None:
    assert [states(enterprise(), code) for code in CROSS] == [{"": "unchecked"}] * 3
    own = Neighbours.of([fingerprint(enterprise(), programme())])
    assert states(enterprise(), "shared-contact", own) == {"": "unchecked"}
    assert states(district(), "shared-contact", (other(),)) == {"": "unchecked"}
    assert states(enterprise(), "duplicate-narrative", (other(),)) == {"": "unchecked"}

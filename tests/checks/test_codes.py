from checks.codes import CODES, group_of


def test_codes_have_what_the_contract_says() -> None:
    assert CODES["audit-mismatch"].severity == "high"
    assert CODES["unit-slip"].severity == "medium"
    assert group_of("reused-audit-report") == "cross-submission"
    assert len(CODES) == 33


def test_titles_pass_no_verdict() -> None:
    assert all(code.title and "假" not in code.title for code in CODES.values())

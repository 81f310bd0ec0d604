import inspect

import pytest

from checks import rules
from checks.codes import CODES
from checks.registry import RULES, Rule, rule

from .examples import EXAMPLES


def test_every_code_has_one_rule_and_one_example() -> None:
    assert sorted(known.code.id for known in RULES) == sorted(CODES)
    assert set(EXAMPLES) == set(CODES)


def test_every_rule_function_is_registered() -> None:
    written = {
        function
        for module in vars(rules).values()
        if inspect.ismodule(module)
        for name, function in vars(module).items()
        if name.startswith("rule_") and inspect.isfunction(function)
    }
    assert written == {known.check for known in RULES}


@pytest.mark.parametrize("known", RULES, ids=lambda known: known.code.id)
def test_a_rule_says_what_it_finds_under_its_code(known: Rule) -> None:
    text = inspect.getdoc(known.check) or ""
    assert text.startswith(f"{known.code.id}: ")
    assert known.check.__name__ == "rule_" + known.code.id.replace("-", "_")


@pytest.mark.parametrize("known", RULES, ids=lambda known: known.code.id)
def test_rules_never_raise_on_purpose(known: Rule) -> None:
    assert "raise " not in inspect.getsource(known.check)


def test_a_code_outside_the_contract_is_refused() -> None:
    with pytest.raises(KeyError):
        rule("no-such-code")(lambda case: iter(()))

from checks.fingerprint import Neighbours, fingerprint
from checks.overlap import overlap
from checks.settings import CheckSettings

from .examples import PASSAGE, with_body
from .records import programme

SETTINGS = CheckSettings()
OWN = with_body("前言。" + PASSAGE)


def test_a_shared_passage_is_pointed_at() -> None:
    own = fingerprint(OWN, programme())
    them = fingerprint(with_body(PASSAGE + "后记。"), programme()).model_copy(update={"id": "b"})
    found = overlap(OWN, own, them, Neighbours.of([own, them]), SETTINGS)
    assert found.characters > 200
    assert found.spans[0].text in PASSAGE
    assert found.share > 0.8


def test_what_much_of_the_batch_says_is_nobody_s() -> None:
    own = fingerprint(OWN, programme())
    batch = [own.model_copy(update={"id": str(number)}) for number in range(5)]
    assert overlap(OWN, own, batch[0], Neighbours.of(batch), SETTINGS).characters == 0


def test_short_turns_of_phrase_do_not_count() -> None:
    text = "公司坚持以客户为中心，持续提升服务响应速度与现场处置能力。"
    own = fingerprint(with_body(text), programme())
    them = own.model_copy(update={"id": "b"})
    assert overlap(with_body(text), own, them, Neighbours.of([them]), SETTINGS).characters == 0


def test_no_passage_reaches_over_the_notice_s_own_words() -> None:
    own = fingerprint(OWN, programme())
    them = own.model_copy(update={"id": "b"})
    whole = overlap(OWN, own, them, Neighbours.of([own, them]), SETTINGS)
    middle = sorted(own.passages)[: len(own.passages) // 2]
    parted = overlap(
        OWN, own, them.model_copy(update={"passages": own.passages - set(middle)}),
        Neighbours.of([own, them]), SETTINGS, frozenset(middle),
    )  # fmt: skip
    assert parted.characters < whole.characters
    assert parted.share < whole.share


def test_a_passage_is_shown_nearly_to_its_ends() -> None:
    """Winnowing alone loses up to a window at each end, as the bodies differ around it."""
    sentence = PASSAGE[:90]
    mine, theirs = "其余文字各写各的甲乙丙丁戊己庚辛。", "另一份材料的前后文全不相同子丑寅卯辰巳。"
    record = with_body(mine + sentence + mine)
    own = fingerprint(record, programme())
    them = fingerprint(with_body(theirs + sentence + theirs), programme())
    them = them.model_copy(update={"id": "b"})
    found = overlap(record, own, them, Neighbours.of([own, them]), SETTINGS)
    assert found.characters >= 75
    assert all(span.text in sentence for span in found.spans)

from hypothesis import given
from hypothesis import strategies as st

from checks.winnowing import RUN, WINDOW, hashes, passages

chinese = st.text(
    alphabet="服务型制造企业客户设备数据管理平台研发质量交付运维", min_size=0, max_size=80
)


@given(chinese, chinese, chinese, chinese, st.text("甲乙丙丁戊己庚辛", min_size=24, max_size=60))
def test_a_common_passage_leaves_a_common_hash(a: str, b: str, c: str, d: str, common: str) -> None:
    assert len(common) >= RUN + WINDOW - 1
    one = {passage.hash for passage in passages(a + common + b)}
    assert one & {passage.hash for passage in passages(c + common + d)}


@given(chinese)
def test_kept_runs_are_runs_of_the_text_in_order(text: str) -> None:
    kept = list(passages(text))
    assert {passage.hash for passage in kept} <= set(hashes(text))
    assert [p.start for p in kept] == sorted(p.start for p in kept)


def test_digits_marks_and_spaces_do_not_count() -> None:
    one = "公司配置12名工程师，全年走访客户，回访记录全部归档保存，并用于改进设计。"
    assert hashes(one) == hashes(one.replace("12", " 15 ").replace("，", ","))


def test_short_texts_have_no_runs() -> None:
    assert not hashes("服务")
    assert not passages("服务")

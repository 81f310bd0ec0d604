from __future__ import annotations

from dataclasses import replace

import pytest

from extract.answers import Answer
from extract.form_labels import year_of
from extract.forms import (
    FormContext,
    find_loose_places,
    find_places,
    read_places,
    without_head,
)
from extract.pages import Page
from extract.programme import FieldSpec, FormSpec, OptionSpec
from extract.tables import find_tables

from .builders import MARKS, Span, borders, page, ruled, table_page, word

FIELDS = (
    FieldSpec(id="name", label="单位名称", wordings=("企业名称",), section="一"),
    FieldSpec(id="contact", label="联系人", section="一"),
    FieldSpec(id="phone", label="手机", group="联系人信息", section="一"),
    FieldSpec(id="boss_phone", label="手机", group="法定代表人信息", section="一"),
    FieldSpec(
        id="revenue", label="营业收入", type="number", unit="万元", per_year=True, section="二"
    ),
    FieldSpec(id="staff", label="职工总数", type="number", unit="人", section="二"),
    FieldSpec(
        id="nature",
        label="企业性质",
        type="choice",
        options=(OptionSpec(value="国有"), OptionSpec(value="民营")),
        section="一",
    ),
    FieldSpec(id="story", label="项目简介", section="三"),
)
CONTEXT = FormContext(
    FormSpec(id="form", title="申报表", fields=FIELDS),
    ("2021", "2022"),
    ("万元", "元", "人"),
    MARKS,
)


def answers(*pages: Page) -> dict[str, dict[str | None, Answer]]:
    return read_places(find_places(pages, CONTEXT), CONTEXT)


def values(*pages: Page) -> dict[str, object]:
    return {
        f"{field}{year or ''}": answer.value
        for field, years in answers(*pages).items()
        for year, answer in years.items()
    }


def test_values_stand_right_of_their_labels() -> None:
    form = table_page([["单位名称", "甲公司", "联系人", "王一"], ["职工总数（人）", "120", "", ""]])
    assert values(form) == {"name": "甲公司", "contact": "王一", "staff": 120}


def test_another_wording_and_a_misread_character_are_the_same_label() -> None:
    assert values(table_page([["企业名称", "甲"], ["职工总教数", "7"]])) == {
        "name": "甲",
        "staff": 7,
    }


def test_an_empty_cell_is_an_answer_and_a_missing_label_is_none() -> None:
    found = answers(table_page([["单位名称", ""]]))
    assert found["name"][None].value is None
    assert "staff" not in found


def test_an_answer_stands_where_it_is_printed() -> None:
    answer = answers(table_page([["单位名称", "甲公司"]]))["name"][None]
    assert answer.box == word("甲公司", 173, 53).box
    assert answer.text == "甲公司"


def test_labels_of_groups_are_told_apart() -> None:
    spans: list[Span] = [
        (0, 2, 0, 1), (0, 1, 1, 2), (0, 1, 2, 3), (1, 2, 1, 2), (1, 2, 2, 3),
        (2, 3, 0, 1), (2, 3, 1, 2), (2, 3, 2, 3),
    ]  # fmt: skip
    words = [
        word("联系人信息", 53, 60), word("手机", 173, 53), word("13800000000", 293, 53),
        word("法定代表人信息", 53, 113), word("手机", 173, 113), word("13900000000", 293, 113),
    ]  # fmt: skip
    form = page(words, borders(spans, [50, 170, 290, 410], [50, 80, 110, 140]))
    assert values(form) == {"phone": "13800000000", "boss_phone": "13900000000"}


def test_figures_stand_under_their_years() -> None:
    form = table_page([["年份", "2022年", "2021年"], ["营业收入（万元）", "300", "200"]])
    assert values(form) == {"revenue2022": 300, "revenue2021": 200}


def test_years_that_were_not_asked_for_are_left_out() -> None:
    form = table_page([["年份", "2020年", "2021年"], ["营业收入（万元）", "300", "200"]])
    assert values(form) == {"revenue2021": 200}


def test_year_columns_go_on_over_the_page() -> None:
    first = table_page([["年份", "2022年", "2021年"]])
    second = table_page([["营业收入（万元）", "300", "200"]], number=2)
    assert values(first, second) == {"revenue2022": 300, "revenue2021": 200}


def test_a_label_with_another_unit_converts_its_figures() -> None:
    form = table_page([["年份", "2022年", "2021年"], ["营业收入（元）", "3000000", "2000000"]])
    assert values(form) == {"revenue2022": 300, "revenue2021": 200}


def test_a_label_and_its_value_may_share_a_cell() -> None:
    form = table_page([["单位名称：甲公司", "联系人：王一"]])
    assert values(form) == {"name": "甲公司", "contact": "王一"}


def test_a_choice_reaches_to_the_end_of_its_row() -> None:
    assert values(table_page([["企业性质", "□国有", "☑民营"]])) == {"nature": "民营"}


def test_what_a_page_break_parts_is_joined() -> None:
    first = table_page([["项目简介", "前半"]])
    second = table_page([["", "后半"], ["单位名称", "甲公司"]], number=2)
    assert values(first, second) == {"story": "前半后半", "name": "甲公司"}


def test_the_first_answer_with_a_value_counts() -> None:
    again = table_page([["单位名称", ""], ["单位名称", "甲公司"], ["单位名称", "乙公司"]])
    assert values(again) == {"name": "甲公司"}


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2022年", "2022"),
        ("2022", "2022"),
        ("FY 2022", "2022"),
        ("２０２２年", "2022"),
        ("二〇二二年", "2022"),
        ("二○二一年度", "2021"),
        ("二〇二二", None),
        ("2022年12月31日", "2022"),
        ("2022.12.31", "2022"),
        ("2026.63", None),
        ("２０２６．６３", None),
        ("2022年（预计）", "2022"),
        ("20221", None),
        ("1999年", None),
        ("截至2022年", None),
        ("2022年本公司实现营业收入三亿元", None),
        ("", None),
    ],
)
def test_column_headers_name_years(text: str, year: str | None) -> None:
    assert year_of(text) == year


@pytest.mark.parametrize("count", range(8))
def test_the_head_of_a_cell_can_be_cut_off(count: int) -> None:
    (table,) = find_tables(table_page([["上海市\n浦东新区", ""]]))
    assert without_head(table.cells[0], count).text == "上海市浦东新区"[count:]


ROWS = FormContext(
    FormSpec(
        id="form",
        title="申报表",
        fields=(
            FieldSpec(
                id="capital",
                label="出资总额",
                type="number",
                unit="万元",
                in_label=True,
                section="一",
            ),
            FieldSpec(
                id="investors", label="投资方", type="rows", columns=("name", "ratio"), section="一"
            ),
        ),
    ),
    (),
    ("万元",),
    MARKS,
)


def test_rows_stand_beside_the_cell_that_holds_label_and_value() -> None:
    (capital, rows) = find_places([table_page([["出资总额500万元", "甲", "60%"]])], ROWS)
    assert (capital.field.id, capital.cells[0].text) == ("capital", "500万元")
    assert (rows.field.id, [cell.text for cell in rows.cells]) == ("investors", ["甲", "60%"])


def test_without_cells_beside_it_there_are_no_rows() -> None:
    places = find_places([table_page([["甲", "出资总额500万元"]])], ROWS)
    assert [place.field.id for place in places] == ["capital"]
    assert read_places(places, ROWS)["capital"][None].value == 500


def test_rows_are_those_beside_the_whole_label() -> None:
    spans: list[Span] = [
        (0, 1, 0, 3), (1, 3, 0, 1), (1, 2, 1, 2), (1, 2, 2, 3), (2, 3, 1, 2), (2, 3, 2, 3),
        (3, 4, 0, 1), (3, 4, 1, 2), (3, 4, 2, 3),
    ]  # fmt: skip
    words = [
        word("出资总额500万元", 53, 90), word("甲", 173, 83), word("60%", 293, 83),
        word("乙", 173, 113), word("丙", 173, 143),
    ]  # fmt: skip
    form = page(words, borders(spans, [50, 170, 290, 410], [50, 80, 110, 140, 170]))
    (_, rows) = find_places([form], ROWS)
    assert [cell.text for cell in rows.cells] == ["甲", "60%", "乙", ""]


def test_one_year_alone_heads_no_columns() -> None:
    first = [["年份", "2021年", "2022年"], ["单位名称", "甲公司", ""]]
    mention = ["联系人", "2022年", ""]
    form = table_page([*first, mention, ["营业收入（万元）", "200", "300"]])
    assert values(form)["revenue2021"] == 200
    assert values(form)["revenue2022"] == 300


def test_a_label_beside_its_years_does_not_start_them_again() -> None:
    form = table_page([["2021年", "2022年", "年份"], ["营业收入（万元）", "200", "300"]])
    assert values(form) == {"revenue2022": 200}  # nothing stands left of a label


def test_a_figure_by_year_is_not_read_from_its_labels_cell() -> None:
    form = table_page([["年份", "2021年", "2022年"], ["营业收入（万元）：见右", "200", "300"]])
    assert set(values(form)) <= {"revenue2021", "revenue2022"}


def test_without_years_a_figure_by_year_has_one_answer() -> None:
    assert values(table_page([["营业收入（万元）", "300"]])) == {"revenue": 300}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("单位名称：甲：乙", "甲：乙"),
        ("单位名称:甲：乙", "甲：乙"),
        ("单位名称：甲:乙", "甲:乙"),
        ("：单位名称：甲", None),
        ("单位名称：", None),
        ("职务：甲", None),
    ],
)
def test_the_first_colon_parts_label_and_value(text: str, name: str | None) -> None:
    assert values(table_page([[text, ""]])).get("name") == name


def broken(last: list[str], *rest: list[str]) -> dict[str, object]:
    """Read a row at the foot of a page and what stands at the head of the next."""
    return values(table_page([last]), table_page(list(rest), number=2))


@pytest.mark.parametrize(
    ("last", "rest", "expected"),
    [
        (["职工总数", "12"], ["", "34"], {"staff": 12}),
        (["项目简介", "前半"], ["注", "后半"], {"story": "前半"}),
        (["企业性质", "□国有"], ["☑民营", ""], {"nature": "民营"}),
        (["企业性质", "□国有"], ["", "☑民营"], {"nature": "民营"}),
        (["项目简介", "前半"], ["", ""], {"story": "前半"}),
        (["项目简介", "前半"], ["", "后半"], {"story": "前半后半"}),
    ],
)
def test_only_what_can_go_on_does(
    last: list[str], rest: list[str], expected: dict[str, object]
) -> None:
    assert broken(last, rest) == expected
    assert broken(last, rest, ["单位名称", "甲"]) == expected | {"name": "甲"}


def test_what_stands_below_a_label_or_a_title_is_not_carried_over() -> None:
    below = broken(["项目简介", "前半"], ["", "后半"], ["单位名称", "甲"], ["", "别的"])
    assert below == {"story": "前半后半", "name": "甲"}
    rows: list[list[str | None]] = [["二、经营情况", None], ["", "别的"]]
    titled = values(table_page([["项目简介", "前半"]]), table_page(rows, number=2))
    assert titled == {"story": "前半"}


def test_figures_by_year_are_not_carried_over() -> None:
    first = table_page([["年份", "2022年", "2021年"], ["营业收入（万元）", "300", "200"]])
    second = table_page([["", "1", "2"]], number=2)
    assert values(first, second) == {"revenue2022": 300, "revenue2021": 200}


def test_heads_stand_over_their_values() -> None:
    form = table_page([["单位名称", "职工总数（人）"], ["甲公司", "120"]])
    assert values(form) == {"name": "甲公司", "staff": 120}


def test_a_label_over_the_whole_row_is_answered_below() -> None:
    form = table_page([["项目简介", None], ["为客户改造产线", None]])
    assert values(form) == {"story": "为客户改造产线"}


def test_members_of_a_group_stand_over_their_values() -> None:
    spans: list[Span] = [
        (0, 2, 0, 1), (0, 1, 1, 2), (0, 1, 2, 3), (1, 2, 1, 2), (1, 2, 2, 3),
    ]  # fmt: skip
    words = [word("联系人信息", 53, 55), word("手机", 173, 55), word("传真", 293, 55)]
    words += [word("13800000000", 173, 85), word("无", 293, 85)]
    form = page(words, borders(spans, [50, 170, 290, 410], [50, 80, 110]))
    assert values(form)["phone"] == "传真"  # no label of ours, so it may be the answer
    fields = (*FIELDS, FieldSpec(id="fax", label="传真", group="联系人信息", section="一"))
    context = FormContext(FormSpec(id="form", title="申报表", fields=fields), (), (), MARKS)
    found = read_places(find_places([form], context), context)
    assert found["phone"][None].value == "13800000000"
    assert found["fax"][None].value == "无"


def test_years_may_head_the_rows() -> None:
    form = table_page([["年度", "营业收入"], ["2022年", "31"], ["2021年", "25"], ["2019年", "7"]])
    assert values(form) == {"revenue2022": 31, "revenue2021": 25}


def test_year_rows_go_on_over_the_page() -> None:
    first = table_page([["年度", "营业收入"], ["2021年", "25"], ["2020年", "9"]])
    second = table_page([["2022年", "31"]], number=2)
    assert values(first, second) == {"revenue2021": 25, "revenue2022": 31}


def test_a_column_of_units_is_no_column_of_values() -> None:
    form = table_page(
        [["指标", "单位", "2021年", "2022年"], ["营业收入", "元", "250000", "310000"]]
    )
    assert values(form) == {"revenue2021": 25, "revenue2022": 31}
    assert values(table_page([["职工总数", "人", "45"]])) == {"staff": 45}


@pytest.mark.parametrize(
    ("line", "expected"),
    [("单位：元", 31), ("金额单位: 人民币元", 31), ("填报单位：元", 310000), ("单位：人", 310000)],
)
def test_a_unit_said_over_the_table_is_its_figures(line: str, expected: int) -> None:
    table = table_page([["", "2021年", "2022年"], ["营业收入", "250000", "310000"]], y0=80)
    form = page([word(line, 300, 62), *table.words], table.rulings)
    assert values(form)["revenue2022"] == expected


def test_a_unit_in_the_label_counts_before_one_over_the_table() -> None:
    table = table_page([["", "2021年", "2022年"], ["营业收入（万元）", "25", "31"]], y0=80)
    form = page([word("单位：元", 300, 62), *table.words], table.rulings)
    assert values(form)["revenue2022"] == 31


def test_a_remark_in_the_labels_brackets_is_left_out() -> None:
    form = table_page([["单位名称（与营业执照一致）", "甲公司"], ["联系人（必填）", "王一"]])
    assert values(form) == {"name": "甲公司", "contact": "王一"}


INVESTORS = FormContext(
    FormSpec(
        id="form",
        title="申报表",
        fields=(
            FieldSpec(id="investors", label="投资方", type="rows", columns=("name", "ratio"),
                      column_labels=("投资方名称", "投资比例"), section="一"),
            FieldSpec(id="story", label="项目简介", section="一"),
        ),
    ),
    (),
    ("%",),
    MARKS,
)  # fmt: skip


def test_rows_inside_the_form_are_found_by_their_heads() -> None:
    form = table_page(
        [
            ["", "投资方名称", "投资比例（%）"],
            ["", "甲", "60"],
            ["", "乙", "40"],
            ["项目简介", "丙", None],
        ]
    )
    found = read_places(find_places([form], INVESTORS), INVESTORS)
    assert found["investors"][None].value == [
        {"name": "甲", "ratio": 60},
        {"name": "乙", "ratio": 40},
    ]
    assert found["story"][None].value == "丙"


def test_a_table_without_upright_rulings_is_read_by_its_white_space() -> None:
    texts = [["指标", "2021年", "2022年"], ["营业收入", "25", "31"], ["职工总数", "45", ""]]
    words = [
        word(text, 53 + 150 * column, 60 + 30 * row)
        for row, line in enumerate(texts)
        for column, text in enumerate(line)
    ]
    level = [ruled(50, 50 + 30 * i, 480, 50 + 30 * i) for i in range(4)]
    assert values(page(words, level)) == {"revenue2021": 25, "revenue2022": 31, "staff": 45}
    spaced = [word("单位名称：甲公司", 53, 60), word("联系人：王", 263, 60), word("一", 323, 60)]
    assert values(page(spaced, level[:3])) == {"name": "甲公司", "contact": "王一"}


def test_rulings_further_right_part_rows_beside_one_label() -> None:
    columns = (53, 153, 353)
    texts = [("主要投资方", "投资方名称", "投资比例"), ("", "甲公司", "60"), ("", "乙合伙企业", "40"),
             ("项目简介", "丙", "")]  # fmt: skip
    words = [
        word(text, x, 60 + 30 * row)
        for row, line in enumerate(texts)
        for x, text in zip(columns, line, strict=True)
        if text
    ]
    outer = [ruled(50, y, 480, y) for y in (20, 50, 140, 170, 200)]
    inner = [ruled(140, y, 480, y) for y in (80, 110)]
    found = read_places(find_places([page(words, [*outer, *inner])], INVESTORS), INVESTORS)
    assert found["investors"][None].value == [
        {"name": "甲公司", "ratio": 60},
        {"name": "乙合伙企业", "ratio": 40},
    ]
    assert found["story"][None].value == "丙"


def test_options_may_stand_right_behind_their_label() -> None:
    assert values(table_page([["企业性质□国有☑民营", None], ["联系人", "王一"]])) == {
        "nature": "民营",
        "contact": "王一",
    }


def loose_values(*pages: Page) -> dict[str, object]:
    places = find_places(pages, CONTEXT)
    places += find_loose_places(pages, CONTEXT, places)
    return {
        f"{field}{year or ''}": answer.value
        for field, years in read_places(places, CONTEXT).items()
        for year, answer in years.items()
    }


def test_lines_outside_all_tables_answer_what_no_table_does() -> None:
    table = table_page([["联系人", "王一"]])
    lines = [
        word("单位名称：甲公司", 53, 200), word("联系人：刘二", 263, 200),
        word("指标", 53, 230), word("2021年", 203, 230), word("2022年", 353, 230),
        word("营业收入", 53, 250), word("25.00", 203, 250), word("31.00", 260, 250),
    ]  # fmt: skip
    form = page([*table.words, *lines], table.rulings)
    assert loose_values(form) == {"contact": "王一", "name": "甲公司", "revenue2021": 25}


def test_the_line_below_a_loose_label_is_no_answer() -> None:
    assert loose_values(page([word("单位名称", 53, 60), word("申报类型", 53, 80)])) == {}


def test_a_loose_answer_goes_on_over_full_lines() -> None:
    first = "项目简介：" + "为客户改造产线并远程运维" * 3
    lines = [word(first, 50, 60), word("三年以上", 50, 73), word("附件", 50, 110)]
    assert loose_values(page(lines)) == {"story": first.removeprefix("项目简介：") + "三年以上"}


def test_without_upright_rulings_a_figure_stays_under_its_own_year() -> None:
    words = [word("指标", 53, 60), word("2021年", 203, 60), word("2022年", 353, 60),
             word("营业收入", 53, 90), word("25.00", 203, 90)]  # fmt: skip
    level = [ruled(50, 50 + 30 * i, 480, 50 + 30 * i) for i in range(3)]
    assert values(page(words, level)) == {"revenue2021": 25}


def test_heads_at_the_end_of_a_page_have_their_values_on_the_next() -> None:
    first = table_page([["联系人", "王一"], ["单位名称", "职工总数（人）"]])
    assert values(first, table_page([["甲公司", "120"]], number=2)) == {
        "contact": "王一",
        "name": "甲公司",
        "staff": 120,
    }
    labels = table_page([["单位名称", "丙公司"]], number=2)
    assert values(first, labels) == {"contact": "王一", "name": "丙公司"}


def test_a_figure_that_begins_like_a_year_heads_nothing() -> None:
    form = table_page(
        [["", "2021年", "2022年"], ["营业收入", "25", "31"], ["服务", "2026.63", "2027"]]
    )
    assert values(form) == {"revenue2021": 25, "revenue2022": 31}


def test_what_a_page_break_cuts_off_goes_on_behind_a_table_of_rows() -> None:
    first = table_page(
        [["", "投资方名称", "投资比例（%）"], ["", "甲", "60"], ["项目简介", "上半", None]]
    )
    second = table_page([["", "下半"]], number=2)
    found = read_places(find_places([first, second], INVESTORS), INVESTORS)
    assert found["story"][None].value == "上半下半"


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        (["上年", "最近一年"], {"revenue2021": 25, "revenue2022": 31}),
        (["最近一年", "上年"], {"revenue2022": 25, "revenue2021": 31}),
        (["前年", "上年"], {"revenue2021": 25, "revenue2022": 31}),
        (["上年", "本次"], {"revenue": 25}),
    ],
)
def test_heads_may_name_years_from_the_latest_one(
    heads: list[str], found: dict[str, object]
) -> None:
    form = table_page([["指标", *heads], ["营业收入（万元）", "25", "31"]])
    context = replace(CONTEXT, relative_years={"最近一年": 0, "上年": 1, "前年": 2})
    places = read_places(find_places([form], context), context)
    read = {f"{f}{y or ''}": a.value for f, years in places.items() for y, a in years.items()}
    assert read == found


def test_years_in_one_cell_head_the_columns_under_them() -> None:
    body = table_page([["营业收入（万元）", "25", "31"]], y0=80)
    head = borders([(0, 1, 0, 1)], [50, 410], [50, 80])
    years = [word("指标", 60, 55), word("2021年", 180, 55), word("2022年", 300, 55)]
    whole = replace(body, words=(*years, *body.words), rulings=(*head, *body.rulings))
    assert values(whole) == {"revenue2021": 25, "revenue2022": 31}
    stacked = replace(whole, words=(word("2021年", 180, 52), word("2022年", 180, 66), *body.words))
    assert values(stacked) == {"revenue": 25}

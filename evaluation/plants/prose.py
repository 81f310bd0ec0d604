"""Sentences of the body that state figures: wrong ones, and ones that must be left alone."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from .changes import sections, with_heading
from .form import Spot, spots
from .prints import print_of
from .registry import Bed, Planted, plant

AMOUNTS = ("total_assets", "net_assets", "operating_revenue", "net_profit")
SHARES = ("debt_ratio", "service_revenue_ratio", "rd_intensity")
SAID = {
    "total_assets": ("资产总额", "总资产"),
    "net_assets": ("净资产", "所有者权益"),
    "operating_revenue": ("营业收入",),
    "net_profit": ("净利润",),
    "service_revenue": ("服务收入",),
    "debt_ratio": ("资产负债率",),
    "service_revenue_ratio": ("服务收入占比", "服务收入占营业收入比重"),
    "rd_intensity": ("研发投入占收入比例", "研发投入占比"),
}
# As writers of such papers put it; {y} year, {s} subject, {f} figure.
STATEMENTS = (
    "{y}年公司{s}为{f}，",
    "{y}年，公司实现{s}{f}。",
    "截至{y}年末，公司{s}达{f}。",
    "{y}年度{s}达到{f}，经营情况良好。",
    "公司{y}年{s}{f}，同比保持增长。",
    "其中{y}年{s}为{f}，",
    "{y}年底，本公司{s}合计{f}。",
    "经审计，{y}年公司{s}为{f}。",
    "截至{y}年12月31日，公司{s}为{f}。",
    "{y}年主要指标如下：{s}{f}，其他指标平稳。",
    "公司{s}为{f}（{y}年）。",
    "面对复杂形势，公司迎难而上，{y}年实现{s}{f}。",
)
# What is, or may be, that of a part of the business only.
PARTS = (
    "通过该模式，{y}年实现{s}{f}。",
    "在新能源领域，{y}年公司实现{s}{f}。",
    "面向电力客户，{y}年实现{s}{f}，",
    "{y}年远程运维{s}{f}。",
    "设有子公司两家，{y}年实现{s}{f}。",
    "（1）总集成总承包。{y}年实现{s}{f}。",
)
# What speaks of something else: another unit, a plan, part of a year, an estimate.
OTHERS = (
    "{y}年行业{s}约为{f}。",
    "力争到{y}年{s}达到{f}。",
    "{y}年上半年{s}为{f}。",
    "{y}年主要客户{s}合计{f}。",
    "预计{y}年{s}将达到{f}。",
    "{y}年公司{s}较上年增加{f}。",
    "{y}年新增订单带动{s}增加{f}。",
    "{y}年公司子公司{s}为{f}。",
    "公司{y}年前三季度{s}为{f}。",
)


def amount_text(bed: Bed, spot: Spot, number: Decimal, exact: bool = True) -> str:
    """Return an amount or a share as prose prints it; 万元 or 亿元."""
    spec, _, printed = spot
    decimals = printed.decimals
    if spec.unit == "%":
        return f"{number:.{decimals}f}%"
    wan = number * printed.scale  # the form's unit is 万元
    if not exact or (abs(wan) >= 10_000 and bed.rng.random() < 0.3):  # noqa: PLR2004
        return f"{wan / 10_000:.4f}亿元"
    return f"{wan:{',' if bed.rng.random() < 0.4 else ''}.{decimals}f}万元"  # noqa: PLR2004


def _spots(bed: Bed) -> Iterator[Spot]:
    for spot in spots(bed, *AMOUNTS, *SHARES, "service_revenue"):
        if spot[1] is not None and spot[0].unit in ("万元", "%") and spot[2].number > 0:
            yield spot


def said(bed: Bed, spot: Spot, number: Decimal, templates: tuple[str, ...]) -> str:
    spec, year, _ = spot
    return bed.rng.choice(templates).format(
        y=year, s=bed.rng.choice(SAID[spec.id]), f=amount_text(bed, spot, number)
    )


def _inserted(bed: Bed, sentence: str) -> Planted | None:
    """Put a sentence of its own between two sentences of the body."""
    places = sections(bed)
    if not places:
        return None
    place, heading = bed.rng.choice(places)
    stops = [i + 1 for i, character in enumerate(heading.text) if character == "。"] or [0]
    at = bed.rng.choice(stops)
    if not sentence.endswith("。"):
        sentence += "各项指标稳定。"
    return Planted(
        with_heading(bed.record, place, heading.text[:at] + sentence + heading.text[at:])
    )


@plant("prose-stated", "正文另写一句数据与表不符", "prose", ("enterprise", "platform"))
def stated_wrongly(bed: Bed) -> Planted | None:
    """A sentence states an amount or a share that is 3 to 40 % off the form's."""
    for spot in _spots(bed):
        spec, year, printed = spot
        share = Decimal(str(round(bed.rng.uniform(0.03, 0.4), 3))) * bed.rng.choice((1, -1))
        number = (printed.number * (1 + share)).quantize(printed.step)
        if abs(number - printed.number) <= 3 * printed.step:
            continue
        planted = _inserted(bed, said(bed, spot, number, STATEMENTS))
        if planted is not None:
            wanted = frozenset({("narrative-contradiction", f"{spec.id}@{year}")})
            return Planted(planted.record, wanted)
    return None


@plant("prose-altered", "正文已有数据被改", "prose", ("enterprise", "platform"))
def altered(bed: Bed) -> Planted | None:
    """A figure of the form that the body states is changed where it stands there, once."""
    for spec, year, printed in spots(bed, *AMOUNTS, *SHARES, "service_revenue"):
        texts = {
            f"{printed.number:.{printed.decimals}f}",
            f"{printed.number:,.{printed.decimals}f}",
        }
        texts = {text for text in texts if sum(map(str.isdigit, text)) >= 4}  # noqa: PLR2004
        found = [
            (place, text, at)
            for place, heading in enumerate(bed.record.outline)
            for text in texts
            if (at := heading.text.find(text)) >= 0 and heading.text.count(text) == 1
        ]
        if year is None or len(found) != 1:
            continue
        place, text, at = found[0]
        share = Decimal(str(round(bed.rng.uniform(0.03, 0.4), 3))) * bed.rng.choice((1, -1))
        number = (printed.number * (1 + share)).quantize(printed.step)
        if abs(number - printed.number) <= 3 * printed.step:
            continue
        body = bed.record.outline[place].text
        new = f"{number:{',' if ',' in text else ''}.{printed.decimals}f}"
        changed = body[:at] + new + body[at + len(text) :]
        wanted = frozenset({("narrative-contradiction", f"{spec.id}@{year}")})
        return Planted(with_heading(bed.record, place, changed), wanted)
    return None


@plant("prose-right", "正文另写一句数据与表相符", "harmless", ("enterprise", "platform"))
def stated_rightly(bed: Bed) -> Planted | None:
    """A sentence states what the form says, in its own unit or in 亿元."""
    for spot in _spots(bed):
        return _inserted(bed, said(bed, spot, spot[2].number, STATEMENTS))
    return None


@plant("prose-rounded", "正文数据为约数", "harmless", ("enterprise", "platform"))
def stated_roughly(bed: Bed) -> Planted | None:
    """A sentence states the form's figure rounded, with 约 or 超 before it."""
    for spot in _spots(bed):
        spec, year, printed = spot
        number = printed.number * printed.scale
        subject = bed.rng.choice(SAID[spec.id])
        if spec.unit == "%":
            figure = bed.rng.choice((f"约{number:.0f}%", f"超过{int(number) - 1}%"))
        else:
            figure = bed.rng.choice(
                (f"约{number:.0f}万元", f"近{int(number) + 1}万元", f"超{int(number)}万元")
            )
        return _inserted(bed, f"{year}年公司{subject}{figure}。")
    return None


@plant("prose-of-others", "正文数据说的是别的事", "harmless", ("enterprise", "platform"))
def of_others(bed: Bed) -> Planted | None:
    """A sentence states a figure of the trade, a plan, half a year, a customer or a subsidiary."""
    for spot in _spots(bed):
        printed = spot[2]
        number = printed.number * Decimal(str(round(bed.rng.uniform(1.1, 3), 2)))
        return _inserted(bed, said(bed, spot, number.quantize(printed.step), OTHERS))
    return None


@plant("prose-of-a-part", "正文数据说的是其中一部分", "harmless", ("enterprise",))
def of_a_part(bed: Bed) -> Planted | None:
    """A sentence states the revenue of a kind of service, a field, a customer or a subsidiary."""
    for spot in spots(bed, "operating_revenue", "service_revenue"):
        spec, year, printed = spot
        if year is not None and spec.unit == "万元" and printed.number > 0:
            share = Decimal(str(round(bed.rng.uniform(0.05, 0.6), 2)))
            number = (printed.number * share).quantize(printed.step)
            return _inserted(bed, said(bed, spot, number, PARTS))
    return None


@plant("prose-capital", "正文写的注册资本与表不符", "prose", ("enterprise", "platform"))
def capital_stated_wrongly(bed: Bed) -> Planted | None:
    """The registered capital in the body is not the form's, by more than one digit."""
    for spec, _, printed in spots(bed, "registered_capital"):
        factor = Decimal(str(bed.rng.choice((0.37, 1.27, 2.63))))
        number = (printed.number * factor).quantize(printed.step)
        if (
            spec.unit != "万元"
            or printed.number <= 0
            or abs(number - printed.number) <= printed.step
        ):
            continue
        sentence = bed.rng.choice(
            ("公司注册资本{n}万元。", "公司位于上海，注册资本为人民币{n}万元。")
        )
        wan = number * printed.scale
        planted = _inserted(bed, sentence.format(n=f"{wan:f}"))
        if planted is not None:
            return Planted(planted.record, frozenset({("narrative-contradiction", spec.id)}))
    return None


GROWTHS = (
    "{y}年公司{s}同比{m}{r}%，",
    "{y}年，公司{s}较{b}年{m}{r}%。",
    "{y}年公司实现{s}{f}，同比{m}{r}%。",
    "{y}年，公司{s}为{f}，较上年{m}{r}%。",
    "截至{y}年末，公司{s}达{f}，较{b}年{m}{r}%。",
    "{y}年度{s}{f}，比上年{m}了{r}%，保持平稳。",
)
COUNTS = {
    "employees": (
        "公司现有员工{n}人。",
        "目前在册职工{n}人，队伍稳定。",
        "公司员工总数共有{n}人。",
    ),
    "invention_patents": ("公司现有发明专利{n}项。", "累计获得授权发明专利{n}件，"),
    "utility_patents": ("拥有实用新型专利{n}项。", "公司已取得实用新型专利{n}件。"),
}


def _grown(bed: Bed, off: Decimal) -> tuple[Planted, Spot] | None:
    """Put in a sentence that states an amount rightly and its change, some points off."""
    years = bed.programme.years
    for spot in _spots(bed):
        spec, year, new = spot
        if spec.unit == "%" or year is None or year == years[0]:
            continue
        base = years[years.index(year) - 1]
        old = print_of(bed.record.reading(spec.id, base), spec.unit)
        if old is None or old.number <= 0 or min(new.number, old.number) < 20 * new.step:
            continue
        rate = 100 * (new.number * new.scale / (old.number * old.scale) - 1) + off
        sentence = bed.rng.choice(GROWTHS).format(
            y=year, b=base, s=bed.rng.choice(SAID[spec.id]), f=amount_text(bed, spot, new.number),
            m="增长" if rate >= 0 else "下降", r=f"{abs(rate):.1f}",
        )  # fmt: skip
        planted = _inserted(bed, sentence)
        return (planted, spot) if planted is not None else None
    return None


@plant("prose-growth", "正文写的同比与表不符", "prose", ("enterprise", "platform"))
def grown_wrongly(bed: Bed) -> Planted | None:
    """A change against the year before that is 4 to 30 points off what the form's figures make."""
    off = Decimal(str(round(bed.rng.uniform(4, 30), 1))) * bed.rng.choice((1, -1))
    found = _grown(bed, off)
    if found is None:
        return None
    planted, (spec, year, _) = found
    return Planted(planted.record, frozenset({("narrative-contradiction", f"{spec.id}@{year}")}))


@plant("prose-growth-right", "正文写的同比与表相符", "harmless", ("enterprise", "platform"))
def grown_rightly(bed: Bed) -> Planted | None:
    found = _grown(bed, Decimal(0))
    return found[0] if found is not None else None


def _counted(bed: Bed, more: int) -> tuple[Planted, str] | None:
    for spec, _, printed in spots(bed, *COUNTS):
        number = int(printed.number) + more
        if printed.number >= 10:  # noqa: PLR2004
            sentence = bed.rng.choice(COUNTS[spec.id]).format(n=number)
            planted = _inserted(bed, sentence)
            return (planted, spec.id) if planted is not None else None
    return None


@plant("prose-count", "正文写的人数或专利数与表不符", "prose", ("enterprise", "platform"))
def counted_wrongly(bed: Bed) -> Planted | None:
    """People or patents that the form counts otherwise, by two digits."""
    found = _counted(bed, bed.rng.choice((11, 22, 33, 44)))
    if found is None:
        return None
    return Planted(found[0].record, frozenset({("narrative-contradiction", found[1])}))


@plant("prose-count-right", "正文写的人数或专利数与表相符", "harmless", ("enterprise", "platform"))
def counted_rightly(bed: Bed) -> Planted | None:
    found = _counted(bed, 0)
    return found[0] if found is not None else None

"""Changes of the form's figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from extract.programme import FieldSpec
from extract.records import Reading, Record

from .changes import with_field
from .prints import Print, print_of
from .registry import Bed, Mark, Planted, plant

Spot = tuple[FieldSpec, str | None, Print]
TOO_YOUNG: Mark = ("operating-time-too-short", "")


def spots(bed: Bed, *fields: str, money: bool = False) -> list[Spot]:
    """Return the printed numbers of the form, in a random order."""
    found = []
    for spec in bed.specs:
        if spec.type != "number" or (fields and spec.id not in fields):
            continue
        if money and (spec.unit or "").rpartition("元")[1] != "元":
            continue
        for year in bed.programme.years if spec.per_year else (None,):
            printed = print_of(bed.record.reading(spec.id, year), spec.unit)
            if printed is not None:
                found.append((spec, year, printed))
    bed.rng.shuffle(found)
    return found


def audited(bed: Bed) -> list[Spot]:
    """Return the figures that an audit report has too."""
    fields = [source.field for source in bed.reference.sources]
    return spots(bed, *fields) if fields and bed.record.audit is not None else []


def put(bed: Bed, spot: Spot, reading: Reading) -> Planted:
    """Plant a figure; what the body says of it is then another figure than the form's."""
    spec, year, _ = spot
    record = with_field(bed.record, spec.id, reading, year)
    return Planted(record, allowed=beside(bed, spec.id, year))


def beside(bed: Bed, field: str, year: str | None) -> frozenset[Mark]:
    return frozenset({("narrative-contradiction", f"{field}@{year}" if year else field)})


def first(found: Iterator[Planted | None]) -> Planted | None:
    return next((one for one in found if one is not None), None)


@plant("figure-scaled", "表中数字按比例改大或改小", "form", arithmetic=True)
def scaled(bed: Bed) -> Planted | None:
    """One amount, raised or lowered by 0.5 to 60 %."""
    for spot in audited(bed):
        printed = spot[2]
        share = Decimal(str(round(bed.rng.uniform(0.005, 0.6), 4))) * bed.rng.choice((1, -1))
        number = (printed.number * (1 + share)).quantize(printed.step)
        if abs(number - printed.number) > 2 * printed.step:
            return put(bed, spot, printed.again(number))
    return None


@plant("last-digit", "表中数字末位改动三个单位以上", "form", arithmetic=True)
def last_digit(bed: Bed) -> Planted | None:
    """One amount moved by 3 to 9 of its last printed digit."""
    for spot in audited(bed):
        printed = spot[2]
        moved = printed.step * bed.rng.randint(3, 9) * bed.rng.choice((1, -1))
        return put(bed, spot, printed.again(printed.number + moved))
    return None


def _digits(bed: Bed, change: Callable[[str], str | None]) -> Planted | None:
    for spot in audited(bed):
        printed = spot[2]
        plain = f"{abs(printed.number):.{printed.decimals}f}"
        changed = change(plain)
        if changed is None or changed == plain:
            continue
        number = Decimal(changed) * (-1 if printed.number < 0 else 1)
        if abs(number - printed.number) > 2 * printed.step:
            return put(bed, spot, printed.again(number))
    return None


@plant("digit-swapped", "表中数字一位被换", "form", arithmetic=True)
def digit_swapped(bed: Bed) -> Planted | None:
    """One digit of an amount is another."""

    def change(plain: str) -> str | None:
        place = bed.rng.choice([i for i, character in enumerate(plain) if character.isdigit()])
        digit = bed.rng.choice([d for d in "0123456789" if d != plain[place]])
        return plain[:place] + digit + plain[place + 1 :]

    return _digits(bed, change)


@plant("digits-transposed", "表中数字相邻两位颠倒", "form", arithmetic=True)
def transposed(bed: Bed) -> Planted | None:
    """Two neighbouring digits of an amount have changed places."""

    def change(plain: str) -> str | None:
        places = [
            i
            for i in range(len(plain) - 1)
            if plain[i].isdigit() and plain[i + 1].isdigit() and plain[i] != plain[i + 1]
        ]
        if not places:
            return None
        at = bed.rng.choice(places)
        return plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :]

    return _digits(bed, change)


@plant("digit-lost", "表中数字多一位或少一位", "form", arithmetic=True)
def digit_lost(bed: Bed) -> Planted | None:
    """A digit of an amount is missing, or stands twice."""

    def change(plain: str) -> str | None:
        at = bed.rng.choice([i for i, character in enumerate(plain) if character.isdigit()])
        if bed.rng.random() < 0.5:  # noqa: PLR2004
            return plain[:at] + plain[at] + plain[at:]
        shorter = plain[:at] + plain[at + 1 :]
        return shorter if shorter[:1].isdigit() and len(shorter.partition(".")[0]) > 1 else None

    return _digits(bed, change)


@plant("unit-slipped", "表中数字单位错位", "form", arithmetic=True)
def unit_slipped(bed: Bed) -> Planted | None:
    """One amount given in yuan, thousands or hundred millions under its own unit."""
    for spot in audited(bed):
        printed = spot[2]
        power = bed.rng.choice((4, -4, 3, 8))
        number = printed.number.scaleb(power)
        decimals = max(0, min(6, printed.decimals - power))
        if power < 0 and abs(number) * 10**decimals < 1000:  # noqa: PLR2004
            continue
        return put(bed, spot, printed.again(number, decimals))
    return None


@plant("sign-lost", "表中数字正负号颠倒", "form", arithmetic=True)
def sign_lost(bed: Bed) -> Planted | None:
    """A loss given as a profit, or the other way round."""
    for spot in audited(bed):
        if spot[0].id == "net_profit" and spot[2].number:
            return put(bed, spot, spot[2].again(-spot[2].number))
    return None


@plant("years-swapped", "表中两年数字对调", "form", arithmetic=True)
def years_swapped(bed: Bed) -> Planted | None:
    """The figures of two years stand in each other's column."""
    years = bed.programme.years
    for spec, year, printed in audited(bed):
        other = bed.rng.choice([one for one in years if one != year])
        reading = bed.record.reading(spec.id, other)
        if year is None or reading is None or reading.value == printed.reading.value:
            continue
        record = with_field(bed.record, spec.id, _at(reading, printed.reading), year)
        record = with_field(record, spec.id, _at(printed.reading, reading), other)
        both = beside(bed, spec.id, year) | beside(bed, spec.id, other)
        return Planted(record, allowed=both)
    return None


def _at(reading: Reading, place: Reading) -> Reading:
    """Return what one cell says, standing in another."""
    return reading.model_copy(update={"bbox": place.bbox, "page": place.page})


RATIOS = ("debt_ratio", "service_revenue_ratio", "rd_intensity")


@plant("ratio-changed", "比例改动而组成不变", "form", ("enterprise",), arithmetic=True)
def ratio_changed(bed: Bed) -> Planted | None:
    """A share moved by 0.1 to 15 points while its parts stay."""
    for spot in spots(bed, *RATIOS):
        printed = spot[2]
        moved = Decimal(str(round(bed.rng.uniform(0.1, 15), 2))) * bed.rng.choice((1, -1))
        number = (printed.number + moved).quantize(printed.step)
        if 0 < number < 100 and number != printed.number:  # noqa: PLR2004
            return put(bed, spot, printed.again(number))
    return None


@plant("parts-changed", "其中服务收入改动而比例不变", "form", ("enterprise",), arithmetic=True)
def parts_changed(bed: Bed) -> Planted | None:
    """服务收入 raised or lowered by 2 to 50 % while its share stays."""
    for spot in spots(bed, "service_revenue"):
        printed = spot[2]
        share = Decimal(str(round(bed.rng.uniform(0.02, 0.5), 3))) * bed.rng.choice((1, -1))
        return put(bed, spot, printed.again((printed.number * (1 + share)).quantize(printed.step)))
    return None


@plant("threshold", "服务收入压到30%以下而比例随改", "form", ("enterprise",), arithmetic=True)
def under_threshold(bed: Bed) -> Planted | None:
    """服务收入 of the last year under 30 % of 营业收入, its share stated rightly."""
    return _service(bed, bed.rng.uniform(5, 29.8), None)


@plant(
    "threshold-pushed", "服务收入不足30%而比例写成达到", "form", ("enterprise",), arithmetic=True
)
def pushed_over(bed: Bed) -> Planted | None:
    """服务收入 a little under 30 %, with a share a little over stated."""
    return _service(bed, bed.rng.uniform(27, 29.8), bed.rng.uniform(30, 31.5))


def _service(bed: Bed, percent: float, stated: float | None) -> Planted | None:
    year = bed.programme.years[-1]
    whole, part, share = (
        print_of(bed.record.reading(name, year), spec.unit if (spec := bed.spec(name)) else None)
        for name in ("operating_revenue", "service_revenue", "service_revenue_ratio")
    )
    if whole is None or part is None or share is None or whole.number <= 0:
        return None
    scale = whole.scale / part.scale
    number = whole.number * scale * Decimal(str(round(percent, 4))) / 100
    reading = part.rounded(number, part.decimals)
    record = with_field(bed.record, "service_revenue", reading, year)
    said = Decimal(str(stated if stated is not None else percent))
    record = with_field(record, "service_revenue_ratio", share.rounded(said, share.decimals), year)
    names = ("service_revenue", "service_revenue_ratio")
    return Planted(record, allowed=frozenset().union(*(beside(bed, n, year) for n in names)))


@plant("share-over-100", "比例超过100%", "form", arithmetic=True)
def over_hundred(bed: Bed) -> Planted | None:
    """A share over a hundred percent."""
    for spot in spots(bed):
        spec, _, printed = spot
        if spec.unit == "%" and spec.maximum is not None:
            number = Decimal(str(round(bed.rng.uniform(100.5, 180), 2)))
            return put(bed, spot, printed.rounded(number, printed.decimals))
    return None


@plant("negative", "不应为负的数写成负数", "form", arithmetic=True)
def negative(bed: Bed) -> Planted | None:
    """A count below zero."""
    for spot in spots(bed):
        if spot[0].non_negative and spot[2].number > 1:
            planted = put(bed, spot, spot[2].again(-spot[2].number))
            if spot[0].id == "years_in_operation":
                return Planted(planted.record, allowed=frozenset({TOO_YOUNG}))
            return planted
    return None


@plant("part-over-whole", "部分大于整体", "form", arithmetic=True)
def part_over_whole(bed: Bed) -> Planted | None:
    """服务收入 over 营业收入, or 净资产 over 资产总额."""
    wholes = {"service_revenue": "operating_revenue", "net_assets": "total_assets"}
    for spot in spots(bed, *wholes):
        spec, year, printed = spot
        unit = spec.unit
        whole = print_of(bed.record.reading(wholes[spec.id], year), unit)
        if whole is not None and whole.number > 0:
            more = whole.number * whole.scale / printed.scale
            more *= Decimal(str(round(bed.rng.uniform(1.03, 1.6), 3)))
            return put(bed, spot, printed.rounded(more, printed.decimals))
    return None


@plant("investors-over-100", "投资比例合计超过100%", "form", ("platform",))
def investors(bed: Bed) -> Planted | None:
    """Shares of investors that add up to more than a hundred percent."""
    reading = bed.record.reading("investors")
    if reading is None or not isinstance(reading.value, list):
        return None
    rows = [dict(row) for row in reading.value if isinstance(row, dict)]
    shares = [n for n, row in enumerate(rows) if isinstance(row.get("ratio"), int | float)]
    if not shares:
        return None
    row = rows[bed.rng.choice(shares)]
    sum_now = sum(float(one["ratio"] or 0) for one in rows if isinstance(one["ratio"], int | float))
    row["ratio"] = round(float(row["ratio"] or 0) + 100 - sum_now + bed.rng.uniform(2, 60), 1)
    changed = reading.model_copy(update={"value": rows, "text": ""})
    record = with_field(bed.record, "investors", changed)
    return Planted(record, frozenset({("impossible-value", "investors")}))


@plant("older-than-licence", "经营时长超过执照成立以来", "form", ("enterprise",))
def older(bed: Bed) -> Planted | None:
    """An enterprise in operation for longer than its licence says it exists."""
    licence = bed.record.license
    spec = bed.spec("years_in_operation")
    printed = print_of(bed.record.reading("years_in_operation"), spec.unit if spec else None)
    if licence is None or licence.established is None or printed is None or spec is None:
        return None
    since = int(str(licence.established.value)[:4])
    years = int(bed.programme.conditions.application_date[:4]) - since + bed.rng.randint(3, 12)
    number = Decimal(years) / printed.scale
    record = with_field(bed.record, spec.id, printed.again(number, 0))
    return Planted(record, frozenset({("impossible-value", spec.id)}))


@plant("leap", "年度数字突变", "form")
def leap(bed: Bed) -> Planted | None:
    """A figure over four times, or under a quarter, of the year before; only the first year moves."""
    limit = 1 + Decimal(str(bed.programme.conditions.unusual_change))
    before, after, *_ = bed.programme.years
    for spot in spots(bed):
        spec, year, printed = spot
        next_ = print_of(bed.record.reading(spec.id, after), spec.unit)
        if year != before or next_ is None or min(printed.number, next_.number) <= 0:
            continue
        times = limit + Decimal(str(round(bed.rng.uniform(0.5, 5), 2)))
        number = next_.number * next_.scale / printed.scale
        number = (number / times).quantize(printed.step)
        if number <= 20 * printed.step:
            continue
        record = with_field(bed.record, spec.id, printed.again(number), year)
        wanted = frozenset({("unusual-change", f"{spec.id}@{after}")})
        return Planted(record, wanted, beside(bed, spec.id, year))
    return None


@plant("too-young", "平台运营不足两年", "form", ("platform",))
def too_young(bed: Bed) -> Planted | None:
    """A platform in operation for less than two years."""
    spec = bed.spec("years_in_operation")
    printed = print_of(bed.record.reading("years_in_operation"), spec.unit if spec else None)
    if printed is None or spec is None:
        return None
    number, decimals = bed.rng.choice([(Decimal("1"), 0), (Decimal("0.5"), 1), (Decimal("1.5"), 1)])
    record = with_field(bed.record, spec.id, printed.again(number / printed.scale, decimals))
    return Planted(record, frozenset({TOO_YOUNG}))


def ratios_again(bed: Bed, record: Record, years: tuple[str, ...]) -> Record:
    """Return a record whose shares are reckoned anew from the parts that it prints."""
    for year in years:
        for share, part, whole, one in (
            ("debt_ratio", "net_assets", "total_assets", True),
            ("service_revenue_ratio", "service_revenue", "operating_revenue", False),
        ):
            found = [
                print_of(
                    record.reading(name, year), spec.unit if (spec := bed.spec(name)) else None
                )
                for name in (share, part, whole)
            ]
            stated, small, large = found
            if stated is None or small is None or large is None or not large.number:
                continue
            quotient = 100 * (small.number * small.scale) / (large.number * large.scale)
            number = 100 - quotient if one else quotient
            record = with_field(record, share, stated.rounded(number, stated.decimals), year)
    return record

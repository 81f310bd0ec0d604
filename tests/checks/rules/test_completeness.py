from extract.records import ReadError, Record

from ..examples import with_body
from ..records import enterprise, findings, heading, platform, reading, states, with_field


def scanned(record: Record) -> Record:
    pages = tuple(page.model_copy(update={"digital": False}) for page in record.pages)
    return record.model_copy(update={"pages": pages})


def without(record: Record, name: str) -> Record:
    fields = {key: value for key, value in record.fields.items() if key != name}
    return record.model_copy(update={"fields": fields})


def test_none_is_an_answer() -> None:
    assert findings(with_field(enterprise(), "awards", "无"), "missing-field") == {}


def test_one_empty_year_is_named() -> None:
    record = with_field(enterprise(), "net_profit", None, "2021")
    assert "2021年" in findings(record, "missing-field")["net_profit"].message


def test_an_absent_field_is_missing_on_digital_pages_and_open_on_scans() -> None:
    record = without(enterprise(), "awards")
    assert list(findings(record, "missing-field")) == ["awards"]
    assert findings(scanned(record), "missing-field") == {}
    assert states(scanned(record), "missing-field")["awards"] == "unchecked"


def test_where_much_of_a_form_was_not_found_its_layout_was_not_understood() -> None:
    names = [name for name in enterprise().fields if name not in ("applicant_unit", "awards")]
    record = with_field(enterprise(), "awards", None)
    for name in names[: len(names) // 2]:
        record = without(record, name)
    assert list(findings(record, "missing-field")) == ["awards"]  # found, and empty
    assert states(record, "missing-field")[""] == "unchecked"


def test_a_cell_that_could_not_be_parsed_is_not_empty() -> None:
    vague = reading(None, "十来个", note="不是一个数")
    record = with_field(enterprise(), "employees", vague)
    assert states(record, "missing-field")["employees"] == "unchecked"


def test_options_without_a_sure_look_at_their_marks_are_not_empty() -> None:
    doubtful = reading(None, "示范企业示范平台", origin="ocr", confidence=0.4)
    record = with_field(enterprise(), "application_type", doubtful)
    assert states(record, "missing-field")["application_type"] == "unchecked"
    sure = doubtful.model_copy(update={"confidence": 0.99})
    record = with_field(enterprise(), "application_type", sure)
    assert list(findings(record, "missing-field")) == ["application_type"]


def test_without_a_form_nothing_is_said_of_fields() -> None:
    record = enterprise(pages=())
    assert states(record, "missing-field") == {"": "unchecked"}


def test_a_file_that_could_not_be_read_may_be_the_attachment() -> None:
    record = platform(attachments=(), errors=(ReadError(file="附件.pdf", message="文件已损坏"),))
    assert findings(record, "missing-attachment") == {}


def test_sections_count_by_what_they_answer_whatever_they_are_called() -> None:
    record = enterprise()
    first = record.outline[0].model_copy(update={"title": "公司概况"})
    renamed = record.model_copy(update={"outline": (first, *record.outline[1:])})
    assert findings(renamed, "missing-section") == {}


def test_without_any_known_heading_sections_are_left_open() -> None:
    record = enterprise(outline=(heading("随便", reference=None),))
    assert states(record, "missing-section") == {"": "unchecked"}


def test_length_is_counted_as_word_processors_do() -> None:
    titles = sum(len(h.title) for h in enterprise().outline)
    fits = with_body("字" * (5000 - titles - 1) + "programme")
    assert findings(fits, "over-length") == {}
    assert list(findings(with_body("字" * (5001 - titles)), "over-length")) == [""]


def test_an_untold_type_is_left_open() -> None:
    record = with_field(enterprise(), "application_type", None)
    assert states(record, "type-mismatch") == {"": "unchecked"}


def test_a_title_that_stands_in_the_body_is_not_missing() -> None:
    record = enterprise()
    title = record.outline[0].reference or ""
    bare = record.model_copy(update={"outline": record.outline[1:]})
    assert list(findings(bare, "missing-section")) == [title]
    pages = tuple(
        page.model_copy(update={"text": f"一、 {title}\n正文"}) if page.type == "body" else page
        for page in bare.pages
    )
    seen = bare.model_copy(update={"pages": pages})
    assert states(seen, "missing-section")[title] == "unchecked"

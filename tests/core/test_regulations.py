"""The regulation library: a loaded text is cut into clauses, a citation opens its clause, nothing dangerous is read."""

import zipfile

import pytest

from models.core.acts import call
from models.core.queries import clauses_cited, clauses_of, find_clauses, library
from models.core.regulations import read_text, regulation_of

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT = """演练评价机构管理办法
第一章 总则
第一条 本办法供演练使用。
它有第二行。
第二条 考评人员持证上岗。
演练保密制度
一、材料入柜。
二、钥匙两人分管。
（一）主任一把。
"""


def document(path, paragraphs, head=""):
    body = "".join(f"<w:p><w:r><w:t>{text[:2]}</w:t></w:r><w:r><w:t>{text[2:]}</w:t></w:r></w:p>" for text in paragraphs)
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", f'{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    return path


@pytest.fixture
def texts(tmp_path):
    def write(name, raw):
        path = tmp_path / name
        path.write_bytes(raw)
        return path

    return write


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_is_read_in_the_encodings_people_have(texts, encoding):
    assert read_text(texts("a.txt", TEXT.encode(encoding))) == TEXT.strip()


def test_a_word_document_is_read_paragraph_by_paragraph(tmp_path):
    assert read_text(document(tmp_path / "a.docx", TEXT.splitlines())) == TEXT.strip()


@pytest.mark.parametrize("declared", ['<!DOCTYPE x [<!ENTITY a "aaaa">]>', '<!DOCTYPE x SYSTEM "file:///etc/hostname">'])
def test_a_document_with_entities_is_not_read(tmp_path, declared):
    assert read_text(document(tmp_path / "a.docx", ["第一条 &#97;"], head=declared)) == ""


def test_a_document_that_declares_its_encoding_to_hide_entities_is_not_read(tmp_path):
    body = "<w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body>"
    hidden = (
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "aaaa">]>' + f'<w:document xmlns:w="{WORD}">{body}</w:document>'
    )
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr("word/document.xml", hidden.encode("utf-16"))
    assert read_text(tmp_path / "a.docx") == ""


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04 broken", b"\x00\xff\xff\xff"])
def test_what_is_no_document_reads_as_nothing(texts, raw):
    assert read_text(texts("a.docx", raw)) == ""


def test_a_package_without_a_text_reads_as_nothing(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr("other.xml", "<x/>")
    assert read_text(tmp_path / "a.docx") == ""


def test_a_text_is_cut_into_articles_and_items_under_their_part():
    cut = [(clause.part, clause.label, clause.text) for clause in regulation_of(TEXT, "演练办法", "henan").clauses]
    assert cut == [
        ("第一章 总则", "第一条", "第一条 本办法供演练使用。\n它有第二行。"),
        ("第一章 总则", "第二条", "第二条 考评人员持证上岗。"),
        ("演练保密制度", "一", "一、材料入柜。"),
        ("演练保密制度", "二", "二、钥匙两人分管。\n（一）主任一把。"),
    ]


def test_items_below_an_article_stay_with_it():
    [clause] = regulation_of("第三条 有下列情形的：\n一、迟到；\n二、早退。", "t", "henan").clauses
    assert clause.label == "第三条" and "早退" in clause.text


def test_positions_are_in_the_order_of_the_text():
    assert [clause.position for clause in regulation_of(TEXT, "t", "henan").clauses] == [1, 2, 3, 4]


def load(opened, path, title="演练评价机构管理办法"):
    return call(opened, "core.load_regulation", file=str(path), title=title)


def test_a_citation_opens_its_clause(any_centre, texts):
    opened = any_centre()
    outcome = load(opened, texts("a.txt", TEXT.encode()))
    assert (outcome.done, outcome.value) == (True, 4)
    with opened.reading() as context:
        assert [clause.label for clause in clauses_cited(context, "演练评价机构管理办法 第二条")] == ["第二条"]
        assert [clause.label for clause in clauses_cited(context, "演练保密制度 二")] == ["二"]
        assert clauses_cited(context, "别的办法 第二条") == []
        assert clauses_cited(context, "演练保密制度") == []
        assert [clause.label for clause in find_clauses(context, "持证上岗")] == ["第二条"]
        assert find_clauses(context, "没有这句") == []
        [kept] = library(context)
        assert kept.file_name == "a.txt" and kept.profile == "henan"
        assert len(clauses_of(context, kept.id)) == 4


def test_article_2_does_not_open_article_20(any_centre, texts):
    opened = any_centre()
    assert load(opened, texts("a.txt", "第二条 甲。\n第二十条 乙。\n第十二条 丙。".encode())).done
    with opened.reading() as context:
        assert [clause.text for clause in clauses_cited(context, "演练评价机构管理办法 第二条")] == ["第二条 甲。"]
        assert [clause.text for clause in clauses_cited(context, "演练评价机构管理办法 第二十条(一)")] == ["第二十条 乙。"]


@pytest.mark.parametrize(("raw", "said"), [(b"", "读不出文字"), (b"\xff\xff\xff\xff", "读不出文字")])
def test_sys_012_a_text_that_cannot_be_read_is_refused(any_centre, texts, raw, said):
    opened = any_centre()
    outcome = load(opened, texts("a.txt", raw))
    assert [(one.rule, one.params["why"]) for one in outcome.findings] == [("SYS-012", said)]


def test_sys_012_the_same_text_is_not_loaded_twice(any_centre, texts):
    opened = any_centre()
    assert load(opened, texts("a.txt", TEXT.encode())).done
    outcome = load(opened, texts("b.txt", TEXT.encode("gb18030")))
    assert [one.params["why"] for one in outcome.findings] == ["这份文本已经载入"]

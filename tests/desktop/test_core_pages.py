"""Pages of the settings: calendar and calculator, rules and own values, regulation library, data safety."""

import json
import re
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from desktop import pages
from models.core import acts
from models.core.dates import WorkCalendar, published
from models.core.rulebook import PROFILES, rows
from tests.centres import seat
from tests.desktop.conftest import quiet
from views.core.reckoner import explained, sources
from views.core.rule_facts import AREAS, area_of, in_words

CHINA = WorkCalendar(published())


# calendar


def test_cal_002_the_seventh_working_day_over_the_national_day_is_explained():
    """2026-09-28 + 7: the holiday 1–7 October is passed over, 10 October is a make-up day."""
    reckoning = CHINA.plus(date(2026, 9, 28), 7)
    lines = dict(explained(reckoning, CHINA))
    assert reckoning.day == date(2026, 10, 13)
    assert lines[date(2026, 10, 1)] == "不计：国庆节"
    assert lines[date(2026, 10, 10)].startswith("第 5 个工作日（国庆节调休上班")
    assert lines[date(2026, 10, 11)] == "不计：周日"
    assert list(lines) == sorted(lines)
    assert lines[reckoning.day] == "第 7 个工作日"


def test_cal_007_counting_back_is_explained_backwards():
    days = [day for day, _why in explained(CHINA.minus(date(2026, 11, 20), 3), CHINA)]
    assert days == sorted(days, reverse=True)


def test_cal_001_a_year_without_calendar_is_provisional():
    reckoning = CHINA.plus(date(2026, 12, 30), 3)
    assert reckoning.provisional
    assert sources(reckoning, CHINA).endswith("2027 年日历尚未载入，按周一至周五暂定")
    assert "尚未载入" not in sources(CHINA.plus(date(2026, 11, 20), 3), CHINA)


@pytest.fixture
def calendar(workspace, centre, qtbot, jobs):
    def shown(login="general"):
        page = workspace(centre(login=login)).show_page(pages.CALENDAR)
        quiet(qtbot, jobs)
        return page

    return shown


def test_the_calculator_takes_short_dates_and_says_what_it_expects(calendar):
    page = calendar()
    page.reckoner.start.setText("0928")
    page.reckoner.count.setValue(7)
    assert page.reckoner.answer.text() == "2026-10-13 周二"
    assert page.grid.marked == (date(2026, 9, 28), date(2026, 10, 13))
    page.reckoner.start.setText("99-99")
    assert page.reckoner.answer.text() == ""
    assert page.reckoner.words.text().startswith("应为：")


def test_a_provisional_answer_is_marked(calendar):
    page = calendar()
    page.reckoner.start.setText("2027-03-01")
    assert page.reckoner.answer.text().endswith("（暂定）")
    page.show_year(2027)
    assert "暂定" in page.source.text()


def test_a_day_of_the_year_can_be_clicked_and_asked(calendar):
    page = calendar()
    page.grid.resize(700, 500)
    day = date(2026, 10, 10)
    assert page.grid.day_at(page.grid.place_of(day)) == day
    assert "国庆节调休" in page.grid.tip(day)
    page.grid.chosen.emit(day)
    assert page.reckoner.start.text() == "2026-10-10"


def test_next_years_calendar_takes_the_mark_away(calendar, tmp_path, qtbot, jobs):
    page = calendar()
    file = tmp_path / "2027.json"
    days = [{"name": "元旦", "date": "2027-01-01", "isOffDay": True}]
    file.write_text(json.dumps({"year": 2027, "papers": ["https://example.org/2027"], "days": days}), encoding="utf-8")
    opened = page.shell.centre
    assert acts.call(opened, "core.load_calendar", file=str(file)).done
    page.shell.changed()
    quiet(qtbot, jobs)
    page.reckoner.start.setText("2027-03-01")
    assert "暂定" not in page.reckoner.answer.text()


def test_ppl_org_010_who_may_not_load_a_calendar_sees_why(calendar):
    assert calendar("general").load.isEnabled()
    page = calendar("exam")
    assert not page.load.isEnabled()
    assert "PPL-ORG-010" in page.load.toolTip()


# rules


@pytest.fixture
def rules(workspace, centre, qtbot, jobs):
    def shown(login="director"):
        page = workspace(centre(login=login)).show_page(pages.RULES)
        quiet(qtbot, jobs)
        return page

    return shown


def test_every_rule_is_listed_and_found_by_its_words(rules):
    page = rules()
    assert len(page.rules.rows) == len(rows())
    page.text.setText("证卡 有效期")
    assert "PPL-ASR-064" in [rule.id for rule in page.rules.rows]
    assert len(page.rules.rows) < len(rows()) / 4


def test_a_rule_is_opened_by_its_id_whatever_the_filter(rules):
    page = rules()
    page.text.setText("nothing of the kind")
    page.select("PPL-ASR-064")
    assert page.current_id() == "PPL-ASR-064"
    assert "PPL-ASR-064" in " ".join(page.card.texts())


def test_an_own_value_is_shown_with_who_since_when_and_why(rules, qtbot, jobs):
    page = rules()
    opened = page.shell.centre
    given = {"rule": "PPL-ASR-064", "param": "years", "value": "2", "from_day": "2026-11-20", "why": "省里要求"}
    outcome = acts.call(seat(opened, "director"), "core.set_rule_value", **given)
    assert outcome.done, outcome.findings
    page.shell.changed()
    quiet(qtbot, jobs)
    page.select("PPL-ASR-064")
    texts = page.card.texts()
    assert {"3 年", "2 年", "省里要求"} <= set(texts)
    assert "中心主任，自 2026-11-20 起" in texts


def test_who_may_not_set_values_sees_why(rules):
    assert rules("director").card_setter().isEnabled()
    page = rules("exam")
    assert not page.card_setter().isEnabled()
    assert "PPL-ORG-010" in page.card_setter().toolTip()


def values():
    """Every text that stands as a value in a rule parameter."""

    def walk(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for key, item in value.items():
                yield key
                yield from walk(item)
        elif isinstance(value, list):
            for item in value:
                yield from walk(item)

    for id_, (_version, row) in rows().items():
        for param in row.get("params", {}).values():
            if param["unit"] != "pattern":
                yield from ((id_, code) for name in (*PROFILES, "default") if name in param for code in walk(param[name]))


def test_no_code_is_shown_as_a_value():
    """Ids of rules and causes and file endings are words of their own; everything else in Latin letters is a code."""
    own_words = re.compile(r"[A-Z]{3}(-[A-Z]{3})?-\d{3}|[AS]C-[A-Z]\d+|\.\w+|https?://\S+|[^A-Za-z]*")
    raw = {(id_, code) for id_, code in values() if in_words(code) == code and not own_words.fullmatch(code)}
    assert raw == set()


def test_every_rule_belongs_to_an_area_with_a_name():
    assert {area_of(id_) for id_ in rows()} <= AREAS.keys()
    assert area_of("PPL-ASR-064") == "PPL-ASR"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [(3, "year", "3 年"), (7, "workday", "7 个工作日"), (True, "switch", "是"), (None, "", "—"), ([5, 4], "list", "5、4"),
     ({"assessor": 1, "senior": 2}, "map", "考评员：1、高级考评员：2")],
)  # fmt: skip
def test_values_in_words(value, unit, words):
    assert in_words(value, unit) == words


# permission matrix


@pytest.fixture
def matrix_page(workspace, centre, qtbot, jobs):
    def shown(login="general"):
        page = workspace(centre(login=login)).show_page(pages.MATRIX)
        quiet(qtbot, jobs)
        return page

    return shown


def test_ppl_org_010_the_matrix_is_filtered_by_role_and_word_and_shows_clause_and_commands(matrix_page):
    page = matrix_page()
    assert len(page.table.rows) == 87
    page.role.setCurrentIndex(page.role.findData("ARC"))
    assert 0 < len(page.table.rows) < 87
    assert all(line.letter("ARC") for line in page.table.rows)
    page.text.setText("工作人员")
    assert page.current().row in {line.row for line in page.table.rows}
    page.role.setCurrentIndex(0)
    page.text.setText("people.appoint_staff")
    assert page.current().row == 1
    texts = [part.text() for part in page.card.findChildren(QLabel) if not part.isHidden()]
    assert any("湖南 综合管理岗职责 12" in text for text in texts)
    assert any("people.appoint_staff" in text for text in texts)
    page.text.setText("没有这样的事")
    assert page.current() is None


# regulation library

TEXT = """示例考评人员管理办法
第一条 为规范考评工作，制定本办法。
第二条 考评人员的证卡有效期为三年。
第三条 考评人员应当回避。
"""


@pytest.fixture
def library(workspace, centre, tmp_path, qtbot, jobs):
    shown = workspace(centre(login="general"))
    file = tmp_path / "办法.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert acts.call(shown.centre, "core.load_regulation", file=str(file), title="示例办法").done
    page = shown.show_page(pages.REGULATIONS)
    quiet(qtbot, jobs)
    return page


def test_a_regulation_is_listed_clause_by_clause(library):
    assert [line.split("　")[0] for line in library.lines()] == ["第一条", "第二条", "第三条"]
    assert library.count.text() == "1 部，列出 3 条"


@pytest.mark.parametrize(
    ("typed", "found"),
    [("回避", "第三条"), ("示例考评人员管理办法 第二条", "第二条"), ("有效期", "第二条")],
)
def test_a_clause_is_found_by_its_words_or_its_citation(library, qtbot, jobs, typed, found):
    library.words.setText(typed)
    library.refresh()
    quiet(qtbot, jobs)
    assert [line.split("　")[0] for line in library.lines()] == [found]
    assert "第" in library.text.text()


def test_what_is_not_found_is_said(library, qtbot, jobs):
    library.words.setText("没有这样的词")
    library.refresh()
    quiet(qtbot, jobs)
    assert library.lines() == []
    assert library.empty_texts()[0] == "没有符合的条款"


def test_a_rule_without_loaded_text_is_cited_among_the_rules(workspace, centre, qtbot, jobs):
    shown = workspace(centre())
    shown.cite("PPL-ASR-064")
    quiet(qtbot, jobs)
    assert shown.current_key() == pages.RULES
    assert shown.stack.currentWidget().current_id() == "PPL-ASR-064"


def test_a_citation_opens_the_clause_of_the_loaded_text(workspace, centre, tmp_path, qtbot, jobs):
    """PPL-ASR-061 cites 考评人员管理办法 第十六条 in Hunan."""
    shown = workspace(centre("hunan", "general"))
    file = tmp_path / "办法.txt"
    file.write_text("考评人员管理办法\n第十五条 前一条。\n第十六条 证卡编号的规定。\n", encoding="utf-8")
    assert acts.call(shown.centre, "core.load_regulation", file=str(file), title="湖南示例").done
    shown.cite("PPL-ASR-061")
    quiet(qtbot, jobs)
    assert shown.current_key() == pages.REGULATIONS
    assert "证卡编号的规定" in shown.stack.currentWidget().text.text()


# data safety


@pytest.fixture
def safety(workspace, demo, qtbot, jobs):
    page = workspace(demo("general")).show_page(pages.SAFETY)
    quiet(qtbot, jobs)
    return page


def test_a_sound_centre_verifies(safety, qtbot, jobs):
    safety.verify()
    quiet(qtbot, jobs)
    assert safety.state.text() == "全部一致"
    assert safety.faults.isHidden()


def test_a_changed_entry_is_found_and_named(safety, qtbot, jobs):
    engine = safety.shell.centre.engine
    with engine.connect() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_entry_no_update")
        connection.exec_driver_sql("UPDATE audit_entry SET reason = 'changed' WHERE seq = 3")
        connection.commit()
    safety.verify()
    quiet(qtbot, jobs)
    told = [safety.faults.item(row).text() for row in range(safety.faults.count())]
    assert any("第 3 条" in line for line in told)
    assert safety.state.text() == f"发现 {len(told)} 处问题"


def test_a_backup_is_made_listed_and_can_be_restored(safety, qtbot, jobs):
    assert not safety.rehearse_button.isEnabled(), "nothing to rehearse yet"
    safety.back_up()
    quiet(qtbot, jobs)
    assert "手动" in safety.backups.item(0).text()
    safety.rehearse()
    quiet(qtbot, jobs)
    assert safety.rehearsed.text() == "可以恢复：数据库完好，审计链完整"


def test_a_damaged_backup_does_not_pass_the_rehearsal(safety, qtbot, jobs):
    safety.back_up()
    quiet(qtbot, jobs)
    file = next(safety.shell.centre.folder.glob("backups/*/centre.db"))
    content = bytearray(file.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = bytes(4096)
    file.write_bytes(content)
    safety.rehearse()
    quiet(qtbot, jobs)
    assert "可以恢复" not in safety.rehearsed.text()


def test_who_may_not_back_up_sees_the_button_greyed(workspace, centre, qtbot, jobs):
    page = workspace(centre(login="director")).show_page(pages.SAFETY)
    quiet(qtbot, jobs)
    assert not page.back_up_button.isEnabled()
    assert page.back_up_button.toolTip() == "备份由综合管理岗办理"

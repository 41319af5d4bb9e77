"""Snapshots: figures frozen under a number, printed from it, reported by the end of January; the same on the command line."""

import json
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from desktop.main import main
from models.core import store
from models.core.acts import call
from models.core.due import due_items
from models.core.progress import to_the_end
from models.core.verifying import verify
from models.statistics import figures, queries, sentences, severity, sheets
from models.statistics.queries import Chosen
from models.statistics.tables import Snapshot
from reports.forms import render
from reports.statistics.axes import ticks
from reports.statistics.sheets import workbook
from tests.assessment.scores.lists import batches, take, wide, written
from tests.centres import folder_of, seat
from tests.fictional import number_of

LOW, HIGH = "B07", "B03"


def rows(batch: str, people: int, passed: int, serial: int):
    names = "甲乙丙丁戊己庚辛壬癸"
    for at in range(people):
        mark = 75 if at < passed else 50
        yield batch, f"{batch}{at:03d}", f"考生{names[at % 10]}{names[at // 10 % 10]}", number_of(serial=serial + at), mark, 80, "合格"


def fill(centre, folder):
    """Ten batches of sixty of whom 42 or so pass; one with 58, one with 22; and one of six who all pass."""
    header, *_rest = wide()
    told, serial = [], 1
    for at in range(1, 11):
        code = f"B{at:02d}"
        batches(centre, folder, code, day=date(2025, at, 12))
        told += rows(code, 60, {HIGH: 58, LOW: 22}.get(code, 40 + at % 4), serial)
        serial += 60
    batches(centre, folder, "B11", day=date(2025, 11, 5))
    told += rows("B11", 6, 6, serial)
    take(centre, "assessment.scores", written(folder / "scores.csv", header, *told), history=True)


@pytest.fixture
def busy(centre, tmp_path):
    made = centre("hunan", "exam", date(2026, 1, 20))
    fill(made, tmp_path)
    return made


def snapshot(centre, kind="year", first="2025-03-01", **given):
    outcome = call(centre, "statistics.take_snapshot", kind=kind, first=first, **given)
    assert outcome.done, outcome.findings
    return outcome


def test_sta_002_exactly_the_strange_batches_are_outside_and_named(busy):
    with busy.reading() as context:
        chart = queries.funnel(context, Chosen())
        said = list(sentences.of_funnel(chart))
    assert {point.key for point in chart.outside} == {LOW, HIGH}
    assert len(said) == 2 and all(any(key in one for one in said) for key in (LOW, HIGH))
    assert "58" in "".join(said) and "22" in "".join(said)


def test_sta_003_six_of_six_are_listed_but_not_judged(busy):
    with busy.reading() as context:
        point = next(one for one in queries.funnel(context, Chosen()).points if one.key == "B11")
        group = next(one for one in queries.rates(context, Chosen(), queries.BATCH) if one.key == "B11")
    assert point.small and not point.outside
    assert group.words() == "6/6" and group.interval() == "61.0%–100.0%"


def test_sta_001_each_rate_has_the_interval_of_the_rule(busy):
    with busy.reading() as context:
        whole = queries.overall(context, Chosen())["present"]
        confidence = context.rules["STA-001"].value("confidence") / 1000
    assert (whole.lower, whole.upper) == figures.wilson(whole.passed, whole.n, confidence)


def test_sta_005_a_month_outside_its_limits_is_said(busy):
    with busy.reading() as context:
        found = queries.months(context, Chosen())
        said = list(sentences.of_months(found))
    assert [one.rate.key for one in found if one.outside] == ["2025-03", "2025-07"]
    assert len(said) == 2 and "2025-03" in said[0]


def test_asm_sta_003_a_snapshot_keeps_its_figures(busy, tmp_path):
    outcome = snapshot(busy)
    with busy.reading() as context:
        before = context.db.get_one(Snapshot, outcome.record_id).figures
    header, *_rest = wide()
    batches(busy, tmp_path, "B12", day=date(2025, 12, 1))
    take(busy, "assessment.scores", written(tmp_path / "more.csv", header, *rows("B12", 30, 30, 700)), history=True)
    with busy.reading() as context:
        kept = context.db.get_one(Snapshot, outcome.record_id)
        assert (kept.number, kept.first_day, kept.last_day) == ("TJ-2026-0001", date(2025, 1, 1), date(2025, 12, 31))
        assert kept.figures == before
        assert kept.figures["headcount"]["present"] == 606
        assert queries.headcount(context, Chosen())["present"] == 636
    assert snapshot(busy).value == "TJ-2026-0002"


def test_figures_of_a_snapshot_that_were_changed_are_found(busy):
    snapshot(busy)
    with store.writing(busy.engine) as db:
        db.execute(text("UPDATE statistics_snapshot SET figures = replace(figures, '606', '607')"))
        db.commit()
    with busy.reading() as context:
        assert [fault.where for fault in to_the_end(verify(context)) if fault.part == "statistics"] == ["TJ-2026-0001"]


@pytest.mark.parametrize(("first", "rule"), [("2026-02-01", "SYS-014"), ("2026-01-20", None)])  # the month to come · this one
def test_a_snapshot_of_the_future_is_refused(busy, first, rule):
    outcome = call(busy, "statistics.take_snapshot", kind="month", first=first)
    assert outcome.done is (rule is None)
    assert [finding.rule for finding in outcome.findings] == ([rule] if rule else [])


def test_finance_may_not_take_one(busy):
    outcome = call(seat(busy, "finance"), "statistics.take_snapshot", kind="month", first="2026-01-01")
    assert [finding.rule for finding in outcome.findings] == ["PPL-ORG-010"]


def titles(centre, day):
    with seat(centre, "director", day).reading() as context:
        return {item.title: item.due for item in due_items(context) if item.area == "statistics"}


def test_asm_sta_001_ex_statistics_and_summary_of_2025(busy):
    """Limit Saturday 2026-01-31, target Friday 2026-01-30; reported on 2026-02-02 it is late and wants a reason."""
    target = date(2026, 1, 30)
    assert titles(busy, date(2026, 1, 20)) == {"2025 年度统计表": target, "2025 年度工作总结": target}
    number = snapshot(busy).record_id
    assert call(busy, "statistics.record_report", number, part="statistics", day="2026-01-20").done
    assert list(titles(busy, date(2026, 1, 20))) == ["2025 年度工作总结"]
    later = seat(busy, "exam", date(2026, 2, 2))
    held = call(later, "statistics.record_report", number, part="summary", day="2026-02-02")
    assert held.needs_reason and [finding.rule for finding in held.findings] == ["ASM-STA-001"]
    assert call(later, "statistics.record_report", number, part="summary", day="2026-02-02", reason="平台停机").done
    assert titles(busy, date(2026, 2, 2)) == {}


@pytest.mark.parametrize(("day", "late"), [("2026-01-31", False), ("2026-02-01", True)])
def test_asm_sta_001_the_last_day_is_in_time(centre, day, late):
    made = centre("hunan", "exam", date(2026, 2, 3))
    seat_then = seat(made, "exam", date(2026, 1, 10))
    number = snapshot(seat_then).record_id
    assert call(made, "statistics.record_report", number, part="statistics", day=day).needs_reason is late


def test_asm_sta_001_is_asked_in_hunan_only(centre):
    assert titles(centre("henan"), date(2026, 1, 20)) == {}


def test_asm_sta_002_the_sheet_adds_up_and_says_what_does_not(busy):
    with busy.reading() as context:
        found = sheets.lines(context, date(2025, 1, 1), date(2025, 12, 31))
        whole = sheets.total(found)
        assert sheets.identities(context, Chosen()) == []
    assert (whole.batches, whole.applied, whole.present) == (11, 606, 606)
    assert whole.rate == round(whole.passed / 606 * 100, 2)
    assert sheets._doubt(10, 10, 10, 10) == ""
    assert sheets._doubt(10, 11, 10, 0) and sheets._doubt(10, 10, 11, 0) and sheets._doubt(10, 10, 9, 10)


@pytest.mark.parametrize("form", ["F-STAT-YEAR", "F-STAT-BOARD"])
def test_papers_carry_the_number_of_their_snapshot(busy, form):
    import pypdfium2

    printed = render(busy, form, snapshot(busy).record_id)
    assert printed.pdf, printed.findings
    pages = pypdfium2.PdfDocument(printed.pdf)
    words = pages[0].get_textpage().get_text_range()
    assert len(pages) == 1 and "TJ-2026-0001" in words
    if form == "F-STAT-BOARD":
        assert LOW in words and HIGH in words


def test_w_stats_has_its_columns(busy, tmp_path):
    made = snapshot(busy).record_id
    with busy.reading() as context:
        (tmp_path / "w.xlsx").write_bytes(workbook(context.db.get_one(Snapshot, made)))
    sheet = load_workbook(tmp_path / "w.xlsx").active
    heads = "年度 职业（工种） 等级 批次数 报名人数 实考人数 合格人数 合格率 发证数 违纪人数 备注"
    assert [cell.value for cell in sheet[1]] == heads.split()
    assert sheet.cell(2, 1).value == 2025 and sheet.cell(sheet.max_row, 2).value == "合计"


def test_sta_006_rooms_are_asked_only_where_people_have_seats(busy):
    with busy.reading() as context:
        assert severity.neighbours(context, 1) == []


def answered(capsys, centre, *line):
    code = main([*line, "--json", "--centre", str(folder_of(centre)), "--on", "2026-01-20"])
    return code, json.loads(capsys.readouterr().out)


def test_the_command_line_gives_the_same_figures(busy, capsys):
    with busy.reading() as context:
        whole = queries.overall(context, Chosen())["present"]
    code, answer = answered(capsys, busy, "stats", "pass-rate", "--by", "month")
    assert code == 0 and (answer["n"], answer["passed"], answer["rate"]) == (whole.n, whole.passed, whole.rate)
    assert len(answer["rows"]) == 11
    code, answer = answered(capsys, busy, "stats", "funnel", "--from", "2025-01-01")
    assert set(answer["outside"]) == {LOW, HIGH}
    assert {"key", "n", "rate", "lower", "upper", "outside"} <= answer["rows"][0].keys()
    for what in ("severity", "agreement", "timeliness", "sheet"):
        assert answered(capsys, busy, "stats", what)[0] == 0


def test_the_command_line_refuses_who_may_not_read(busy, capsys):
    code, answer = answered(capsys, busy, "stats", "pass-rate", "--as", "finance")
    assert code == 1 and answer["findings"][0]["rule"] == "PPL-ORG-010"


@pytest.mark.parametrize(("low", "high", "told"), [(0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1.0]), (0.37, 0.96, [0.4, 0.5, 0.6, 0.7, 0.8, 0.9]), (5, 5, [5])])
def test_tick_marks_are_round(low, high, told):
    assert ticks(low, high) == pytest.approx(told)

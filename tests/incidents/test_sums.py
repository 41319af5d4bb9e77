"""Statistics of incidents: by kind, class, month and batch; drills apart; minutes lost; and the monthly sheet on paper."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from desktop.cli import main
from models.core.opening import TRAINING_PASSWORD
from models.incidents import sums
from reports import forms
from tests.centres import seat
from tests.incidents.makers import at, done, reported, rules
from tests.reports.paper import A4, fonts_not_embedded, in_order, outside, sizes, text

NOW = at("12:00")


def row(number, kinds="G3", **given):
    """A line of the log, both hops in time."""
    found = given.get("discovered_at", at("09:12"))
    usual = {"id": number, "kinds": kinds.split(), "rank": "general", "theme": "power", "state": "closed", "is_drill": False, "batch": "",
             "discovered_at": found, "site_told_at": found + timedelta(minutes=3), "group_told_at": found + timedelta(minutes=6)}  # fmt: skip
    return SimpleNamespace(**usual | given)


def tally(rows, by, taken=None, profile="hunan"):
    return {one.key: one for one in sums.tally(rows, by, taken or {}, rules(profile)["INC-021"], NOW)}


def test_inc_066_drills_stand_apart_and_touch_no_other_number():
    rows = [row(1), row(2, rank="major", is_drill=True, site_told_at=None, group_told_at=None, state="discovered")]
    whole = tally(rows, sums.ALL, {2: (5, 5)})["all"]
    assert (whole.incidents, whole.drills, whole.major, whole.late, whole.open, whole.lost) == (1, 1, 0, 0, 0, 0)


def test_inc_003_an_incident_counts_under_each_of_its_kinds_and_once_in_the_whole():
    rows = [row(1, "G3 G4"), row(2, "G4")]
    assert {key: one.incidents for key, one in tally(rows, sums.KIND).items()} == {"G3": 1, "G4": 2}
    assert tally(rows, sums.ALL)["all"].incidents == 2
    assert tally([row(1, "G3 G3")], sums.KIND)["G3"].incidents == 1


def test_inc_002_classes_are_counted_major_first():
    rows = [row(1), row(2, rank="major"), row(3)]
    assert [(one.label, one.incidents, one.major, one.general) for one in tally(rows, sums.RANK).values()] == [
        ("重大", 1, 1, 0),
        ("一般", 2, 0, 2),
    ]


def test_months_are_those_of_discovery_in_their_order():
    last, first = datetime(2025, 9, 30, 23, 59), datetime(2025, 10, 1)
    rows = [row(1, discovered_at=first), row(2, discovered_at=last), row(3, discovered_at=first)]
    assert {key: one.incidents for key, one in tally(rows, sums.MONTH).items()} == {"2025-09": 1, "2025-10": 2}


def test_batches_and_themes_name_what_has_none():
    rows = [row(1, batch="202510A"), row(2, theme="")]
    assert [one.label for one in tally(rows, sums.BATCH).values()] == ["未填批次", "202510A"]
    assert [one.label for one in tally(rows, sums.THEME).values()] == ["未分类", "断电、设备"]


@pytest.mark.parametrize(("second", "late"), [(0, 0), (1, 1)])  # INC-T1: 600 s are within 10 minutes, 601 are not
def test_inc_021_a_first_report_is_late_from_the_second_after(second, late):
    told = at("09:22") + timedelta(seconds=second)
    assert tally([row(1, group_told_at=told)], sums.ALL)["all"].late == late


@pytest.mark.parametrize(("state", "late"), [("discovered", 1), ("closed", 0)])
def test_a_report_not_made_is_late_while_it_runs_and_unknown_in_an_old_record(state, late):
    assert tally([row(1, group_told_at=None, state=state)], sums.ALL)["all"].late == late


def test_mkt_002_minutes_lost_and_granted_are_summed():
    whole = tally([row(1), row(2)], sums.ALL, {1: (12, 12), 2: (20, 5)})["all"]
    assert (whole.lost, whole.granted) == (32, 17)


def test_what_is_not_over_is_open_and_what_was_cancelled_counts_nowhere():
    whole = tally([row(1, state="handled"), row(2), row(3, state="cancelled")], sums.ALL)["all"]
    assert (whole.incidents, whole.open) == (2, 1)
    assert tally([], sums.KIND) == {}


# on paper


@pytest.fixture
def exam(centre):
    return centre("hunan", "exam")


@pytest.fixture
def year(exam):
    """A power cut with lost minutes, an older one of last month, and a drill."""
    key = reported(exam, batch="2026-11 车工四级")
    done(exam, "fix_measures", key, text="启用备用电源", at="2026-11-20 09:18")
    done(exam, "grant_time", key, starts_at="2026-11-20 09:12", ends_at="2026-11-20 09:20")
    reported(exam, "G4", reason="补录", discovered_at="2026-10-16 09:12", told_site_at="2026-10-16 09:15", told_group_at="2026-10-16 09:16",
             ends_at="2026-10-16 10:30")  # fmt: skip
    reported(exam, drill=True)
    return exam


def test_the_monthly_sheet_has_every_group_and_its_minutes(year):
    pdf = forms.render_list(year, "W-INCIDENT-MONTH").pdf
    labels = ["突发事件月报表", "2026-10-16至2026-11-20", "总计", "损失分钟", "演练", "合计", "2", "8", "8", "1", "类别", "G3", "G4", "类型",
              "级别", "一般", "月份", "2026-10", "2026-11", "批次", "未填批次", "2026-11车工四级", "每年至少1次", "填表人"]  # fmt: skip
    assert in_order(pdf, labels) == ""
    assert sizes(pdf) == [A4]
    assert outside(pdf) == []
    assert fonts_not_embedded(pdf) == []


def test_the_sheet_of_last_month_is_printed_by_the_generic_line(year, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("JIANTAI_PASSWORD", TRAINING_PASSWORD)
    out = tmp_path / "m.pdf"
    line = ["print", "W-INCIDENT-MONTH", "all", str(out), "--centre", str(year.folder), "--as", "exam", "--on", "2026-11-21"]
    assert main([*line, "--where", "when=last_month"]) == 0
    shown = text(out.read_bytes())
    assert "上月（2026-10-16至2026-10-16）" in shown
    assert "G3" not in shown
    assert main([*line, "--where", "summary=机房跳闸"]) == 2
    assert main([*line[:2], "SJ-2026-0001", *line[3:], "--where", "when=month"]) == 2
    assert "all" in capsys.readouterr().err


def test_inc_034_the_sheet_is_for_those_who_may_know(year):
    refused = forms.render_list(seat(year, "finance"), "W-INCIDENT-MONTH")
    assert not refused.pdf
    assert [one.rule for one in refused.findings] == ["PPL-ORG-010"]


def test_an_empty_sheet_says_so(exam):
    assert "没有事件" in text(forms.render_list(exam, "W-INCIDENT-MONTH").pdf)

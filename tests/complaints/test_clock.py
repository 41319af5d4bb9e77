"""The worked examples of registers.md 1.5: what is due when, what is late, what an extension changes."""

from datetime import date, datetime

import pytest

from tests.complaints.conftest import rules_of

MARCH_3 = date(2025, 3, 3)


@pytest.mark.parametrize(
    ("example", "received", "screening", "decision"),
    [
        ("CMP-T1", "2025-03-03 10:00", date(2025, 3, 6), date(2025, 3, 12)),
        ("CMP-T2", "2025-09-26 16:55", date(2025, 9, 30), date(2025, 10, 13)),  # 28 Sep works, 1–8 Oct do not, 11 Oct does
        ("CMP-T3", "2025-03-08 09:00", date(2025, 3, 12), date(2025, 3, 18)),  # a Saturday's letter box
        ("CMP-T4", "2025-04-29 09:00", date(2025, 5, 7), date(2025, 5, 13)),
    ],
)
def test_cmp_006_and_cmp_014_the_two_clocks_run_from_the_day_of_receipt(desk, example, received, screening, decision):
    day = date.fromisoformat(received[:10])
    registered = date(2025, 3, 10) if example == "CMP-T3" else day
    case = desk.receive(received, on=registered)
    assert desk.due(registered) == {"初步了解": screening, "书面通知": screening, "作出处理结果": decision}
    assert desk.case(case).number == f"TS-{day.year}-0001"


def test_cmp_t2_the_answer_to_a_registration_says_both_dates_and_why(desk):
    outcome = desk.done("general", "receive", on=date(2025, 9, 26), received_at="2025-09-26 16:55", kind="T", channel="telephone",
                        complainant="林晓彤", employer="示例职业学院", contact="0371-00000032", content="误判", evidence="无",
                        grounds="CG1")  # fmt: skip
    told = {finding.rule: finding.params["expected"] for finding in outcome.findings}
    assert "2025-09-30 周二" in told["CMP-006"]
    assert "2025-10-13 周一" in told["CMP-014"]
    assert "10-01 至 10-08" in told["CMP-014"]


def test_cmp_t5_cmp_015_an_extension_that_was_told_moves_the_date(desk):
    case = desk.investigated("2025-03-03 10:00", date(2025, 3, 6))
    desk.done("director", "extend", case, on=date(2025, 3, 11), new_due="2025-03-21", why="关键证人出差", reason="证人出差")
    desk.done("general", "notify_extension", case, on=date(2025, 3, 12), way="post", letter_no="YQ-1")
    assert desk.due(date(2025, 3, 13)) == {"作出处理结果（延长）": date(2025, 3, 21)}
    assert not desk.case(case).extended_late


def test_cmp_t6_cmp_016_an_extension_without_notice_changes_nothing(desk):
    case = desk.investigated("2025-03-03 10:00", date(2025, 3, 6))
    desk.done("director", "extend", case, on=date(2025, 3, 11), new_due="2025-03-21", why="关键证人出差", reason="证人出差")
    assert desk.due(date(2025, 3, 13)) == {"作出处理结果": date(2025, 3, 12)}


def test_cmp_t7_cmp_014_the_whole_of_the_last_day_is_in_time(desk):
    case = desk.found("2025-03-03 10:00", date(2025, 3, 6))
    centre_at_night = date(2025, 3, 13)
    outcome = desk.do("director", "decide", case, on=centre_at_night, decision="成立", at="2025-03-12 23:10")
    assert outcome.done
    assert desk.case(case).decided_at == datetime(2025, 3, 12, 23, 10)


def test_cmp_t8_cmp_014_a_late_decision_wants_a_reason_and_stays_late(desk):
    case = desk.found("2025-03-03 10:00", date(2025, 3, 6))
    given = {"on": date(2025, 3, 13), "decision": "成立", "at": "2025-03-13 00:00"}
    refused = desk.do("director", "decide", case, **given)
    assert refused.needs_reason
    assert rules_of(refused) == ["CMP-014"]
    desk.done("director", "decide", case, reason="证据迟到", **given)
    from models.complaints.queries import lateness

    for later in (date(2025, 3, 13), date(2026, 11, 20)):
        with desk.centre.reading() as context:
            context.today = later
            from models.complaints.tables import Complaint

            assert lateness(context, context.db.get_one(Complaint, case)) == ["作出处理结果迟 1 个工作日"]


def test_cmp_t9_cmp_007_the_decision_may_be_in_time_and_its_notice_late(desk):
    case = desk.receive("2025-03-03 10:00", on=MARCH_3)
    desk.done("director", "assign", case, on=MARCH_3, handler="general", lead="supervisor")
    desk.done("director", "screen", case, on=date(2025, 3, 6), investigate="是", screening="已了解")
    late = desk.do("general", "notify_preliminary", case, on=date(2025, 3, 7), way="post", letter_no="TZ-1")
    assert rules_of(late) == ["CMP-007"]
    assert late.needs_reason
    assert desk.do("general", "notify_preliminary", case, on=date(2025, 3, 7), way="post", letter_no="TZ-1", sent_on="2025-03-06").done


def test_cmp_006_the_check_is_late_on_the_day_after(desk):
    case = desk.receive("2025-03-03 10:00", on=MARCH_3)
    desk.done("director", "assign", case, on=MARCH_3, handler="general", lead="supervisor")
    given = {"investigate": "否", "screening": "已了解", "why": "不属实"}
    assert rules_of(desk.do("director", "screen", case, on=date(2025, 3, 7), **given)) == ["CMP-006"]
    assert desk.do("director", "screen", case, on=date(2025, 3, 6), **given).done


def test_cmp_014_a_centre_may_count_from_the_preliminary_decision(desk):
    from models.core.acts import call

    assert call(
        desk.centre, "core.set_rule_value", rule="CMP-014", param="start", value="preliminary", from_day="2025-01-01", why="本校规定"
    ).done
    desk.investigated("2025-03-03 10:00", date(2025, 3, 6))
    assert desk.due(date(2025, 3, 7)) == {"作出处理结果": date(2025, 3, 17)}


def test_a_year_without_calendar_gives_provisional_dates_that_refuse_nothing(desk):
    from models.core.due import due_items
    from tests.centres import seat

    desk.receive("2027-03-01 10:00", on=date(2027, 3, 1))
    with seat(desk.centre, "director", date(2027, 3, 1)).reading() as context:
        assert all(item.provisional for item in due_items(context))

"""Violations from record to decision: the codes of each region, reminders, the head's confirmation, bans, the imported list."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from models.assessment.candidates import banning, queries, rules
from models.assessment.candidates.intake_cases import code_of
from models.assessment.candidates.tables import Ban, Enrolment, Violation
from models.assessment.candidates.terms import violations
from models.core import intake, store
from models.core.registers import REGISTERS
from tests.assessment.candidates import TODAY, batch, do, done, enter, person, refused, rule
from tests.centres import seat

AT = "2025-02-10 09:15"


def admitted(centre, serial=7, **more):
    key = enter(centre, serial=serial)
    with store.writing(centre.engine) as db:
        found = db.get_one(Enrolment, key)
        for name, value in ({"state": "admitted", "ticket": f"T{serial}"} | more).items():
            setattr(found, name, value)
        db.commit()
    return key


def case(centre, **given):
    """A violation recorded; answers its id."""
    key = given.pop("of", None) or admitted(centre)
    number = done(
        centre, "assessment.record_violation", key, **{"at": AT, "facts": "手机放在座位旁", "subject": "theory", "room": "101"} | given
    )
    with centre.reading() as context:
        return queries.find_case(context.db, number)[0].id


def propose(centre, key, **given):
    return do(centre, "assessment.propose_sanction", key, **{"decided_by": "冯晓兰"} | given)


def kept(centre, key):
    with centre.reading() as context:
        found = context.db.get_one(Violation, key)
        context.db.expunge_all()
        return found


def bans(centre):
    with centre.reading() as context:
        return [(one.effect, one.first_day, one.last_day, one.lifted_on) for one in context.db.scalars(select(Ban).order_by(Ban.id))]


def test_asm_dis_001_a_case_is_numbered_and_says_what_it_lacks(centre):
    made = centre("sport")
    batch(made)
    key = case(made)
    assert (kept(made, key).number, kept(made, key).state) == ("WJ-2025-001", "recorded")
    outcome = propose(made, key, code="SP-D2-02")
    assert outcome.done
    assert [found.params["list"] for found in outcome.findings if found.rule == "ASM-DIS-001"] == ["证据、见证人、考生陈述"]


def test_asm_dis_002_ex_sp_d1_01_wants_a_reminder_before_the_act(centre):
    made = centre("sport")
    batch(made)
    key = case(made)
    assert refused(propose(made, key, code="SP-D1-01")) == {"ASM-DIS-002"}
    done(made, "assessment.note_reminder", key, reminded_at="2025-02-10 09:16")  # after it
    assert refused(propose(made, key, code="SP-D1-01")) == {"ASM-DIS-002"}
    done(made, "assessment.note_reminder", key, reminded_at="2025-02-10 09:12")
    assert propose(made, key, code="SP-D1-01").done


@pytest.mark.parametrize(("profile", "id_", "code"), [("sport", "ASM-DIS-011", "SP-D1-04"), ("fujian", "ASM-DIS-012", "FJ-D1-01"),
                                                      ("hunan", "ASM-DIS-013", "HN-D3-01"), ("henan", "ASM-DIS-014", "HE-D2-01")])  # fmt: skip
def test_asm_dis_011_012_013_014_only_codes_of_the_regions_own_list(profile, id_, code):
    known = violations(profile)
    assert rules.violation_faults(code, known, None, rule(profile, id_), rule(profile, "ASM-DIS-010")) == []
    other = "HE-D2-01" if profile != "henan" else "SP-D1-04"
    assert [one.rule for one in rules.violation_faults(other, known, "依据", rule(profile, id_), rule(profile, "ASM-DIS-010"))] == [id_]
    assert [one.rule for one in rules.violation_faults(None, known, None, rule(profile, id_), rule(profile, "ASM-DIS-010"))] == [id_]


def test_asm_dis_010_chongqing_wants_a_legal_basis_and_effects(centre):
    made = centre("chongqing")
    batch(made)
    key = case(made)
    assert refused(propose(made, key)) == {"ASM-DIS-010"}
    assert refused(propose(made, key, legal_basis="渝职鉴〔2024〕9号")) == {"ASM-DIS-010"}
    assert propose(made, key, legal_basis="渝职鉴〔2024〕9号", effects=["SUBJ"]).done
    assert kept(made, key).effects == ["SUBJ"]


def test_asm_dis_003_only_the_head_makes_a_decision_hold(centre):
    made = centre("sport")
    number = batch(made)
    person_ = admitted(made)
    key = case(made, of=person_)
    assert propose(made, key, code="SP-D2-02").done
    with made.reading() as context:
        assert [one.id for one in queries.open_cases(context.db, number)] == [key]
        assert queries.sanctions(context.db, person_) == []
    assert refused(do(made, "assessment.confirm_sanction", key)) == {"PPL-ORG-010"}
    done(made, "assessment.confirm_sanction", key, who="director")
    with made.reading() as context:
        assert queries.open_cases(context.db, number) == []
        assert [one.effects for one in queries.sanctions(context.db, person_)] == [("ALL", "BAN-Y")]
    assert kept(made, key).confirmed_by


def test_asm_dis_003_a_decision_is_sent_back_or_lifted(centre, monkeypatch):
    heard = []
    monkeypatch.setattr(banning, "FOLLOWING", [lambda _unit, one: heard.append(one.state)])
    made = centre("sport")
    batch(made)
    person_ = admitted(made)
    key = case(made, of=person_)
    propose(made, key, code="SP-D2-02")
    done(made, "assessment.return_sanction", key, why="证据不足", who="director")
    assert (kept(made, key).state, kept(made, key).effects) == ("recorded", [])
    propose(made, key, code="SP-D2-02")
    done(made, "assessment.confirm_sanction", key, who="director")
    done(made, "assessment.lift_sanction", key, why="复核后不成立", who="director")
    with made.reading() as context:
        assert queries.sanctions(context.db, person_) == []
        assert queries.bans_of(context.db, "resident", person(7)) == []
    assert bans(made)[0][3] == TODAY
    assert heard == ["decided", "lifted"]


def test_a_warning_holds_on_the_spot(centre):
    made = centre("hunan")
    batch(made)
    key = case(made)
    done(made, "assessment.note_reminder", key, reminded_at="2025-02-10 09:10")
    assert propose(made, key, code="HN-X-03").done
    assert kept(made, key).state == "decided"


def test_asm_dis_004_ex_the_decision_writes_the_ban(centre):
    made = centre("sport")
    batch(made)
    key = case(made)
    propose(made, key, code="SP-D3-04")
    assert bans(made) == []
    done(made, "assessment.confirm_sanction", key, who="director")
    assert bans(made) == [("BAN-2Y", date(2025, 2, 10), date(2027, 2, 10), None)]
    batch(made, "LAST", day=date(2027, 2, 10))
    batch(made, "NEXT", day=date(2027, 2, 11))
    given = {"name": "林晓峰", "id_no": person(7), "level": 5}
    assert refused(do(made, "assessment.enter_candidate", batch="LAST", **given)) == {"ASM-REG-018"}
    assert do(made, "assessment.enter_candidate", batch="NEXT", **given).done


@pytest.mark.parametrize(
    ("passed", "fate", "fits"), [(True, "none", False), (True, "invalid", True), (True, "revoked", True), (False, "none", True)]
)
def test_asm_dis_005_found_after_the_result_says_what_becomes_of_the_certificate(passed, fate, fits):
    assert (rules.certificate_fate_faults(passed, ["ALL"], fate, rule("sport", "ASM-DIS-005")) == []) is fits
    assert rules.certificate_fate_faults(passed, ["WARN1"], fate, rule("sport", "ASM-DIS-005")) == []


def test_asm_dis_005_asm_dis_006_confirmed_with_certificate_and_transfer(centre):
    made = centre("sport")
    batch(made)
    key = case(made, of=admitted(made, result="passed"))
    propose(made, key, code="SP-D3-05")
    assert refused(do(made, "assessment.confirm_sanction", key, who="director")) == {"ASM-DIS-005"}
    outcome = do(made, "assessment.confirm_sanction", key, who="director", certificate="revoked", transferred="移送公安机关")
    assert outcome.done
    assert "ASM-DIS-006" in {found.rule for found in outcome.findings}
    assert kept(made, key).certificate == "revoked"


def test_asm_dis_007_impersonation_is_admitted_or_proved(centre):
    made = centre("henan")
    batch(made)
    assert refused(propose(made, case(made), code="HE-D4-04")) == {"ASM-DIS-007"}
    admission = case(made, of=admitted(made, serial=8), statement="承认替考，已签名")
    assert propose(made, admission, code="HE-D4-04").done
    proved = case(made, of=admitted(made, serial=9), evidence=1)
    assert propose(made, proved, code="HE-D4-04").done


def test_a_supervisor_records_in_fujian_and_nowhere_else(centre):
    made, other = centre("fujian"), centre("henan")
    batch(made)
    batch(other)
    given = {"at": AT, "facts": "传递纸条"}
    assert do(made, "assessment.record_violation", admitted(made), who="supervisor", **given).done
    assert refused(do(other, "assessment.record_violation", admitted(other), who="supervisor", **given)) == {"PPL-ORG-010"}


def test_the_candidate_is_told_after_the_decision(centre):
    made = centre("sport")
    batch(made)
    key = case(made)
    propose(made, key, code="SP-D1-04")
    assert refused(do(made, "assessment.tell_candidate", key)) == {"SYS-002"}  # not confirmed yet
    done(made, "assessment.confirm_sanction", key, who="director")
    assert refused(do(made, "assessment.tell_candidate", key, told_on="2025-02-09")) == {"SYS-002"}
    done(made, "assessment.tell_candidate", key, told_on="2025-02-10")
    assert kept(made, key).told_on == TODAY


# -- W-VIOLATION --------------------------------------------------------------------------------------------------------

HEADS = ("编号", "对象", "姓名", "证件号码", "批次名称", "考场", "科目", "时间", "违纪事实", "适用条款", "证据份数", "处理决定", "禁考至", "决定日期",
         "送达日期", "证书处理", "备注")  # fmt: skip


def taken(centre, tmp_path, *rows):
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(HEADS)
    for row in rows:
        sheet.append(row)
    book.save(tmp_path / "违纪.xlsx")
    return intake.carry_out(seat(centre, "exam", TODAY), REGISTERS["assessment.violations"], tmp_path / "违纪.xlsx", reason="历史")


def line(serial, clause, ban=None, number="WJ-2022-001", who="考生", decided="2025-02-10"):
    return (
        number,
        who,
        "林晓峰",
        person(serial),
        "批次B1",
        "01考场",
        "理论",
        "2025-02-10 09:55",
        "将答卷带出考场",
        clause,
        2,
        None,
        ban,
        decided,
        None,
        "无",
        "示例",
    )


@pytest.mark.parametrize(("words", "code"), [("000 四(二)1(3)", "SP-D1-03"), ("四（二）2（4）", "SP-D2-04"), ("SP-D3-01", "SP-D3-01"),
                                             ("001 附件6 1(1)", None), ("", None)])  # fmt: skip
def test_a_clause_in_a_list_means_its_code(words, code):
    assert code_of(words, "sport") == code


def test_a_list_brings_cases_and_their_bans(centre, tmp_path):
    made = centre("sport")
    batch(made)
    admitted(made)
    outcome = taken(made, tmp_path, line(7, "000 四(二)2(4)", "2025-12-31"))
    assert outcome.value.new == 1
    assert bans(made) == [("BAN-Y", date(2025, 2, 10), date(2025, 12, 31), None)]
    with made.reading() as context:
        found = queries.find_case(context.db, "WJ-2022-001")[0]
        assert (found.state, found.code, found.at, found.effects) == ("decided", "SP-D2-04", datetime(2025, 2, 10, 9, 55), ["ALL", "BAN-Y"])
    assert taken(made, tmp_path, line(7, "000 四(二)2(4)", "2025-12-31")).value.unchanged == 1
    assert len(bans(made)) == 1


@pytest.mark.parametrize("bad", [line(7, "000 四(二)9(4)"), line(7, "000 四(二)2(4)", "2026-01-01"), line(8, "000 四(二)2(4)")])
def test_a_list_is_refused_where_code_ban_or_candidate_is_wrong(centre, tmp_path, bad):
    made = centre("sport")
    batch(made)
    admitted(made)
    assert taken(made, tmp_path, bad).value.new == 0
    assert bans(made) == []


def test_a_case_of_the_staff_is_kept_as_it_is_written(centre, tmp_path):
    made = centre("sport")
    batch(made)
    assert taken(made, tmp_path, line(8, "002 工作人员违规违纪处理规定 1", who="工作人员")).value.new == 1
    with made.reading() as context:
        found = queries.find_case(context.db, "WJ-2022-001")[0]
        assert (found.who, found.code, found.legal_basis, found.state) == ("staff", None, "002 工作人员违规违纪处理规定 1", "decided")
    assert bans(made) == []

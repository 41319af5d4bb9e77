"""Batches: scope, suspension, names, announcements, declared numbers, voiding — each rule on both sides."""

from datetime import date

import pytest
from sqlalchemy import select

from models.archives.tables import ArchiveFile
from models.assessment.candidates.tables import Enrolment
from models.assessment.plans import rules
from models.assessment.plans.abnormal import abnormal_of
from models.assessment.plans.counts import counts_of, head_count
from models.assessment.plans.tables import Announcement, BatchStep
from models.assessment.rules import Scope
from models.assessment.tables import Batch, ScopeRow
from models.core import store
from models.core.registers import REGISTERS, View, records
from models.core.rulebook import PROFILES, Rulebook
from models.core.tables import AbnormalOperation, User
from tests.archives.makers import id_number
from tests.assessment.batches import act, done, new_batch, put_at, refused, state_of
from tests.centres import seat

STAMP = {"first_entry": 1, "entry": 1}
FULL = dict.fromkeys(
    ("subject", "method", "conditions", "audience", "when_apply", "where_apply", "fee", "exam_time", "exam_place", "standard", "contact"),
    "见通知",
)


def day(text):
    return date.fromisoformat(text)


def add(centre, *records):
    with store.writing(centre.engine) as db:
        db.add_all(records)
        db.commit()


def filed(centre, occupation="车工", job="数控车床", levels=(4, 3, 2, 1), **given):
    add(centre, *(ScopeRow(occupation=occupation, job=job, level=level, **given, **STAMP) for level in levels))


# The filed scope -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("job", "level", "saved"), [("数控车床", 3, True), ("数控车床", 5, False), ("--", 4, False), ("普通车床", 4, False)]
)
def test_asm_sco_001_a_batch_stays_within_the_filed_scope(centre, job, level, saved):
    work = centre("henan")
    filed(work)
    outcome = act(work, "assessment.create_batch", code="P1", occupation="车工", job=job, level=level, first_exam_day="2026-12-18")
    assert outcome.done is saved
    assert saved or {one.rule for one in outcome.findings} == {"ASM-SCO-001"}


@pytest.mark.parametrize(("first", "last", "saved"), [
    ("2027-02-28", None, True), ("2027-03-01", None, False), ("2027-02-27", "2027-03-01", False),
])  # fmt: skip
def test_asm_sco_001_every_exam_day_lies_within_the_receipt(centre, first, last, saved):
    work = centre("henan")
    filed(work, valid_from=day("2024-03-01"), valid_to=day("2027-02-28"))
    given = {"code": "P1", "occupation": "车工", "job": "数控车床", "level": 4, "first_exam_day": first} | (
        {"last_exam_day": last} if last else {}
    )
    assert act(work, "assessment.create_batch", **given).done is saved


@pytest.mark.parametrize(("profile", "key", "fits"), [
    ("chongqing", ("车工", "随便", 3), True), ("chongqing", ("车工", "--", 5), False), ("fujian", ("车工", "--", 0), True),
    ("fujian", ("茶艺", "--", 0), False), ("hunan", ("车工", "随便", 3), False),
])  # fmt: skip
def test_asm_sco_001_the_key_of_the_scope_is_the_regions(profile, key, fits):
    scope = Scope()
    scope.add(("车工", "数控车床", 3), None, None)
    assert (rules.within_scope(scope, key, [day("2026-12-18")], Rulebook(profile)["ASM-SCO-001"]) == []) is fits


@pytest.mark.parametrize(("key", "fits"), [
    (("保育师", "--", 4), True), (("车工", "--", 4), False), (("车工", "--", 5), True), (("车工", "数控车床", 4), True), (("车工", "数控车床", 5), False),
])  # fmt: skip
def test_asm_sco_001_a_job_is_left_out_only_where_the_filed_list_leaves_it_out(key, fits):  # SCO-002: its example, against the filed list
    scope = Scope()
    for row in (("保育师", "--", 4), ("车工", "数控车床", 4), ("车工", "--", 5)):
        scope.add(row, None, None)
    assert (rules.within_scope(scope, key, [day("2026-12-18")], Rulebook("henan")["ASM-SCO-001"]) == []) is fits


@pytest.mark.parametrize(("exam_day", "saved"), [("2025-05-31", False), ("2025-06-01", True), ("2025-02-28", True), ("2025-03-01", False)])
def test_asm_sco_012_no_exam_day_falls_into_a_rectification_period(exam_day, saved):
    found = rules.suspended([(day("2025-03-01"), day("2025-05-31"))], [day(exam_day)], Rulebook("fujian")["ASM-SCO-012"])
    assert (found == []) is saved


def test_asm_sco_012_a_batch_that_spans_the_period_is_refused_and_the_notice_keeps_its_length(centre):
    work = centre("fujian")
    assert refused(
        work, "assessment.note_suspension", login="director", starts_on="2027-03-01", ends_on="2027-05-30", document="整改〔1〕"
    ) == {"SYS-014"}
    assert refused(
        work, "assessment.note_suspension", login="director", starts_on="2027-03-01", ends_on="2027-09-01", document="整改〔1〕"
    ) == {"SYS-014"}
    assert refused(work, "assessment.note_suspension", starts_on="2027-03-01", ends_on="2027-05-31", document="整改〔1〕") == {
        "PPL-ORG-010"
    }
    done(work, "assessment.note_suspension", login="director", starts_on="2027-03-01", ends_on="2027-05-31", document="整改〔1〕")
    given = {"code": "P1", "occupation": "茶艺", "first_exam_day": "2027-02-20", "last_exam_day": "2027-06-03"}
    assert refused(work, "assessment.create_batch", **given) == {"ASM-SCO-012"}
    done(work, "assessment.create_batch", **given | {"first_exam_day": "2027-06-01"})


@pytest.mark.parametrize(
    ("profile", "today", "opened"),
    [("fujian", "2027-02-28", True), ("fujian", "2027-03-01", False), ("fujian", "2027-05-31", False), ("fujian", "2027-06-01", True),
     ("henan", "2027-04-01", True)],
)  # fmt: skip
def test_ppl_org_014_no_batch_is_opened_while_the_centre_is_suspended(centre, profile, today, opened):
    work = centre(profile)
    done(work, "assessment.note_suspension", login="director", starts_on="2027-03-01", ends_on="2027-05-31", document="整改〔1〕")
    given = {"code": "P1", "occupation": "茶艺", "first_exam_day": "2027-07-20", "on": day(today)}
    if opened:
        done(work, "assessment.create_batch", **given)
    else:
        assert refused(work, "assessment.create_batch", **given) == {"PPL-ORG-014"}


def test_asm_sco_011_henan_submits_only_when_the_platform_is_connected(centre):
    work = centre("henan")
    batch = new_batch(work)
    put_at(work, batch, "reg_closed")
    for system in ("affairs", "exam", "video"):
        assert refused(work, "assessment.submit_batch", batch, login="director") == {"ASM-SCO-011"}
        done(work, "assessment.note_platform_link", system=system, connected_on="2026-01-05")
    done(work, "assessment.submit_batch", batch, login="director")


# Names ---------------------------------------------------------------------------------------------------------------


def test_asm_bat_003_the_platforms_name_and_its_counting():
    assert rules.sport_name(day("2025-01-18"), "北京", 1, "滑雪", None) == "2025-01 北京批次 1_滑雪_鉴定"
    assert (
        rules.sport_name(day("2025-01-18"), "北京", 1, "滑雪", "1.18 广众【四、五级】")
        == "2025-01 北京批次 1_滑雪_鉴定（1.18 广众【四、五级】）"
    )


def test_asm_bat_001_and_asm_bat_003_serials_run_within_region_and_month_and_brackets_are_refused(centre):
    work = centre("sport")

    def made(code, project, first, **given):
        batch = new_batch(work, code, day(first), occupation=project, level=5, region="北京", **given)
        with work.reading() as context:
            kept = context.db.get_one(Batch, batch)
            return kept.name, kept.owner

    assert made("S1", "滑雪", "2027-01-18") == ("2027-01 北京批次 1_滑雪_鉴定", "exam")  # and ASM-BAT-001: its maker owns it
    put_at(work, 1, "voided")  # its number is not used again
    assert made("S2", "游泳", "2027-01-20")[0] == "2027-01 北京批次 2_游泳_鉴定"
    assert made("S3", "游泳", "2027-02-20")[0] == "2027-02 北京批次 1_游泳_鉴定"
    given = {"occupation": "滑雪", "level": 5, "first_exam_day": "2027-01-18", "region": "北京"}
    assert refused(work, "assessment.create_batch", code="S4", remark="a）b", **given) == {"ASM-BAT-003"}
    assert refused(work, "assessment.create_batch", code="S4", remark="字" * 41, **given) == {"ASM-BAT-003"}
    done(work, "assessment.create_batch", code="S4", remark="字" * 40, **given)
    assert refused(work, "assessment.create_batch", code="S4", **given) == {"SYS-014"}


def test_asm_bat_004_fujian_counts_its_batches_within_the_year(centre):
    work = centre("fujian")
    batch = new_batch(work, "F1", day("2027-03-05"), level=None, occupation="茶艺")
    with work.reading() as context:
        kept = context.db.get_one(Batch, batch)
        assert (kept.name, kept.serial) == (f"{context.centre.name}鉴定站2027年第01批次专项职业能力考核", 1)
    again = {"code": "F2", "occupation": "茶艺", "first_exam_day": "2027-04-02"}
    assert refused(work, "assessment.create_batch", name="春季考核", **again) == {"ASM-BAT-004"}
    done(work, "assessment.create_batch", **again)
    done(work, "assessment.create_batch", **again | {"code": "F3", "first_exam_day": "2028-01-10"})
    with work.reading() as context:
        assert context.db.scalars(select(Batch.serial).order_by(Batch.id)).all() == [1, 2, 1]


def test_asm_bat_020_a_batch_keeps_its_modes(centre):
    work = centre("hunan")
    batch = new_batch(work, theory_mode="机考", practical_mode="模拟操作")
    with work.reading() as context:
        kept = context.db.get_one(Batch, batch)
        assert (kept.theory_mode, kept.practical_mode) == ("computer", "simulated")


def test_asm_bat_016_the_leader_on_site_is_listed_and_in_principle_the_owner(centre):
    work = centre("sport")
    batch = new_batch(work, region="北京")
    assert refused(work, "assessment.name_site_leader", batch, leader="考务") == {"ASM-BAT-016"}
    with work.reading() as context:
        name = context.db.scalar(select(User.name).where(User.login == "exam"))
    done(work, "assessment.list_site_leader", name=name, listed_from="2026-01-01")
    done(work, "assessment.list_site_leader", name="王敏", listed_from="2026-01-01")
    done(work, "assessment.list_site_leader", name="李静", listed_from="2026-01-01", listed_to="2026-12-17")
    done(work, "assessment.name_site_leader", batch, leader=name)
    assert refused(work, "assessment.name_site_leader", batch, leader="王敏") == {"ASM-BAT-016"}
    done(work, "assessment.name_site_leader", batch, leader="王敏", reason="负责人出差")
    assert not act(work, "assessment.name_site_leader", batch, leader="李静", reason="负责人出差").done  # off the list on the exam day


# Announcements -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", PROFILES)
def test_asm_pln_007_an_announcement_states_what_its_region_prescribes(profile):
    rule = Rulebook(profile)["ASM-PLN-007"]
    wanted = rule.value("items") or []
    assert rules.lacks_content(dict.fromkeys(wanted, "x"), rule) == []
    for item in wanted:
        assert [one.rule for one in rules.lacks_content(dict.fromkeys(set(wanted) - {item}, "x"), rule)] == ["ASM-PLN-007"]
    assert bool(wanted) is (profile != "sport")


def test_asm_pln_006_registration_opens_after_the_announcement(centre):
    work = centre("chongqing", on=day("2025-03-15"))
    batch = new_batch(work, first=day("2025-05-15"))
    assert refused(work, "assessment.announce_batch", batch, login="director") == {"ASM-PLN-006"}
    assert refused(work, "assessment.publish_announcement", batch, subject="电工四级") == {"ASM-PLN-007"}
    late = act(work, "assessment.publish_announcement", batch, on=day("2025-03-16"), **FULL)
    assert not late.done and [(one.rule, one.severity) for one in late.findings] == [("ASM-PLN-006", "warn")]
    assert done(work, "assessment.publish_announcement", batch, **FULL).value == "GG-2025-001"
    done(work, "assessment.announce_batch", batch, login="director")
    with work.reading() as context:
        kept = context.db.scalars(select(Announcement)).one()
        assert kept.content["fee"] == "见通知" and kept.published_on == context.today


def test_asm_pln_010_fujian_reports_before_it_publishes(centre):
    work = centre("fujian")
    batch = new_batch(work, level=None)
    assert refused(work, "assessment.publish_announcement", batch, **FULL) == {"ASM-PLN-010", "ASM-VEN-001"}
    done(work, "assessment.prereview_batch", batch)
    done(work, "assessment.accept_prereview_batch", batch, document="预审回复")
    assert refused(work, "assessment.publish_announcement", batch, **FULL) == {"ASM-PLN-010"}
    done(work, "assessment.submit_batch", batch, login="director", day="2026-11-18")
    assert refused(work, "assessment.publish_announcement", batch, published_on="2026-11-17", **FULL) == {"ASM-PLN-010"}
    done(work, "assessment.publish_announcement", batch, published_on="2026-11-18", **FULL)
    done(work, "assessment.announce_batch", batch)


@pytest.mark.parametrize(("state", "site", "confirmed"), [
    ("exam_done", "一号实训室", True), ("closed", "一号实训室", True), ("listed", None, True),
    ("running", "一号实训室", False), ("voided", "一号实训室", False), ("exam_done", "二号实训室", False),
])  # fmt: skip
def test_asm_ven_001_a_project_new_to_a_venue_is_pre_reviewed(centre, state, site, confirmed):
    from models.assessment.plans.announcing import unseen

    work = centre("fujian")
    given = {"code": "F0", "occupation": "沙县小吃制作", "first_exam_day": day("2026-01-10"), "last_exam_day": day("2026-01-10"), "profile": "fujian"}
    add(work, Batch(state=state, site=site, **given, **STAMP))
    batch = new_batch(work, level=None, occupation="沙县小吃制作", site="一号实训室")
    other = new_batch(work, "P2026102", level=None, occupation="寿山石雕刻", site="一号实训室")
    with work.reading() as context:
        assert (unseen(context, context.db.get_one(Batch, batch)) == []) is confirmed
        assert [one.rule for one in unseen(context, context.db.get_one(Batch, other))] == ["ASM-VEN-001"]


# Declared and registered ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("declared", "actual", "normal"), [
    (100, 90, True), (100, 110, True), (100, 89, False), (100, 111, False), (25, 23, True), (25, 27, True), (25, 28, False), (25, 22, False),
    (9, 9, True), (9, 8, False), (9, 10, False), (10, 11, True), (10, 12, False),
])  # fmt: skip
def test_asm_bat_011_the_registered_may_deviate_by_ten_percent(declared, actual, normal):
    assert (rules.deviates(declared, actual, Rulebook("sport")["ASM-BAT-011"]) == []) is normal
    assert rules.deviates(declared, actual, Rulebook("henan")["ASM-BAT-011"]) == []


def enrol(centre, batch, n):
    shared = {"batch_id": batch, "id_kind": "id_card", "occupation": "滑雪", "job": "--", "level": 5, "way": "exam", "state": "reviewed"}
    people = [{"id_no": id_number(one), "name": f"考生{one}", "sort_name": str(one), "subjects": ["theory", "skill"]} for one in range(n)]
    add(centre, *(Enrolment(**shared, **one, **STAMP) for one in people))


def test_asm_bat_011_a_deviation_is_kept_among_the_abnormal_operations(centre):
    work = centre("sport")
    batch = new_batch(work, planned=10, region="北京")
    enrol(work, batch, 12)
    put_at(work, batch, "announced")
    assert refused(work, "assessment.close_registration_batch", batch) == {"ASM-BAT-011"}
    done(work, "assessment.close_registration_batch", batch, reason="临时增加一个班")
    with work.reading() as context:
        kept = context.db.scalars(select(AbnormalOperation)).one()
        assert (kept.rule, kept.subject, rules.abnormal_code(kept.rule)) == ("ASM-BAT-011", f"batch:{batch}", "AB-02")
        counts = counts_of(context, context.db.get_one(Batch, batch))
        assert (counts.declared, counts.applied, counts.registered, counts.tickets) == (10, 12, 12, 0)
        assert head_count(context, context.db.get_one(Batch, batch))


@pytest.mark.parametrize(("rule", "code"), [
    ("ASM-BAT-002", "AB-01"), ("ASM-BAT-011", "AB-02"), ("ASM-REG-010", "AB-03"), ("ASM-ROM-003", "AB-04"), ("ASM-ROM-008", "AB-05"),
    ("ASM-BAT-007", "AB-06"), ("ASM-BAT-016", "AB-07"), ("ASM-MAT-002", "AB-09"), ("ASM-REG-015", "AB-10"), ("CAL-010", "AB-11"),
])  # fmt: skip
def test_asm_bat_012_every_overridden_rule_has_a_code(rule, code):
    assert rules.abnormal_code(rule) == code


# To certificates -----------------------------------------------------------------------------------------------------


def test_asm_cer_001_an_open_objection_keeps_a_batch_from_certificates(centre):
    work = centre("chongqing")
    batch = new_batch(work)
    put_at(work, batch, "published")
    done(work, "assessment.note_objection", batch, received_on="2026-11-18")
    assert "ASM-CER-001" in refused(work, "assessment.certify_batch", batch, login="general")
    done(work, "assessment.note_objection", batch, received_on="2026-11-18", closed_on="2026-11-19")
    assert "ASM-CER-001" not in {one.rule for one in act(work, "assessment.certify_batch", batch, login="general").findings}


def test_asm_gen_004_every_step_says_who_when_and_which_checks_it_passed(centre):
    work = centre("hunan")
    batch = new_batch(work)
    done(work, "assessment.publish_announcement", batch, login="director", **FULL)
    done(work, "assessment.announce_batch", batch, login="director")
    with work.reading() as context:
        kept = context.db.scalars(select(BatchStep).where(BatchStep.name == "announce")).one()
        assert (kept.by, kept.from_state, kept.to_state) == ("director", "draft", "announced")
        assert {"scope", "announcement"} <= set(kept.checks)


def test_asm_bat_012_the_abnormal_operations_of_a_batch_are_listed_with_their_codes(centre):
    work = centre("sport", on=day("2025-03-14"))
    batch = new_batch(work, first=day("2025-04-05"), on=day("2025-03-16"), region="北京")
    other = new_batch(work, "S2", first=day("2025-04-05"), on=day("2025-03-10"), region="北京")
    assert refused(work, "assessment.submit_batch", batch, on=day("2025-03-16")) == {"ASM-BAT-002"}
    done(work, "assessment.submit_batch", batch, on=day("2025-03-16"), reason="平台故障")
    done(work, "assessment.submit_batch", other, on=day("2025-03-15"))
    with work.reading() as context:
        found = abnormal_of(context, context.db.get_one(Batch, batch))
        assert [(one.code, one.label, one.actor, one.reason) for one in found] == [("AB-01", "迟报批次申请", "exam", "平台故障")]
        assert abnormal_of(context, context.db.get_one(Batch, other)) == []


def test_asm_bat_014_a_personal_account_knows_its_own_batches_only(centre):
    work = centre("sport")
    mine = new_batch(work, region="北京")
    with store.writing(work.engine) as db:
        stranger = Batch(
            code="S9",
            first_exam_day=day("2026-12-18"),
            last_exam_day=day("2026-12-18"),
            profile="sport",
            state="draft",
            owner="other",
            **STAMP,
        )
        db.add_all(
            [stranger, Batch(code="S8", first_exam_day=day("2025-12-18"), last_exam_day=day("2025-12-18"), profile="sport", **STAMP)]
        )
        db.commit()
        theirs = stranger.id
    register = REGISTERS["assessment.batches"]

    def seen(login):
        with seat(work, login).reading() as context:
            return {one.code for one in records(context, register, View())}

    assert seen("exam") == {"P2026101", "S8"}
    assert seen("director") == {"P2026101", "S8", "S9"}
    assert refused(work, "assessment.submit_batch", theirs) == {"SYS-005"}
    assert state_of(work, mine) == "draft"
    given = {"rule": "ASM-BAT-014", "param": "authorised", "value": "exam", "from_day": "2026-11-20", "why": "站长书面授权"}
    done(work, "core.set_rule_value", login="director", **given)
    assert seen("exam") == {"P2026101", "S8", "S9"}  # with the head's authorisation


def test_a_listed_batch_is_taken_up_where_it_stands(centre):
    work = centre("henan")
    batch = new_batch(work, first=day("2026-11-10"))
    assert refused(work, "assessment.take_up_batch", batch, state="exam_done", why="纸质批次") == {"ASM-STM-001"}
    put_at(work, batch, "listed")
    done(work, "assessment.take_up_batch", batch, state="exam_done", why="纸质批次")
    assert state_of(work, batch) == "exam_done"
    assert refused(work, "assessment.start_batch", batch) == {"ASM-STM-001"}


def test_asm_mat_006_a_batch_is_closed_once_its_file_is_complete(centre):
    work = centre("henan")
    batch = new_batch(work, first=day("2026-11-10"))
    put_at(work, batch, "cert")
    assert refused(work, "assessment.close_batch", batch) == {"ASM-MAT-006"}
    assert refused(work, "assessment.file_batch", batch) == {"PPL-ORG-010"}
    done(work, "assessment.file_batch", batch, login="archive")
    assert refused(work, "assessment.file_batch", batch, login="archive") == {"SYS-014"}
    assert refused(work, "assessment.close_batch", batch) == {"ASM-MAT-006"}
    with store.writing(work.engine) as db:
        kept = db.scalars(select(ArchiveFile)).one()
        assert (kept.batch, str(kept.last_exam_on)) == ("P2026101", "2026-11-10")
        kept.completed_on = day("2026-11-19")
        db.commit()
    done(work, "assessment.close_batch", batch)
    assert state_of(work, batch) == "closed"

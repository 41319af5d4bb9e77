"""Handovers (HND), the vault (VLT), stock checks and the diary (ARC-002…019), secret matters (SEC-001…011)."""

from datetime import date, datetime
from typing import Any

import pytest

from models.archives import custody
from models.archives.custody import Bag, Counted, Duty, Shot
from models.archives.stocktaking import Expected, Seen, differences, findings_of
from tests.archives.makers import do, done, item, refused, rules

DAY = date(2026, 11, 20)


@pytest.fixture
def henan(centre):
    return centre("henan", on=DAY)


@pytest.fixture
def hunan(centre):
    return centre("hunan", on=DAY)


def drafted(centre, who="general", line=None, **given):
    values = {"title": "成绩汇总表", "place": "档案室", "custodian": "李红", "recipient": "王强"} | given
    number = done(centre, who, DAY, "archives.draft_handover", **values)
    done(centre, who, DAY, "archives.add_handover_line", number, **{"title": "汇总表", "account": 3, "material": 3} | (line or {}))
    return number


# -- handover -----------------------------------------------------------------------------------------------------


def test_hnd_001_signed_out_then_in_by_two_persons(henan):
    number = drafted(henan)
    assert refused(do(henan, "exam", DAY, "archives.sign_in", number)) == {"HND-001"}
    done(henan, "general", DAY, "archives.sign_out", number)
    assert refused(do(henan, "general", DAY, "archives.sign_in", number)) == {"HND-001"}
    done(henan, "exam", DAY, "archives.sign_in", number)
    assert do(henan, "general", DAY, "archives.close_handover", number).done


def test_hnd_002_hnd_003_important_files_wait_for_the_leader(henan):
    number = drafted(henan, important="7", taken_out=True)
    assert refused(do(henan, "general", DAY, "archives.sign_out", number)) == {"HND-002", "HND-003"}
    assert refused(do(henan, "general", DAY, "archives.approve_handover", number)) == {"PPL-ORG-010"}
    done(henan, "director", DAY, "archives.approve_handover", number)
    assert do(henan, "general", DAY, "archives.sign_out", number).done


def test_hnd_004_a_handover_without_contents_lacks_a_column(henan):
    number = done(henan, "general", DAY, "archives.draft_handover", title="成绩表", place="档案室", recipient="王强")
    assert refused(do(henan, "general", DAY, "archives.sign_out", number)) == {"HND-004"}


def test_hnd_004_and_hnd_005_the_leaders_signature_for_important_files():
    rule = rules("henan")["HND-004"]
    assert custody.column_faults({"文件名称": "x"}, True, False, rule)
    assert not custody.column_faults({"文件名称": "x"}, True, True, rule)
    assert not custody.column_faults({"文件名称": "x"}, False, False, rule)
    assert len(rules("henan")["HND-005"].value("codes")) == 9


def test_arc_013_a_difference_is_explained_by_both_sides(hunan):
    number = drafted(hunan, line={"material": 2})
    done(hunan, "general", DAY, "archives.sign_out", number)
    done(hunan, "archive", DAY, "archives.sign_in", number, received="2")
    assert refused(do(hunan, "archive", DAY, "archives.close_handover", number)) == {"ARC-013"}
    done(hunan, "general", DAY, "archives.explain_difference", number, why="一份留在考务科")
    assert refused(do(hunan, "archive", DAY, "archives.close_handover", number)) == {"ARC-013"}
    done(hunan, "archive", DAY, "archives.explain_difference", number, why="已登记补交")
    assert do(hunan, "archive", DAY, "archives.close_handover", number).done


@pytest.mark.parametrize(
    ("line", "agrees"),
    [((3, 3, 3, None), True), ((3, 3, 3, 3), True), ((3, 2, 3, None), False), ((3, 3, 2, None), False), ((3, 3, 3, 2), False)],
)
def test_arc_013_account_material_and_card(line, agrees):
    assert Counted("表", *line).agrees is agrees


GOOD = Bag("D1", True, "车工", 3)


@pytest.mark.parametrize(
    ("bag", "fine"),
    [(GOOD, True), (Bag(None, True, "车工", 3), False), (Bag("D1", False, "车工", 3), False), (Bag("D1", True, "钳工", 3), False),
     (Bag("D1", True, "车工", 4), False)],
)  # fmt: skip
def test_hnd_006_a_bag_matches_its_room(bag, fine):
    assert (custody.bag_faults([bag], "车工", 3, rules("chongqing")["HND-006"]) == []) is fine


def test_hnd_006_papers_are_not_signed_out_with_a_wrong_bag(centre):
    cq = centre("chongqing", on=DAY)
    papers = {"kind": "papers_out", "subject": "theory", "occupation": "车工", "level": "3"}
    number = drafted(cq, line={"bag": "D1", "sealed": True, "occupation": "钳工", "level": "3"}, **papers)
    assert refused(do(cq, "general", DAY, "archives.sign_out", number)) == {"HND-006"}


def test_hnd_007_printing_has_a_named_supervisor(hunan):
    given = {"title": "理论试卷", "kind": "print", "place": "印刷室", "recipient": "王强"}
    assert refused(do(hunan, "exam", DAY, "archives.draft_handover", **given)) == {"HND-007"}
    assert do(hunan, "exam", DAY, "archives.draft_handover", signers="于霞", **given).done


def test_hnd_008_an_incomplete_transport_wants_a_reason(henan):
    papers = {"kind": "transport", "subject": "theory", "occupation": "车工", "level": "3"}
    number = drafted(henan, line={"bag": "D1", "sealed": True, "occupation": "车工", "level": "3"}, **papers)
    assert do(henan, "general", DAY, "archives.sign_out", number, driver="赵明").needs_reason
    whole = {"vehicle": "豫A00000", "driver": "赵明", "escort": "李红", "departed_at": "2026-11-20 06:30", "arrived_at": "2026-11-20 07:00"}
    assert do(henan, "general", DAY, "archives.sign_out", number, **whole).done


@pytest.mark.parametrize(("hour", "minute", "fine"), [(8, 0, True), (8, 1, False), (7, 30, True)])
def test_hnd_009_papers_arrive_an_hour_before(hour, minute, fine):
    exam = datetime(2026, 11, 20, 9)
    found = custody.arrival_faults(datetime(2026, 11, 20, hour, minute), exam, rules()["HND-009"])
    assert (found == []) is fine and {one.severity for one in found} <= {"warn"}


def test_hnd_009_papers_are_handed_over_subject_by_subject(hunan):
    given = {"title": "试卷", "kind": "papers_out", "place": "保密室", "recipient": "王强"}
    assert refused(do(hunan, "exam", DAY, "archives.draft_handover", **given)) == {"HND-009"}


@pytest.mark.parametrize(("signers", "fine"), [("于霞、魏诺", True), ("于霞", False), ("于霞、于霞", False)])
def test_hnd_010_two_invigilators_sign_the_collected_papers(hunan, signers, fine):
    number = drafted(hunan, kind="papers_back", subject="theory")
    done(hunan, "general", DAY, "archives.sign_out", number)
    outcome = do(hunan, "archive", DAY, "archives.sign_in", number, signers=signers)
    assert outcome.done is fine and (fine or refused(outcome) == {"HND-010"})


def test_hnd_011_a_workpiece_passes_with_an_entry(hunan):
    number = drafted(hunan, title="试件 A-01", kind="workpiece", line={"title": "试件", "account": 1, "material": 1})
    done(hunan, "general", DAY, "archives.sign_out", number)
    assert do(hunan, "exam", DAY, "archives.sign_in", number).done


@pytest.mark.parametrize(("profile", "witnesses", "fine"), [("henan", "甲、乙", True), ("henan", "甲", False), ("hunan", "", True),
        ("sport", "甲", True)])
def test_hnd_012_candidates_witness_the_opening(profile, witnesses, fine):
    rule = rules(profile)["HND-012"]
    assert (custody.signer_faults([one for one in witnesses.split("、") if one], rule.value("witnesses"), rule, "见证人") == []) is fine


# -- the vault ----------------------------------------------------------------------------------------------------


def at(day, hour, minute=0):
    return datetime(2025, 5, day, hour, minute)


IN, OUT = at(9, 16), at(10, 8)
TWO = ("甲", "乙")


def test_vlt_t1_two_full_shifts_are_complete():
    assert custody.gap_faults([Duty(IN, at(10, 0), TWO), Duty(at(10, 0), OUT, TWO)], IN, OUT, rules("henan")["VLT-002"]) == []


def test_vlt_t2_a_gap_of_thirty_minutes_cannot_be_closed():
    found = custody.gap_faults([Duty(IN, at(9, 23, 30), TWO), Duty(at(10, 0), OUT, TWO)], IN, OUT, rules("henan")["VLT-002"])
    assert [one.rule for one in found] == ["VLT-002"] and "30 分钟" in found[0].params["found"]


def test_vlt_t3_one_name_is_refused_at_saving():
    assert [one.rule for one in custody.shift_faults(Duty(IN, OUT, ("甲",)), rules("henan"))] == ["VLT-001"]
    assert [one.rule for one in custody.shift_faults(Duty(IN, OUT, ("甲", "甲")), rules("henan"))] == ["VLT-001"]
    assert custody.shift_faults(Duty(IN, OUT, TWO), rules("henan")) == []


def stay(centre, **given):
    values = {"batch": "B1", "bags": 4, "received_by": "李红", "key_holder": "王强", "gate_guards": "甲", "patrol_guards": "乙",
              "arrived_at": "2025-05-09 16:00"} | given  # fmt: skip
    return done(centre, "exam", date(2025, 5, 10), "archives.papers_in", **values)


def shift(centre, begins, ends, persons="甲、乙", **given):
    return do(centre, "exam", date(2025, 5, 10), "archives.add_shift", "B1", begins_at=begins, ends_at=ends, persons=persons, **given)


def test_vlt_t1_to_t3_through_the_commands(henan):
    stay(henan)
    assert refused(shift(henan, "2025-05-09 16:00", "2025-05-10 00:00", "甲")) == {"VLT-001"}
    assert shift(henan, "2025-05-09 16:00", "2025-05-09 23:30").done
    done(henan, "exam", date(2025, 5, 10), "archives.papers_out", "B1", left_at="2025-05-10 08:00", issued_to="于霞")
    assert shift(henan, "2025-05-10 00:00", "2025-05-10 08:00", "丙、丁").done
    assert refused(do(henan, "exam", date(2025, 5, 10), "archives.close_vault", "B1")) == {"VLT-002"}
    assert shift(henan, "2025-05-09 23:30", "2025-05-10 00:00", "丙、丁").done
    assert do(henan, "exam", date(2025, 5, 10), "archives.close_vault", "B1").done


@pytest.mark.parametrize(("ends", "tired"), [(at(10, 4), False), (at(10, 4, 1), True)])
def test_vlt_005_twelve_hours_without_a_break(ends, tired):
    found = custody.long_duty_faults([Duty(IN, at(10, 0), TWO), Duty(at(10, 0), ends, ("甲", "丙"))], rules("henan")["VLT-005"])
    assert bool(found) is tired and {one.severity for one in found} <= {"warn"}


def test_vlt_003_and_vlt_004_the_log_keeps_its_columns_and_asks_about_missing_bags(henan):
    stay(henan)
    assert shift(henan, "2025-05-09 16:00", "2025-05-10 00:00", seal="完好", entries="于霞 送卷", events="无", handed_by="甲",
        taken_by="丙").done
    outcome = do(henan, "exam", date(2025, 5, 10), "archives.papers_out", "B1", left_at="2025-05-10 08:00", bags_out=3, issued_to="于霞")
    assert outcome.needs_reason and {one.rule for one in outcome.findings} == {"VLT-004"}
    with henan.reading() as context:
        from models.archives.queries import find_stay

        kept = find_stay(context.db, "B1")[0].shifts[0]
        assert (kept.persons, kept.bags, kept.seal, kept.entries, kept.handed_by, kept.taken_by) == (["甲", "乙"], 4, "完好", "于霞 送卷",
            "甲", "丙")


def test_vlt_006_and_sec_011_guards_and_keeper_are_named(henan):
    missing: dict[str, Any] = {"batch": "B2", "bags": 1, "received_by": "李红", "key_holder": "王强"}
    outcome = do(henan, "exam", DAY, "archives.papers_in", **missing)
    assert outcome.needs_reason and {one.rule for one in outcome.findings} == {"VLT-006"}
    nobody = {name: value for name, value in missing.items() if name != "received_by"}
    assert refused(do(henan, "exam", DAY, "archives.papers_in", **nobody)) == {"SYS-002"}  # SEC-011: a named keeper


# -- stock check --------------------------------------------------------------------------------------------------


def test_arc_014_the_five_classes_of_findings():
    expected = [Expected(f"DA-{n}", "1柜", 10) for n in range(1, 6)]
    seen = [Seen("DA-1", "1柜", 10), Seen("DA-2", "2柜"), Seen("DA-3", "1柜", 9), Seen("DA-4", card=False), Seen("X-9", "1柜")]
    found = [(one.kind, one.number) for one in differences(expected, seen)]
    assert found == [("wrong_place", "DA-2"), ("pages", "DA-3"), ("card", "DA-4"), ("missing", "DA-5"), ("surplus", "X-9")]


def test_arc_014_a_scanner_types_and_findings_are_kept(hunan):
    for number in ("DA-1", "DA-2"):
        item(hunan, DAY, number)
    check = done(hunan, "archive", DAY, "archives.begin_check")
    assert done(hunan, "archive", DAY, "archives.scan", check, code="JT:DA-1", location="档案室-1柜")["findings"] == []
    assert done(hunan, "archive", DAY, "archives.scan", check, code="ZZ-9")["findings"] == ["多出"]
    assert refused(do(hunan, "archive", DAY, "archives.close_check", check)) == {"ARC-013"}
    done(hunan, "archive", DAY, "archives.close_check", check, explanation="DA-2 正在找")
    with hunan.reading() as context:
        from models.archives.queries import find_numbered
        from models.archives.tables_work import StockCheck

        kept = findings_of(context, find_numbered(StockCheck)(context.db, check)[0])
        assert [(one.kind, one.number) for one in kept] == [("missing", "DA-2"), ("surplus", "ZZ-9")]
    assert refused(do(hunan, "archive", DAY, "archives.scan", check, code="DA-2")) == {"ARC-014"}


def test_arc_014_and_arc_002_a_new_keeper_makes_a_check_due(hunan):
    from models.core.due import due_items
    from tests.centres import seat

    item(hunan, DAY)

    def due(day):
        with seat(hunan, "archive", day).reading() as context:
            return [one.due for one in due_items(context) if one.rule == "ARC-014"]

    done(hunan, "director", DAY, "archives.name_keeper", name="李红")
    assert due(DAY) == [] and due(date(2026, 12, 1)) == [date(2026, 12, 31)]
    done(hunan, "director", DAY, "archives.name_keeper", name="王强", from_day=DAY)
    assert due(DAY) == [date(2026, 11, 27)]


# -- the diary, files of batches ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "given", "kind"),
    [("archives.close_room", {"locked": True}, "closing"), ("archives.record_spot_check", {"result": "齐全"}, "spot_check"),
     ("archives.record_spot_check", {"result": "够用", "premises": True}, "premises")],
)  # fmt: skip
def test_arc_015_arc_016_arc_019_the_diary_keeps_them(henan, command, given, kind):
    from sqlalchemy import select

    from models.archives.tables_work import DiaryEntry

    done(henan, "archive", DAY, command, **given)
    with henan.reading() as context:
        entry = context.db.scalar(select(DiaryEntry))
        assert (entry.kind, entry.on_day, entry.ticked) == (kind, DAY, True)
        assert (context.rules["ARC-015"].value("paper_years"), context.rules["ARC-015"].value("electronic_years")) == (3, 5)
        assert context.rules["ARC-016"].active


def test_arc_018_the_four_documents_of_the_archive_rules(henan):
    from models.archives.diary import missing_rules

    for document in ("loan_rules", "destruction_rules", "officer_duties"):
        done(henan, "archive", DAY, "archives.register_rules", document=document, reference="第1版")
    with henan.reading() as context:
        assert [one.params["list"] for one in missing_rules(context)] == ["分管领导职责"]
    done(henan, "archive", DAY, "archives.register_rules", document="leader_duties", reference="第1版")
    with henan.reading() as context:
        assert missing_rules(context) == []


def test_arc_012_a_repair_has_its_entry(hunan):
    item(hunan, DAY)
    done(hunan, "archive", DAY, "archives.repair", "DA-1", damage="字迹褪色")
    assert refused(do(hunan, "archive", DAY, "archives.request_loan", "DA-1", borrower="于霞", purpose="看")) == {"ARC-040"}
    done(hunan, "archive", DAY, "archives.repaired", "字迹褪色", how="已补描")
    assert do(hunan, "archive", DAY, "archives.shelve", "DA-1").done


# -- secret matters -----------------------------------------------------------------------------------------------


def test_sec_001_a_transfer_has_its_person_and_is_never_unprotected(hunan):
    given = {"title": "题库U盘", "carrier": "李红", "destination": "考务科"}
    assert refused(do(hunan, "bank", DAY, "archives.record_transfer", protected=False, **given)) == {"SEC-001"}
    assert do(hunan, "bank", DAY, "archives.record_transfer", protected=True, **given).done


@pytest.mark.parametrize(("persons", "fine"), [("李红、王强", True), ("李红", False), ("李红、李红", False)])
def test_sec_003_a_trip_takes_two_persons_and_the_heads_approval(hunan, persons, fine):
    given = {"title": "试卷", "persons": persons, "destination": "考点", "until": DAY, "measures": "密码箱"}
    outcome = do(hunan, "bank", DAY, "archives.request_trip", **given)
    assert outcome.done is fine
    if not fine:
        assert refused(outcome) == {"SEC-003"}
        return
    assert refused(do(hunan, "bank", DAY, "archives.finish_secret", "试卷")) == {"SEC-003"}
    done(hunan, "director", DAY, "archives.approve_secret", "试卷")
    assert do(hunan, "bank", DAY, "archives.finish_secret", "试卷").done


@pytest.mark.parametrize(("made", "fine"), [(2, True), (3, False)])
def test_sec_004_no_more_copies_than_approved(hunan, made, fine):
    done(hunan, "exam", DAY, "archives.request_copy", title="评分标准", way="copy", copies=5, destination="考场")
    assert refused(do(hunan, "exam", DAY, "archives.finish_secret", "评分标准", copies=1)) == {"SEC-004"}
    done(hunan, "director", DAY, "archives.approve_secret", "评分标准", copies=2)
    outcome = do(hunan, "exam", DAY, "archives.finish_secret", "评分标准", copies=made)
    assert outcome.done is fine and (fine or refused(outcome) == {"SEC-004"})


@pytest.mark.parametrize(("place", "photographs", "state"), [("bank", False, "asked"), ("print", False, "done"), ("print", True, "asked")])
def test_sec_005_a_visitor_of_the_bank_waits_for_the_head(hunan, place, photographs, state):
    from sqlalchemy import select

    from models.archives.tables_work import SecretEvent

    done(hunan, "bank", DAY, "archives.log_visit", place=place, visitors="张三", purpose="检修", companion="李红", photographs=photographs)
    with hunan.reading() as context:
        assert context.db.scalar(select(SecretEvent.state)) == state


def test_sec_007_the_network_is_checked_every_month(hunan):
    from models.core.due import due_items
    from tests.centres import seat

    done(hunan, "general", DAY, "archives.record_network_check", result="未发现涉密信息")
    with seat(hunan, "general", DAY).reading() as context:
        assert [one.due for one in due_items(context) if one.rule == "SEC-007"] == [date(2026, 12, 20)]


# -- upload package -----------------------------------------------------------------------------------------------

ALL_SUBJECTS = ("site", "leader", "assessors", "group", "exam")
PHOTO, VIDEO = Shot("a.jpg", None, True), Shot("a.mp4", 10.0, True)


@pytest.mark.parametrize(
    ("size", "shots", "subjects", "found"),
    [
        (20 * 1024 * 1024, [PHOTO] * 10, ALL_SUBJECTS, set()),  # both limits themselves
        (20 * 1024 * 1024 + 1, [PHOTO], ALL_SUBJECTS, {"ARC-007"}),
        (1, [PHOTO] * 11, ALL_SUBJECTS, {"ARC-008"}),
        (1, [VIDEO] * 3, ALL_SUBJECTS, set()),
        (1, [VIDEO] * 4, ALL_SUBJECTS, {"ARC-008"}),
        (1, [Shot("a.mp4", 10.1, True)], ALL_SUBJECTS, {"ARC-008"}),
        (1, [Shot("a.jpg", None, False)], ALL_SUBJECTS, {"ARC-008"}),
        (1, [PHOTO], ALL_SUBJECTS[1:], {"ARC-008"}),
    ],
)
def test_arc_007_arc_008_the_package_and_its_pictures(size, shots, subjects, found):
    assert {one.rule for one in custody.package_faults(size, shots, subjects, rules("sport"))} == found

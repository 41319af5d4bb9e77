"""What is done with cards: renewed, given, replaced, withdrawn, taken back, and the blacklist."""

from dataclasses import replace
from datetime import date

import pytest

from models.core.acts import COMMANDS, call
from models.core.tables import AbnormalOperation, AuditEntry
from models.people.tables import BlacklistEntry
from tests.centres import TODAY, seat
from tests.people.makers import (
    ASSESSORS,
    SUPERVISORS,
    act,
    an_id,
    card,
    done,
    hired,
    holder,
    one_about,
    person,
    refused_by,
    stored,
    wants_reason,
)

EVERYBODY = ("director", "general", "archive", "exam", "supervisor", "bank", "finance", "admin")
INTERNAL = {"类别": "内督", "证卡编号": "Y00004102900100001"}
EXTERNAL = {"类别": "外督", "证卡编号": "Y00004102800100001"}


@pytest.fixture
def henan(centre):
    return centre("henan")


@pytest.fixture
def hunan(centre):
    return centre("hunan")


def himself(centre, key):
    """The director's seat, the director being the person of this qualification."""
    there = seat(centre, "director")
    return replace(there, actor=replace(there.actor, person_id=holder(centre, key).person_id))


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("people.renew_card", {"decision": "2026年第3次会议"}),
        ("people.issue_card", {"decision": "x"}),
        ("people.record_card", {}),
        ("people.replace_card", {}),
        ("people.withdraw_card", {}),
        ("people.take_back_card", {}),
        ("people.note_platform", {}),
        ("people.add_occupation", {"occupation": "车工"}),
        ("people.edit_person", {}),
        ("people.set_photo", {}),
        ("people.list_black", {}),
        ("people.appoint", {}),
    ],
)
def test_ppl_org_010_every_deed_asks_the_role_and_the_refusal_is_audited(henan, tmp_path, name, given):
    [key] = hired(henan, tmp_path)
    allowed = COMMANDS[name].roles
    for login in EVERYBODY:
        if not seat(henan, login).actor.roles & allowed:
            assert refused_by(act(henan, login, name, key, **given)) == {"PPL-ORG-010"}
    refusals = stored(henan, AuditEntry, command=name, outcome="refused")
    assert len(refusals) == sum(not seat(henan, login).actor.roles & allowed for login in EVERYBODY)
    assert {entry.subject for entry in refusals} == {f"qualification:{key}"}


def test_ppl_asr_066_a_renewal_keeps_the_number_and_adds_a_term(henan, tmp_path):
    [key] = hired(henan, tmp_path, person(1, 发证日期="2023-12-01", 有效期至="2026-11-30"))
    done(act(henan, "director", "people.renew_card", key, decision="2026年第3次会议"))
    after = holder(henan, key)
    assert (after.card_number, after.valid_from, after.valid_to) == (card(1), date(2023, 12, 1), date(2029, 11, 30))
    assert [(term.starts_on, term.ends_on) for one in after.cards for term in one.terms] == [
        (date(2023, 12, 1), date(2026, 11, 30)),
        (date(2026, 12, 1), date(2029, 11, 30)),
    ]
    assert after.cards[0].terms[1].judged_by.startswith("PPL-ASR-064@")


def test_ppl_asr_066_after_a_gap_the_new_validity_starts_with_the_decision(henan, tmp_path):
    [key] = hired(henan, tmp_path, person(1, 发证日期="2022-01-01", 有效期至="2024-12-31"))
    assert one_about(henan, key) >= {"PPL-ASR-064"}
    done(act(henan, "exam", "people.renew_card", key, decision="会议"))
    after = holder(henan, key)
    assert (after.cards[0].terms[1].starts_on, after.valid_to) == (TODAY, date(2029, 11, 19))


@pytest.mark.parametrize(("starts_on", "refused"), [("2028-02-29", True), ("2028-03-01", False)])
def test_ppl_asr_066_two_terms_never_overlap(henan, tmp_path, starts_on, refused):
    [key] = hired(henan, tmp_path)
    outcome = act(henan, "exam", "people.renew_card", key, decision="会议", starts_on=starts_on)
    assert (refused_by(outcome) == {"PPL-ASR-066"}) if refused else outcome.done


def test_ppl_asr_064_a_renewal_for_other_than_three_years_wants_a_reason(henan, tmp_path):
    [key] = hired(henan, tmp_path)
    given = {"decision": "会议", "starts_on": "2028-03-01", "ends_on": "2030-02-28"}
    assert wants_reason(act(henan, "exam", "people.renew_card", key, **given)) == {"PPL-ASR-064"}
    assert holder(henan, key).valid_to == date(2028, 2, 29)  # nothing was written without it
    done(act(henan, "exam", "people.renew_card", key, reason="两年后退休", **given))
    assert holder(henan, key).valid_to == date(2030, 2, 28)
    [kept] = stored(henan, AbnormalOperation, command="people.renew_card")
    assert (kept.rule, kept.reason, kept.actor) == ("PPL-ASR-064", "两年后退休", "exam")


def test_ppl_asr_064_a_decision_is_not_dated_tomorrow(henan, tmp_path):
    [key] = hired(henan, tmp_path)
    outcome = act(henan, "exam", "people.renew_card", key, decision="会议", decided_on="2026-11-21")
    assert refused_by(outcome) == {"PPL-ASR-064"}


def test_ppl_asr_066_a_card_without_known_validity_gets_its_first_one(henan, tmp_path):
    [key] = hired(henan, tmp_path, person(1, 发证日期="", 有效期至=""))
    done(act(henan, "exam", "people.renew_card", key, decision="会议"))
    assert holder(henan, key).valid_to == date(2029, 11, 19)


def test_ppl_asr_066_where_no_validity_is_stated_the_end_is_asked_for(centre, tmp_path):
    fujian = centre("fujian")
    [key] = hired(fujian, tmp_path, person(1, 证卡编号="闽考001", 有效期至="2026-12-31"))
    assert refused_by(act(fujian, "exam", "people.renew_card", key, decision="省中心")) == {"SYS-002"}
    done(act(fujian, "exam", "people.renew_card", key, decision="省中心", ends_on="2028-12-31"))
    assert holder(fujian, key).valid_to == date(2028, 12, 31)


def test_ppl_asr_066_and_ppl_asr_084_a_term_that_ran_out_is_evaluated_first(henan, tmp_path):
    ended = {"聘期起": "2022-01-01", "聘期止": "2024-12-31"}
    [key] = hired(henan, tmp_path, person(1, **ended))
    assert "PPL-ASR-066" in refused_by(act(henan, "exam", "people.renew_card", key, decision="会议"))
    [appointment] = holder(henan, key).appointments
    done(act(henan, "exam", "people.evaluate_term", appointment.id, evaluation="聘期内称职"))
    done(act(henan, "exam", "people.renew_card", key, decision="会议"))


def test_ppl_asr_062_a_person_without_card_gets_the_next_number(henan, tmp_path):
    known, plain = hired(henan, tmp_path, person(7), person(8, 证卡编号="", 发证日期="", 有效期至=""))
    done(act(henan, "director", "people.issue_card", plain, decision="补发"))
    after = holder(henan, plain)
    assert (after.card_number, after.valid_from, after.valid_to) == (card(8), TODAY, date(2029, 11, 19))
    assert refused_by(act(henan, "director", "people.issue_card", known, decision="再发")) == {"PPL-ASR-062"}


@pytest.mark.parametrize(
    ("number", "refused"),
    [(card(7), {"PPL-ASR-062"}), (card(3, grade=2), {"PPL-ASR-061"}), (card(3)[:-1], {"PPL-ASR-061"}),
     ("Y00004102900210003", {"PPL-ASR-061"})],
)  # fmt: skip
def test_ppl_asr_061_and_ppl_asr_062_a_typed_number_is_checked(henan, tmp_path, number, refused):
    _known, plain = hired(henan, tmp_path, person(7), person(8, 证卡编号="", 发证日期="", 有效期至=""))
    assert refused_by(act(henan, "director", "people.issue_card", plain, decision="补发", number=number)) == refused


def test_ppl_asr_062_a_taken_number_is_refused_also_where_no_rule_says_so(centre, tmp_path):
    sport = centre("sport")
    _known, plain = hired(sport, tmp_path, person(1, 证卡编号="体7"), person(2, 证卡编号="", 发证日期="", 有效期至=""))
    given = {"number": "体7", "issuing_body": "总局职鉴中心", "issued_on": "2026-01-01", "valid_to": "2028-12-31"}
    assert refused_by(act(sport, "exam", "people.record_card", plain, **given)) == {"PPL-ASR-062"}


@pytest.mark.parametrize("cause", ["lost", "damaged", "wrong"])
def test_ppl_asr_062_a_reprint_keeps_the_number(henan, tmp_path, cause):
    [key] = hired(henan, tmp_path)
    done(act(henan, "exam", "people.replace_card", key, cause=cause, statement="已登报声明"))
    [only] = holder(henan, key).cards
    assert (only.number, only.reprints, only.ended_on) == (card(1), 1, None)


def test_ppl_asr_062_a_new_number_leaves_the_validity_and_kills_the_old_number(henan, tmp_path):
    [key] = hired(henan, tmp_path)
    done(act(henan, "exam", "people.replace_card", key, cause="lost", statement="遗失", new_number="是"))
    after = holder(henan, key)
    assert (after.card_number, after.valid_to) == (card(2), date(2028, 2, 29))
    assert [(one.number, one.ended_how) for one in after.cards] == [(card(1), "replaced"), (card(2), None)]
    done(act(henan, "exam", "people.replace_card", key, cause="lost", statement="又遗失", new_number="是"))
    assert holder(henan, key).card_number == card(3)  # never card 1 again


def test_ppl_asr_064_an_expired_card_is_renewed_before_it_is_replaced(henan, tmp_path):
    [key] = hired(henan, tmp_path, person(1, 发证日期="2022-01-01", 有效期至="2024-12-31"))
    outcome = act(henan, "exam", "people.replace_card", key, cause="lost", statement="遗失")
    assert refused_by(outcome) == {"PPL-ASR-064"}


WITHDRAW = {"cause": "AC-N2", "facts": "连续两年考核不合格", "document": "某评〔2026〕7号"}


def test_ppl_asr_160_and_ppl_asr_161_a_withdrawn_card_counts_no_more_from_that_day(henan, tmp_path):
    [key] = hired(henan, tmp_path)
    done(act(henan, "director", "people.withdraw_card", key, decided_on="2026-11-18", **WITHDRAW))
    after = holder(henan, key)
    assert (after.ended_on, after.ended_cause, after.cards[0].ended_how) == (date(2026, 11, 18), "AC-N2", "withdrawn")
    from models.people.queries import state_in_history, state_on

    for day, state in ((date(2026, 11, 17), "valid"), (date(2026, 11, 18), "withdrawn")):
        assert state_on(after, day) == state == state_in_history(after, day)[0]
    for name in ("people.renew_card", "people.replace_card", "people.withdraw_card"):
        refused = refused_by(act(henan, "director", name, key, decision="x", **WITHDRAW))
        assert refused & {"PPL-ASR-066"}
    assert refused_by(act(henan, "director", "people.issue_card", key, decision="再发")) == {"PPL-ASR-060"}


def test_ppl_asr_160_a_cause_of_another_region_is_no_cause(henan, tmp_path):
    [key] = hired(henan, tmp_path)
    given = WITHDRAW | {"cause": "AC-H5"}
    assert refused_by(act(henan, "director", "people.withdraw_card", key, **given)) == {"SYS-002"}
    assert not holder(henan, key).ended_on


def test_ppl_asr_161_hunan_lists_who_loses_the_card_and_henan_only_on_wish(hunan, henan, tmp_path):
    [here] = hired(hunan, tmp_path)
    done(act(hunan, "director", "people.withdraw_card", here, **WITHDRAW | {"cause": "AC-H5"}))
    assert [entry.cause for entry in stored(hunan, BlacklistEntry)] == ["AC-H5"]
    [there] = hired(henan, tmp_path)
    done(act(henan, "director", "people.withdraw_card", there, **WITHDRAW))
    assert stored(henan, BlacklistEntry) == []


def test_ppl_asr_161_return_and_platform_are_noted_each_on_its_day(henan, tmp_path):
    [key] = hired(henan, tmp_path)
    assert refused_by(act(henan, "exam", "people.take_back_card", key)) == {"PPL-ASR-161"}
    done(act(henan, "director", "people.withdraw_card", key, **WITHDRAW))
    done(act(henan, "exam", "people.take_back_card", key, returned_on="2026-11-20"))
    done(act(henan, "exam", "people.take_back_card", key, off_platform_on="2026-11-20"))
    [only] = holder(henan, key).cards
    assert (only.returned_on, only.off_platform_on) == (TODAY, TODAY)
    assert refused_by(act(henan, "exam", "people.take_back_card", key)) == {"PPL-ASR-161"}


LISTED = {"cause": "AC-H6", "facts": "徇私舞弊", "decided_on": "2026-11-20"}


def test_ppl_asr_022_who_is_listed_gets_no_card_no_contract_and_is_no_longer_counted(hunan, tmp_path):
    [key] = hired(hunan, tmp_path)
    done(act(hunan, "director", "people.list_black", key, **LISTED))
    assert "PPL-ASR-022" in one_about(hunan, key)
    for name, given in (("people.renew_card", {"decision": "x"}), ("people.appoint", {})):
        assert "PPL-ASR-022" in refused_by(act(hunan, "director", name, key, **given))
    with hunan.reading() as context:
        from models.people.queries import occupation_pool

        assert occupation_pool(context, context.today) == {}


def test_ppl_asr_162_one_open_entry_a_list_and_only_the_director_removes_it(hunan, tmp_path):
    [key] = hired(hunan, tmp_path)
    done(act(hunan, "director", "people.list_black", key, **LISTED))
    assert refused_by(act(hunan, "director", "people.list_black", key, **LISTED)) == {"SYS-014"}
    [entry] = stored(hunan, BlacklistEntry)
    assert (entry.cause, entry.decided_on, entry.decided_by, entry.facts) == ("AC-H6", TODAY, "中心主任", "徇私舞弊")
    for login in EVERYBODY[1:]:
        outcome = act(hunan, login, "people.remove_black", entry.id, why="查无实据")
        assert refused_by(outcome) == {"PPL-ORG-010"}
    assert refused_by(act(hunan, "director", "people.remove_black", entry.id)) == {"SYS-002"}  # without a reason
    done(act(hunan, "director", "people.remove_black", entry.id, why="查无实据"))
    [entry] = stored(hunan, BlacklistEntry)  # it stays for ever
    assert (entry.removed_on, entry.removed_by, entry.removed_why) == (TODAY, "中心主任", "查无实据")
    assert refused_by(act(hunan, "director", "people.remove_black", entry.id, why="再移")) == {"PPL-ASR-162"}
    done(act(hunan, "director", "people.renew_card", key, decision="会议"))
    done(act(hunan, "director", "people.list_black", key, **LISTED))  # and may be followed by another one


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("people.renew_card", {"decision": "x"}),
        ("people.replace_card", {"cause": "lost", "statement": "x"}),
        ("people.withdraw_card", WITHDRAW),
        ("people.list_black", LISTED | {"cause": "AC-N1"}),
        ("people.appoint", {"starts_on": "2025-03-01", "ends_on": "2028-02-29"}),
    ],
)
def test_ppl_org_004_nobody_decides_about_himself(henan, tmp_path, name, given):
    own, other = hired(henan, tmp_path, person(1), person(2))
    assert "PPL-ORG-004" in refused_by(call(himself(henan, own), name, own, **given))
    assert act(henan, "director", name, other, **given).done


def test_ppl_sup_011_and_ppl_sup_052_an_external_supervisor_is_only_recorded(henan, tmp_path):
    rows = person(1, **EXTERNAL), person(2, **EXTERNAL | {"证卡编号": "", "发证日期": "", "有效期至": ""})
    carded, plain = hired(henan, tmp_path, *rows, register=SUPERVISORS)
    assert refused_by(act(henan, "director", "people.renew_card", carded, decision="x")) == {"PPL-SUP-011"}
    assert refused_by(act(henan, "director", "people.issue_card", plain, decision="x")) == {"PPL-SUP-011"}
    given = WITHDRAW | {"cause": "SC-N1"}
    assert refused_by(act(henan, "director", "people.withdraw_card", carded, **given)) == {"PPL-SUP-052"}
    card_ = {"number": "Y00004102800100002", "issuing_body": "市职业技能鉴定中心", "issued_on": "2025-03-01",
             "valid_to": "2027-02-28"}  # fmt: skip
    done(act(henan, "exam", "people.record_card", plain, **card_))
    after = holder(henan, plain)
    assert (after.card_number, after.issuing_body, after.valid_to) == (
        "Y00004102800100002", "市职业技能鉴定中心", date(2027, 2, 28))  # fmt: skip
    bad = card_ | {"valid_to": "2025-02-28"}
    [third] = hired(henan, tmp_path, person(3, **EXTERNAL | {"证卡编号": ""}), register=SUPERVISORS)
    assert refused_by(act(henan, "exam", "people.record_card", third, **bad | {"number": "Y00004102800100003"})) == {"PPL-SUP-014"}


def test_ppl_sup_013_and_ppl_sup_014_an_internal_supervisor_gets_number_and_three_years(henan, tmp_path):
    [key] = hired(henan, tmp_path, person(1, **INTERNAL | {"证卡编号": "", "发证日期": ""}), register=SUPERVISORS)
    done(act(henan, "director", "people.issue_card", key, decision="x"))
    after = holder(henan, key)
    assert (after.card_number, after.valid_to) == ("Y00004102900100001", date(2029, 11, 19))
    done(act(henan, "director", "people.withdraw_card", key, **WITHDRAW | {"cause": "SC-N1"}))
    assert holder(henan, key).ended_cause == "SC-N1"


def test_ppl_sup_002_an_internal_supervisor_stays_own_staff(henan, tmp_path):
    [key] = hired(henan, tmp_path, person(1, **INTERNAL), register=SUPERVISORS)
    assert refused_by(act(henan, "general", "people.edit_person", key, own_staff="否")) == {"PPL-SUP-002"}
    done(act(henan, "general", "people.edit_person", key, own_staff="是"))


def test_ppl_asr_003_and_ppl_asr_004_a_further_occupation_wants_a_reason_and_is_kept(henan, tmp_path):
    [key] = hired(henan, tmp_path)
    assert refused_by(act(henan, "exam", "people.add_occupation", key, occupation="电工")) == {"PPL-ASR-003"}
    assert wants_reason(act(henan, "exam", "people.add_occupation", key, occupation="车工")) == {"PPL-ASR-004"}
    done(act(henan, "exam", "people.add_occupation", key, occupation="车工", reason="同属机电类"))
    assert [one.occupation for one in holder(henan, key).occupations] == ["电工", "车工"]
    [supervisor] = hired(henan, tmp_path, person(2, **INTERNAL), register=SUPERVISORS)
    assert refused_by(act(henan, "exam", "people.add_occupation", supervisor, occupation="电工")) == {"PPL-ASR-003"}


def test_a_corrected_name_is_sorted_and_found_anew(henan, tmp_path):
    from models.core.search import search

    [key] = hired(henan, tmp_path)
    done(act(henan, "general", "people.edit_person", key, name="单小雨", phone="13900001111"))
    with henan.reading() as context:
        for words in ("单小", "13900001111", "sxy", card(1)):
            assert [hit.record_id for hit in search(context.db, words, [ASSESSORS.key])] == [key]
        assert search(context.db, person(1)["姓名"], [ASSESSORS.key]) == []


def test_sys_001_who_saw_an_older_version_is_told(henan, tmp_path):
    [key] = hired(henan, tmp_path)
    seen = holder(henan, key).version
    done(act(henan, "exam", "people.renew_card", key, decision="会议"))
    late = call(seat(henan, "director"), "people.renew_card", key, seen, decision="另一次会议")
    assert refused_by(late) == {"SYS-001"}


def test_a_photo_is_a_picture(henan, tmp_path):
    [key] = hired(henan, tmp_path)
    picture, text = tmp_path / "照片.jpg", tmp_path / "假.jpg"
    picture.write_bytes(b"\xff\xd8\xff\xe0" + b"0" * 100)
    text.write_text("不是照片", encoding="utf-8")
    assert refused_by(act(henan, "general", "people.set_photo", key, file=str(text))) == {"SYS-004"}
    done(act(henan, "general", "people.set_photo", key, file=str(picture)))
    assert henan.files.get(holder(henan, key).person.photo).startswith(b"\xff\xd8")


def test_the_same_person_may_be_assessor_and_supervisor(henan, tmp_path):
    [assessor] = hired(henan, tmp_path, person(1, 联系电话=""))
    [supervisor] = hired(henan, tmp_path, person(1, **INTERNAL, 学历="本科"), register=SUPERVISORS)
    one, two = holder(henan, assessor), holder(henan, supervisor)
    assert one.person_id == two.person_id
    assert (two.person.id_no, two.person.phone, two.person.education) == (an_id(1), "13800000001", "bachelor")

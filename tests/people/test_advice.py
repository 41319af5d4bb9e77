"""What the detail panel says about a person: hints with their clause, refusing nothing."""

import pytest

from models.core.registers import REGISTERS
from models.people.tables import Application, Qualification
from tests.people.makers import act, done, hired, one_about, person, stored

TERM = {"聘期起": "2026-03-01", "聘期止": "2028-02-29"}


def notes(centre, key, register="people.assessors"):
    with centre.reading() as context:
        record = context.db.get_one(Qualification, key)
        said = REGISTERS[register].notes
        assert said
        return {one.rule: context.rules[one.rule].sentence(one.params) for one in said(context, record)}


@pytest.mark.parametrize(
    ("profile", "appointed", "rules"),
    [
        ("hunan", 4, set()),
        ("hunan", 3, {"PPL-ASR-085"}),
        ("henan", 4, set()),
        ("henan", 3, {"PPL-ASR-086"}),  # enough for a team, too few to rotate
        ("henan", 2, {"PPL-ASR-085"}),
        ("fujian", 0, set()),
    ],
)
def test_ppl_asr_085_and_ppl_asr_086_too_few_appointed_assessors_are_shown(centre, tmp_path, profile, appointed, rules):
    here = centre(profile)
    rows = [person(n, **(TERM if n <= appointed else {})) for n in range(1, 6)]
    first, *_others = hired(here, tmp_path, *rows)
    assert one_about(here, first) & {"PPL-ASR-085", "PPL-ASR-086"} == rules


def test_ppl_asr_085_a_blacklisted_or_expired_person_is_not_counted(centre, tmp_path):
    here = centre("hunan")
    keys = hired(here, tmp_path, *(person(n, **TERM) for n in range(1, 5)))
    assert "PPL-ASR-085" not in one_about(here, keys[0])
    done(act(here, "director", "people.list_black", keys[3], cause="AC-H6", facts="x"))
    assert "电工 3 名" in notes(here, keys[0])["PPL-ASR-085"]


def test_ppl_asr_031_and_ppl_sup_005_what_a_complete_record_lacks(centre, tmp_path):
    here = centre("henan")
    [key] = hired(here, tmp_path, person(1, 联系电话=""))
    assert "联系电话" in notes(here, key)["PPL-ASR-031"]
    done(act(here, "general", "people.edit_person", key, phone="13800000001"))
    assert "联系电话" not in notes(here, key)["PPL-ASR-031"]
    [other] = hired(here, tmp_path, person(2, 类别="内督", 证卡编号="Y00004102900100001"),
                    register=REGISTERS["people.supervisors"])  # fmt: skip
    assert "工作单位" in notes(here, other, "people.supervisors")["PPL-SUP-005"]


@pytest.mark.parametrize(("profile", "lacks"), [("henan", 5), ("hunan", 2), ("fujian", None)])
def test_ppl_asr_087_the_file_lists_what_it_lacks(centre, tmp_path, profile, lacks):
    here = centre(profile)
    [key] = hired(here, tmp_path)
    said = notes(here, key).get("PPL-ASR-087")
    if lacks is None:
        assert said is None
        return
    from models.people.terms import listed

    documents = listed("document", profile)
    assert len(documents) == lacks
    assert all(name in said for name in documents.values())
    contract = tmp_path / "合同.pdf"
    contract.write_bytes(b"%PDF-1.7 fictional")
    first = next(iter(documents.values()))
    done(act(here, "exam", "core.attach", subject=f"qualification:{key}", file=str(contract), kind=first))
    assert first not in notes(here, key)["PPL-ASR-087"]


@pytest.mark.parametrize(("level", "title", "shown"), [("五级", "", True), ("三级", "", False), ("五级", "讲师", False)])
def test_ppl_asr_021_who_fails_a_condition_costs_points_at_the_filing(centre, tmp_path, level, title, shown):
    here = centre("henan")
    [key] = hired(here, tmp_path, person(1, 技能等级=level, 职称=title))
    assert ("PPL-ASR-021" in one_about(here, key)) is shown


def test_ppl_asr_064_the_panel_counts_down(centre, tmp_path):
    here = centre("henan")
    keys = hired(here, tmp_path, person(1, 发证日期="2024-02-19", 有效期至="2027-02-18"),
                 person(2, 发证日期="2024-02-20", 有效期至="2027-02-19"))  # fmt: skip
    assert [("PPL-ASR-064" in one_about(here, key)) for key in keys] == [True, False]  # 90 and 91 days


def test_an_open_application_says_what_it_still_lacks(centre):
    here = centre("hunan")
    from tests.people.test_way import request

    done(act(here, "exam", "people.apply_assessor", **request("hunan", title_rank="无"), reason="按证书受理"))
    [one] = stored(here, Application)
    register = REGISTERS["people.applications"]
    with here.reading() as context:
        assert register.notes
        found = register.notes(context, context.db.get_one(Application, one.id))
    assert [finding.rule for finding in found] == ["PPL-ASR-013"]


def test_the_registers_describe_their_records(centre, tmp_path):
    here = centre("henan")
    [key] = hired(here, tmp_path, person(1, **TERM))
    register = REGISTERS["people.assessors"]
    with here.reading() as context:
        record = context.db.get_one(Qualification, key)
        assert register.subtitle and register.related
        assert register.title_of(record) == person(1)["姓名"]
        assert register.subtitle(context, record) == "考评员 · 有效 · Y00004102900110001"
        assert [text for text, _register, _id in register.related(context, record)] == ["聘期 2026-03-01 至 2028-02-29"]
        shown = register.field("id_no").shown(context, record)
        assert shown == record.person.id_no[:6] + "********" + record.person.id_no[-4:]

"""After the work: the record form of each assessor, its way to the centre, the duties as a checklist (PPL-ASR-130, 131, 180)."""

from datetime import date

import pytest

from models.assessment.exams import queries as exams
from models.assignment import scene
from models.assignment.tables import Assignment, SceneMove, SceneRecord
from models.core import store
from models.people.tables import Person
from reports.forms import render
from tests.assessment.exams.makers import DAY, EVE, met, prepared, signed_in
from tests.centres import seat
from tests.people.makers import act, done, hired, person, refused_by, stored
from tests.reports.paper import text


@pytest.fixture
def served(centre, tmp_path):
    """A running practical of a region with one leader and one assessor who attended; answers (centre, session id)."""

    def make(profile="hunan"):
        here = centre(profile)
        hired(here, tmp_path, *(person(n, 考评职业="车工") for n in (1, 2)))
        code = prepared(here, 3, "skill", rooms=(("J1", 10),))
        with here.reading() as context:
            session = exams.find_session(context.db, code)[0].id
            people = [one.id_no for one in context.db.query(Person).order_by(Person.id)]
        done(act(here, "exam", "assessment.arrange_seats", session, EVE, seed=7))
        for post, who in zip(("leader", "assessor"), people, strict=True):
            done(act(here, "exam", "assignment.assign", session, EVE, person=who, post=post, reason="首批认定", letter="派〔2026〕1号"))
        met(here, code)
        signed_in(here, code)
        with store.writing(here.engine) as db:
            for one in db.query(Assignment):
                one.state = "attended"
            db.get_one(exams.ExamSession, session).started_at = db.get_one(exams.ExamSession, session).starts_at
            db.commit()
        return here, session

    return make


def exam(here, deed, key, **given):
    return act(here, "exam", f"assignment.{deed}", key, DAY, **given)


def ended(here, session):
    return {one.rule for one in act(here, "exam", "assessment.end_session", session, DAY).findings}


def owed(here, day):
    with seat(here, "exam", day).reading() as context:
        return [(one.rule, one.due, one.requirement) for one in scene.due(context)]


def test_ppl_asr_130_no_session_ends_without_every_signed_form(served):
    here, session = served()
    leader, assessor = stored(here, Assignment)
    assert "PPL-ASR-130" in ended(here, session)
    done(exam(here, "write_record", leader.id, said="设备完好，秩序正常"))
    done(exam(here, "write_record", assessor.id, said="3号车床顺延5分钟", signed_on=""))
    assert "PPL-ASR-130" in ended(here, session)  # one is not signed
    done(exam(here, "write_record", assessor.id, signed_on=str(DAY)))
    assert "PPL-ASR-130" not in ended(here, session)
    assert len(stored(here, SceneRecord)) == 2


def test_ppl_asr_130_ppl_asr_131_other_regions_ask_for_no_form(served):
    here, session = served("henan")
    assert "PPL-ASR-130" not in ended(here, session)
    done(exam(here, "write_record", stored(here, Assignment)[0].id, said="正常"))
    assert owed(here, DAY) == []


def test_ppl_asr_131_collected_the_same_day_then_delivered_then_uploaded(served):
    here, _session = served()
    for one in stored(here, Assignment):
        done(exam(here, "write_record", one.id, said="设备完好"))
    first, second = stored(here, SceneRecord)
    assert owed(here, DAY) == [("PPL-ASR-131", DAY, "组长收齐")]
    hand = {"giver": "考评组长", "receiver": "考务甲"}
    assert refused_by(exam(here, "hand_over_records", first.id, step="deliver", **hand)) == {"SYS-002"}
    done(exam(here, "hand_over_records", first.id, step="collect", **hand))
    assert refused_by(exam(here, "write_record", first.assignment_id, said="改写")) == {"SYS-002"}
    assert owed(here, DAY) == [("PPL-ASR-131", date(2026, 11, 30), "督导员交回评价机构")]  # the next working day after Saturday
    assert refused_by(exam(here, "hand_over_records", first.id, step="deliver", **hand)) == {"SYS-002"}  # no opinion yet
    assert refused_by(act(here, "exam", "assignment.give_opinion", first.id, DAY, opinion="规范")) == {"PPL-ORG-010"}
    for one in (first, second):
        done(act(here, "supervisor", "assignment.give_opinion", one.id, DAY, opinion="规范"))
    done(exam(here, "hand_over_records", first.id, step="deliver", **hand))
    assert owed(here, DAY) == [("PPL-ASR-131", date(2026, 12, 4), "上传服务平台")]
    done(exam(here, "hand_over_records", second.id, step="upload", **hand))
    assert owed(here, DAY) == []
    assert {(one.step, one.count) for one in stored(here, SceneMove)} == {("collect", 2), ("deliver", 2), ("upload", 2)}


def test_ppl_asr_130_the_form_prints_what_was_written_and_blanks(served):
    here, _session = served()
    leader, assessor = stored(here, Assignment)
    done(exam(here, "write_record", leader.id, said="量具已校验"))
    filled = text(render(seat(here, "exam", DAY), "F-SCENE-RECORD", leader.id, "assignment.teams").pdf)
    assert all(word in filled for word in ("现场考评记录表", "量具已校验", "车工", "3人", "J1", "考评员签名：2026-11-28"))
    blank = text(render(seat(here, "exam", DAY), "F-SCENE-RECORD", assessor.id, "assignment.teams").pdf)
    assert "量具已校验" not in blank and "督导员签名" in blank


@pytest.mark.parametrize("profile", ["sport", "fujian", "hunan", "henan", "chongqing"])
def test_ppl_asr_180_every_region_has_its_duties_in_phases(profile):
    every = scene.duties(profile)
    parts = [scene.duties(profile, phase) for phase in scene.PHASE.options]
    assert len(every) >= 7 and sum(map(len, parts)) == len(every) and parts[0] and parts[1]


def test_ppl_asr_180_open_items_want_a_reason_at_the_end(served):
    here, session = served("henan")
    leader, assessor = stored(here, Assignment)
    assert "PPL-ASR-180" in ended(here, session)
    assert done(exam(here, "answer_checklist", leader.id)).value == {"open": 0}
    assert done(exam(here, "answer_checklist", assessor.id, phase="before")).value == {"open": 7}
    assert "PPL-ASR-180" in ended(here, session)
    words = scene.duties("henan")
    missed = exam(here, "answer_checklist", assessor.id, phase="during", not_done=[words["N10"]], skipped=[words["N09"]], note="考场记录后补")
    assert done(missed).value == {"open": 3}
    done(exam(here, "answer_checklist", assessor.id, phase="always"))
    assert "PPL-ASR-180" not in ended(here, session)
    with here.reading() as context:
        check = scene.check_of(context.db, assessor.id)
        assert (check.not_done, check.skipped, check.note) == (["N10"], ["N09"], "考场记录后补")

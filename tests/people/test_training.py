"""Training and continuing education: who comes, what it unlocks, what a miss costs."""

from datetime import date

import pytest

from models.core.rulebook import Rulebook
from models.people.standing import faults_on
from models.people.tables import Application, Person, Qualification
from models.people.training import due as training_due
from models.people.training import queries
from models.people.training.tables import Trainee, Training, TrainingCause
from models.people.training.terms import topics
from tests.people.makers import SUPERVISORS, a_name, act, an_id, done, hired, person, refused_by, stored, wants_reason

LONG = {"发证日期": "2022-03-01", "有效期至": "2025-02-28"}
FIRST, SECOND = date(2024, 5, 20), date(2024, 11, 18)


@pytest.fixture
def make(centre):
    return centre


def plan(centre, on=FIRST, kind="education", audience="assessor", login="exam", today=None, **given):
    days = {"starts_on": on, "ends_on": on} | given
    outcome = act(centre, login, "people.plan_training", None, today or on, kind=kind, audience=audience, title="年度培训", **days)
    return done(outcome).record_id


def call(centre, key, today=FIRST, login="exam", **given):
    return act(centre, login, "people.call_trainees", key, today, **given)


def row(centre, training, n=1):
    return next(one for one in stored(centre, Trainee, training_id=training) if one.person_id == person_id(centre, n))


def person_id(centre, n):
    return stored(centre, Person, id_no=an_id(n))[0].id


def note(centre, training, n=1, today=FIRST, **given):
    return act(centre, "exam", "people.record_trainee", row(centre, training, n).id, today, **given)


def close(centre, key, today=FIRST, login="exam", **given):
    return act(centre, login, "people.close_training", key, today, closed_on=today, **given)


def items(centre, on, kind=None):
    from tests.centres import seat

    with seat(centre, "director", on).reading() as context:
        return [one for one in training_due.due(context) if kind in (None, one.kind)]


def barred(centre, on, n=1, kind="assessor"):
    from tests.centres import seat

    with seat(centre, "exam", on).reading() as context:
        found = faults_on(context, context.db.get_one(Person, person_id(centre, n)), kind, on)
        return {one.rule for one in found}


def held(centre, on, **results):
    """An education of the day with these results by person number (p1="passed", p2="absent"); closed the same day."""
    key = plan(centre, on)
    done(call(centre, key, on))
    for name, result in results.items():
        given = {"attendance": "absent"} if result == "absent" else {"attendance": "present", "result": result}
        done(note(centre, key, int(name[1:]), on, **given))
    done(close(centre, key, on))
    return key


# -- continuing education --------------------------------------------------------------------------------------------------


def test_ppl_asr_090_the_examples_of_one_year(make, tmp_path):
    """Passed; absent and passed the make-up; absent twice; card issued after the first event; card ended before it."""
    centre = make("hunan", on=date(2024, 1, 10))
    keys = hired(centre, tmp_path, *(person(n, **LONG) for n in (1, 2, 3)), person(4, 发证日期="2024-01-02", 有效期至="2027-01-01"),
                 person(5, 发证日期="2021-04-01", 有效期至="2024-03-31"))  # fmt: skip
    assert len(keys) == 5
    held(centre, date(2024, 5, 20), p1="passed", p2="absent", p3="absent", p4="passed")
    first = stored(centre, Training)[0]
    assert {one.person_id for one in stored(centre, Trainee, training_id=first.id)} == {person_id(centre, n) for n in (1, 2, 3, 4)}
    makeup = plan(centre, SECOND)
    done(call(centre, makeup, SECOND, who="named", persons=f"{a_name(2)}、{a_name(3)}"))
    done(note(centre, makeup, 2, SECOND, attendance="present", result="passed"))
    done(note(centre, makeup, 3, SECOND, attendance="absent"))
    done(close(centre, makeup, SECOND))
    assert barred(centre, date(2024, 12, 31), 3) == set()
    assert barred(centre, date(2025, 1, 1), 3) == {"PPL-ASR-090"}
    assert all(barred(centre, date(2025, 1, 1), n) == set() for n in (1, 2, 4))
    assert "PPL-ASR-090" not in barred(centre, date(2025, 1, 1), 5)
    case, = items(centre, date(2025, 1, 1), "继续教育未合格")
    assert (case.due, case.role) == (date(2025, 1, 15), "DIR")  # ten working days after New Year's Day


def test_ppl_asr_090_a_card_issued_after_the_first_event_is_not_obliged(make, tmp_path):
    centre = make("hunan", on=date(2024, 8, 1))
    hired(centre, tmp_path, person(1, **LONG), person(2, 发证日期="2024-07-01", 有效期至="2027-06-30"))
    key = plan(centre, FIRST, today=date(2024, 8, 1))
    done(call(centre, key, date(2024, 8, 1)))
    assert [one.person_id for one in stored(centre, Trainee)] == [person_id(centre, 1)]


def test_ppl_asr_090_who_was_obliged_but_never_called_is_on_record_as_absent(make, tmp_path):
    centre = make("hunan", on=date(2024, 1, 10))
    hired(centre, tmp_path, person(1, **LONG), person(2, **LONG))
    key = plan(centre)
    done(call(centre, key, who="named", persons=a_name(1)))
    done(note(centre, key, 1, attendance="present", result="passed"))
    done(close(centre, key))
    away = row(centre, key, 2)
    assert (away.attendance, away.called_on) == ("absent", None)
    assert barred(centre, date(2025, 1, 1), 2) == {"PPL-ASR-090"}


def test_ppl_asr_090_a_fail_bars_at_once_until_a_make_up_is_planned(make, tmp_path):
    centre = make("hunan", on=date(2024, 1, 10))
    hired(centre, tmp_path, person(1, **LONG))
    held(centre, FIRST, p1="failed")
    assert barred(centre, date(2024, 5, 19)) == set()
    assert barred(centre, FIRST) == {"PPL-ASR-090"}
    plan(centre, SECOND, today=date(2024, 6, 1))
    assert barred(centre, date(2024, 6, 2)) == set()


def test_ppl_asr_090_without_an_event_only_the_centre_is_late(make, tmp_path):
    centre = make("hunan", on=date(2024, 1, 10))
    hired(centre, tmp_path, person(1, **LONG))
    assert items(centre, date(2024, 9, 30), "继续教育") == []
    item, = items(centre, date(2024, 10, 1), "继续教育")
    assert (item.due, item.rule, item.role) == (date(2024, 12, 31), "PPL-ASR-090", "EXM")
    assert [one.due for one in items(centre, date(2025, 2, 1), "继续教育")] == [date(2024, 12, 31)]
    assert barred(centre, date(2025, 1, 2)) == set()


def test_ppl_asr_090_other_regions_ask_for_no_continuing_education(make, tmp_path):
    centre = make("henan", on=date(2024, 1, 10))
    hired(centre, tmp_path, person(1, **LONG))
    held(centre, FIRST, p1="failed")
    assert barred(centre, date(2025, 1, 2)) == set()
    assert not [one for one in items(centre, date(2025, 1, 2)) if one.rule == "PPL-ASR-090"]


def test_ppl_asr_090_the_director_cancels_by_the_rules_own_cause(make, tmp_path):
    centre = make("hunan", on=date(2024, 1, 10))
    key, = hired(centre, tmp_path, person(1, **LONG))
    training = held(centre, FIRST, p1="failed")
    given = {"settlement": "cancelled", "why": "继续教育不合格", "document": "决〔2024〕3号"}
    settle = ("people.settle_training", row(centre, training).id, date(2024, 5, 22))
    assert "PPL-ORG-010" in refused_by(act(centre, "exam", *settle, **given))
    done(act(centre, "director", *settle, **given))
    assert stored(centre, Qualification, id=key)[0].ended_cause == "AC-H1"
    assert items(centre, date(2025, 1, 2), "继续教育未合格") == []


def test_ppl_asr_090_the_director_keeps_for_a_reason(make, tmp_path):
    centre = make("hunan", on=date(2024, 1, 10))
    hired(centre, tmp_path, person(1, **LONG))
    training = held(centre, FIRST, p1="failed")
    settle = ("people.settle_training", row(centre, training).id, date(2024, 5, 22))
    done(act(centre, "director", *settle, settlement="kept", why="住院，另行补训", document="决〔2024〕4号"))
    assert barred(centre, date(2024, 5, 21)) == {"PPL-ASR-090"} and barred(centre, date(2024, 5, 22)) == set()
    assert not act(centre, "director", *settle, settlement="kept", why="再次", document="无").done


def test_ppl_asr_066_no_renewal_while_continuing_education_is_unmet(make, tmp_path):
    centre = make("hunan", on=date(2024, 1, 10))
    key, = hired(centre, tmp_path, person(1, **LONG))
    held(centre, FIRST, p1="failed")
    renewal = {"decision": "核发〔2025〕1号", "starts_on": "2025-03-01", "decided_on": "2025-02-01"}
    assert refused_by(act(centre, "director", "people.renew_card", key, date(2025, 2, 1), **renewal)) == {"PPL-ASR-090"}


def test_ppl_sup_018_internal_supervisors_only(make, tmp_path):
    centre = make("hunan", on=date(2024, 1, 10))
    hired(centre, tmp_path, person(1, **LONG | {"类别": "内督", "证卡编号": "Y00004102900100001"}),
          person(2, **LONG | {"类别": "外督", "证卡编号": "Y00004102800100001"}), register=SUPERVISORS)  # fmt: skip
    key = plan(centre, audience="supervisor", login="supervisor")
    done(call(centre, key, login="supervisor"))
    assert [one.person_id for one in stored(centre, Trainee)] == [person_id(centre, 1)]
    assert "PPL-SUP-011" in refused_by(call(centre, key, who="named", persons=a_name(2)))
    done(note(centre, key, 1, attendance="present", result="failed"))
    done(close(centre, key, login="supervisor"))
    assert barred(centre, FIRST, 1, "supervisor") == {"PPL-SUP-018"}


# -- missing a training ----------------------------------------------------------------------------------------------------


def upgrade(centre, tmp_path, *n):
    hired(centre, tmp_path, *(person(one, **LONG) for one in n))
    key = plan(centre, kind="upgrade")
    done(call(centre, key, date(2024, 5, 10)))
    return key


def test_ppl_asr_044_the_examples(make, tmp_path):
    """Leave granted the day before: nothing; absent without leave: a decision that day; a sick note later closes it; not called: nothing."""
    centre = make("hunan", on=date(2024, 1, 10))
    key = upgrade(centre, tmp_path, 1, 2)
    one, two = row(centre, key, 1), row(centre, key, 2)
    done(act(centre, "exam", "people.ask_training_leave", one.id, date(2024, 5, 18), why="出差"))
    done(act(centre, "director", "people.answer_training_leave", one.id, date(2024, 5, 19), grant=True))
    done(note(centre, key, 1, attendance="absent"))
    done(note(centre, key, 2, attendance="absent"))
    done(close(centre, key))
    item, = items(centre, FIRST, "培训缺席")
    assert (item.record_id, item.due, item.role) == (two.id, FIRST, "DIR")
    settle = ("people.settle_training", two.id, date(2024, 5, 22))
    assert not act(centre, "director", "people.settle_training", one.id, date(2024, 5, 22), settlement="kept", why="无", document="无").done
    done(act(centre, "director", *settle, settlement="kept", why="病假证明", document="批〔2024〕1号"))
    assert items(centre, date(2024, 5, 23), "培训缺席") == []


def test_ppl_asr_044_leave_after_the_end_is_no_leave(make, tmp_path):
    centre = make("hunan", on=date(2024, 1, 10))
    key = upgrade(centre, tmp_path, 1)
    done(act(centre, "exam", "people.ask_training_leave", row(centre, key).id, date(2024, 5, 21), why="生病"))
    answer = ("director", "people.answer_training_leave", row(centre, key).id, date(2024, 5, 22))
    assert refused_by(act(centre, *answer, grant=True)) == {"SYS-014"}
    done(act(centre, *answer, grant=False))


def test_ppl_asr_044_is_for_hunan(make, tmp_path):
    centre = make("henan", on=date(2024, 1, 10))
    key = upgrade(centre, tmp_path, 1)
    done(note(centre, key, 1, attendance="absent"))
    assert items(centre, FIRST, "培训缺席") == []


def test_ppl_asr_042_a_change_asks_for_a_training_within_its_days(make, tmp_path):
    centre = make("hunan", on=date(2024, 1, 10))
    assert not act(centre, "exam", "people.note_change", change="standard", facts="新标准").done
    done(act(centre, "exam", "people.note_change", change="standard", occupation="电工", facts="国家职业标准修订", noted_on="2024-03-01"))
    done(act(centre, "exam", "people.note_change", change="policy", facts="新办法", noted_on="2024-03-02"))
    assert [one.due for one in items(centre, date(2024, 3, 3), "业务提升培训")] == [date(2024, 5, 30), date(2024, 5, 31)]
    hired(centre, tmp_path, person(1, **LONG))
    key = plan(centre, kind="upgrade", occupation="电工")
    done(close(centre, key))
    assert [one.change for one in stored(centre, TrainingCause, met_by_id=None)] == ["policy"]
    done(close(centre, plan(centre, kind="upgrade")))
    assert items(centre, FIRST, "业务提升培训") == []


# -- qualification training --------------------------------------------------------------------------------------------------


def applied(centre, tmp_path):
    """An application of person 1 that was reviewed on 2024-05-10."""
    from models.people.terms import declarations

    given = {"name": a_name(1), "id_no": an_id(1), "grade": "assessor", "occupation": "电工", "employer": "示例学院", "phone": "13800000001",
             "cert_level": "3", "title_rank": "intermediate", "work_since": "2010-01-01", "resume": "电工十年", "education": "bachelor", "major": "电气",
             "work_years": 14, "own_staff": True, "declared": "、".join(declarations("assessor", "henan").values())}  # fmt: skip
    key = done(act(centre, "exam", "people.apply_assessor", None, date(2024, 5, 8), reason="已核对", **given)).record_id
    done(act(centre, "exam", "people.recommend", key, date(2024, 5, 9), opinion="同意推荐"))
    done(act(centre, "director", "people.review", key, date(2024, 5, 10), reason="材料已核对", opinion="同意"))
    return key


@pytest.mark.parametrize(("hours", "state", "counted"), [
    ({"theory_hours": 40, "assessing_hours": 8}, "trained", 48), ({"theory_hours": 47.5}, "reviewed", 47.5),
    ({"theory_hours": 40, "practice_hours": 20}, "reviewed", 40),
])  # fmt: skip
def test_ppl_asr_040_hours_without_practice_unlock_the_exam(make, tmp_path, hours, state, counted):
    centre = make("henan", on=date(2024, 5, 1))
    application = applied(centre, tmp_path)
    key = plan(centre, kind="qualification")
    done(call(centre, key))
    done(note(centre, key, 1, attendance="present", **hours))
    done(close(centre, key, topics="、".join(topics("assessor", "henan").values())))
    found, = stored(centre, Application, id=application)
    assert (found.state, found.training_hours) == (state, counted)


def test_ppl_asr_040_two_trainings_add_up(make, tmp_path):
    centre = make("henan", on=date(2024, 5, 1))
    application = applied(centre, tmp_path)
    for hours in (40, 8):
        key = plan(centre, kind="qualification")
        done(call(centre, key))
        done(note(centre, key, 1, attendance="present", theory_hours=hours))
        done(close(centre, key, topics="、".join(topics("assessor", "henan").values())))
    assert stored(centre, Application, id=application)[0].state == "trained"


def test_ppl_asr_041_a_topic_not_taught_wants_a_reason(make):
    centre = make("hunan", on=date(2024, 1, 10))
    key = plan(centre, kind="qualification")
    taught = list(topics("assessor", "hunan").values())
    outcome = close(centre, key, topics="、".join(taught[:-1]), methods="集中授课")
    assert wants_reason(outcome) == {"PPL-ASR-041"} and taught[-1] in outcome.findings[0].params["list"]
    done(close(centre, key, topics="、".join(taught)))


def test_ppl_asr_041_the_methods_of_the_rule_are_those_offered():
    from models.people.training.terms import methods

    assert list(methods("hunan")) == Rulebook("hunan")["PPL-ASR-041"].value("methods")


@pytest.mark.parametrize(("kind", "audience", "rule"), [("qualification", "supervisor", "PPL-SUP-010"), ("staff", "staff", "PPL-EXM-026")])
def test_ppl_sup_010_and_ppl_exm_026_have_topics_of_their_own(make, kind, audience, rule):
    centre = make("hunan", on=date(2024, 1, 10))
    key = plan(centre, kind=kind, audience=audience)
    assert list(topics(audience, "hunan")) == Rulebook("hunan")[rule].value("topics")
    assert wants_reason(close(centre, key)) == {rule}
    done(close(centre, key, topics="、".join(topics(audience, "hunan").values())))


# -- record, permission ------------------------------------------------------------------------------------------------------


def test_ppl_asr_043_nobody_is_left_without_attendance(make, tmp_path):
    centre = make("hunan", on=date(2024, 1, 10))
    key = upgrade(centre, tmp_path, 1, 2)
    done(note(centre, key, 1, attendance="present", theory_hours=8))
    outcome = close(centre, key)
    assert refused_by(outcome) == {"PPL-ASR-043"} and a_name(2) in outcome.findings[0].params["list"]
    assert [one.due for one in items(centre, date(2024, 5, 21), "培训办结")] == [date(2024, 5, 27)]
    done(act(centre, "exam", "people.record_present", key, FIRST, theory_hours=8))
    done(close(centre, key))
    assert items(centre, date(2024, 6, 21), "培训办结") == []
    assert not call(centre, key).done


def test_ppl_asr_043_a_training_is_not_closed_before_it_ends(make):
    centre = make("hunan", on=date(2024, 1, 10))
    key = plan(centre, kind="upgrade", ends_on=date(2024, 5, 21))
    assert refused_by(close(centre, key)) == {"SYS-014"}
    done(close(centre, key, date(2024, 5, 21)))


def test_a_supervisor_plans_only_trainings_of_supervisors(make):
    centre = make("hunan", on=date(2024, 1, 10))
    given = {"kind": "education", "title": "继续教育", "starts_on": FIRST, "ends_on": FIRST}
    assert refused_by(act(centre, "supervisor", "people.plan_training", audience="assessor", **given)) == {"PPL-ORG-010"}
    done(act(centre, "supervisor", "people.plan_training", audience="supervisor", **given))
    assert refused_by(act(centre, "general", "people.plan_training", audience="supervisor", **given)) == {"PPL-ORG-010"}


def test_an_upgrade_training_of_supervisors_does_not_exist(make):
    centre = make("hunan", on=date(2024, 1, 10))
    given = {"title": "培训", "starts_on": FIRST, "ends_on": FIRST}
    assert refused_by(act(centre, "exam", "people.plan_training", kind="upgrade", audience="supervisor", **given)) == {"SYS-002"}
    assert refused_by(act(centre, "exam", "people.plan_training", kind="staff", audience="assessor", **given)) == {"SYS-002"}


def test_a_training_given_up_obliges_nobody(make, tmp_path):
    centre = make("hunan", on=date(2024, 1, 10))
    hired(centre, tmp_path, person(1, **LONG))
    key = plan(centre)
    done(call(centre, key))
    done(act(centre, "exam", "people.cancel_training", key, FIRST, why="讲师生病"))
    assert not note(centre, key, 1, attendance="absent").done
    assert items(centre, date(2024, 6, 20), "培训办结") == []
    with centre.reading() as context:
        assert queries.cases(context) == []

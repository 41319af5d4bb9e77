"""The way of a team, from the lot to the day; and that no lot breaks a rule that refuses."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.assignment import facts, queries
from models.assignment.guard import Fellow, Target, judge, rotation_faults
from models.assignment.lot import drawn
from models.assignment.tables import Assignment
from models.assignment.terms import ASSESSING
from models.core.findings import Severity
from models.core.rulebook import Rulebook
from models.people.interests import Crowd, Other, Tie
from models.people.standing import timeline
from models.people.tables import Person
from tests.assessment.exams.makers import EVE, prepared
from tests.people.makers import a_name, act, done, hired, person, refused_by, stored, wants_reason

OLD = ((date.min, date.max),)


@pytest.fixture
def make(centre):
    return centre


def ready(make, tmp_path, profile: str = "henan", count: int = 5, **changes):
    """A session of the batch with so many assessors of its occupation; answers (centre, session id)."""
    here = make(profile)
    hired(here, tmp_path, *(person(n, 考评职业="车工", **changes) for n in range(1, count + 1)))
    code = prepared(here, 4, "skill")
    from models.assessment.exams.queries import find_session

    with here.reading() as context:
        return here, find_session(context.db, code)[0].id


def exam(here, deed, key=None, **given):
    return act(here, "exam", f"assignment.{deed}", key, EVE, **given)


def team(here, session):
    with here.reading() as context:
        return [(one.id, one.person.name, one.post, one.state) for one in queries.team_of(context.db, session)]


def drawn_team(make, tmp_path, profile="henan", **how):
    here, session = ready(make, tmp_path, profile, **how)
    done(exam(here, "propose_team", session, size=3, seed=7, reason="首批认定"))
    return here, session


def test_the_same_seed_draws_the_same_team_and_is_kept(make, tmp_path):
    here, session = drawn_team(make, tmp_path)
    first = team(here, session)
    assert len(first) == 3 and [post for *_who, post, _state in first].count("leader") == 1
    assert {one.lot_seed for one in stored(here, Assignment)} == {7}
    assert refused_by(exam(here, "propose_team", session, size=3, seed=7)) == {"SYS-002"}  # there is a team already


def test_ppl_asr_122_nobody_accepts_without_the_declaration(make, tmp_path):  # STF-008: with a declaration and no relation, and without one
    here, session = drawn_team(make, tmp_path)
    done(act(here, "director", "assignment.dispatch_team", session, EVE))
    one = team(here, session)[0][0]
    assert refused_by(exam(here, "accept", one)) == {"PPL-ASR-122"}
    assert refused_by(exam(here, "attend", one)) == {"PPL-ASR-122"}
    done(exam(here, "accept", one, clear=True))
    done(exam(here, "attend", one))
    assert stored(here, Assignment, id=one)[0].state == "attended"
    with here.reading() as context:
        events = timeline(context, context.db.get_one(Person, stored(here, Assignment, id=one)[0].person_id))
    assert any("2026-11-1" in event.words for event in events)


def test_ppl_asr_122_who_names_a_candidate_is_excused_and_somebody_stands_in(make, tmp_path):
    here, session = drawn_team(make, tmp_path)
    done(act(here, "director", "assignment.dispatch_team", session, EVE))
    out = next(one for one in team(here, session) if one[2] == "assessor")
    done(exam(here, "accept", out[0], relation="kin", candidate="考生00001"))
    assert stored(here, Assignment, id=out[0])[0].state == "excused"
    assert refused_by(exam(here, "assign", session, person=out[1])) == {"PPL-ASR-121"}
    free = next(a_name(n) for n in range(1, 6) if a_name(n) not in {one.person.name for one in _all(here)})
    done(exam(here, "substitute", out[0], person=free))
    assert free in {name for _id, name, *_rest in team(here, session)}


def _all(here):
    with here.reading() as context:
        from sqlalchemy import select
        from sqlalchemy.orm import joinedload

        found = list(context.db.scalars(select(Assignment).options(joinedload(Assignment.person))))
        context.db.expunge_all()
        return found


def test_ppl_asr_123_an_undeclared_ground_withdraws_and_waits_for_the_head(make, tmp_path):
    here, session = drawn_team(make, tmp_path)
    one = team(here, session)[0][0]
    done(exam(here, "withdraw", one, why="系考生亲属", undeclared=True))
    with here.reading() as context:
        assert [item.rule for item in queries.due(context)] == ["PPL-ASR-123"]
    assert refused_by(exam(here, "decide_ground", one, decision="批评")) == {"PPL-ORG-010"}
    done(act(here, "director", "assignment.decide_ground", one, EVE, decision="批评教育"))
    with here.reading() as context:
        assert list(queries.due(context)) == []


def test_ppl_asr_150_refusals_are_counted_and_become_due(make, tmp_path):
    here, session = drawn_team(make, tmp_path, "hunan", 发证日期="2025-03-01")
    one = team(here, session)[0]
    done(act(here, "director", "assignment.dispatch_team", session, EVE))
    done(exam(here, "refuse", one[0], why="另有安排"))
    with here.reading() as context:
        who = stored(here, Assignment, id=one[0])[0].person_id
        assert facts.missed(context, "assessor", [who]) == {who: 1}
        assert not [item for item in queries.due(context) if item.rule == "PPL-ASR-150"]  # one of three


def test_ppl_asr_104_a_team_without_a_leader_is_not_sent(make, tmp_path):
    here, session = ready(make, tmp_path)
    for n in (1, 2, 3):
        done(exam(here, "assign", session, person=a_name(n)))
    assert refused_by(act(here, "director", "assignment.dispatch_team", session, EVE)) == {"PPL-ASR-104"}


def test_ppl_asr_105_a_leader_of_a_new_occupation_wants_a_reason(make, tmp_path):
    here, session = ready(make, tmp_path)
    assert wants_reason(exam(here, "assign", session, person=a_name(1), post="leader")) == {"PPL-ASR-105"}
    assert refused_by(act(here, "finance", "assignment.assign", session, EVE, person=a_name(1))) == {"PPL-ORG-010"}


def test_ppl_asr_111_in_fujian_only_the_higher_centres_letter_sends(make, tmp_path):
    here, session = ready(make, tmp_path, "fujian")
    assert refused_by(exam(here, "assign", session, person=a_name(1))) == {"PPL-ASR-111"}
    done(exam(here, "assign", session, person=a_name(1), letter="闽鉴派〔2026〕9号"))


def test_a_verdict_is_given_for_everybody_at_once(make, tmp_path):
    here, session = ready(make, tmp_path, count=4)
    from models.assessment.exams.tables import ExamSession

    with here.reading() as context:
        found = queries.verdicts(context, context.db.get_one(ExamSession, session), "assessor")
    assert [one.answer for one in found] == ["yes"] * 4


people = st.builds(
    Fellow, st.integers(1, 12), st.just("甲"), st.booleans(), st.sampled_from([frozenset({"车工"}), frozenset({"钳工"})]),
    st.sampled_from([OLD, (), ((date(2020, 1, 1), date(2024, 6, 9)),)]), st.booleans(),
    st.sampled_from([(), (Tie("kin", "王小明", "1"),)]), st.integers(0, 4), st.integers(0, 4), st.sampled_from([None, date(2000, 1, 1)]),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(people, max_size=12, unique_by=lambda one: one.id), st.frozensets(st.integers(1, 12), max_size=5), st.integers(1, 5),
       st.integers(1, 99), st.sampled_from(["hunan", "henan", "fujian", "chongqing"]))  # fmt: skip
def test_no_lot_breaks_a_rule_that_refuses(fellows, previous, size, seed, profile):
    rules = Rulebook(profile)
    target = Target(date(2024, 6, 10), date(2024, 6, 10), "车工", frozenset({3}), "b", Crowd([Other("王小明", "1")]), previous or None,
                    first_round=date(2010, 1, 1))  # fmt: skip
    team = drawn(fellows, target, rules, size, seed)
    assert team == drawn(list(reversed(fellows)), target, rules, size, seed)  # the order people come in decides nothing
    for one, post in team:
        assert not [each for each in judge(one, post, target, rules) if each.severity is Severity.BLOCK and each.rule != "PPL-ASR-109"]
    if len(team) == size:
        assert not rotation_faults(frozenset(one.id for one, _post in team), target.previous, rules["PPL-ASR-109"])


def test_what_is_counted_over_rounds_comes_from_the_database(make, tmp_path):
    here, session = drawn_team(make, tmp_path)
    from models.assessment.exams.tables import ExamSession

    with here.reading() as context:
        one = context.db.get_one(ExamSession, session)
        target = facts.target_of(context, one)
        assert len(target.team) == 3 and target.previous is None and target.size == 3
        assert {fellow.run for fellow in facts.fellows(context, one, "assessor")} == {0}
    assert {post for _id, _name, post, _state in team(here, session)} <= set(ASSESSING)

"""Allowances of assessors: the list, the amounts, the payment, who gets none (PPL-ASR-170…172)."""

from datetime import date

import pytest

from models.assessment.tables import Batch
from models.assignment import paying
from models.assignment.tables import Allowance, Assignment
from models.core import store
from models.people.tables import Appointment, Qualification
from reports.assignment.fees import capitals
from reports.forms import render
from tests.assessment.exams.makers import DAY, EVE, prepared
from tests.centres import seat
from tests.people.makers import a_name, act, done, hired, person, refused_by, stored
from tests.reports.paper import text


@pytest.fixture
def team(centre, tmp_path):
    """A batch of a region with a leader and an assessor who are expected; answers (centre, batch id)."""

    def make(profile="henan"):
        here = centre(profile)
        hired(here, tmp_path, *(person(n, 考评职业="车工") for n in (1, 2)))
        code = prepared(here, 3, "skill", rooms=(("J1", 10),))
        from models.assessment.exams.queries import find_session

        with here.reading() as context:
            session = find_session(context.db, code)[0].id
            batch = context.db.query(Batch).one().id
        for post, at in (("leader", 1), ("assessor", 2)):
            done(act(here, "exam", "assignment.assign", session, EVE, person=a_name(at), post=post, reason="首批认定", letter="派〔2026〕1号"))
        return here, batch

    return make


def listed(here, batch, day=EVE):
    return act(here, "exam", "assignment.list_allowances", batch, day)


def become(here, *states):
    with store.writing(here.engine) as db:
        for one, state in zip(db.query(Assignment).order_by(Assignment.id), states, strict=True):
            one.state = state
        db.commit()


def owed(here, day):
    with seat(here, "finance", day).reading() as context:
        return [(one.rule, one.due) for one in paying.due(context)]


def test_ppl_asr_170_ppl_asr_172_listed_before_paid_after_to_who_came(team):
    here, batch = team()
    assert done(listed(here, batch)).value == {"listed": 2}
    assert done(listed(here, batch)).value == {"listed": 0}  # once
    leader, absent = stored(here, Allowance)
    become(here, "attended", "no_show")
    assert owed(here, DAY) == [("PPL-ASR-170", date(2026, 12, 28))]  # thirty days
    pay = {"paid_on": str(DAY)}
    assert refused_by(act(here, "finance", "assignment.pay_allowance", leader.id, DAY, **pay)) == {"SYS-002"}  # no amount yet
    assert refused_by(act(here, "finance", "assignment.set_allowance", leader.id, DAY, amount="100", tax="100.01")) == {"SYS-002"}
    for one in (leader, absent):
        done(act(here, "finance", "assignment.set_allowance", one.id, DAY, amount="400", tax="12.50", account="6222 0000"))
    assert refused_by(act(here, "exam", "assignment.set_allowance", leader.id, DAY, amount="900")) == {"PPL-ORG-010"}
    assert refused_by(act(here, "finance", "assignment.pay_allowance", absent.id, DAY, **pay)) == {"PPL-ASR-170"}
    done(act(here, "finance", "assignment.pay_allowance", leader.id, DAY, **pay))
    assert refused_by(act(here, "finance", "assignment.set_allowance", leader.id, DAY, amount="500")) == {"SYS-002"}  # paid
    assert owed(here, DAY) == []
    words = text(render(seat(here, "finance", DAY), "F-FEE", batch).pdf)
    assert all(word in words for word in ("劳务费发放表", "400.00", "387.50", "叁佰捌拾柒元伍角"))
    assert words.count("400.00") == 2  # rate and amount of the one who came


def test_ppl_asr_171_without_a_contract_nobody_is_listed_in_hunan(team):
    here, batch = team("hunan")
    assert refused_by(listed(here, batch)) == {"PPL-ASR-171"}
    with store.writing(here.engine) as db:
        for one in db.query(Qualification):
            db.add(Appointment(qualification_id=one.id, sort_name=one.sort_name, starts_on=date(2026, 1, 1), ends_on=DAY, first_entry=1, entry=1))
        db.commit()
    assert done(listed(here, batch)).value == {"listed": 2}


@pytest.mark.parametrize(
    ("fen", "words"),
    [(0, "零元整"), (5, "伍分"), (120_050, "壹仟贰佰元伍角"), (10_000_500, "壹拾万零伍元整"), (100_100_000, "壹佰万壹仟元整"), (100_05, "壹佰元零伍分")],
)
def test_amounts_as_cheques_write_them(fen, words):
    assert capitals(fen) == words

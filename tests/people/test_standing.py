"""Qualification as of any date, past or future, with its reasons; the timeline."""

from datetime import date

import pytest

from models.people.standing import faults_on, timeline
from models.people.tables import Person
from tests.people.makers import a_name, act, done, hired, ids, person, refused_by, stored

ROW = {"发证日期": "2021-05-01", "有效期至": "2024-04-30"}


@pytest.fixture
def make(centre):
    """Makes a centre: make("henan")."""
    return centre


def ask(centre, on: str, **given):
    return act(centre, "exam", "people.qualification", person=a_name(1), on=on, **given)


@pytest.mark.parametrize(("on", "may"), [("2021-05-01", True), ("2021-04-30", False), ("2024-04-30", True), ("2024-05-01", False)])
def test_ppl_asr_065_one_answer_for_every_day_past_or_future(make, tmp_path, on, may):
    centre = make("henan")
    hired(centre, tmp_path, person(1, **ROW))
    outcome = ask(centre, on)
    assert outcome.done is may
    if may:
        held = outcome.value["held"][0]
        assert (held["state"], held["valid_from"], held["valid_to"]) == ("valid", "2021-05-01", "2024-04-30")
        assert outcome.value["rules"][0]["rule"] == "PPL-ASR-065" and outcome.value["rules"][0]["clause"]
    else:
        assert refused_by(outcome) == {"PPL-ASR-065"}


def test_ppl_asr_065_a_renewed_card_holds_from_its_first_day(make, tmp_path):
    centre = make("henan", on=date(2024, 4, 20))
    key, = hired(centre, tmp_path, person(1, **ROW))
    assert refused_by(ask(centre, "2024-05-01")) == {"PPL-ASR-065"}
    done(act(centre, "exam", "people.renew_card", key, decision="核发〔2024〕1号"))
    assert ask(centre, "2024-05-01").value["held"][0]["valid_to"] == "2027-04-30"


def test_ppl_asr_022_a_blacklisted_day_is_refused_and_the_day_before_is_not(make, tmp_path):
    centre = make("hunan", on=date(2026, 11, 20))
    row = person(1, 发证日期="2025-03-01", 有效期至="2028-02-29")
    key, = hired(centre, tmp_path, row)
    given = {"cause": "AC-HN-01", "facts": "弄虚作假", "document": "决〔2026〕1号", "decided_on": "2026-11-18"}
    from models.people.terms import causes

    given["cause"] = next(iter(causes("assessor", "hunan")))
    done(act(centre, "director", "people.withdraw_card", key, blacklist=True, **given))
    assert refused_by(ask(centre, "2026-11-18")) == {"PPL-ASR-065", "PPL-ASR-022"}
    assert ask(centre, "2026-11-17").done


def test_ppl_sup_015_a_supervisor_is_asked_by_the_supervisors_rule(make, tmp_path):
    centre = make("henan")
    hired(centre, tmp_path, person(1))
    assert refused_by(ask(centre, "2026-11-20", kind="supervisor")) == {"PPL-SUP-015"}
    with centre.reading() as context:
        one = context.db.get_one(Person, stored(centre, Person)[0].id)
        assert [each.rule for each in faults_on(context, one, "supervisor", date(2026, 11, 20))] == ["PPL-SUP-015"]


def test_a_question_changes_no_record(make, tmp_path):
    centre = make("henan")
    key, = hired(centre, tmp_path, person(1))
    from tests.people.makers import holder

    before = holder(centre, key).version
    assert ask(centre, "2026-11-20").done
    assert holder(centre, key).version == before and ids(centre) == [key]


def test_the_timeline_tells_cards_and_appointments_in_order(make, tmp_path):
    centre = make("henan")
    hired(centre, tmp_path, person(1, 聘期起="2025-04-01", 聘期止="2028-02-29"))
    with centre.reading() as context:
        events = timeline(context, context.db.get_one(Person, stored(centre, Person)[0].id))
    assert [one.day for one in events] == [date(2025, 3, 1), date(2025, 4, 1)]
    assert "2028-02-29" in events[0].words and events[0].tone == "good"

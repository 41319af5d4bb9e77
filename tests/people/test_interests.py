"""One interest model: declared by people, asked by assignment, complaints and archives."""

from datetime import date

import pytest

from models.people.interests import Crowd, Other, Tie, grounds
from models.people.tables_interests import Interest
from tests.people.makers import a_name, act, an_id, done, hired, person, refused_by, rule, stored

DAY = date(2024, 6, 10)
NEPHEW = Other("王小明", an_id(40), "2024级1班")


@pytest.fixture
def make(centre):
    """Makes a centre: make("henan")."""
    return centre


def stands_aside(tie: Tie, profile: str, other: Other = NEPHEW) -> bool:
    return bool(grounds([tie], Crowd([other]), DAY, rule("PPL-ASR-120", profile)))


@pytest.mark.parametrize(("tie", "hunan", "henan"), [
    (Tie("kin", "王小明", an_id(40)), True, True),  # a nephew in the room
    (Tie("kin", "王小明", an_id(41)), False, False),  # a namesake with another number
    (Tie("teach_class", class_name="2024级1班", to_on=date(2023, 10, 10)), True, True),  # until 8 months before
    (Tie("teach_class", class_name="2024级1班", to_on=date(2021, 12, 10)), False, False),  # until 30 months before
    (Tie("teach_class", class_name="2024级1班", to_on=date(2023, 6, 10)), True, True),  # touches the 12 months
    (Tie("teach_class", class_name="2024级1班", to_on=date(2023, 6, 9)), False, False),  # one day too early
    (Tie("teach_class", class_name="2024级1班", from_on=date(2024, 6, 11)), False, False),  # begins after the day
    (Tie("teach_class", class_name="2024级2班"), False, False),  # another class
    (Tie("master", "王小明", an_id(40), to_on=date(2014, 1, 1)), True, False),  # apprentice ten years ago
    (Tie("teach", "王小明", an_id(40)), True, False),
    (Tie("other", "王小明", an_id(40)), False, False),
])  # fmt: skip
def test_ppl_asr_120_what_is_a_ground_where_and_for_how_long(tie, hunan, henan):
    assert (stands_aside(tie, "hunan"), stands_aside(tie, "henan")) == (hunan, henan)


def test_ppl_asr_120_fujian_takes_whatever_was_declared_and_chongqing_nothing():
    assert stands_aside(Tie("other", "王小明", an_id(40)), "fujian")
    assert not stands_aside(Tie("kin", "王小明", an_id(40)), "chongqing")


def test_somebody_without_a_number_is_told_by_the_name():
    tie = Tie("kin", "王小明", an_id(40))
    assert stands_aside(tie, "henan", Other("王小明"))
    assert not stands_aside(tie, "henan", Other("王小亮"))


def test_a_declaration_is_kept_ended_and_no_longer_counts(make, tmp_path):
    centre = make("hunan")
    hired(centre, tmp_path, person(1))
    given = {"person": a_name(1), "kind": "kin", "other_name": "王小明", "other_id_no": an_id(40)}
    done(act(centre, "exam", "people.declare_interest", **given))
    one = stored(centre, Interest)[0]
    assert (one.kind, one.other_id_no, one.source) == ("kin", an_id(40), "own")
    done(act(centre, "exam", "people.end_interest", one.id, why="同名误登"))
    assert stored(centre, Interest)[0].ended_why == "同名误登"
    assert refused_by(act(centre, "exam", "people.end_interest", one.id, why="再次")) == {"SYS-002"}


@pytest.mark.parametrize(("given", "rule_id"), [
    ({"kind": "kin"}, "SYS-002"),  # kin of whom?
    ({"kind": "teach_class"}, "SYS-002"),
    ({"kind": "trainer"}, "SYS-002"),
    ({"kind": "teach_class", "class_name": "1班", "from_on": "2024-05-02", "to_on": "2024-05-01"}, "SYS-014"),
    ({"kind": "kin", "other_name": "王小明", "person": "没有此人"}, "SYS-005"),
])  # fmt: skip
def test_a_declaration_that_says_too_little_is_refused(make, tmp_path, given, rule_id):
    centre = make("henan")
    hired(centre, tmp_path, person(1))
    assert refused_by(act(centre, "exam", "people.declare_interest", **({"person": a_name(1)} | given))) == {rule_id}


def test_who_may_not_keep_person_files_declares_nothing(make, tmp_path):
    centre = make("henan")
    hired(centre, tmp_path, person(1))
    given = {"person": a_name(1), "kind": "kin", "other_name": "王小明"}
    assert refused_by(act(centre, "finance", "people.declare_interest", **given)) == {"PPL-ORG-010"}


def test_cmp_024_a_handler_who_declared_kinship_with_somebody_accused_is_seen(make, tmp_path):
    from models.people.interests import related
    from models.people.tables import Person

    centre = make("henan")
    hired(centre, tmp_path, person(1))
    done(act(centre, "exam", "people.declare_interest", person=a_name(1), kind="kin", other_name="王小明"))
    me = stored(centre, Person)[0].id
    with centre.reading() as context:
        assert related(context.db, me, [Other("王小明")])
        assert not related(context.db, me, [Other("王小亮")])
        assert not related(context.db, None, [Other("王小明")])


def test_arc_047_a_declared_party_is_party_to_the_number(make, tmp_path):
    from models.people.interests import parties

    centre = make("henan")
    hired(centre, tmp_path, person(1))
    done(act(centre, "general", "people.declare_interest", person=a_name(1), kind="party", matter="DA-7"))
    with centre.reading() as context:
        assert [one.name for one in parties(context.db, "DA-7")] == [a_name(1)]
        assert parties(context.db, "DA-8") == []

"""An account is linked to its person, and then nobody acts about himself under another name."""

import pytest

from models.core.acts import call
from models.core.tables import User
from tests.centres import seat
from tests.people.makers import act, an_id, card, done, hired, holder, person, refused_by


@pytest.fixture
def link(centre, tmp_path):
    """Two people of a roster, and how the director (or somebody else) links an account."""
    there = centre("henan", "director")
    keys = hired(there, tmp_path, person(1), person(2))

    def linked(login, who, by="director"):
        with there.reading() as context:
            user = context.db.query(User.id).filter(User.login == login).scalar()
        return call(seat(there, by), "people.link_account", user, person=who)

    return there, keys, linked


def _person_of(there, login):
    with there.reading() as context:
        return context.db.query(User.person_id).filter(User.login == login).scalar()


def test_ppl_org_004_a_linked_account_decides_nothing_about_itself(link):
    there, (own, other), linked = link
    done(linked("exam", an_id(1)))
    assert _person_of(there, "exam") == holder(there, own).person_id
    done(linked("director", an_id(2)))
    assert "PPL-ORG-004" in refused_by(act(there, "director", "people.list_black", other))
    assert "PPL-ORG-004" not in refused_by(act(there, "director", "people.list_black", own))


def test_ppl_org_003_a_person_has_one_account_and_may_be_freed(link):
    there, _keys, linked = link
    done(linked("exam", card(1)))
    assert refused_by(linked("finance", an_id(1))) == {"PPL-ORG-003"}
    assert refused_by(linked("finance", "没有这个人")) == {"SYS-005"}
    done(linked("exam", None))
    assert _person_of(there, "exam") is None
    done(linked("finance", an_id(1)))


def test_ppl_org_004_a_director_does_not_take_back_his_own_link(link):
    _there, _keys, linked = link
    done(linked("director", an_id(2)))
    assert refused_by(linked("director", None)) == {"PPL-ORG-004"}
    assert refused_by(linked("exam", an_id(1), by="exam")) == {"PPL-ORG-010"}

"""Named custodians, their hand-overs, and what somebody leaves behind (PPL-ORG-008)."""

from datetime import date, timedelta

import pytest

from models.core.due import due_items
from models.people.organisation.tables import OPEN, Custody
from models.people.staff.tables import StaffPost
from reports.forms import render_list, render_named
from tests.centres import TODAY, seat
from tests.people.makers import a_name, act, an_id, done, refused_by, stored, wants_reason
from tests.reports import paper

DAY = timedelta(days=1)
SEAL = {"kind": "印章", "thing": "中心公章"}


@pytest.fixture
def here(centre):
    made = centre("hunan")
    for n, post in ((1, "综合管理岗"), (2, "考务管理岗"), (3, "财务")):
        done(act(made, "general", "people.appoint_staff", name=a_name(n), id_no=an_id(n), post=post, time="兼职", duty="日常工作", post_title="讲师",
                 education="本科", phone=f"138000000{n:02d}", starts_on="2026-01-05"))  # fmt: skip
    return made


def named(here, n=1, login="director", **given):
    return act(here, login, "people.name_custodian", person=a_name(n), on="2026-03-02", **(SEAL | given))


def over(here, key, n=2, witness="周见闻", login="general", **given):
    return act(here, login, "people.hand_over_custody", key, person=a_name(n), witness=witness, **given)


def waiting(here, day=TODAY):
    with seat(here, "general", day).reading() as context:
        return {(item.key, item.due) for item in due_items(context) if item.rule == "PPL-ORG-008"}


def test_ppl_org_008_one_custodian_a_thing_and_then_a_hand_over(here):
    key = done(named(here)).record_id
    assert refused_by(named(here, 2)) == {"SYS-002"}
    done(over(here, key, listed="公章 1 枚"))
    first, second = stored(here, Custody)
    assert (first.ended_on, second.starts_on, second.ended_on, second.before_id) == (TODAY - DAY, TODAY, OPEN, first.id)
    assert refused_by(over(here, key, 3)) == {"SYS-002"}
    done(named(here, 3, thing="财务章"))


def test_ppl_org_008_from_to_and_witness_are_three(here):
    key = done(named(here)).record_id
    assert refused_by(over(here, key, 1)) == {"SYS-002"}
    assert refused_by(over(here, key, 2, witness=a_name(1))) == {"SYS-002"}
    assert refused_by(over(here, key, 2, witness=a_name(2))) == {"SYS-002"}
    assert refused_by(over(here, key, on="2026-03-02")) == {"SYS-014"}
    done(over(here, key, on="2026-03-03"))


def test_ppl_org_008_only_the_director_names_and_general_affairs_hand_over(here):
    assert refused_by(named(here, login="general")) == {"PPL-ORG-010"}
    assert refused_by(over(here, done(named(here)).record_id, login="exam")) == {"PPL-ORG-010"}


def test_ppl_org_008_who_leaves_hands_over_first_or_says_why(here):
    key = done(named(here, 2)).record_id
    post = stored(here, StaffPost)[1].id
    leave = {"ended_on": "2026-11-19", "why": "调离"}
    assert wants_reason(act(here, "general", "people.end_staff_post", post, **leave)) == {"PPL-ORG-008"}
    assert waiting(here) == set()
    done(act(here, "general", "people.end_staff_post", post, reason="突发住院", **leave))
    assert waiting(here) == {("中心公章", date(2026, 11, 19))}
    done(over(here, key, 3))
    assert waiting(here) == set()


def test_ppl_org_008_who_keeps_another_post_stays_in_charge(here):
    done(act(here, "general", "people.appoint_staff", name=a_name(2), id_no=an_id(2), post="档案", time="兼职", duty="归档", post_title="讲师",
             education="本科", phone="13800000002", starts_on="2026-01-05"))  # fmt: skip
    done(named(here, 2))
    post = next(one.id for one in stored(here, StaffPost) if one.post == "exam")
    done(act(here, "general", "people.end_staff_post", post, ended_on="2026-11-19", why="转岗"))
    assert waiting(here) == set()


def test_ppl_org_008_sheet_and_list_print_whole(here):
    done(over(here, done(named(here)).record_id, listed="公章 1 枚、登记册 1 本"))
    sheet = render_named(here, "F-CUSTODY", a_name(2))
    assert sheet.findings == () and paper.outside(sheet.pdf) == []
    assert paper.in_order(sheet.pdf, ["保管交接单", "中心公章", "印章", a_name(1), a_name(2), "周见闻", "公章 1 枚"]) == ""
    assert paper.in_order(render_list(here, "W-CUSTODY").pdf, ["保管人一览表", "共 2 项", "中心公章"]) == ""

"""The staff of the centre: posts, what one person does not hold together, the roster."""

from datetime import date

import pytest

from models.core.registers import REGISTERS, View, page
from models.people.staff import queries, rules
from models.people.staff.tables import StaffPost
from models.people.tables import Person
from reports import forms
from tests.centres import seat
from tests.people.makers import a_name, act, an_id, done, faults, refused_by, rule, stored, table, take, wants_reason, workbook
from tests.reports.paper import in_order

STAFF = REGISTERS["people.staff"]


@pytest.fixture
def make(centre):
    return centre


def given(n=1, **changes):
    return {"name": a_name(n), "id_no": an_id(n), "post": "exam", "time": "full", "duty": "考务与证书", "post_title": "讲师", "education": "bachelor",
            "phone": f"138{n:08d}"} | changes  # fmt: skip


def appoint(centre, n=1, login="general", **changes):
    how = {"reason": changes.pop("reason")} if "reason" in changes else {}
    return act(centre, login, "people.appoint_staff", **given(n, **changes), **how)


@pytest.mark.parametrize(("held", "wanted", "refused"), [
    ({"director"}, "finance", True), ({"finance"}, "director", True), ({"deputy"}, "finance", True), ({"exam"}, "finance", True),
    ({"general"}, "finance", False), ({"director"}, "exam", False), ({"finance"}, "archive", False), (set(), "finance", False),
])  # fmt: skip
def test_ppl_org_004_who_pays_neither_prepares_nor_approves(held, wanted, refused):
    assert bool(rules.incompatible(held, wanted, rule("PPL-ORG-004"))) is refused


@pytest.mark.parametrize(("post", "education", "level", "wants"), [
    ("equipment", "college", 4, False), ("equipment", "bachelor", 1, False), ("equipment", "secondary", 4, True), ("equipment", "college", 5, True),
    ("equipment", "college", None, True), ("equipment", None, 4, True), ("equipment", "other", 4, True), ("exam", "secondary", None, False),
])  # fmt: skip
def test_ppl_exm_022_degree_and_certificate_of_a_keeper(post, education, level, wants):
    assert bool(rules.keeper_faults(post, education, level, rule("PPL-EXM-022"))) is wants
    assert rules.keeper_faults(post, education, level, rule("PPL-EXM-022", "hunan")) == []


@pytest.mark.parametrize(("count", "few"), [(0, True), (1, True), (2, False), (3, False)])
def test_ppl_exm_024_two_full_time_are_enough(count, few):
    assert bool(rules.too_few(count, rule("PPL-EXM-024"))) is few


@pytest.mark.parametrize(("profile", "post", "trains", "refused"), [
    ("sport", "invigilator", True, True), ("sport", "exam", True, True), ("sport", "finance", True, False), ("sport", "exam", False, False),
    ("fujian", "invigilator", True, False), ("henan", "exam", True, False),
])  # fmt: skip
def test_ppl_exm_011_a_registered_trainer_has_no_post_of_exam_affairs_where_it_says_always(profile, post, trains, refused):
    assert bool(rules.trainer_faults(post, trains, rule("PPL-EXM-011", profile))) is refused


def test_ppl_exm_011_a_declared_trainer_is_refused(make):
    centre = make("sport")
    done(appoint(centre, 1, post="finance"))
    done(act(centre, "exam", "people.declare_interest", person=an_id(1), kind="trainer", matter="2026-01"))
    assert refused_by(appoint(centre, 1, post="invigilator")) == {"PPL-EXM-011"}
    done(appoint(centre, 2, post="invigilator"))


def test_ppl_org_004_the_command_refuses_what_is_held_until_it_has_ended(make):
    centre = make("henan")
    first = done(appoint(centre, 1, post="exam", starts_on="2026-01-05")).record_id
    for n in (2, 3):
        done(appoint(centre, n, post="general"))
    assert refused_by(appoint(centre, 1, post="finance")) == {"PPL-ORG-004"}
    assert refused_by(appoint(centre, 1, post="exam")) == {"SYS-002"}
    done(act(centre, "general", "people.end_staff_post", first, ended_on="2026-11-19", why="转岗"))
    done(appoint(centre, 1, post="finance"))
    assert not act(centre, "general", "people.end_staff_post", first, why="再次").done


def test_ppl_exm_033_the_register_keeps_what_the_filing_list_asks(make):
    centre = make("henan")
    done(appoint(centre, 1))
    with seat(centre, "general").reading() as context:
        one, = page(context, STAFF, View(facets={"state": "on", "time": "full"}))
        shown = {field.name: field.shown(context, one, clear=True) for field in STAFF.fields}
    assert shown["id_no"] == an_id(1) and (shown["post"], shown["time"], shown["duty"], shown["education"]) == ("考务管理岗", "专职", "考务与证书", "本科")
    with seat(centre, "supervisor").reading() as context:
        one, = page(context, STAFF, View())
        assert "*" in STAFF.field("id_no").shown(context, one, clear=True)


def test_ppl_exm_024_the_last_full_time_who_goes_wants_a_reason(make):
    centre = make("henan")
    keys = [done(appoint(centre, n)).record_id for n in (1, 2, 3)]
    done(act(centre, "general", "people.end_staff_post", keys[0], why="退休"))
    assert wants_reason(act(centre, "general", "people.end_staff_post", keys[1], why="调离")) == {"PPL-EXM-024"}
    done(act(centre, "general", "people.end_staff_post", keys[1], why="调离", reason="招聘中"))
    with centre.reading() as context:
        assert queries.full_time(context.db, date(2026, 11, 20)) == 3  # the last day counts
        assert queries.full_time(context.db, date(2026, 11, 21)) == 1


def test_ppl_exm_022_a_keeper_without_papers_wants_a_reason(make):
    centre = make("henan")
    assert wants_reason(appoint(centre, 1, post="equipment", education="secondary")) == {"PPL-EXM-022"}
    done(appoint(centre, 1, post="equipment", education="college", cert_level="4"))


@pytest.mark.parametrize("login", ["supervisor", "bank", "archive", "finance", "director"])
def test_only_general_and_exam_affairs_keep_the_staff(make, login):
    assert refused_by(appoint(make("henan"), 1, login)) == {"PPL-ORG-010"}


ROW = {"职务/职称/技能等级": "讲师", "学历": "本科", "岗位": "考务管理岗", "专/兼职": "专职", "主要职责": "考务与证书", "状态": "在岗"}


def roster(tmp_path, *rows):
    """A W-STAFF workbook of these rows: (n, changes)."""
    found = [{"姓名": a_name(n), "身份证号": an_id(n), "联系电话": f"0371-{n:08d}"} | ROW | changes for n, changes in rows]
    return workbook(tmp_path / f"工作人员{len(list(tmp_path.iterdir()))}.xlsx", table(found, ("姓名", "身份证号")))


def test_w_staff_is_taken_once_and_completes_later(make, tmp_path):
    centre = make("henan")
    rows = [(1, {"岗位": "主任"}), (2, {}), (3, {"岗位": "设备", "专/兼职": "兼职"})]
    report = take(centre, roster(tmp_path, *rows), register=STAFF)
    assert (report.new, report.bad_rows, report.found["full_time"]) == (3, 0, 2)
    again = take(centre, roster(tmp_path, rows[0], rows[1], (3, {"岗位": "设备", "专/兼职": "兼职", "主要职责": "设备与档案"})), register=STAFF)
    assert (again.new, again.changed, again.unchanged) == (0, 1, 2)
    assert stored(centre, StaffPost, post="equipment")[0].duty == "设备与档案" and len(stored(centre, Person)) == 3
    gone = take(centre, roster(tmp_path, (2, {"状态": "离岗"})), register=STAFF)
    assert gone.changed == 1 and stored(centre, StaffPost, post="exam")[0].ended_on == date(2026, 11, 20)


def test_w_staff_refuses_incompatible_posts_another_name_and_no_post(make, tmp_path):
    centre = make("henan")
    path = roster(tmp_path, (1, {"岗位": "财务"}), (1, {"岗位": "主任"}), (2, {"岗位": ""}))
    report = take(centre, path, register=STAFF)
    assert report.new == 1 and {name for _serial, name in faults(report)} == {"PPL-ORG-004", "SYS-002"}
    other = take(centre, roster(tmp_path, (1, {"姓名": a_name(9), "岗位": "档案"})), register=STAFF)
    assert [name for _serial, name in faults(other)] == ["SYS-014"]


def test_the_staff_roster_prints(make, tmp_path):
    centre = make("henan")
    done(appoint(centre, 1))
    pdf = forms.render_list(seat(centre, "general"), "W-STAFF").pdf
    assert in_order(pdf, ["工作人员名册", "姓名", "身份证号", "岗位", "专/兼职", "主要职责", a_name(1), "考务管理岗", "专职"]) == ""


def test_a_person_made_on_the_way_is_not_what_was_registered(make):
    centre = make("henan")
    done(appoint(centre, 1))
    done(appoint(centre, 1, post="archive"))
    made = done(appoint(centre, 2)).record_id
    [post] = [one for one in stored(centre, StaffPost) if one.sort_name and one.id == made]
    assert [one.id for one in stored(centre, Person, id_no=an_id(2))] == [post.person_id] != [made]

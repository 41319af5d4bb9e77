"""The course of a batch: along the arrows of its region and no others; checks are hooked in; everything is kept."""

from itertools import pairwise

import pytest
from sqlalchemy import select

from models.assessment.plans import steps
from models.assessment.plans.course import course, event_name, lists, state_name
from models.assessment.plans.tables import BatchStep
from models.assessment.tables import Batch
from models.core.findings import Finding, Severity
from models.core.rulebook import PROFILES
from models.core.tables import AbnormalOperation
from tests.assessment.batches import act, done, new_batch, put_at, refused, state_of, who_moves


@pytest.mark.parametrize("profile", PROFILES)
def test_asm_stm_001_every_arrow_joins_known_states_and_every_state_of_the_way_can_be_reached(profile):
    found = course(profile)
    for arrow in found.arrows:
        assert {*arrow.sources, arrow.to} <= {*lists()["state"], "before"}
        assert event_name(arrow.event) and state_name(arrow.sources[0])
    for before, after in pairwise(found.path):
        assert any(arrow.leaves(before, "exam") and arrow.to == after for arrow in found.arrows), (before, after)


@pytest.fixture
def free(monkeypatch):
    """No check of any area: only the arrows."""
    monkeypatch.setattr(steps, "CHECKS", {})
    monkeypatch.setattr(steps, "AFTER", {})


@pytest.mark.parametrize("profile", PROFILES)
def test_asm_stm_001_a_batch_walks_the_whole_way_and_keeps_every_move(profile, centre, free):
    work = centre(profile)
    batch = new_batch(work)
    way = course(profile).path
    for before, after in pairwise(way):
        arrow = next(one for one in course(profile).arrows if one.leaves(before, "exam") and one.to == after)
        done(
            work, f"assessment.{arrow.event}_batch", batch, login=who_moves(profile, arrow.event), document="豫考〔2026〕7号", reason="补录"
        )
        assert state_of(work, batch) == after
    with work.reading() as context:
        kept = context.db.scalars(select(BatchStep).where(BatchStep.batch_id == batch).order_by(BatchStep.id)).all()
        assert [one.to_state for one in kept] == list(way[1:])
        assert all(one.by and one.at and one.done_on == context.today for one in kept)


def test_asm_stm_001_no_other_move_is_possible_and_the_refusal_says_which_are(centre):
    work = centre("sport")
    batch = new_batch(work)
    outcome = act(work, "assessment.start_batch", batch)
    assert [one.rule for one in outcome.findings] == ["ASM-STM-001"]
    assert outcome.findings[0].params["next"] == "提交批次"
    assert refused(work, "assessment.publish_batch", batch) == {"ASM-STM-001"}  # the sport region has no such step at all


def test_asm_stm_002_an_act_of_the_authority_wants_its_document(centre, free):
    work = centre("sport")
    batch = new_batch(work)
    put_at(work, batch, "submitted")
    assert refused(work, "assessment.approve_batch", batch) == {"ASM-STM-002"}
    done(work, "assessment.approve_batch", batch, day="2026-11-18", document="平台审批")
    with work.reading() as context:
        kept = context.db.scalars(select(BatchStep)).one()
        assert (kept.done_on.isoformat(), kept.document, kept.name) == ("2026-11-18", "平台审批", "approve")


def test_a_refused_void_request_leads_back_to_where_the_batch_was(centre, free):
    work = centre("sport")
    batch = new_batch(work)
    put_at(work, batch, "arranged")
    with work.reading() as context:
        assert not steps.against(context, context.db.get_one(Batch, batch), "request_void")
    from models.core import store

    with store.writing(work.engine) as db:
        stamp = {"first_entry": 1, "entry": 1, "by": "exam", "at": work.now(), "done_on": work.today()}
        db.add(BatchStep(batch_id=batch, name="request_void", from_state="arranged", to_state="void_req", **stamp))
        db.get_one(Batch, batch).state = "void_req"
        db.commit()
    done(work, "assessment.refuse_void_batch", batch, document="平台退回")
    assert state_of(work, batch) == "arranged"


def test_checks_of_other_areas_stand_against_a_move(centre, monkeypatch):
    work = centre("henan")
    monkeypatch.setattr(steps, "CHECKS", {})
    severity = Severity.BLOCK
    steps.require("announce", "tried", lambda _context, _batch: [Finding("ASM-GEN-001", severity)], profiles=("henan",))
    steps.require("announce", "elsewhere", lambda _context, _batch: [Finding("ASM-STM-001", Severity.BLOCK)], profiles=("sport",))
    batch = new_batch(work)
    assert refused(work, "assessment.announce_batch", batch) == {"ASM-GEN-001"}
    severity = Severity.WARN
    assert refused(work, "assessment.announce_batch", batch) == {"ASM-GEN-001"}
    done(work, "assessment.announce_batch", batch, reason="已电话请示")
    with work.reading() as context:
        assert context.db.scalars(select(BatchStep.checks)).one() == ["tried"]
        assert context.db.scalars(select(AbnormalOperation.subject)).all() == [f"batch:{batch}"]


def test_a_move_wants_the_role_of_its_region(centre, free):
    work = centre("hunan")
    batch = new_batch(work)
    assert refused(work, "assessment.announce_batch", batch) == {"PPL-ORG-010"}  # the head's announcement there
    assert refused(work, "assessment.announce_batch", batch, login="supervisor") == {"PPL-ORG-010"}
    done(work, "assessment.announce_batch", batch, login="director")


def test_henan_without_an_exam_skips_the_exam_day(centre, free):
    work = centre("henan")
    batch = new_batch(work, way="process")
    put_at(work, batch, "approved")
    assert refused(work, "assessment.arrange_batch", batch) == {"ASM-STM-001"}
    done(work, "assessment.score_batch", batch)
    assert state_of(work, batch) == "scored"


def test_asm_gen_001_a_batch_keeps_the_region_it_was_made_under(centre, free):
    work = centre("hunan")
    batch = new_batch(work)
    from models.core import store

    with store.writing(work.engine) as db:
        db.get_one(Batch, batch).profile = "sport"  # the centre worked for another region then
        db.commit()
    with work.reading() as context:
        kept = context.db.get_one(Batch, batch)
        assert steps.rules_of(context, kept).profile == "sport" and context.rules.profile == "hunan"
    assert refused(work, "assessment.announce_batch", batch, login="director") == {"ASM-STM-001"}
    done(work, "assessment.submit_batch", batch)


@pytest.mark.parametrize(("state", "wanted", "is_there"), [
    ("listed", "published", True), ("draft", "announced", False), ("announced", "announced", True), ("returned", "submitted", False),
    ("arranged", "announced", True), ("void_req", "announced", False), ("voided", "draft", False), ("exam_done", "scored", False),
])  # fmt: skip
def test_how_far_a_batch_has_come(state, wanted, is_there):
    assert course("sport").reached(state, wanted) is is_there

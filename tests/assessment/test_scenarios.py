"""One batch in each region, from its application to the hand-over to certificates, day by day in the words of the regulation.

Every step stands on its last day in time by the worked examples of the catalogue; one day later the same step asks for a reason."""

from datetime import date

import pytest
from sqlalchemy import select

from models.assessment.plans.tables import BatchStep
from models.core.tables import AbnormalOperation
from tests.assessment.batches import act, done, new_batch, state_of
from tests.assessment.test_batches import FULL, enrol

M, N, A = "assessment.{}_batch", "assessment.note_step", "assessment.publish_announcement"


def walk(work, batch, story):
    """Each line: day, account, command or event, what is given, the state it leads to."""
    for on, login, what, given, state in story:
        command = what if "." in what else M.format(what)
        outcome = act(work, command, batch, login=login, on=date.fromisoformat(on), **given)
        assert outcome.done, (what, on, [(one.rule, dict(one.params)) for one in outcome.findings])
        assert state_of(work, batch) == state, what


def nothing_late(work):
    with work.reading() as context:
        assert [one.name for one in context.db.scalars(select(BatchStep)) if one.late] == []
        assert context.db.scalars(select(AbnormalOperation.rule)).all() == []


def stops(work, batch, on, login, what, rule, **given):
    """A day later: the same step wants a reason by this rule."""
    command = what if "." in what else M.format(what)
    outcome = act(work, command, batch, login=login, on=date.fromisoformat(on), **given)
    assert not outcome.done
    assert rule in {one.rule for one in outcome.findings}, [one.rule for one in outcome.findings]


PAPER = {"document": "平台回复"}


def test_a_sport_batch_from_application_to_certificates(centre):
    """D = 2025-03-20: applied for by 1 March, uploaded by 13 March, arranged and ticketed by 19 March."""
    work = centre("sport")
    batch = new_batch(work, "S1", date(2025, 3, 20), on=date(2025, 2, 20), occupation="滑雪", level=5, planned=30, region="北京")
    enrol(work, batch, 31)  # one more than declared, within ten percent
    stops(work, batch, "2025-03-02", "exam", "submit", "ASM-BAT-002")
    walk(work, batch, [("2025-03-01", "exam", "submit", {}, "submitted"), ("2025-03-03", "exam", "approve", PAPER, "approved"),
                       ("2025-03-03", "exam", "announce", {}, "announced")])  # fmt: skip
    stops(work, batch, "2025-03-14", "exam", "close_registration", "ASM-REG-010")
    walk(work, batch, [("2025-03-13", "exam", "close_registration", {}, "reg_closed")])
    stops(work, batch, "2025-03-20", "exam", "arrange", "ASM-ROM-003")
    walk(work, batch, [("2025-03-19", "exam", "arrange", {}, "arranged"), ("2025-03-19", "exam", "ticket", {}, "ticketed"),
                       ("2025-03-19", "exam", "ready", {}, "ready"), ("2025-03-20", "exam", "start", {}, "running"),
                       ("2025-03-20", "exam", "finish", {}, "exam_done")])  # fmt: skip
    nothing_late(work)


def test_a_fujian_batch_from_its_report_to_its_scores(centre):
    """D = DL = 2025-03-14: venue data by 28 February, venue and papers on 13 March, scores reported by 19 March."""
    work = centre("fujian")
    batch = new_batch(work, "F1", date(2025, 3, 14), on=date(2025, 1, 20), occupation="茶艺", level=None)
    walk(work, batch, [("2025-01-20", "exam", "prereview", {}, "prereview"), ("2025-01-22", "exam", "accept_prereview", PAPER, "draft"),
                       ("2025-01-23", "director", "submit", {}, "submitted"), ("2025-01-24", "exam", A, FULL, "submitted"),
                       ("2025-01-24", "exam", "announce", {}, "announced"), ("2025-02-20", "exam", "close_registration", {}, "reg_closed"),
                       ("2025-02-21", "exam", "refuse_recheck", PAPER, "announced"), ("2025-02-22", "exam", "close_registration", {}, "reg_closed"),
                       ("2025-02-24", "exam", "recheck", PAPER, "rechecked")])  # fmt: skip
    stops(work, batch, "2025-03-03", "exam", N, "ASM-VEN-002", step="venue_data")
    walk(work, batch, [("2025-02-28", "exam", N, {"step": "venue_data"}, "rechecked"), ("2025-03-06", "exam", "arrange", {}, "arranged"),
                       ("2025-03-13", "exam", "ticket", {}, "ticketed"), ("2025-03-13", "exam", N, {"step": "papers"}, "ticketed"),
                       ("2025-03-13", "exam", "ready", {}, "ready"), ("2025-03-14", "exam", "start", {}, "running"),
                       ("2025-03-14", "exam", "finish", {}, "exam_done")])  # fmt: skip
    nothing_late(work)


def test_a_hunan_batch_from_announcement_to_the_end_of_the_exam(centre):
    work = centre("hunan")
    batch = new_batch(work, "H1", date(2025, 3, 14), on=date(2025, 1, 5))
    walk(work, batch, [("2025-01-06", "director", A, FULL, "draft"), ("2025-01-06", "director", "announce", {}, "announced"),
                       ("2025-02-20", "exam", "close_registration", {}, "reg_closed"), ("2025-03-06", "exam", "arrange", {}, "arranged"),
                       ("2025-03-13", "exam", "ticket", {}, "ticketed")])  # fmt: skip
    stops(work, batch, "2025-03-14", "exam", "ready", "ASM-VEN-004")
    walk(work, batch, [("2025-03-13", "exam", "ready", {}, "ready"), ("2025-03-14", "exam", "start", {}, "running"),
                       ("2025-03-14", "exam", "finish", {}, "exam_done")])  # fmt: skip
    nothing_late(work)


def test_a_henan_batch_from_its_notice_to_the_supervision_report(centre):
    """D = DL = 2025-03-14: plan by 28 February, rooms closed on 13 March, supervision report by 16 March."""
    work = centre("henan")
    for system in ("affairs", "exam", "video"):
        done(work, "assessment.note_platform_link", system=system, connected_on="2024-01-05")
    batch = new_batch(work, "N1", date(2025, 3, 14), on=date(2025, 1, 5))
    walk(work, batch, [("2025-01-06", "exam", A, FULL, "draft"), ("2025-01-06", "exam", "announce", {}, "announced"),
                       ("2025-02-20", "exam", "close_registration", {}, "reg_closed")])  # fmt: skip
    stops(work, batch, "2025-03-03", "director", "submit", "ASM-PLN-011")
    walk(work, batch, [("2025-02-24", "director", "submit", {}, "submitted"), ("2025-02-25", "exam", "send_back", PAPER, "returned"),
                       ("2025-02-28", "director", "submit", {}, "submitted"), ("2025-03-04", "exam", "approve", PAPER, "approved"),
                       ("2025-03-10", "exam", "arrange", {}, "arranged"), ("2025-03-12", "exam", "ticket", {}, "ticketed"),
                       ("2025-03-13", "exam", "ready", {}, "ready"), ("2025-03-14", "exam", "start", {}, "running"),
                       ("2025-03-14", "exam", "finish", {}, "exam_done")])  # fmt: skip
    stops(work, batch, "2025-03-17", "exam", N, "ASM-SUP-001", step="supervision_report")
    walk(work, batch, [("2025-03-16", "exam", N, {"step": "supervision_report"}, "exam_done")])
    nothing_late(work)


def test_a_chongqing_batch_from_announcement_to_the_end_of_the_exam(centre):
    """Level 4, D = DL = 2025-03-14: announced by 14 January, uploaded by 28 February, papers on 13 March."""
    work = centre("chongqing")
    batch = new_batch(work, "C1", date(2025, 3, 14), on=date(2025, 1, 5))
    stops(work, batch, "2025-01-15", "director", A, "ASM-PLN-006", **FULL)
    walk(work, batch, [("2025-01-14", "director", A, FULL, "draft"), ("2025-01-14", "director", "announce", {}, "announced")])
    stops(work, batch, "2025-03-03", "exam", "close_registration", "ASM-REG-010")
    walk(work, batch, [("2025-02-28", "exam", "close_registration", {}, "reg_closed"), ("2025-02-28", "exam", "recheck", {}, "rechecked"),
                       ("2025-03-06", "exam", "arrange", {}, "arranged"), ("2025-03-09", "exam", N, {"step": "prep_notice"}, "arranged"),
                       ("2025-03-12", "exam", "ticket", {}, "ticketed")])  # fmt: skip
    stops(work, batch, "2025-03-12", "exam", N, "ASM-PAP-002", step="papers")
    walk(work, batch, [("2025-03-13", "exam", N, {"step": "papers"}, "ticketed"), ("2025-03-13", "exam", "ready", {}, "ready"),
                       ("2025-03-14", "exam", "start", {}, "running"), ("2025-03-14", "exam", "finish", {}, "exam_done")])  # fmt: skip
    nothing_late(work)


# After the exam ------------------------------------------------------------------------------------------------------

AFTER: dict[str, list[tuple[str, str, str, dict[str, str]]]] = {
    "sport": [("2025-03-21", "exam", "score", {}), ("2025-03-24", "exam", "report", {}), ("2025-03-25", "exam", "refuse_materials", PAPER),
              ("2025-03-26", "exam", "report", {}), ("2025-03-28", "exam", "confirm", PAPER), ("2025-03-31", "general", "certify", {})],
    "fujian": [("2025-03-17", "exam", "score", {}), ("2025-03-19", "exam", "report", {}), ("2025-03-24", "exam", "confirm", PAPER),
               ("2025-03-25", "exam", "publish", {}), ("2025-03-31", "general", "certify", {})],
    "hunan": [("2025-03-17", "exam", "score", {}), ("2025-03-17", "director", "notice", {}), ("2025-03-25", "director", "publish", {}),
              ("2025-04-14", "exam", "report", {}), ("2025-04-18", "exam", "confirm", PAPER), ("2025-04-21", "general", "certify", {})],
    "henan": [("2025-03-17", "exam", "score", {}), ("2025-03-18", "exam", "report", {}), ("2025-03-21", "exam", "confirm", PAPER),
              ("2025-03-24", "exam", "publish", {}), ("2025-03-31", "general", "certify", {})],
    "chongqing": [("2025-03-20", "exam", "score", {}), ("2025-04-07", "director", "publish", {}), ("2025-04-22", "general", "certify", {})],
}  # fmt: skip


@pytest.mark.parametrize("profile", AFTER)
def test_after_the_exam_every_region_has_its_own_way_to_certificates(profile, centre, only_the_course):
    """The arrows and limits alone; what scores, notices and objections ask is tested in their own area."""
    from models.assessment.plans.course import course
    from tests.assessment.batches import put_at

    work = centre(profile)
    batch = new_batch(work, "A1", date(2025, 3, 14), on=date(2025, 1, 5), level=4 if profile != "fujian" else None)
    put_at(work, batch, "exam_done")
    for on, login, event, given in AFTER[profile]:
        arrow = course(profile).arrow(state_of(work, batch), "exam", event)
        assert arrow is not None, event
        walk(work, batch, [(on, login, event, given, arrow.to)])
    assert state_of(work, batch) == "cert"
    nothing_late(work)


@pytest.fixture
def only_the_course(monkeypatch):
    from models.assessment.plans import steps

    monkeypatch.setattr(steps, "CHECKS", {})
    monkeypatch.setattr(steps, "AFTER", {})

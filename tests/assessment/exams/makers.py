"""Short hands for tests of the exam day: a batch with candidates who may sit, rooms, a session."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

import models  # noqa: F401  (declares every area)
from models.assessment.candidates.tables import Enrolment
from models.assessment.exams import queries
from models.assessment.exams.rules import EXAMINERS
from models.assessment.exams.tables import ExamSession, Seat
from models.assessment.tables import Batch
from models.core import store
from models.core.centre import Centre
from models.core.names import sort_key
from tests.archives.makers import do, done, refused, rules
from tests.fictional import number_of

__all__ = ["DAY", "EVE", "at", "batch", "do", "done", "met", "of_session", "prepared", "refused", "rostered", "rules", "seated", "seats",
           "signed_in", "staffed"]  # fmt: skip

DAY = date(2026, 11, 28)  # the exam day, a Saturday
EVE = date(2026, 11, 20)  # when it is arranged
SITE = "第一考点"


def at(clock: str, day: date = DAY) -> datetime:
    """09:00 of the exam day."""
    return datetime.fromisoformat(f"{day} {clock}")


def batch(centre: Centre, count: int = 4, code: str = "2026-11", *, subjects: tuple[str, ...] = ("theory", "skill"), level: int = 4,
          classes: int = 0, state: str = "ticketed", **more: Any) -> str:  # fmt: skip
    """A batch with `count` candidates whose applications were found good, spread over `classes` classes. Written straight into the
    tables: how applications come about is tested with the candidates."""
    with store.writing(centre.engine) as db:
        one = Batch(code=code, name=f"{code} 车工", occupation="车工", job="--", level=level, first_exam_day=DAY, last_exam_day=DAY,
                    profile=centre.profile, state=state, way="exam", first_entry=1, entry=1)  # fmt: skip
        db.add(one)
        db.flush()
        first = int(db.scalar(select(func.count()).select_from(Enrolment)) or 0)
        for serial in range(first, first + count):
            name = f"考生{serial + 1:05d}"
            number = number_of("410000", date(1990, 1, 1) + timedelta(days=serial // 900), serial % 900 + 1)
            values: dict[str, Any] = {"education": "college", "category": "student", "state": "rechecked", "fee_paid_on": EVE, "way": "exam"} | more
            db.add(Enrolment(batch_id=one.id, id_kind="resident", id_no=number, name=name, sort_name=sort_key(name),
                             sex="male" if serial % 2 else "female", occupation="车工", job="--", level=level, subjects=list(subjects),
                             training_class=f"{serial % classes + 1}班" if classes else None, first_entry=1, entry=1, **values))  # fmt: skip
        db.commit()
    return code


def prepared(centre: Centre, count: int = 4, subject: str = "theory", *, rooms: tuple[tuple[str, int], ...] = (("01", 30), ("02", 30)),
             starts: str = "09:00", ends: str = "10:30", code: str = "2026-11", level: int = 4, classes: int = 0,
             state: str = "ticketed", roster: bool = True, **session: Any) -> str:  # fmt: skip
    """A session with rooms, not arranged yet; answers its code. roster: with the people sport wants before its tickets (PPL-ASR-113)."""
    batch(centre, count, code, level=level, classes=classes, subjects=(subject,), state=state)
    kind = {"theory": "theory", "skill": "practical", "review": "defence"}[subject]
    for room, capacity in rooms:
        done(centre, "exam", EVE, "assessment.add_room", site=SITE, code=room, kind=kind, capacity=capacity)
    given = {"batch": code, "subject": subject, "site": SITE, "starts_at": str(at(starts)), "ends_at": str(at(ends))}
    made = str(done(centre, "exam", EVE, "assessment.plan_session", **given, **session))
    if roster:
        rostered(centre, made)
    return made


def rostered(centre: Centre, code: str) -> None:
    """The people sport wants in a batch before its tickets, once."""
    with centre.reading() as context:
        alone = not queries.examiners_of(context.db, queries.find_session(context.db, code)[0].batch_id)
    if alone and centre.profile == "sport":
        staffed(centre, code, ("chief", "站长甲"), ("assessor", "考评丁"))


def seated(centre: Centre, count: int = 4, subject: str = "theory", **given: Any) -> str:
    """A session whose candidates have seats and tickets."""
    code = prepared(centre, count, subject, **given)
    done(centre, "exam", EVE, "assessment.arrange_seats", code, seed=7)
    done(centre, "exam", EVE, "assessment.issue_tickets", code)
    return code


def met(centre: Centre, code: str, kind: str = "prepare") -> None:
    """The meeting before the exam of a session's batch, on the eve (PPL-EXM-014)."""
    done(centre, "exam", DAY, "assessment.note_meeting", code.rpartition("-")[0], kind=kind, held_at=str(at("16:00", EVE)), place="考务室", chair="主考人")


def signed_in(centre: Centre, code: str, clock: str = "07:50") -> None:
    """Everybody with a duty signs in, assessors after their pledge (PPL-EXM-016)."""
    with centre.reading() as context:
        duties = [(each.id, each.duty) for each in queries.duties_of(context.db, queries.find_session(context.db, code)[0].id)]
    for key, duty in duties:
        if duty in EXAMINERS:
            done(centre, "exam", DAY, "assessment.sign_pledge", key)
        done(centre, "exam", DAY, "assessment.sign_in_staff", key, arrived_at=str(at(clock)))


def staffed(centre: Centre, code: str, *posts: tuple[str, str] | tuple[str, str, str], **given: Any) -> None:
    """Duties as (duty, name) or (duty, name, room)."""
    for duty, name, *room in posts:
        done(centre, "exam", EVE, "assessment.assign_duty", code, duty=duty, name=name, room=room[0] if room else None, **given)


def seats(centre: Centre, code: str) -> list[Seat]:
    """The seats of a session in order, with their candidates, detached."""
    with centre.reading() as context:
        one = queries.find_session(context.db, code)[0]
        found = queries.seats_of(context.db, one.id)
        context.db.expunge_all()
        return found


def of_session(centre: Centre, code: str) -> ExamSession:
    with centre.reading() as context:
        one = queries.find_session(context.db, code)[0]
        context.db.expunge(one)
        return one

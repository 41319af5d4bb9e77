"""The last year's evaluations of the demo centre: an excellent assessor, one retrained, one still waiting."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from sqlalchemy import select

from models.demo.stage import Act, Stage
from models.evaluation.queries import find_review
from models.people.staff.tables import StaffPost
from models.people.tables import Appointment, Person, Qualification
from models.people.terms import ASSESSOR

_SCORES = ((96, 91), (84, 79), (55, 58))  # of three people in two rounds
_FIRST, _SECOND = 36, 9  # days ago


def acts(stage: Stage) -> Iterator[Act]:
    """Two rounds of three appointed assessors, the reviews of this year so far, one of them with its opinions."""
    names = _appointed(stage)
    for at, (name, scores) in enumerate(zip(names, _SCORES, strict=False)):
        for ago, score, number in zip((_FIRST, _SECOND), scores, ("08", "09"), strict=True):
            given: dict[str, Any] = {"assessor": name, "round": f"{stage.day(ago).year}-{number}", "ended_on": stage.day(ago), "score": score,
                                     "candidates": 20 + 5 * at, "is_leader": at == 0, "opinion": "评分独立，记录完整"}  # fmt: skip
            yield Act(ago - 1, "evaluation.evaluate", None, given, by="exam")
    yield Act(3, "evaluation.draw_up", None, {"year": stage.day(3).year}, by="director")
    if names:
        yield Act(
            2, "evaluation.hand_in_summary", _review(stage, names[0]), {"summary": "全年参加考评两次，担任组长，未出现差错。"}, by="exam"
        )
        yield Act(2, "evaluation.give_manager_opinion", _review(stage, names[0]), {"opinion": "服从安排，组织有序。"}, by="general")
        yield Act(
            1, "evaluation.give_supervisor_opinion", _review(stage, names[0]), {"opinion": "评分规范，同意评为优秀。"}, by="supervisor"
        )


def of_staff(stage: Stage) -> Iterator[Act]:
    """The director has begun with the staff's year: a head of department and one more."""
    told = (("deputy", "excellent", "分管质量工作扎实，两次专项检查均按期完成整改。", True),
            ("exam", "qualified", "场次组织有序，一次试卷交接登记不及时。", False))  # fmt: skip
    for post, grade, performance, leads in told:
        given = {"person": partial(_holder, stage, post), "year": stage.day(4).year, "grade": grade, "performance": performance, "leads": leads,
                 "opinion": "appoint" if leads else None}  # fmt: skip
        yield Act(4, "evaluation.assess_staff", None, given, by="director")


def _holder(stage: Stage, post: str) -> str:
    with stage.centre.reading() as context:
        return context.db.scalars(select(Person.id_no).join(StaffPost).where(StaffPost.post == post).order_by(StaffPost.id)).first() or ""


def _appointed(stage: Stage) -> list[str]:
    with stage.centre.reading() as context:
        held = select(Qualification.card_number).join(Appointment).join(Person, Person.id == Qualification.person_id)
        wanted = held.where(Qualification.kind == ASSESSOR, Qualification.card_number != "").order_by(Appointment.id)
        return list(dict.fromkeys(context.db.scalars(wanted.limit(len(_SCORES)))))


def _review(stage: Stage, card: str) -> Any:
    def find() -> int:
        with stage.centre.reading() as context:
            return find_review(context.db, card)[0].id

    return find

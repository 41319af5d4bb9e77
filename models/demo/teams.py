"""Teams of the demo centre: one that served, with somebody who refused and who stood in; one drawn by lot that is still answering."""

from collections.abc import Callable, Iterator

from models.assessment.exams.queries import find_session, seats_of
from models.assessment.exams.tables import ExamSession
from models.assignment import queries
from models.assignment.paying import allowances_of
from models.assignment.terms import YES
from models.demo.exams import AHEAD, HELD
from models.demo.stage import Act, Stage

_SEED = 20_261
_NEW = "该职业首次在本中心认定，无人满足年限"
_HERE = 3  # examiners of a round
_AMOUNTS = ("400", "360", "360")


def acts(stage: Stage) -> list[Act]:
    """The practical sessions of the two exam days."""
    return [*_held(stage), *_paid(stage), *_ahead(stage)]


def _fit(stage: Stage, ago: int, post: str) -> Callable[[], str]:
    """The first person against whom nothing stands in a post of the day's session and who was never asked, by identity number."""

    def find() -> str:
        session = _session(stage, ago)()
        with stage.centre.reading() as context:
            asked = {one.person_id for one in queries.sent_to(context.db, session)}
            found = queries.verdicts(context, context.db.get_one(ExamSession, session), post)
            return next(one.fellow.id_no for one in found if one.answer == YES and one.fellow.id not in asked)

    return find


def _session(stage: Stage, ago: int) -> Callable[[], int]:
    def find() -> int:
        with stage.centre.reading() as context:
            return find_session(context.db, f"KW{stage.day(ago):%Y%m%d}-2")[0].id

    return find


def _place(stage: Stage, ago: int, number: int) -> Callable[[], int]:
    """The assignment of the number-th person ever sent to the session of a day."""

    def find() -> int:
        session = _session(stage, ago)()
        with stage.centre.reading() as context:
            return sorted(one.id for one in queries.sent_to(context.db, session))[number]

    return find


def _candidate(stage: Stage) -> Callable[[], str]:
    """Somebody who sits in the session to come."""

    def find() -> str:
        session = _session(stage, AHEAD)()
        with stage.centre.reading() as context:
            return seats_of(context.db, session)[0].enrolment.name

    return find


def _held(stage: Stage) -> Iterator[Act]:
    session = _session(stage, HELD)
    for number in range(_HERE):
        given = {"person": _fit(stage, HELD, "assessor"), "post": "assessor" if number else "leader"}
        yield Act(HELD + 4, "assignment.assign", session, given, "" if number else _NEW, by="exam")
    yield Act(HELD + 4, "assignment.dispatch_team", session, {"letter": f"鉴派〔{stage.today.year}〕11号"}, by="director")
    yield Act(HELD + 3, "assignment.refuse", _place(stage, HELD, 1), {"why": "当日外出授课"}, by="exam")
    yield Act(HELD + 2, "assignment.substitute", _place(stage, HELD, 1), {"person": _fit(stage, HELD, "assessor")}, by="exam")
    yield Act(HELD + 2, "assignment.dispatch_team", session, {"letter": f"鉴派〔{stage.today.year}〕12号"}, by="director")
    for number in (0, 2, 3):
        yield Act(HELD + 1, "assignment.accept", _place(stage, HELD, number), {"clear": True}, by="exam")
        arrived = f"{stage.day(HELD)} 13:{20 + number}"
        yield Act(HELD, "assignment.attend", _place(stage, HELD, number), {"arrived_at": arrived}, by="exam")
        told = {"said": "工位、量具齐全，考核按流程进行；断电 8 分钟已顺延。"}
        yield Act(HELD, "assignment.write_record", _place(stage, HELD, number), told, by="exam")
        if number != 3:
            yield Act(HELD, "assignment.answer_checklist", _place(stage, HELD, number), by="exam")


def _paid(stage: Stage) -> Iterator[Act]:
    """The payment list of the round: amounts of all, one is paid, the others wait."""

    def batch() -> int:
        with stage.centre.reading() as context:
            return find_session(context.db, f"KW{stage.day(HELD):%Y%m%d}-2")[0].batch_id

    def line(number: int) -> Callable[[], int]:
        def find() -> int:
            with stage.centre.reading() as context:
                return allowances_of(context.db, find_session(context.db, f"KW{stage.day(HELD):%Y%m%d}-2")[0].batch_id)[number].id

        return find

    yield Act(HELD - 1, "assignment.list_allowances", batch, by="exam")
    for number, amount in enumerate(_AMOUNTS):
        yield Act(HELD - 2, "assignment.set_allowance", line(number), {"amount": amount, "tax": "0", "account": "演示账户"}, by="finance")
    yield Act(HELD - 4, "assignment.pay_allowance", line(0), by="finance")


def _ahead(stage: Stage) -> Iterator[Act]:
    session = _session(stage, AHEAD)
    yield Act(2, "assignment.propose_team", session, {"size": _HERE, "seed": _SEED}, _NEW, by="exam")
    yield Act(2, "assignment.assign", session, {"person": _fit(stage, AHEAD, "supervisor"), "post": "supervisor"}, by="exam")
    yield Act(2, "assignment.dispatch_team", session, {"letter": f"鉴派〔{stage.today.year}〕15号"}, by="director")
    yield Act(1, "assignment.accept", _place(stage, AHEAD, 0), {"clear": True}, by="exam")
    yield Act(1, "assignment.accept", _place(stage, AHEAD, 1), {"relation": "kin", "candidate": _candidate(stage)}, by="exam")

"""Papers from the press to the vault: bags, each hand-over with two people, the seal and the count."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from models.assessment.exams import queries, rules_day
from models.assessment.exams.arranging import Findings, split, wrong
from models.assessment.exams.subjects import BAG, SESSION
from models.assessment.exams.tables import ExamSession
from models.assessment.exams.tables_day import PaperBag, PaperMove
from models.assessment.exams.terms import CONTENT, MOVE, PRESENT, SEAL
from models.assessment.plans.steps import rules_of
from models.assessment.terms import Level
from models.core.acts import Param, Unit, beyond, command
from models.core.centre import Context
from models.core.findings import Finding
from models.core.kinds import Code, Day, Flag, Moment, PersonName, Text, Whole
from models.core.roles import BANK, EXAM, SUPERVISOR
from resources.texts import _

ROW = 38
_OUT = ("to_inv", "unseal", "distribute")  # before these every hand-over keeps the whole bag together


def _carriers(context: Context, _record: Any) -> Iterator[Finding]:
    """Row 38: supervisors carry papers in Fujian only."""
    if context.actor.roles <= {SUPERVISOR} and context.rules.profile != "fujian":
        yield beyond(context, _("交接试卷"), ROW, frozenset({EXAM, BANK}))


@command("assessment.pack_papers", _("登记试卷袋"), subject=SESSION, row=ROW, guard=_carriers, rules=("ASM-PAP-020", "ASM-PAP-021"), params=(
    Param("number", _("试卷袋编号"), Code(40)), Param("room", _("考场编号"), Code(20), required=False), Param("content", _("内容"), CONTENT, default="papers"),
    Param("level", _("级别"), Level(), required=False), Param("copies", _("份数"), Whole(1)), Param("spare", _("备用份数"), Whole(0), default=0),
    Param("keeper", _("封装人"), PersonName()), Param("sealed_on", _("封装日期"), Day(), default=lambda context, _record: context.today),
    Param("printed_under", _("监印人"), PersonName(), required=False),
))  # fmt: skip
def pack_papers(unit: Unit, one: ExamSession, number: str, room: str | None, content: str, copies: int, **given: Any) -> Findings:
    """A sealed bag for one room of a session, or for all of it; papers are no fewer than candidates (ASM-PAP-020)."""
    counts = {hall.code: (hall.id, count) for hall, count in queries.rooms_of(unit.db, one.id)}
    if queries.find_bag(unit.db, number) or (room and room not in counts):
        yield wrong("number", _("试卷袋"), f"{number} {room or ''}", _("未用的袋号和本场次的考场"))
        return
    room_id, candidates = counts[room] if room else (None, sum(count for _id, count in counts.values()))
    if content == "papers":
        yield from rules_day.print_faults(copies, candidates, rules_of(unit, one.batch)["ASM-PAP-020"])
    unit.add(PaperBag(number=number, session_id=one.id, room_id=room_id, content=content, copies=copies, **given))


@command("assessment.hand_over_papers", _("交接试卷"), subject=BAG, row=ROW, guard=_carriers,
         rules=("ASM-PAP-001", "ASM-PAP-003", "ASM-PAP-007", "ASM-PAP-008", "ASM-PAP-009"), params=(
    Param("step", _("环节"), MOVE), Param("at", _("时间"), Moment(), default=lambda context, _record: context.now),
    Param("copies", _("份数"), Whole(0), default=lambda _context, bag: bag and held(bag)), Param("seal", _("封条"), SEAL, default="intact"),
    Param("giver", _("交出人"), PersonName(), default=lambda _context, bag: bag and holder(bag)), Param("receiver", _("接收人"), PersonName()),
    Param("place", _("地点"), Text(60), required=False),
    Param("witnesses", _("见证考生准考证号"), Text(200), required=False, help=_("启封时填写，用顿号分开")),
    Param("signed", _("见证人已签字"), Flag(), default=False), Param("incident", _("突发事件编号"), Code(20), required=False),
    Param("note", _("说明"), Text(200), required=False),
))  # fmt: skip
def hand_over_papers(unit: Unit, bag: PaperBag, step: str, at: datetime, copies: int, seal: str, giver: str, receiver: str, **given: Any) -> Findings:
    """ASM-PAP-001: one link of the chain, two people, the count and the seal. Unsealing has its time and witnesses."""
    own, signed = rules_of(unit, bag.session.batch), given.pop("signed")
    move = rules_day.HandOver(copies, giver, receiver, seal)
    yield from rules_day.chain_faults(holder(bag), held(bag), move, own["ASM-PAP-001"])
    yield from rules_day.seal_faults(step, move, bag.copies + bag.spare, given["incident"], own)
    last = bag.moves[-1].at if bag.moves else None
    if last is not None and at < last:
        yield from unit.rules["SYS-014"].found("at", label=_("时间"), found=at, other=_("上一环节"), expected=last)
    witnesses = split(given.pop("witnesses"))
    if step == "unseal":
        yield from rules_day.unseal_faults(at, bag.session.starts_at, bag.session.subject, witnesses, _present(unit, bag), signed, own["ASM-PAP-007"])
        yield from own["ASM-PAP-009"].found("copies", found=_("{n} 份").format(n=copies))
    unit.add(PaperMove(bag_id=bag.id, step=step, at=at, copies=copies, seal="opened" if step == "unseal" else seal, giver=giver, receiver=receiver,
                       witnesses=witnesses or None, **given))  # fmt: skip


def _present(unit: Unit, bag: PaperBag) -> list[str]:
    """Ticket numbers of the candidates who are present in the bag's room, or session."""
    found = queries.seats_of(unit.db, bag.session_id, bag.room_id)
    return [seat.enrolment.ticket or "" for seat in found if seat.attendance == PRESENT]


def holder(bag: PaperBag) -> str | None:
    """Who has a bag: the last receiver, before the first hand-over whoever sealed it."""
    return bag.moves[-1].receiver if bag.moves else bag.keeper


def held(bag: PaperBag) -> int:
    """How many copies are in a bag: as last counted."""
    return bag.moves[-1].copies if bag.moves else bag.copies + bag.spare


def missing(bag: PaperBag) -> int:
    """Copies that went out and did not come back: of a bag that was collected."""
    back = [move.copies for move in bag.moves if move.step == "return"]
    out = [move.copies for move in bag.moves if move.step in _OUT]
    return max(out[0] - back[-1], 0) if back and out else 0


def state_of(bag: PaperBag) -> str:
    return bag.moves[-1].step if bag.moves else "sealed"


_LAST = select(PaperMove.bag_id, func.max(PaperMove.id).label("id")).group_by(PaperMove.bag_id).subquery()
_OUT_SINCE = select(PaperBag.id, PaperBag.number, ExamSession.starts_at, PaperMove.receiver).join(_LAST, _LAST.c.id == PaperMove.id).join(
    PaperBag, PaperBag.id == _LAST.c.bag_id).join(PaperBag.session).where(
    PaperMove.step.not_in(("to_office", "to_marking", "archive")), ExamSession.starts_at < bindparam("before")).order_by(PaperBag.id)  # fmt: skip


def open_bags(context: Context, before: date) -> list[tuple[int, str, datetime, str]]:
    """Bags of sessions held before a day that were not collected, sealed and brought to the office yet: id, number, start of
    the session, who has it."""
    return [(one.id, one.number, one.starts_at, one.receiver) for one in context.rows(_OUT_SINCE, before=datetime.combine(before, datetime.min.time()))]


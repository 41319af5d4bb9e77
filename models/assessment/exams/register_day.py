"""How the people of a session, bags of papers with their chain, and room records are listed."""

from typing import Any

from models.assessment.exams import papers, queries, terms
from models.assessment.exams.register import GROUP
from models.assessment.exams.staffing import is_late
from models.assessment.exams.tables import Duty
from models.assessment.exams.tables_day import PaperBag, RoomRecord
from models.assessment.register import CLEAR, READERS
from models.assessment.terms import Level
from models.core.centre import Context
from models.core.identity import masked
from models.core.kinds import Choice, Code, Day, Flag, Moment, PersonName, Phone, Text, Whole
from models.core.registers import Facet, Field, Register, declare
from models.core.roles import BANK, DIRECTOR, EXAM, SUPERVISOR
from resources.texts import _

BAG_STATE = Choice({"sealed": _("已封装")} | dict(terms.MOVE.options))


def _chain(_context: Context, bag: PaperBag) -> str:
    """The hand-overs of a bag, one a line."""
    return "\n".join(
        f"{move.at:%m-%d %H:%M} {terms.MOVE.show(move.step)} {move.copies} {terms.SEAL.show(move.seal)} {move.giver} → {move.receiver}"
        for move in bag.moves
    )


def _signers(_context: Context, one: RoomRecord) -> str:
    return "、".join(one.signers)


def _session(record: Any) -> list[tuple[str, str, int]]:
    return [(record.session.code, queries.SESSIONS, record.session_id)]


declare(Register(
    queries.STAFF, _("考试人员"), Duty, row=33, order="name", area="assessment", group=GROUP, readers=READERS, joins=("session", "room"),
    within=lambda: Duty.ended_on.is_(None),
    fields=(
        Field("session", _("场次"), Code(48), path="session.code", width=110), Field("duty", _("岗位"), terms.DUTY, width=130),
        Field("name", _("姓名"), PersonName(), column=Duty.name, sort=True, width=90), Field("room", _("考场"), Code(20), path="room.code", width=70),
        Field("starts_at", _("开考时间"), Moment(), path="session.starts_at", width=130), Field("employer", _("单位"), Text(80)),
        Field("source", _("人员来源"), terms.SOURCE, width=90), Field("is_senior", _("高级考评员"), Flag(), listed=False),
        Field("phone", _("联系电话"), Phone(), width=110, mask=masked, clear_to=CLEAR), Field("arrived_at", _("到岗时间"), Moment(), listed=False),
        Field("pledged_on", _("承诺书签署"), Day(), listed=False), Field("drawn_by_lot", _("抽签号"), Whole(), listed=False),
        Field("late", _("迟到"), Flag(), compute=is_late, listed=False), Field("badge_no", _("证卡号"), Code(20), listed=False),
        Field("left_at", _("离岗时间"), Moment(), listed=False), Field("left_why", _("离岗原因"), Text(200), listed=False),
        Field("left_with", _("同意人"), PersonName(), listed=False),
    ),
    facets=(Facet("duty", _("岗位"), terms.DUTY.options, lambda option, _day: Duty.duty == option),),
    actions=("assessment.sign_in_staff", "assessment.sign_pledge", "assessment.hand_badge", "assessment.leave_duty", "assessment.relieve_duty"),
    describe=lambda duty: f"{duty.name} {terms.DUTY.show(duty.duty)}", subtitle=lambda _context, duty: duty.session.code,
    related=lambda _context, duty: _session(duty), find=queries.find_duty,
))  # fmt: skip

declare(Register(
    queries.PAPERS, _("试卷流转台账"), PaperBag, row=38, order="number", area="assessment", group=GROUP,
    readers=frozenset({DIRECTOR, EXAM, SUPERVISOR, BANK}), joins=("session.batch", "room"),
    fields=(
        Field("number", _("试卷袋编号"), Code(40), column=PaperBag.number, sort=True, width=130),
        Field("batch", _("批次名称"), Text(100), path="session.batch.name", width=180),
        Field("subject", _("科目"), terms.SUBJECT, path="session.subject", width=70),
        Field("room", _("考场"), Code(20), path="room.code", width=60), Field("content", _("内容"), terms.CONTENT, width=70),
        Field("level", _("级别"), Level(), listed=False), Field("copies", _("份数"), Whole(), width=60), Field("spare", _("备用份数"), Whole(), width=70),
        Field("state", _("环节"), BAG_STATE, compute=lambda _context, bag: papers.state_of(bag), width=90),
        Field("holder", _("现持有人"), PersonName(), compute=lambda _context, bag: papers.holder(bag), width=90),
        Field("held", _("现有份数"), Whole(), compute=lambda _context, bag: papers.held(bag), width=80),
        Field("missing", _("缺失"), Whole(), compute=lambda _context, bag: papers.missing(bag), width=60,
              tone=lambda _context, bag: "danger" if papers.missing(bag) else "plain"),
        Field("sealed_on", _("封装日期"), Day(), listed=False), Field("printed_under", _("监印人"), PersonName(), listed=False),
        Field("chain", _("交接记录"), Text(4000, 6), compute=_chain, listed=False),
    ),
    facets=(Facet("content", _("内容"), terms.CONTENT.options, lambda option, _day: PaperBag.content == option),),
    actions=("assessment.hand_over_papers",), forms=("F-PAPER-HANDOVER",), list_forms=("F-PAPER-LEDGER",),
    describe=lambda bag: bag.number, subtitle=lambda _context, bag: bag.session.code,
    related=lambda _context, bag: _session(bag), find=queries.find_bag,
))  # fmt: skip

declare(Register(
    queries.RECORDS, _("考场记录"), RoomRecord, row=33, order="place", area="assessment", group=GROUP, readers=READERS, joins=("session", "room"),
    fields=(
        Field("place", _("场次考场"), Code(70), column=RoomRecord.place, sort=True, width=130),
        Field("expected", _("应到"), Whole(), width=60), Field("present", _("实到"), Whole(), width=60), Field("absent", _("缺考"), Whole(), width=60),
        Field("opened", _("启封份数"), Whole(), width=80), Field("answered", _("已答份数"), Whole(), width=80),
        Field("spare", _("余卷份数"), Whole(), width=80), Field("faulty", _("问题卷份数"), Whole(), listed=False),
        Field("ended_at", _("实际结束"), Moment(), width=130), Field("signers", _("签字人"), Text(), compute=_signers, width=140),
        Field("incident", _("突发事件编号"), Code(20), width=110), Field("corrections", _("信息更正"), Text(1000, 3), listed=False),
        Field("questions", _("考生询问及答复"), Text(1000, 3), listed=False), Field("visitors", _("其他人员入场"), Text(1000, 3), listed=False),
        Field("note", _("考场情况"), Text(4000, 6), listed=False), Field("recording", _("监控录像存放"), Text(80), listed=False),
        Field("recording_until", _("录像保存至"), Day(), listed=False), Field("signed_on", _("签字日期"), Day(), listed=False),
    ),
    describe=lambda one: one.place, subtitle=lambda _context, one: terms.SUBJECT.show(one.session.subject),
    related=lambda _context, one: _session(one), find=queries.find_record,
))  # fmt: skip

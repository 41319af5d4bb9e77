"""How meetings, notes of a session and the presence of the responsible person are listed."""

from models.assessment.exams import queries as exams
from models.assessment.exams.register import GROUP
from models.assessment.onsite import demands, people, queries, terms
from models.assessment.onsite.noting import rule_for
from models.assessment.onsite.tables import Meeting, SiteNote
from models.assessment.plans.steps import rules_of
from models.assessment.plans.tables import Presence
from models.assessment.register import READERS
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import Code, Flag, Moment, PersonName, Text
from models.core.registers import Facet, Field, Register, declare
from resources.texts import _

assert demands  # hooked in with the register


def _agenda(_context: Context, one: Meeting) -> str:
    words = terms.agenda(one.batch.profile)
    return "、".join(words.get(code, code) for code in one.agenda)


def _absent(context: Context, one: Meeting) -> str:
    return "、".join(name for name in queries.expected(context.db, one.batch_id) if name not in one.present)


def _notes(context: Context, one: Meeting) -> list[Finding]:
    absent = _absent(context, one)
    rule = rules_of(context, one.batch)["PPL-EXM-014"]
    return rule.found("", Severity.RECORD, found=_("未到：{list}").format(list=absent)) if absent else []


def _open(context: Context, one: SiteNote) -> list[Finding]:
    found = f"{one.about or ''} {one.said}".strip()
    return [] if one.settled_at else rule_for(one.kind, rules_of(context, one.session.batch)).found("", Severity.DUE, found=found)


declare(Register(
    queries.MEETINGS, _("会议记录"), Meeting, row=33, order="held_at", descending=True, area="assessment", group=GROUP, readers=READERS,
    joins=("batch",),
    fields=(
        Field("held_at", _("时间"), Moment(), column=Meeting.held_at, sort=True, width=130), Field("batch", _("批次编号"), Text(80), path="batch.code"),
        Field("kind", _("会议"), terms.MEETING, width=100), Field("place", _("地点"), Text(60)), Field("chair", _("主持人"), PersonName(), width=90),
        Field("people", _("参会人员"), Text(), compute=lambda _context, one: "、".join(one.present), width=200),
        Field("absent", _("未到人员"), Text(), compute=_absent, width=140), Field("agenda", _("已办议程"), Text(), compute=_agenda, listed=False),
        Field("recorder", _("记录人"), PersonName(), listed=False), Field("said", _("会议内容、统一的评分标准"), Text(4000, 6), listed=False),
        Field("wishes", _("问题与建议"), Text(2000, 4), listed=False),
    ),
    facets=(Facet("kind", _("会议"), terms.MEETING.options, lambda option, _day: Meeting.kind == option),),
    describe=lambda one: f"{one.batch.code} {terms.MEETING.show(one.kind)}", subtitle=lambda _context, one: f"{one.held_at:%Y-%m-%d %H:%M} {one.place}",
    related=lambda _context, one: [(one.batch.code, "assessment.batches", one.batch_id)], notes=_notes, find=queries.find_meeting,
    actions=("assessment.correct_meeting",), forms=("F-MEETING",),
))  # fmt: skip

declare(Register(
    queries.NOTES, _("现场情况"), SiteNote, row=33, order="at", descending=True, area="assessment", group=GROUP, readers=READERS, joins=("session",),
    fields=(
        Field("at", _("时间"), Moment(), column=SiteNote.at, sort=True, width=130), Field("session", _("场次"), Code(48), path="session.code", width=110),
        Field("kind", _("事项"), terms.NOTE, width=120), Field("about", _("设备、考生或相关人员"), Text(60), width=150),
        Field("said", _("情况"), Text(2000, 4), width=200), Field("by_name", _("发现或提出人"), PersonName(), width=100),
        Field("settlement", _("整改或处理结果"), Text(200), width=160), Field("settled_by", _("处理人"), PersonName(), width=90),
        Field("settled_at", _("处理时间"), Moment(), listed=False), Field("witnesses", _("见证人"), Text(120), listed=False),
        Field("is_grave", _("不合格，整改前不能开考"), Flag(), listed=False),
    ),
    facets=(Facet("kind", _("事项"), terms.NOTE.options, lambda option, _day: SiteNote.kind == option),
            Facet("state", _("状态"), {"open": _("未处理"), "settled": _("已处理")},
                  lambda option, _day: SiteNote.settled_at.is_(None) if option == "open" else SiteNote.settled_at.is_not(None))),
    describe=lambda one: f"{one.session.code} {terms.NOTE.show(one.kind)}", subtitle=lambda _context, one: f"{one.at:%Y-%m-%d %H:%M} {one.by_name}",
    related=lambda _context, one: [(one.session.code, exams.SESSIONS, one.session_id)], notes=_open, find=queries.find_note,
    actions=("assessment.settle_on_site",), fits=lambda _context, one: () if one.settled_at else ("assessment.settle_on_site",),
))  # fmt: skip

declare(Register(
    queries.PRESENCES, _("批次负责人在场"), Presence, row=33, order="arrived_at", descending=True, area="assessment", group=GROUP, readers=READERS,
    joins=("batch",),
    fields=(
        Field("batch", _("批次编号"), Text(80), path="batch.code", width=120), Field("name", _("姓名"), PersonName(), width=90),
        Field("arrived_at", _("到场时间"), Moment(), column=Presence.arrived_at, sort=True, width=130),
        Field("left_at", _("离场时间"), Moment(), width=130),
    ),
    describe=lambda one: f"{one.batch.code} {one.name}", subtitle=lambda _context, one: f"{one.arrived_at:%Y-%m-%d %H:%M}",
    related=lambda _context, one: [(one.batch.code, "assessment.batches", one.batch_id)],
    notes=lambda context, one: people.away(context, one.batch, one.arrived_at), find=queries.find_presence, actions=("assessment.leave_site",),
    fits=lambda _context, one: () if one.left_at else ("assessment.leave_site",),
))  # fmt: skip

"""How trainings, who took part, and the causes of upgrade trainings are listed."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement

from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import Code, Day, PersonName, Score, Text, Whole
from models.core.registers import FLAGS, Facet, Field, Register, declare
from models.core.roles import ARCHIVE, BANK, DIRECTOR, EXAM, SUPERVISOR
from models.people.queries import REGISTER_OF
from models.people.tables import Qualification
from models.people.training import queries, terms
from models.people.training.due import CAUSES, TRAINEES, TRAININGS
from models.people.training.recording import rule_of
from models.people.training.tables import Trainee, Training, TrainingCause
from resources.texts import _

GROUP = _("人员")
READERS = frozenset({DIRECTOR, ARCHIVE, EXAM, SUPERVISOR, BANK})
_TONES = {"planned": "plain", "running": "caution", "to_close": "danger", "closed": "good", "cancelled": "plain"}


def _state_where(option: str, day: date) -> ColumnElement[bool]:
    return {
        "planned": queries.AHEAD & (Training.starts_on > day),
        "running": queries.AHEAD & (Training.starts_on <= day) & (Training.ends_on >= day),
        "to_close": queries.AHEAD & (Training.ends_on < day),
        "closed": queries.HELD,
        "cancelled": Training.cancelled_on.is_not(None),
    }[option]


def _topics(context: Context, one: Training) -> str:
    names = terms.topics(one.audience, context.centre.profile)
    return "、".join(names.get(code, code) for code in one.topics or ())


def _methods(context: Context, one: Training) -> str:
    names = terms.methods(context.centre.profile)
    return "、".join(names.get(code, code) for code in one.methods or ())


def _material_gaps(context: Context, one: Training) -> list[Finding]:
    """PPL-ASR-043: what is to be kept with a training and is not there yet."""
    kept = (("syllabus", _("培训大纲")), ("reader", _("培训读本")), ("courseware", _("课件")), ("teachers", _("授课人")))
    missing = [label for name, label in kept if not getattr(one, name)]
    rule = context.rules["PPL-ASR-043"]
    return rule.found("", Severity.RECORD, list="、".join(missing)) if missing and one.cancelled_on is None else []


declare(Register(
    TRAININGS, _("培训"), Training, row=5, order="starts_on", descending=True, area="people", group=GROUP, readers=READERS,
    joins=("trainees.attendance",),
    columns=("number", "title", "kind", "starts_on", "state", "present", "called", "ends_on", "audience"),
    fields=(
        Field("number", _("培训编号"), Code(20), width=104),
        Field("title", _("培训名称"), Text(80), width=160), Field("kind", _("培训类型"), terms.KIND, width=100),
        Field("audience", _("参训对象"), terms.AUDIENCE, width=100),
        Field("starts_on", _("开始日期"), Day(), column=Training.starts_on, sort=True, width=100), Field("ends_on", _("结束日期"), Day(), width=100),
        Field("state", _("状态"), terms.STATE, compute=lambda context, one: queries.state_of(one, context.today), width=90,
              tone=lambda context, one: _TONES[queries.state_of(one, context.today)]),
        Field("called", _("参训人数"), Whole(), compute=lambda _context, one: len(one.trainees), width=80),
        Field("present", _("到课人数"), Whole(), compute=lambda _context, one: sum(each.attendance == terms.PRESENT for each in one.trainees), width=80),
        Field("occupation", _("职业"), Text(60), listed=False), Field("place", _("地点"), Text(80), listed=False),
        Field("organiser", _("组织单位"), Text(80), listed=False), Field("teachers", _("授课人"), Text(200), listed=False),
        Field("syllabus", _("培训大纲"), Text(120), listed=False), Field("reader", _("培训读本"), Text(120), listed=False),
        Field("courseware", _("课件"), Text(120), listed=False),
        Field("topics", _("已讲授内容"), Text(400), compute=_topics, listed=False), Field("methods", _("培训方式"), Text(200), compute=_methods, listed=False),
        Field("content", _("内容摘要"), Text(1000, 4), listed=False), Field("closed_on", _("办结日期"), Day(), listed=False),
        Field("cancelled_why", _("取消原因"), Text(200), listed=False),
    ),
    facets=(Facet("kind", _("培训类型"), terms.KIND.options, lambda option, _day: Training.kind == option),
            Facet("audience", _("参训对象"), terms.AUDIENCE.options, lambda option, _day: Training.audience == option),
            Facet("state", _("状态"), terms.STATE.options, _state_where)),
    create=("people.plan_training",),
    actions=("people.call_trainees", "people.record_present", "people.close_training", "people.edit_training", "people.cancel_training"),
    forms=("F-TRAINING", "F-TRAINING-SIGN"),
    describe=lambda one: f"{one.number} {one.title}",
    subtitle=lambda context, one: f"{terms.KIND.show(one.kind)} · {terms.STATE.show(queries.state_of(one, context.today))}",
    notes=_material_gaps, find=queries.find_training,
    related=lambda _context, one: [(f"{each.person.name} {terms.ATTENDANCE.show(each.attendance)}", TRAINEES, each.id) for each in one.trainees[:50]],
))  # fmt: skip


def _trainee_where(option: str, _day: date) -> ColumnElement[bool]:
    return {
        "open": Trainee.attendance.is_(None), "present": Trainee.attendance == terms.PRESENT, "absent": Trainee.attendance == terms.ABSENT,
        "failed": Trainee.result == terms.FAILED,
    }[option]  # fmt: skip


def _notes(context: Context, one: Trainee) -> list[Finding]:
    """A miss that wants a decision, with its rule."""
    if one.settled_on or (queries.open_case(context, one) is None and not queries.is_missed(context, one)):
        return []
    return context.rules[rule_of(context, one)].found("attendance", Severity.DUE)


def _related(_context: Context, one: Trainee) -> list[tuple[str, str, int]]:
    held = [(f"{each.card_number or _('无证卡')}", REGISTER_OF[each.kind], each.id) for each in one.person.qualifications]
    return [(f"{one.training.number} {one.training.title}", TRAININGS, one.training_id), *held]


declare(Register(
    TRAINEES, _("参训记录"), Trainee, row=5, order="name", area="people", group=GROUP, readers=READERS, joins=("person", "training"),
    fields=(
        Field("name", _("姓名"), PersonName(), "person.name", column=Trainee.sort_name, sort=True, width=90),
        Field("number", _("培训编号"), Code(20), "training.number", width=104), Field("title", _("培训名称"), Text(80), "training.title", width=150),
        Field("ended", _("结束日期"), Day(), "training.ends_on", width=96),
        Field("attendance", _("出勤"), terms.ATTENDANCE, width=70,
              tone=lambda _context, one: {"absent": "danger", "present": "good"}.get(one.attendance or "", "plain")),
        Field("hours", _("学时"), Score(0, 1000), compute=lambda _context, one: queries.hours_of(one) or None, width=64),
        Field("score", _("成绩"), Score(), width=64), Field("result", _("结果"), terms.RESULT, width=80,
              tone=lambda _context, one: {"failed": "danger", "passed": "good"}.get(one.result or "", "plain")),
        Field("kind", _("培训类型"), terms.KIND, "training.kind", listed=False),
        Field("theory_hours", _("理论学时"), Score(0, 1000), listed=False), Field("assessing_hours", _("考评学时"), Score(0, 1000), listed=False),
        Field("practice_hours", _("实习学时"), Score(0, 1000), listed=False), Field("exam_kind", _("考核方式"), terms.EXAM_KIND, listed=False),
        Field("called_on", _("通知日期"), Day(), listed=False), Field("leave_asked_on", _("请假日期"), Day(), listed=False),
        Field("leave_why", _("请假原因"), Text(200), listed=False), Field("leave_answer", _("请假批复"), terms.LEAVE, listed=False),
        Field("leave_answered_on", _("批复日期"), Day(), listed=False), Field("settlement", _("缺席处理"), terms.SETTLEMENT, width=90),
        Field("settled_on", _("决定日期"), Day(), listed=False), Field("settled_why", _("理由"), Text(400, 3), listed=False),
    ),
    facets=(Facet("state", _("出勤"), {"open": _("未登记"), **terms.ATTENDANCE.options, "failed": _("不合格")}, _trainee_where),),
    actions=("people.record_trainee", "people.ask_training_leave", "people.answer_training_leave", "people.settle_training"),
    forms=("F-TRAINING-HOURS", "F-TRAINING-PROOF"),
    describe=lambda one: f"{one.person.name} {one.training.number}", subtitle=lambda _context, one: one.training.title,
    notes=_notes, related=_related, find=queries.find_trainee,
))  # fmt: skip

declare(Register(
    CAUSES, _("业务提升事由"), TrainingCause, row=5, order="noted_on", descending=True, area="people", group=GROUP, readers=READERS, joins=("met_by",),
    fields=(
        Field("noted_on", _("变化日期"), Day(), column=TrainingCause.noted_on, sort=True, width=100),
        Field("change", _("事由"), terms.CHANGE, width=160), Field("occupation", _("职业"), Text(60), width=140),
        Field("facts", _("说明"), Text(400, 3), width=240), Field("met", _("已组织的培训"), Code(20), "met_by.number", width=120),
    ),
    facets=(Facet("met", _("状态"), {"no": _("待组织"), "yes": _("已组织")},
                  lambda option, _day: TrainingCause.met_by_id.is_(None) if option == "no" else TrainingCause.met_by_id.is_not(None)),),
    create=("people.note_change",),
    describe=lambda one: f"{terms.CHANGE.show(one.change)} {one.occupation or _('全部职业')}", find=queries.find_cause,
    related=lambda _context, one: [(one.met_by.number, TRAININGS, one.met_by_id)] if one.met_by else [],
))  # fmt: skip


def _of_holder(context: Context, held: Any) -> list[Finding]:
    return queries.education_gaps(context, held.person_id, held.kind, context.today)


FLAGS.setdefault(Qualification, []).append(_of_holder)

"""What experts are called to, and whether they took part (PPL-EXP-002, 009, 012, 016)."""

from collections.abc import Iterator
from datetime import date

from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding
from models.core.kinds import Choice, Day, Text
from models.people.experts import queries, rules
from models.people.experts.commands import EXPERT
from models.people.experts.guards import kept_and_live, may_keep, today, wrong
from models.people.experts.tables import Expert, ExpertTask
from models.people.experts.terms import ATTENDANCE, STATE
from models.people.experts.terms import TASK as KINDS
from resources.texts import _

Findings = Iterator[Finding]
TASK = Subject("task", _("专家任务"), ExpertTask, queries.find_task)


def _kinds(context: Context, _record: object) -> dict[str, str]:
    known = context.rules["PPL-EXP-002"].value("tasks") or ()
    return {code: label for code, label in KINDS.options.items() if code in known}


@command("people.call_expert", _("通知专家任务"), subject=EXPERT, row=1, letters="C", guard=kept_and_live,
         rules=("PPL-EXP-002", "PPL-EXP-008", "PPL-EXP-009", "PPL-EXP-012", "PPL-EXP-016", "PPL-EXP-017", "SYS-014"), params=(
    Param("kind", _("任务类别"), Choice(KINDS.options, KINDS.also), options=_kinds), Param("title", _("任务内容"), Text(120)),
    Param("held_on", _("开始日期"), Day()), Param("called_on", _("通知日期"), Day(), default=today),
))  # fmt: skip
def call_expert(unit: Unit, one: Expert, kind: str, title: str, held_on: date, called_on: date) -> Findings:
    """An expert is called to a task of a day. Work on items or the bank asks for confidentiality, training, the bank's manager."""
    if held_on < called_on:
        yield from unit.rules["SYS-014"].found("held_on", label=_("开始日期"), found=held_on, other=_("通知日期"), expected=f"≥ {called_on}")
    state = queries.state_of(one, held_on)
    if state != "serving":
        yield wrong(_("专家"), STATE.show(state), _("{day} 在聘").format(day=held_on), "held_on")
    bank = queries.bank_tasks(unit)
    if kind in bank:
        yield from rules.without_secrecy(kind, one.secrecy_on, held_on, bank, unit.rules["PPL-EXP-009"])
        yield from queries.bank_faults(unit, called_on)
        yield from queries.training_gaps(unit, one.person_id, held_on)
    unit.add(ExpertTask(expert_id=one.id, sort_name=one.sort_name, task=kind, title=title, held_on=held_on, called_on=called_on))


def _may_record(context: Context, task: ExpertTask | None) -> Findings:
    yield from may_keep(context)
    if task is not None and task.held_on > context.today:
        yield wrong(_("开始日期"), task.held_on, _("已开始的任务"))


@command("people.record_expert_task", _("登记专家参加情况"), subject=TASK, row=1, letters="C", guard=_may_record, rules=("PPL-EXP-002", "PPL-EXP-009"),
         params=(
    Param("attendance", _("参加情况"), ATTENDANCE, default="attended"), Param("result", _("成果或说明"), Text(200), required=False),
))  # fmt: skip
def record_task(unit: Unit, task: ExpertTask, attendance: str, result: str | None) -> Findings:
    """Whether the expert took part; what he has not attended for long is a decision of the director (PPL-EXP-009)."""
    task.attendance, task.result = attendance, result
    yield from ()

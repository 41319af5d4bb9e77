"""What is noted in a session and has to be settled: deficiencies, a stop in danger, a proposal, an offence against staff."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from models.assessment.exams.arranging import wrong
from models.assessment.exams.subjects import SESSION
from models.assessment.exams.tables import ExamSession
from models.assessment.onsite import queries
from models.assessment.onsite.tables import SiteNote
from models.assessment.onsite.terms import DEFECT, NOTE, OFFENCE, PROPOSAL, STOP
from models.assessment.plans.steps import rules_of
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import Flag, Moment, PersonName, Text
from models.core.rulebook import Rule, Rulebook
from resources.texts import _

Findings = Iterator[Finding]
NOTED = Subject("note", _("现场记录"), SiteNote, queries.find_note)
RULE = {DEFECT: "PPL-ASR-116", STOP: "PPL-ASR-118", PROPOSAL: "PPL-ASR-118", OFFENCE: "PPL-EXM-034"}


def rule_for(kind: str, rules: Rulebook) -> Rule:
    """The rule that asks for a note of this kind."""
    return rules[RULE[kind]]


def _now(context: Context, _record: Any) -> datetime:
    return context.now


@command("assessment.note_on_site", _("登记现场情况"), subject=SESSION, row=36, rules=("PPL-ASR-116", "PPL-ASR-118", "PPL-EXM-034"), params=(
    Param("kind", _("事项"), NOTE, default=DEFECT), Param("said", _("情况"), Text(2000, 4)), Param("by_name", _("发现或提出人"), PersonName()),
    Param("at", _("时间"), Moment(), default=_now), Param("about", _("设备、考生或相关人员"), Text(60), required=False),
    Param("witnesses", _("见证人"), Text(120), required=False),
    Param("is_grave", _("不合格，整改前不能开考"), Flag(), default=False, help=_("只用于场地设备缺陷")),
))  # fmt: skip
def note_on_site(unit: Unit, one: ExamSession, kind: str, by_name: str, **given: Any) -> Findings:
    """PPL-ASR-116, PPL-ASR-118, PPL-EXM-034: what somebody found, stopped, proposed or suffered, for the site leader to settle.
    Where assessors may only propose (Hunan), a stop is entered as their proposal."""
    rule = rule_for(kind, rules_of(unit, one.batch))
    if kind == STOP and rule.active and not rule.value("decides"):
        yield rule.found("kind", Severity.BLOCK, found=NOTE.show(STOP), expected=NOTE.show(PROPOSAL))[0]
        return
    if kind == OFFENCE and not given["about"]:
        yield wrong("about", _("相关人员"), "", _("写明是谁"))
    unit.add(SiteNote(session_id=one.id, kind=kind, by_name=by_name, **given | {"is_grave": given["is_grave"] and kind == DEFECT}))


def _open(_context: Context, one: Any) -> Findings:
    if one is not None and one.settled_at is not None:
        yield wrong("", NOTE.show(one.kind), str(one.settled_at), _("未处理的记录"))


@command("assessment.settle_on_site", _("登记整改或处理"), subject=NOTED, row=36, guard=_open,
         rules=("PPL-ASR-116", "PPL-ASR-118", "PPL-EXM-034"), params=(
    Param("settlement", _("整改或处理结果"), Text(200), help=_("侵害工作人员的写明是否报警")), Param("settled_by", _("处理人"), PersonName()),
    Param("at", _("时间"), Moment(), default=_now),
))  # fmt: skip
def settle_on_site(unit: Unit, one: SiteNote, settlement: str, settled_by: str, at: datetime) -> Findings:
    """Put right, decided, reported to the police or not: who said so and when."""
    if at < one.at:
        yield from unit.rules["SYS-014"].found("at", label=_("处理时间"), found=at, other=_("登记时间"), expected=one.at)
    one.settlement, one.settled_by, one.settled_at = settlement, settled_by, at

"""Handling an incident: measures, decisions, checklist, make-up time, spare papers, until order is restored."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity, blocked
from models.core.kinds import Choice, Flag, Text, Whole
from models.incidents import papers, queries, rules, terms
from models.incidents.papers import Interruption, Opening
from models.incidents.rules import Decided
from models.incidents.tables import FollowUp, Incident, MakeUp, PaperCount
from models.incidents.timeline import CLOCK, INCIDENT, NOT_OVER, RUNNING, Findings, add_line, at_param, stands_in, time_faults
from resources.texts import _

HANDLING = stands_in("classified", "in_handling")


@command("incidents.fix_measures", _("确定处置措施"), subject=INCIDENT, row=82, guard=HANDLING, rules=("INC-023", "INC-025"), params=(
    Param("text", _("措施"), Text(2000, 4)), Param("by", _("决定人"), Text(60), default=lambda _c, _i: terms.ADDRESSEE.show(terms.GROUP)),
    at_param(),
))  # fmt: skip
def fix_measures(unit: Unit, incident: Incident, text: str, by: str, at: datetime) -> Findings:
    """What the leading group ordered: handling begins (CLASSIFIED → IN_HANDLING)."""
    wrong = time_faults(unit, incident, at)
    yield from wrong
    if not wrong:
        add_line(unit, incident, "measures", at, text, who=by)
        incident.state = "in_handling"


@command("incidents.decide", _("作出决定"), subject=INCIDENT, row=82, guard=HANDLING, rules=(
    "INC-003", "INC-025", "INC-050", "INC-051", "INC-052", "INC-053", "INC-054"), params=(
    Param("code", _("决定"), Choice(), options=lambda context, _one: terms.labelled(terms.decisions(context.centre.profile))),
    at_param(_("决定时间"), required=False), Param("decided_by", _("决定人"), Text(60)),
    Param("approved_by", _("批准人（或同意人、答复人）"), Text(30), required=False),
    Param("approved_at", _("批准时间"), CLOCK, required=False), Param("approved_how", _("批准形式"), terms.APPROVAL_FORM, required=False),
    Param("scope", _("范围"), Text(200, 2), required=False, help=_("考场、考点或考生")),
    Param("text", _("说明"), Text(1000, 2), required=False),
))  # fmt: skip
def decide(unit: Unit, incident: Incident, code: str, at: datetime | None, decided_by: str, approved_by: str | None,
           approved_at: datetime | None,
           approved_how: str | None, scope: str | None, text: str | None) -> Findings:  # fmt: skip
    """A coded decision with its decider and, where the code asks for it, the head's approval (INC-050)."""
    entered = Decided(code, at, decided_by, approved_by, approved_at, approved_how, scope)
    wrong = rules.decision_faults(entered, incident.kinds, queries.done_steps(incident), unit.rules) + time_faults(unit, incident, at)
    yield from wrong
    if at is None or blocked(wrong):
        return
    words = " ".join(filter(None, [terms.decision_name(code), text]))
    add_line(unit, incident, "decision", at, words, code=code, who=decided_by, approved_by=approved_by, approved_at=approved_at,
             approved_how=approved_how, scope=scope)  # fmt: skip
    incident.state = "in_handling"
    waiver = unit.rules["INC-052"]
    if waiver.active and code in (waiver.value("codes") or ()):
        unit.add(FollowUp(incident_id=incident.id, what=_("为该科目登记考生登记下次免收考试费"), owner=unit.actor.name, rule=waiver.id,
                          due_on=unit.calendar.plus(at.date(), unit.rules["INC-027"].value("workdays")).day))  # fmt: skip


def _stopped(context: Context, incident: Incident) -> Findings:
    yield from RUNNING(context, incident)
    if not rules.resume_faults(queries.decided(incident), None, context.rules["INC-063"]):
        yield from context.rules["INC-043"].found("state", found=_("没有停止认定的决定"))


@command("incidents.resume", _("恢复进行"), subject=INCIDENT, row=82, guard=_stopped, rules=("INC-063",), params=(
    Param("resumed_by", _("考点负责人"), Text(30), required=False), at_param(), Param("text", _("险情排除情况"), Text(400, 2)),
))  # fmt: skip
def resume(unit: Unit, incident: Incident, resumed_by: str | None, at: datetime, text: str) -> Findings:
    """The site head lets the assessment go on after an assessor stopped it for danger (INC-063)."""
    wrong = rules.resume_faults(queries.decided(incident), resumed_by, unit.rules["INC-063"]) + time_faults(unit, incident, at)
    yield from wrong
    if not wrong:
        add_line(unit, incident, "resume", at, text, who=resumed_by)


# -- the checklist ------------------------------------------------------------------------------------------------


def _open_steps(_context: Context, incident: Incident) -> dict[str, str]:
    if incident is None:
        return {}
    return {step: f"{step} {terms.named(row)}" for step, row in terms.steps(incident.kinds).items()}


@command("incidents.answer_step", _("办理清单"), subject=INCIDENT, row=81, guard=NOT_OVER, rules=("INC-023", "INC-025", "INC-043"), params=(
    Param("step", _("步骤"), Choice(), options=_open_steps, default=lambda _context, one: next(iter(queries.open_steps(one)), None)),
    Param("answer", _("办理"), terms.ANSWER, default="done"), at_param(),
    Param("by", _("办理人"), Text(60), default=lambda c, _i: c.actor.name),
    Param("text", _("说明"), Text(400, 2), required=False, help=_("不适用的写明理由")),
))  # fmt: skip
def answer_step(unit: Unit, incident: Incident, step: str, answer: str, at: datetime, by: str, text: str | None) -> Findings:
    """A step of the checklist is done (time, persons) or does not apply (reason); answered again, the last answer counts."""
    wrong = time_faults(unit, incident, at)
    needed = terms.steps(incident.kinds)[step].get("persons", 1)
    if answer == "na" and not text:
        wrong += unit.rules["INC-043"].found("text", found="", expected=_("不适用的理由"))
    if answer == "done" and len(_names(by)) < needed:
        wrong += unit.rules["INC-043"].found("by", found=by, expected=_("至少 {n} 人").format(n=needed))
    yield from wrong
    if not wrong:
        add_line(unit, incident, "step", at, text, code=step, who=by, means=answer)


def _names(text: str) -> list[str]:
    return [part for part in text.replace("，", "、").replace(",", "、").split("、") if part.strip()]


# -- make-up time -------------------------------------------------------------------------------------------------


def _end_of_room(_context: Context, incident: Incident) -> datetime | None:
    last = incident.makeups[-1] if incident.makeups else None
    return last.new_end if last else incident.ends_at


@command("incidents.grant_time", _("补足时间"), subject=INCIDENT, row=82, guard=RUNNING, rules=(
    "MKT-001", "MKT-002", "MKT-003", "MKT-004", "MKT-005", "MKT-007"), params=(
    Param("place", _("考场或考生"), Text(60), default=lambda _context, one: one.rooms or one.site),
    Param("starts_at", _("中断起"), CLOCK, default=lambda _context, one: one.discovered_at),
    Param("ends_at", _("中断止"), CLOCK, default=lambda c, _i: c.now),
    Param("scheduled_end", _("原结束时间"), CLOCK, default=_end_of_room),
    Param("granted", _("补足分钟"), Whole(0, 600), required=False, help=_("留空为实际损失；不补时的类别为 0")),
    Param("decided_by", _("决定人"), Text(30), default=lambda c, _i: c.actor.name),
    Param("area_wide", _("区域性停电"), Flag(), required=False, default=False),
))  # fmt: skip
def grant_time(unit: Unit, incident: Incident, place: str, starts_at: datetime, ends_at: datetime, scheduled_end: datetime,
               granted: int | None,
               decided_by: str, area_wide: bool) -> Findings:  # fmt: skip
    """Minutes lost in a room or by a candidate become its new end: scheduled end + minutes granted (MKT-001)."""
    lost = max(papers.lost_minutes(starts_at, ends_at), 0)
    granted = papers.usual_grant(incident.kinds, lost, unit.rules) if granted is None else granted
    one = Interruption(starts_at, ends_at, scheduled_end, area_wide)
    wrong = papers.grant_faults(incident.kinds, one, granted, queries.approved(incident), unit.rules)
    yield from wrong
    if blocked(wrong):
        return
    new_end = scheduled_end + timedelta(minutes=granted)
    unit.add(MakeUp(incident_id=incident.id, place=place, starts_at=starts_at, ends_at=ends_at, lost=lost, granted=granted,
                    scheduled_end=scheduled_end, new_end=new_end, decided_by=decided_by, area_wide=area_wide))  # fmt: skip
    words = _("{place} 中断 {lost} 分钟，补足 {granted} 分钟，{end} 结束").format(place=place, lost=lost, granted=granted,
                                                                                  end=rules.clock(new_end)[11:])
    add_line(unit, incident, "makeup", max(ends_at, incident.discovered_at), words, code="D17", who=decided_by)
    unit.db.expire(incident, ["makeups"])
    unit.value = rules.clock(new_end)


# -- papers -------------------------------------------------------------------------------------------------------


@command("incidents.use_spares", _("启用备用试卷"), subject=INCIDENT, row=82, guard=RUNNING, rules=(
    "SPR-002", "SPR-003", "SPR-004", "SPR-005"), params=(
    Param("level", _("来源"), terms.LEVEL, default="spare"), Param("count", _("份数"), Whole(1, 100_000)), at_param(),
    Param("decided_by", _("决定人"), Text(30), required=False, help=_("考务管理责任人或主考")),
    Param("consent_by", _("同意的巡考人员"), Text(30), required=False), Param("consent_at", _("同意时间"), CLOCK, required=False),
    Param("head_by", _("批准的负责人"), Text(30), required=False),
    Param("exhausted", _("前一种已用尽"), Flag(), required=False, default=False),
    Param("informed", _("已报领导小组"), Flag(), required=False, default=False),
    Param("secret", _("保密措施已落实"), Flag(), required=False, default=False),
))  # fmt: skip
def use_spares(unit: Unit, incident: Incident, at: datetime, **given: Any) -> Findings:
    """Spare papers, left-overs, copies or other sites' papers come into use, with the consent their rule asks for."""
    one = Opening(**given)
    wrong = papers.spare_faults(incident.rank, one, unit.rules) + time_faults(unit, incident, at)
    yield from wrong
    if blocked(wrong):
        return
    words = _("{level} {n} 份").format(level=terms.LEVEL.show(one.level), n=one.count)
    consent = one.head_by or one.consent_by
    add_line(unit, incident, "spare", at, words, code=terms.SPARE_CODE[one.level], who=one.decided_by, approved_by=consent,
             approved_at=one.consent_at)


_COUNTS = (("received", _("领取（含备用）")), ("spares", _("其中备用")), ("copied", _("复制")), ("used", _("使用")),
           ("returned", _("退回未用")),
           ("withdrawn", _("收回问题卷")), ("missing", _("缺少")))  # fmt: skip


@command("incidents.count_papers", _("清点试卷"), subject=INCIDENT, row=81, guard=NOT_OVER, rules=("SPR-001", "SPR-006", "SPR-007"),
         params=(
    Param("room", _("考场"), Text(60), default=lambda _context, one: one.rooms or one.site),
    *(Param(name, label, Whole(0, 100_000), required=name == "received", default=None if name == "received" else 0)
      for name, label in _COUNTS),
))  # fmt: skip
def count_papers(unit: Unit, incident: Incident, room: str, **counts: int) -> Findings:
    """Every copy of a room accounted for: received + copied = used + returned + withdrawn + missing (SPR-001)."""
    came = counts["received"] + counts["copied"]
    went = counts["used"] + counts["returned"] + counts["withdrawn"] + counts["missing"]
    yield from papers.balance_faults(came, went, unit.rules["SPR-001"])
    yield from papers.return_notes(counts["returned"], counts["spares"], unit.rules["SPR-006"])
    yield from papers.ratio_notes(counts["spares"], counts["received"], unit.rules["SPR-007"])
    unit.add(PaperCount(incident_id=incident.id, room=room, **counts))
    words = "、".join(f"{label} {counts[name]}" for name, label in _COUNTS if counts[name])
    add_line(unit, incident, "papers", max(unit.now, incident.discovered_at), f"{room} {words}", who=unit.actor.name)
    unit.db.expire(incident, ["counts"])


# -- the end of handling ------------------------------------------------------------------------------------------


def _may_end(context: Context, incident: Incident) -> Iterator[Finding]:
    yield from HANDLING(context, incident)
    yield from rules.resume_faults(queries.decided(incident), None, context.rules["INC-063"])


@command("incidents.restore", _("处置结束"), subject=INCIDENT, row=82, guard=_may_end, rules=("INC-040", "INC-063"), params=(
    at_param(_("恢复秩序时间")), Param("confirmed_by", _("确认的考点负责人"), Text(30)),
    Param("text", _("恢复情况"), Text(400, 2), required=False),
))  # fmt: skip
def restore(unit: Unit, incident: Incident, at: datetime, confirmed_by: str, text: str | None) -> Findings:
    """Order is restored, confirmed by the site head; report and evaluation count from this day (INC-028, 041)."""
    wrong = [Finding("INC-040", Severity.BLOCK, "at", one.params) for one in time_faults(unit, incident, at)]
    yield from wrong
    if not wrong:
        incident.restored_at, incident.restored_by, incident.state = at, confirmed_by, "handled"
        add_line(unit, incident, "restored", at, text or _("秩序恢复"), who=confirmed_by)

"""Before anything happens: plan, leading group, roster of an exam day, training, checks, drills' count, inspections."""

from datetime import date
from typing import Any

from sqlalchemy import select

from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import Choice, Day, Many, Phone, Text
from models.core.rulebook import Rulebook
from models.incidents import queries, terms
from models.incidents.tables import Preparation
from models.incidents.timeline import Findings
from resources.texts import _

PREPARATION = Subject("preparation", _("应急准备"), Preparation, queries.find_preparation)
LABELS = {
    "leader": _("组长（上级分管领导）"), "members": _("成员"), "participants": _("参加人"), "site_head": _("考点负责人"),
    "patrol": _("巡考人员"),
    "officer": _("考务管理责任人"), "reporter": _("信息报告人"), "handlers": _("处置专人"), "phone": _("应急电话"), "on_duty": _("值守人"),
    "findings": _("检查发现"),
}  # fmt: skip


def _today(context: Context, _record: Any) -> date:
    return context.today


def gaps(kind: str, values: dict[str, Any], rules: Rulebook) -> list[Finding]:
    """What an entry of this kind lacks: fields it needs, points not ticked (INC-008, 010, 011, 013…015, 065, 067). Pure.

    The roster is judged where the day is marked ready (INC-012); here its gaps are only noted.
    """
    row = terms.preparation_row(kind)
    missing = [LABELS[name] for name in row.get("needs", ()) if not values.get(name)]
    rule = rules[row["rule"]]
    severity = Severity.RECORD if kind == "roster" else Severity.WARN
    findings = rule.found("", severity, list="、".join(missing)) if missing else []
    ticked = set(values.get("ticks") or ())
    open_ticks = [terms.named(tick) for tick in row["ticks"] if tick["id"] not in ticked]
    if open_ticks:
        asks = {"group": "INC-011", "roster": "SPR-008"}.get(kind, row["rule"])
        findings += rules[asks].found("ticks", Severity.RECORD, list="、".join(open_ticks))
    return findings


def staffing_notes(values: dict[str, Any], rules: Rulebook) -> list[Finding]:
    """INC-064 a safety officer where rooms are practical, INC-068 medical and guard staff: noted on the roster."""
    medical = [one for one in (values.get("medical") or "").split("、") if one.strip()]
    findings = [] if values.get("safety_officer") else rules["INC-064"].found("safety_officer", Severity.RECORD)
    if len(medical) < rules["INC-068"].value("medical") or not values.get("guards"):
        findings += rules["INC-068"].found("medical", Severity.RECORD, found=len(medical))
    return findings


@command("incidents.prepare", _("登记应急准备"), row=82, rules=(
    "INC-007", "INC-008", "INC-010", "INC-011", "INC-012", "INC-013", "INC-014", "INC-015", "INC-064", "INC-065", "INC-067", "INC-068",
    "SPR-008"),
         params=(
    Param("kind", _("事项"), Choice(terms.preparations())),
    Param("held_on", _("日期"), Day(), default=_today, help=_("值守、考点检查和疏散方案填考试日")),
    Param("site", _("考点"), Text(60), required=False), Param("ticks", _("已落实"), Many(terms.all_ticks()), required=False),
    Param("posted_on", _("张贴日期"), Day(), required=False),
    *(Param(name, label, Phone() if name == "phone" else Text(400, 2) if name in ("members", "participants", "findings") else Text(30),
            required=False)
      for name, label in LABELS.items()),
    Param("medical", _("医护人员"), Text(120), required=False, help=_("多人用顿号分开")),
    Param("guards", _("安保人员"), Text(120), required=False),
    Param("safety_officer", _("安全员"), Text(30), required=False), Param("removed_on", _("整改完成日期"), Day(), required=False),
))  # fmt: skip
def prepare(unit: Unit, kind: str, held_on: date, **given: Any) -> Findings:
    """One entry of preparedness; what it lacks is said, a roster must be complete when its day is marked ready."""
    yield from gaps(kind, given, unit.rules)
    if kind == "roster":
        yield from staffing_notes(given, unit.rules)
    evacuation = unit.rules["INC-014"]
    if kind == "evacuation" and evacuation.active and (given["posted_on"] is None or given["posted_on"] >= held_on):
        yield from evacuation.found("posted_on", Severity.WARN, found=given["posted_on"] or "", expected=_("考试前"))
    own = {name: value for name, value in given.items() if value is not None}
    unit.add(Preparation(kind=kind, held_on=held_on, **own))


def _roster(context: Context, one: Preparation) -> Findings:
    if one.kind != "roster":
        expected = terms.preparations()["roster"]
        yield Finding("INC-012", Severity.BLOCK, "kind", {"found": terms.preparations()[one.kind], "expected": expected})


def ready_faults(context: Context, roster: Preparation) -> list[Finding]:
    """What keeps an exam day from being ready: roster (INC-012 refuses), plan (INC-007), this year's group (INC-010), meeting
    and site check (INC-008, 015: noted). The exam sessions ask the same before they start."""
    db, year = context.db, roster.held_on.year
    values = {name: getattr(roster, name) for name in LABELS}
    row = terms.preparation_row("roster")
    missing = [LABELS[name] for name in row["needs"] if not values.get(name)]
    findings = context.rules["INC-012"].found("roster", Severity.BLOCK, list="、".join(missing)) if missing else []
    if db.scalar(select(Preparation.id).where(Preparation.kind == "plan", Preparation.held_on <= roster.held_on).limit(1)) is None:
        findings += context.rules["INC-007"].found("plan")
    of_year = (Preparation.held_on >= date(year, 1, 1), Preparation.held_on <= roster.held_on)
    if db.scalar(select(Preparation.id).where(Preparation.kind == "group", *of_year).limit(1)) is None:
        findings += context.rules["INC-010"].found("group")
    for kind, rule_id in (("meeting", "INC-008"), ("site", "INC-015")):
        same_day = select(Preparation.id).where(Preparation.kind == kind, Preparation.held_on == roster.held_on,
                                                Preparation.site == roster.site)
        if kind == "meeting":
            same_day = select(Preparation.id).where(Preparation.kind == kind, *of_year)
        if db.scalar(same_day.limit(1)) is None:
            findings += context.rules[rule_id].found(kind, Severity.RECORD)
    return findings


@command("incidents.confirm_ready", _("确认准备就绪"), subject=PREPARATION, row=82, guard=_roster,
         rules=("INC-007", "INC-008", "INC-010", "INC-012", "INC-015"))
def confirm_ready(unit: Unit, roster: Preparation) -> Findings:
    """Mark an exam day as ready for incidents; a gap in the roster refuses it (INC-012)."""
    yield from ready_faults(unit, roster)
    roster.ready_on = unit.today


@command("incidents.complete_preparation", _("补充应急准备"), subject=PREPARATION, row=82,
         rules=("INC-011", "INC-012", "INC-014", "INC-065"), params=(
    Param("ticks", _("已落实"), Many(terms.all_ticks()), required=False, default=lambda _c, one: one.ticks),
    *(Param(name, label, Phone() if name == "phone" else Text(400, 2), required=False, default=lambda _c, one,
            name=name: getattr(one, name))
      for name, label in LABELS.items()),
    Param("posted_on", _("张贴日期"), Day(), required=False, default=lambda _c, one: one.posted_on),
    Param("removed_on", _("整改完成日期"), Day(), required=False, default=lambda _c, one: one.removed_on),
))  # fmt: skip
def complete_preparation(unit: Unit, one: Preparation, **given: Any) -> Findings:
    """Fill in what an entry lacked: names, ticks, the day a finding was removed."""
    for name, value in given.items():
        setattr(one, name, value)
    yield from gaps(one.kind, given, unit.rules)

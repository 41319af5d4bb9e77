"""The director decides, notices follow, an appeal may change it, the file goes to the archive (PPL-MIS-002…006, PPL-ASR-163)."""

from datetime import date

from sqlalchemy import select

from models.archives.receiving import HANDED, Dossier, hand_in
from models.complaints.appealing import file_appeal
from models.complaints.rules import Who
from models.complaints.tables import StaffAppeal
from models.complaints.terms import APPEAL
from models.complaints.who import who
from models.conduct import queries, rules, terms
from models.conduct.recording import CASE, Findings, day_faults, must_be, still_open, today
from models.conduct.tables import OPEN, MisconductCase
from models.conduct.terms import CLOSED, DECIDED, DROPPED, REVOKED, STEP, STEPS
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, blocked
from models.core.kinds import Code, Day, Flag, Text
from models.core.roles import ARCHIVE, GENERAL
from resources.texts import _

JUDGED = ("PPL-MIS-001", "PPL-MIS-002", "PPL-MIS-005", "PPL-MIS-006", "PPL-ASR-163")
HANDED["K28"] = "PPL-MIS-001"
_SANCTIONS = (
    Param("sanctions", _("处理"), terms.sanctions()), Param("decision", _("处理决定"), Text(4000, 4)),
    Param("document", _("决定文号"), Code(60), required=False),
    Param("again_on", _("可再派遣日期"), Day(), required=False, help=_("立即停止的案件须填，或选不再派遣")),
    Param("never", _("不再派遣"), Flag(), default=False),
)  # fmt: skip


def decidable(context: Context, case: MisconductCase) -> Findings:
    """PPL-MIS-002 before anything is typed: neither concerned nor finder, neither recorder."""
    yield from still_open(context, case)
    yield from _decider(context, case)


def _decider(context: Context, case: MisconductCase) -> Findings:
    if case is not None:
        me = Who(context.actor.login, context.actor.name, context.actor.person_id)
        finders = [who(context.db, case.entered_by), who(context.db, case.discovered_by)]
        yield from rules.decider_faults(me, queries.concerned(case), finders, context.rules["PPL-MIS-002"])


@command("conduct.decide", _("决定处理"), subject=CASE, row=28, letters="A", guard=decidable, danger=True, rules=JUDGED,
         params=(*_SANCTIONS, Param("on", _("决定日期"), Day(), default=today)))  # fmt: skip
def decide(unit: Unit, case: MisconductCase, sanctions: list[str], decision: str, document: str | None, again_on: date | None, never: bool,
           on: date) -> Findings:  # fmt: skip
    """The sanction with its grounds. Cards and blacklist follow by their own acts; the notices become due."""
    found = [*rules.lacking(case.facts, queries.has_evidence(unit, case), case.code, unit.rules["PPL-MIS-001"]),
             *day_faults(unit, "on", _("决定日期"), on, case.discovered_on)]  # fmt: skip
    found += _imposed(unit, case, sanctions, again_on, never)
    yield from found
    if blocked(found):
        return
    case.sanctions, case.decision, case.document, case.again_on = sanctions, decision, document or "", OPEN if never else again_on
    case.decided_on, case.decided_by, case.state = on, unit.actor.login, DECIDED
    case.judged_by = unit.rules.versions(*JUDGED)[:200]


def _imposed(unit: Unit, case: MisconductCase, sanctions: list[str], again_on: date | None, never: bool) -> Findings:
    yield from rules.outside(queries.codes(case), sanctions, unit.rules["PPL-MIS-005"])
    yield from rules.again_faults(case.suspended_on is not None, again_on, never, unit.rules["PPL-MIS-006"])


@command("conduct.drop", _("不予处理"), subject=CASE, row=28, letters="A", guard=decidable, rules=("PPL-MIS-002",), params=(
    Param("decision", _("理由"), Text(2000, 3)), Param("on", _("决定日期"), Day(), default=today)))  # fmt: skip
def drop(unit: Unit, case: MisconductCase, decision: str, on: date) -> Findings:
    """No breach, or none that is proved: nothing is imposed and the suspension ends."""
    yield from day_faults(unit, "on", _("决定日期"), on, case.discovered_on)
    case.decision, case.decided_on, case.decided_by, case.state = decision, on, unit.actor.login, DROPPED


def _decided(context: Context, case: MisconductCase) -> Findings:
    yield from must_be(context, case, DECIDED)


@command("conduct.note_step", _("登记送达和通报"), subject=CASE, row=27, letters="C", guard=_decided,
         rules=("PPL-MIS-004", "PPL-ASR-163", "PPL-APL-002"), params=(
    Param("step", _("事项"), STEP), Param("on", _("日期"), Day(), default=today), Param("letter", _("文号"), Code(60), required=False)))  # fmt: skip
def note_step(unit: Unit, case: MisconductCase, step: str, on: date, letter: str | None) -> Findings:
    """What follows the decision, each with its day: delivered, employer told, dismissed, handed on, self-criticism, reported."""
    assert case.decided_on is not None
    yield from day_faults(unit, "on", _("日期"), on, case.decided_on)
    setattr(case, STEPS[step], on)
    if step == "employer":
        case.employer_letter = letter or ""


def _appealable(context: Context, case: MisconductCase) -> Findings:
    yield from must_be(context, case, DECIDED)
    if case is not None and case.appeal:
        yield from context.rules["SYS-002"].found("", label=_("申诉"), found=case.appeal, expected=_("尚未申诉的处理决定"))


@command("conduct.appeal", _("登记申诉"), subject=CASE, row=29, only=frozenset({GENERAL}), guard=_appealable,
         rules=("APL-001", "PPL-APL-001", "PPL-APL-002", "SYS-014"), params=(
    Param("claim", _("申诉事由"), Text(4000, 4)), Param("filed_on", _("提出日期"), Day(), default=today)))  # fmt: skip
def appeal(unit: Unit, case: MisconductCase, claim: str, filed_on: date) -> Findings:
    """The person appeals: a file among the appeals, which the body above decides; the sanction stays in force meanwhile."""
    told = _("{number} {what}").format(number=case.document or case.number, what=terms.sanctions().show(case.sanctions))
    filed = file_appeal(unit, kind=APPEAL, name=case.person.id_no, claim=claim, sanction=told, sanctioned_on=case.decided_on,
                        delivered_on=case.delivered_on, filed_on=filed_on, owner=unit.actor.login) or ()  # fmt: skip
    yield from (found for found in filed if isinstance(found, Finding))
    if isinstance(unit.value, dict):
        case.appeal = unit.value["number"]


def _answered(context: Context, case: MisconductCase) -> Findings:
    yield from must_be(context, case, DECIDED)
    if case is not None:
        result = context.db.scalar(select(StaffAppeal.result).where(StaffAppeal.number == case.appeal))
        if result not in ("changed", "revoked"):
            expected = _("申诉结果为变更或撤销")
            yield from context.rules["SYS-002"].found("", label=_("申诉"), found=case.appeal or _("无"), expected=expected)


@command("conduct.change", _("按申诉结果变更"), subject=CASE, row=28, letters="A", guard=_answered, rules=("PPL-MIS-005", "PPL-MIS-006", "PPL-APL-003"),
         params=(Param("revoked", _("撤销处分"), Flag(), default=False), Param("sanctions", _("处理"), terms.sanctions(), required=False),
                 *(param for param in _SANCTIONS if param.name in ("decision", "again_on", "never"))))  # fmt: skip
def change(unit: Unit, case: MisconductCase, revoked: bool, sanctions: list[str] | None, decision: str, again_on: date | None, never: bool) -> Findings:
    """The appeal body's result is carried out: another sanction, or none; then the person may be assigned again at once."""
    if not revoked:
        yield from _imposed(unit, case, sanctions or [], again_on, never)
        case.sanctions, case.again_on = sanctions or [], OPEN if never else again_on
    else:
        case.state, case.again_on = REVOKED, None
    case.decision = f"{case.decision}\n{decision}"


def _to_close(context: Context, case: MisconductCase) -> Findings:
    yield from must_be(context, case, DECIDED, DROPPED, REVOKED)
    if case is not None and case.state == DECIDED:
        open_steps = queries.wanted_steps(context, case)
        if case.delivered_on is None:
            open_steps = {"delivered": "PPL-MIS-001", **open_steps}
        if open_steps:
            told = "、".join(map(STEP.show, open_steps))
            yield from context.rules["SYS-002"].found("", label=_("未办事项"), found=told, expected=_("全部办结"))


@command("conduct.close", _("归档办结"), subject=CASE, row=69, only=frozenset({GENERAL, ARCHIVE}), guard=_to_close, rules=("PPL-MIS-001", "SYS-014"),
         params=(Param("archive_no", _("归档档号"), Code(40)), Param("on", _("归档日期"), Day(), default=today)))  # fmt: skip
def close(unit: Unit, case: MisconductCase, archive_no: str, on: date) -> Findings:
    """The case with its evidence goes to the archive (PPL-MIS-001)."""
    assert case.decided_on is not None
    yield from day_faults(unit, "on", _("归档日期"), on, case.decided_on)
    dossier = Dossier(archive_no, _("违纪案件 {number}").format(number=case.number), unit.rules["PPL-MIS-001"].value("kind"), on,
                      parties=[(case.person.name, case.person.id_no)])  # fmt: skip
    yield from hand_in(unit, dossier)
    case.archive_no, case.closed_on, case.state = archive_no, on, CLOSED

"""Findings are put right and verified; cases are raised and decided; the centre's wording (PPL-SUP-033, 045, 047)."""

from datetime import date
from pathlib import Path

from sqlalchemy import delete

from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.commands import file_faults
from models.core.kinds import Choice, Code, Day, File, Flag, Text
from models.people.queries import find_any_qualified
from models.people.rules import refused
from models.supervision import queries, terms
from models.supervision.planning import Findings, today
from models.supervision.tables import OPEN, Rectification, SupervisionCase, SupervisionWording
from models.supervision.terms import OBSTRUCT
from resources.texts import _

FINDING = Subject("finding", _("整改项"), Rectification, queries.find_finding)
CASE = Subject("case", _("督导案件"), SupervisionCase, queries.find_case)


def _unverified(context: Context, one: Rectification) -> Findings:
    if one.verified_on != OPEN:
        yield from refused(context.rules["PPL-SUP-045"], "verified_on", found=_("已核实"))


def _done(context: Context, one: Rectification) -> Findings:
    yield from _unverified(context, one)
    if one.done_on == OPEN:
        yield from refused(context.rules["PPL-SUP-045"], "done_on", found=_("未整改"))
    if context.actor.name == one.responsible:
        yield from refused(context.rules["PPL-SUP-045"], "verified_by", found=_("责任人本人"), expected=_("由他人核实"))


@command("supervision.rectify", _("登记整改"), subject=FINDING, row=73, guard=_unverified, rules=("PPL-SUP-045",), params=(
    Param("measure", _("整改措施"), Text(2000, 3)), Param("proof", _("佐证"), Text(200), help=_("材料名称；文件另作附件")),
    Param("done_on", _("完成日期"), Day(), default=today),
))  # fmt: skip
def rectify(unit: Unit, one: Rectification, measure: str, proof: str, done_on: date) -> Findings:
    """What was done about a finding, with its proof (PPL-SUP-045)."""
    if not one.supervision.inspected_on <= done_on <= unit.today:
        expected = _("{first} 至今天").format(first=one.supervision.inspected_on)
        yield from unit.rules["SYS-002"].found("done_on", label=_("完成日期"), found=done_on, expected=expected)
    one.measure, one.proof, one.done_on = measure, proof, done_on


@command("supervision.verify", _("核实整改"), subject=FINDING, row=74, guard=_done, rules=("PPL-SUP-045",), params=(
    Param("accepted", _("已整改到位"), Flag(), default=True), Param("note", _("退回原因"), Text(400, 2), required=False),
))  # fmt: skip
def verify(unit: Unit, one: Rectification, accepted: bool, note: str | None) -> Findings:
    """Verified by somebody else than the responsible person; what does not suffice goes back with its cause (PPL-SUP-045)."""
    if not accepted and not note:
        yield from refused(unit.rules["PPL-SUP-045"], "note", found=_("无原因"), expected=_("写明退回原因"))
    if accepted:
        one.verified_on, one.verified_by, one.note = unit.today, unit.actor.name, note or ""
    else:
        one.done_on, one.note = OPEN, note or ""


def _visit_faults(unit: Unit, words: str | None) -> tuple[int | None, Findings]:
    found = queries.find_supervision(unit.db, words) if words else []
    if words and not found:
        return None, iter(unit.rules["SYS-005"].found("supervision", label=_("督导编号"), key=words))
    return (found[0].id if found else None), iter(())


@command("supervision.raise_case", _("提出督导案件"), row=27, rules=("PPL-SUP-033", "PPL-SUP-047", "SYS-005"), params=(
    Param("kind", _("类别"), terms.CASE), Param("name", _("对象"), Text(60), help=_("人员姓名；妨碍督导可写部门")),
    Param("cause", _("妨碍情形"), Choice({}), required=False, options=lambda _context, _record: terms.causes()),
    Param("facts", _("事实"), Text(4000, 4)), Param("supervision", _("督导编号"), Code(40), required=False),
    Param("raised_on", _("提出日期"), Day(), default=today),
))  # fmt: skip
def raise_case(unit: Unit, kind: str, name: str, cause: str | None, facts: str, supervision: str | None, raised_on: date) -> Findings:
    """Criticism, a demand to stop, a proposal, or an obstruction with its coded cause (PPL-SUP-033, 047)."""
    if (kind == OBSTRUCT) != bool(cause):
        expected = _("妨碍督导须选情形，其他类别不填")
        yield from refused(unit.rules["PPL-SUP-047"], "cause", found=cause or "", expected=expected)
    visit_id, faults = _visit_faults(unit, supervision)
    yield from faults
    holders = find_any_qualified(unit.db, name)
    unit.add(SupervisionCase(
        supervision_id=visit_id, kind=kind, cause=cause or "", name=name, qualification_id=holders[0].id if len(holders) == 1 else None,
        facts=facts, raised_on=raised_on, raised_by=unit.actor.name,
    ))  # fmt: skip


def _undecided(context: Context, case: SupervisionCase) -> Findings:
    if case.decided_on != OPEN:
        yield from refused(context.rules["PPL-SUP-033"], "decided_on", found=_("已决定"))


@command("supervision.decide_case", _("决定督导案件"), subject=CASE, row=28, letters="A", guard=_undecided, rules=("PPL-SUP-033", "PPL-SUP-047"),
         params=(Param("decision", _("决定"), Text(2000, 3)), Param("decided_on", _("决定日期"), Day(), default=today)))  # fmt: skip
def decide_case(unit: Unit, case: SupervisionCase, decision: str, decided_on: date) -> Findings:
    """The decision; withdrawing a card is an act of its own (PPL-SUP-033, 047)."""
    if not case.raised_on <= decided_on <= unit.today:
        expected = _("{first} 至今天").format(first=case.raised_on)
        yield from unit.rules["SYS-002"].found("decided_on", label=_("决定日期"), found=decided_on, expected=expected)
    case.decision, case.decided_on = decision, decided_on


@command("supervision.load_wording", _("载入官方表述"), row=75, rules=("PPL-FRM-001", "SYS-002", "SYS-003", "SYS-004"), params=(
    Param("file", _("文本文件"), File((".txt",)), help=_("UTF-8 文本，每行一项，按表内顺序")),
))  # fmt: skip
def load_wording(unit: Unit, file: str) -> Findings:
    """The official sentences of the form, one line an item in its order; they replace the short words on screen and paper."""
    faults = file_faults(unit, Path(file))
    yield from faults
    if faults:
        return
    lines = [line.strip() for line in Path(file).read_text(encoding="utf-8-sig", errors="replace").splitlines() if line.strip()]
    wanted = unit.rules["PPL-FRM-001"].value("items")
    if len(lines) != wanted:
        yield from refused(unit.rules["PPL-FRM-001"], "file", found=_("{n} 行").format(n=len(lines)), expected=_("{n} 行").format(n=wanted))
        return
    unit.db.execute(delete(SupervisionWording))
    for number, line in enumerate(lines, 1):
        unit.add(SupervisionWording(item=number, text=line))

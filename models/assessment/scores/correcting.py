"""Changing a score that counts: asked for by one, decided by another, resting on a recheck or on a countersigned form."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from models.assessment.plans.steps import rules_of
from models.assessment.scores.commands import SCORE
from models.assessment.scores.queries import find_correction
from models.assessment.scores.results import withdraw
from models.assessment.scores.tables import Correction, Score
from models.assessment.scores.terms import GROUND, Mark, ScoreCell, shown
from models.assessment.tables import Batch
from models.complaints.queries import find_recheck
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding
from models.core.kinds import Choice, Code, Day, Text
from models.core.roles import DIRECTOR
from resources.texts import _

Findings = Iterator[Finding]
CORRECTION = Subject("correction", _("成绩更正"), Correction, find_correction)
VERDICT = Choice({"done": _("同意更正"), "refused": _("不同意")})


def _today(context: Context, _record: Any) -> date:
    return context.today


def ground_faults(context: Context, batch: Batch, record: Score, to: Mark, ground: str, document: str) -> Iterator[Finding]:
    """What a correction may rest on: a recheck of this candidate's score in this batch that found it wrong and says the same
    new score; a countersigned form only where the region lets a settled score be changed at all (ASM-MRK-011, PPL-ORG-011)."""
    rules, one = rules_of(context, batch), record.enrolment
    if ground == "signed":
        yield from rules["PPL-ORG-011"].found("ground", found=GROUND.show(ground), expected=GROUND.show("recheck"))
        return
    found = [case for case in find_recheck(context.db, document) if case.kind == "R" and case.result == "corrected"]
    if not found:
        yield from rules["ASM-MRK-011"].found("document", found=document, expected=_("结果为“更正”的复核编号"))
        return
    case = found[0]
    if case.batch not in (batch.code, batch.name) or case.candidate != one.name or case.id_no not in (None, one.id_no):
        yield from rules["ASM-MRK-011"].found("document", found=f"{case.batch} {case.candidate}", expected=f"{batch.code} {one.name}")
    elif case.corrected_to is not None and round(case.corrected_to * 10) != to.tenths:
        yield from rules["ASM-MRK-011"].found("corrected_to", found=shown(to), expected=f"{case.corrected_to:g}")


@command("assessment.ask_correction", _("申请更正成绩"), subject=SCORE, row=45, letters="CA", rules=("ASM-MRK-011", "PPL-ORG-011", "SYS-031"), params=(
    Param("corrected_to", _("更正为"), ScoreCell()), Param("ground", _("依据"), GROUND),
    Param("document", _("复核编号或会签单号"), Code(40)), Param("why", _("理由"), Text(400, 3)),
))  # fmt: skip
def ask_correction(unit: Unit, record: Score, corrected_to: Mark, ground: str, document: str, why: str) -> Findings:
    """The first of two people: what it should be, and on which paper that rests. Nothing changes yet."""
    batch = unit.db.get_one(Batch, record.batch_id)
    yield from ground_faults(unit, batch, record, corrected_to, ground, document)
    waiting = unit.db.scalar(select(Correction.id).where(Correction.score_id == record.id, Correction.state == "asked"))
    if waiting:
        yield from unit.rules["SYS-031"].found("", found=_("已有未决定的更正"), expected=_("先决定前一件"))
    if corrected_to[:2] == (record.tenths, record.status):
        yield from unit.rules["SYS-031"].found("corrected_to", found=shown(corrected_to), expected=_("与现成绩不同"))
    unit.add(Correction(score_id=record.id, batch_id=record.batch_id, old_tenths=record.tenths, old_status=record.status, new_tenths=corrected_to.tenths,
                        new_status=corrected_to.status, ground=ground, document=document, why=why, state="asked", asked_by=unit.actor.login,
                        asked_on=unit.today))  # fmt: skip


def _may_decide(context: Context, record: Correction) -> Iterable[Finding]:
    if record.state != "asked":
        yield from context.rules["SYS-031"].found("", found=CORRECTION_STATE.show(record.state), expected=CORRECTION_STATE.show("asked"))
    if record.asked_by == context.actor.login:
        yield from context.rules["ASM-MRK-011"].found("", found=context.actor.name, expected=_("提出人以外的另一人"))


CORRECTION_STATE = Choice({"asked": _("待决定"), "done": _("已更正"), "refused": _("未同意")})


@command("assessment.decide_correction", _("决定成绩更正"), subject=CORRECTION, row=45, letters="A", only=frozenset({DIRECTOR}), guard=_may_decide,
         rules=("ASM-MRK-011", "PPL-ORG-011", "SYS-031"), params=(
    Param("verdict", _("决定"), VERDICT), Param("on", _("日期"), Day(), default=_today),
))  # fmt: skip
def decide_correction(unit: Unit, record: Correction, verdict: str, on: date) -> Findings:
    """The second person. A published result follows the corrected score; where results stand on notice, it is withdrawn and the
    notice begins again for this candidate (ASM-PUB-002)."""
    batch = unit.db.get_one(Batch, record.batch_id)
    yield from ground_faults(unit, batch, record.score, Mark(record.new_tenths, record.new_status), record.ground, record.document)
    record.state, record.decided_by, record.decided_on = verdict, unit.actor.login, on
    if verdict == "done":
        score = record.score
        score.tenths, score.status, score.barred = record.new_tenths, record.new_status, None
        if score.public:
            withdraw(unit, batch, score, on)

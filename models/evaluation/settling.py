"""What follows a confirmed grade: commendation, retraining, the decision on a proposal (PPL-ASR-146…149, PPL-SUP-020)."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.findings import Finding
from models.core.kinds import Day, Text
from models.evaluation.reviewing import REVIEW
from models.evaluation.tables import OPEN, AnnualReview
from models.evaluation.terms import CASES, COMMEND, OUTCOME, PROPOSAL, RETRAIN
from models.people.guards import not_about_oneself
from models.people.rules import refused
from resources.texts import _

Findings = Iterator[Finding]


def _today(context: Context, _record: Any) -> date:
    return context.today


def _waits_for(rule: str, *proposals: str) -> Callable[[Context, AnnualReview], Findings]:
    def guard(context: Context, review: AnnualReview) -> Findings:
        yield from not_about_oneself(context, review.qualification.person_id)
        if review.proposal not in proposals or review.settled_on != OPEN:
            expected = _("待{acts}").format(acts="、".join(PROPOSAL.show(one) for one in proposals))
            yield from refused(context.rules[rule], "proposal", found=PROPOSAL.show(review.proposal), expected=expected)

    return guard


@command("evaluation.commend", _("登记表彰"), subject=REVIEW, row=25, letters="A", guard=_waits_for("PPL-ASR-146", COMMEND),
         rules=("PPL-ASR-146", "PPL-SUP-020"), params=(
    Param("commendation", _("表彰内容"), Text(400, 2)), Param("commended_on", _("日期"), Day(), default=_today),
))  # fmt: skip
def commend(unit: Unit, review: AnnualReview, commendation: str, commended_on: date) -> Findings:
    """The commendation, kept in the performance file (PPL-ASR-146)."""
    review.settled_on, review.outcome, review.settlement = commended_on, "done", commendation
    yield from ()


@command("evaluation.retrain", _("登记批评教育和培训"), subject=REVIEW, row=5, guard=_waits_for("PPL-ASR-147", RETRAIN),
         rules=("PPL-ASR-147",), params=(
    Param("criticism", _("批评教育"), Text(400, 2)), Param("training", _("培训内容和结果"), Text(400, 2)),
    Param("trained_on", _("培训完成日"), Day(), default=_today),
))  # fmt: skip
def retrain(unit: Unit, review: AnnualReview, criticism: str, training: str, trained_on: date) -> Findings:
    """Criticism and retraining, both recorded; from that day the person may be dispatched again (PPL-ASR-147)."""
    review.settled_on, review.outcome = trained_on, "done"
    review.settlement = _("批评教育：{criticism}\n培训：{training}").format(criticism=criticism, training=training)
    yield from ()


@command("evaluation.decide", _("决定解聘或取消"), subject=REVIEW, row=9, letters="A", danger=True, guard=_waits_for("PPL-ASR-148", *CASES),
         rules=("PPL-ASR-148", "PPL-ASR-149", "PPL-SUP-020"), params=(
    Param("outcome", _("决定"), OUTCOME), Param("why", _("理由"), Text(2000, 4), required=False),
    Param("decided_on", _("决定日期"), Day(), default=_today),
))  # fmt: skip
def decide(unit: Unit, review: AnnualReview, outcome: str, why: str | None, decided_on: date) -> Findings:
    """The director decides on the proposal; declining needs a reason. The contract is ended and the card withdrawn by their own acts."""
    if outcome == "declined" and not why:
        yield from refused(unit.rules[review.proposed_by], "why", found=_("无理由"), expected=_("写明不同意的理由"))
    review.settled_on, review.outcome, review.settlement = decided_on, outcome, why or ""

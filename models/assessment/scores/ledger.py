"""The books of scores: every stored result is the one its scores give."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import select

from models.assessment.candidates.queries import sanctions_of
from models.assessment.candidates.tables import Enrolment
from models.assessment.scores.rules import Standard, outcome, required
from models.assessment.scores.tables import Score
from models.assessment.scores.terms import CANCELLED, OUTCOME, Mark
from models.assessment.tables import Batch
from models.core.centre import Context, own_values
from models.core.rulebook import Rulebook
from models.core.verifying import LEDGERS, Fault
from resources.texts import _

_STRIDE = 5_000


def _rows(context: Context) -> Iterator[Any]:
    e, s = Enrolment, Score
    columns = (e.id, e.name, e.ticket, e.level, e.subjects, e.history, e.resit_of_id, e.result, Batch.profile, s.subject, s.tenths, s.status, s.barred)
    joined = select(*columns).join(s, s.enrolment_id == e.id).join(Batch, Batch.id == e.batch_id)
    known = joined.where(e.result.is_not(None), e.result != CANCELLED).order_by(e.id, s.id)
    return iter(context.db.execute(known.execution_options(yield_per=_STRIDE)))


def check(context: Context) -> list[Fault]:
    """Results that their scores contradict: somebody changed one behind the program's back."""
    own, standards, faults = own_values(context.db), dict[str, Standard](), []
    decided = sanctions_of(context.db)
    for _id, rows in groupby(_rows(context), key=lambda row: row.id):
        marks = list(rows)
        one = marks[0]
        standard = standards.setdefault(one.profile, Standard.of(Rulebook(one.profile, own, context.today)))
        subjects = required(one.subjects, 0 if one.history or one.resit_of_id else one.level, standard)
        stored = {row.subject: Mark(row.tenths, row.status, row.barred) for row in marks}
        derived = outcome(subjects, stored, standard, () if one.history else decided.get(one.id, ()))
        if derived != one.result:
            words = _("考生 {name}（{ticket}）的结果记为“{found}”，成绩得出“{expected}”")
            text = words.format(name=one.name, ticket=one.ticket or "", found=OUTCOME.show(one.result), expected=OUTCOME.show(derived))
            faults.append(Fault("scores", f"enrolment:{one.id}", text))
    return faults


LEDGERS[_("成绩台账")] = check

"""What several commands on candidates ask before they act."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import select

from models.assessment.candidates import queries, rules
from models.assessment.candidates.tables import Ban, Enrolment
from models.assessment.candidates.terms import ADMITTED, RECHECKED, REVIEWED, SITTING
from models.assessment.queries import find_batch
from models.assessment.tables import Batch
from models.core.acts import Subject
from models.core.centre import Context
from models.core.findings import Finding
from models.core.kinds import Text
from models.core.registers import Field
from resources.texts import _

Findings = Iterator[Finding]
CANDIDATE = Subject("candidate", _("考生"), Enrolment, queries.find)
BATCH_TEXT = Text(80)


def within(*states: str) -> Callable[[Context, Enrolment], Findings]:
    """A guard: the application stands in one of these states (ASM-STC-001)."""

    def guard(context: Context, one: Enrolment | None) -> Findings:
        if one is not None:
            yield from rules.state_faults(one.state, states, context.rules["ASM-STC-001"])

    return guard


def the_batch(context: Context, text: str) -> tuple[Batch | None, list[Finding]]:
    """The one batch a person names by its code or name, or why there is none."""
    found = find_batch(context.db, text)
    if len(found) == 1:
        return found[0], []
    expected = _("唯一的批次编号") if found else _("已登记的批次")
    return None, context.rules["SYS-002"].found("batch", label=_("批次"), found=text, expected=expected)


def double_faults(context: Context, one: Enrolment) -> list[Finding]:
    """ASM-REG-017: one open application a person for an occupation, job and level, one a batch whatever its state."""
    with context.db.no_autoflush:
        others = queries.open_of_person(context.db, one.id_kind, one.id_no, (one.occupation, one.job, one.level), one.id or 0)
    found = "、".join(other.batch.code for other in others)
    return context.rules["ASM-REG-017"].found("id_no", found=found) if others else []


def ban_faults(context: Context, one: Enrolment, batch: Batch) -> list[Finding]:
    with context.db.no_autoflush:
        return queries.banned(context, one.name, one.id_kind, one.id_no, batch.first_exam_day, batch.last_exam_day)


def needs_recheck(context: Context, level: int) -> bool:
    """Whether the body above reviews once more: every candidate in Fujian, levels 3, 2 and 1 in Chongqing."""
    second = context.rules["ASM-REG-011"]
    return context.rules["ASM-REG-012"].active or (second.active and level in (second.value("levels") or ()))


def admission_faults(context: Context, one: Enrolment) -> list[Finding]:
    """What stands against a seat and a ticket (STC row 10): whoever arranges an exam asks this for each candidate.

    The review above where it is asked for, the fee where it precedes the exam, and no ban on the days of the batch.
    """
    allowed: Sequence[str] = (RECHECKED, ADMITTED) if needs_recheck(context, one.level) else (REVIEWED, RECHECKED, ADMITTED)
    found = rules.state_faults(one.state, allowed, context.rules["ASM-STC-001"])
    fee = context.rules["ASM-FEE-001"]
    if fee.active and one.fee_paid_on is None:
        found += fee.found("fee_paid_on", found="", expected=_("已登记收费"))
    return found + ban_faults(context, one, one.batch)


def barred(context: Context, batch: Batch) -> dict[int, tuple[str, list[Finding]]]:
    """`admission_faults` of a whole batch at once, for whoever arranges thousands: application → name and what stands against a
    seat. Only those against whom something stands."""
    wanted = (Enrolment.id, Enrolment.name, Enrolment.state, Enrolment.level, Enrolment.fee_paid_on, Enrolment.id_kind, Enrolment.id_no)
    days = batch.first_exam_day, batch.last_exam_day
    banned = {(one.id_kind, one.id_no) for one in context.db.scalars(select(Ban).where(Ban.first_day <= days[1], Ban.lifted_on.is_(None)))}
    second: dict[int, bool] = {}
    found: dict[int, tuple[str, list[Finding]]] = {}
    unpaid = context.rules["ASM-FEE-001"].active
    sitting = select(*wanted).where(Enrolment.batch_id == batch.id, Enrolment.state.in_(SITTING))
    for id_, name, state, level, paid_on, *person in context.db.execute(sitting).all():
        if level not in second:
            second[level] = needs_recheck(context, level)
        if (second[level] and state == REVIEWED) or (unpaid and paid_on is None) or tuple(person) in banned:
            faults = admission_faults(context, context.db.get_one(Enrolment, id_))
            if faults:
                found[id_] = name, faults
    return found


def of(name: str) -> Any:
    """The stored value of a field as a parameter's default."""
    return lambda _context, record: getattr(record, name, None) if record is not None else None


def batch_field(**more: Any) -> Field:
    """批次 of a record that belongs to one."""
    return Field("batch", _("批次"), Text(80), path="batch.code", **more)

"""How a batch moves: the checks of every area are hooked in by `require`, and only `move` changes its state.

require("report", "scores_checked", open_scores)      # open_scores(context, batch) → findings that stand against it
yield from move(unit, batch, "score", on=day)          # inside a command of your own
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from models.assessment.plans.course import BEFORE, LISTED, Arrow, Course, course, event_name, events, state_name
from models.assessment.plans.legal import Step, is_late, lateness, step_named
from models.assessment.plans.queries import calendar_of, rules_of
from models.assessment.plans.tables import BatchStep
from models.assessment.tables import Batch
from models.core.acts import Unit, beyond
from models.core.centre import Context
from models.core.findings import Finding, blocked
from models.core.rulebook import PROFILES

Answer = Callable[[Context, Batch], Iterable[Finding]]


@dataclass(frozen=True)
class Check:
    """What an area demands before an event. `name` is kept with the move that passed it."""

    name: str
    answer: Answer
    profiles: frozenset[str]


CHECKS: dict[str, list[Check]] = {}
After = Callable[[Unit, Batch], Iterable[Finding]]
AFTER: dict[str, list[After]] = {}


def require(event: str, name: str, answer: Answer, profiles: Iterable[str] = PROFILES) -> None:
    """Hook a check into an event of plans_lists.toml; its findings stand against the move (block) or want a reason (warn)."""
    CHECKS.setdefault(event, []).append(Check(name, answer, frozenset(profiles)))


def follow(event: str, act: After) -> None:
    """Hook in what a move brings with it, carried out in the same transaction once the batch has moved."""
    AFTER.setdefault(event, []).append(act)


def course_of(batch: Batch) -> Course:
    return course(batch.profile)


def reached(batch: Batch, state: str) -> bool:
    """Whether a batch has come to a state or past it; a batch known only from a list counts as through."""
    return course_of(batch).reached(batch.state, state)


def followed(batch: Batch) -> bool:
    """Whether the course of a batch is kept here: not for one that is only known from a list."""
    return batch.state != LISTED


def not_reached(context: Context, batch: Batch, state: str, event: str) -> list[Finding]:
    """A refusal for acts that need the batch at a state or past it; [] when it is. event: what was wanted, in words."""
    return [] if reached(batch, state) else refusal(context, batch, event)


def against(context: Context, batch: Batch, event: str) -> list[Finding]:
    """What stands against a move now: the state, the role, the checks of every area. A listed batch is not moved."""
    arrow = course_of(batch).arrow(batch.state, batch.way, event)
    if arrow is None:
        return refusal(context, batch, event_name(event))
    if arrow.roles and not arrow.roles & context.actor.roles:
        return [beyond(context, event_name(event), events()[event]["row"], arrow.roles)]
    return [finding for check in checks(batch, event) for finding in check.answer(context, batch)]


def checks(batch: Batch, event: str) -> list[Check]:
    return [check for check in CHECKS.get(event, ()) if batch.profile in check.profiles]


def refusal(context: Context, batch: Batch, event: str) -> list[Finding]:
    """ASM-STM-001 for an act at the wrong state; event: the act in words."""
    onward = course_of(batch).onward(batch.state, batch.way)
    possible = "、".join(event_name(one.event) for one in onward) or "—"
    rule = rules_of(context, batch)["ASM-STM-001"]
    return rule.found("", state=state_name(batch.state), event=event, next=possible)


def move(unit: Unit, batch: Batch, event: str, on: date | None = None, document: str | None = None, note: str | None = None,
         *, asked: bool = False) -> Iterator[Finding]:  # fmt: skip
    """Move a batch along an arrow of its region, or say what stands against it; nothing changes when anything does.

    on: the day of the act, or of the document of an act above; today when not given. asked: the command's guard has
    already put what stands against it; else the findings of the checks are yielded here.
    """
    found = [] if asked else list(against(unit, batch, event))
    arrow = course_of(batch).arrow(batch.state, batch.way, event)
    if arrow and arrow.external and not document:
        found += rules_of(unit, batch)["ASM-STM-002"].found("document")
    day = on or unit.today
    step = step_named(calendar_of(unit, batch), arrow.limit) if arrow else None
    late = lateness(step, day, rules_of(unit, batch)) if step else []
    found += [] if arrow and arrow.external else late  # the authority gives us no reasons
    yield from found
    if blocked(found) or arrow is None:
        return
    before, batch.state = batch.state, _target(unit, batch, arrow)
    names = [check.name for check in checks(batch, event)]
    unit.add(_kept(unit, batch, event, day, step, document, note, from_state=before, to_state=batch.state, checks=names))
    for act in AFTER.get(event, ()):
        yield from act(unit, batch)


def _kept(
    unit: Unit, batch: Batch, name: str, day: date, step: Step | None, document: str | None, note: str | None, **more: Any
) -> BatchStep:
    return BatchStep(batch_id=batch.id, name=name, done_on=day, due_on=step.limit if step else None, late=bool(step and is_late(step, day)),
                     document=document, note=note, by=unit.actor.login, at=unit.now, **({"checks": []} | more))  # fmt: skip


def _target(unit: Unit, batch: Batch, arrow: Arrow) -> str:
    if arrow.to != BEFORE:
        return arrow.to
    last = select(BatchStep.from_state).where(BatchStep.batch_id == batch.id, BatchStep.to_state == batch.state)
    return unit.db.scalar(last.order_by(BatchStep.id.desc()).limit(1)) or batch.state


def mark(
    unit: Unit, batch: Batch, name: str, on: date | None = None, document: str | None = None, note: str | None = None
) -> Iterator[Finding]:
    """Keep that a step of the legal calendar, which is no move, was done on a day; late wants a reason."""
    day = on or unit.today
    step = step_named(calendar_of(unit, batch), name)
    yield from lateness(step, day, rules_of(unit, batch)) if step else ()
    unit.add(_kept(unit, batch, name, day, step, document, note))

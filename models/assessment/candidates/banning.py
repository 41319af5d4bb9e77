"""Bans: imposed by a decided violation, lifted by the head (ASM-DIS-004)."""

from collections.abc import Callable

from models.assessment.candidates.guards import Findings
from models.assessment.candidates.queries import find_ban
from models.assessment.candidates.rules import BANS, last_banned_day
from models.assessment.candidates.tables import Ban, Violation
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.kinds import Text
from resources.texts import _

FOLLOWING: list[Callable[[Unit, Violation], None]] = []  # what else follows a decision: filled by the areas above
BAN = Subject("ban", _("禁考"), Ban, find_ban)


def follow_up(unit: Unit, case: Violation) -> None:
    """A decision was taken or fell: whoever builds on it hears of it, in the same transaction."""
    unit.db.flush()
    for each in FOLLOWING:
        each(unit, case)


def impose(unit: Unit, case: Violation) -> None:
    """The bans among the effects of a decided violation, from the day of the violation on, as the profile of the day says."""
    rule = unit.rules["ASM-DIS-004"]
    graduates_on = case.enrolment.graduates_on if case.enrolment else None
    for effect in case.effects if rule.active else ():
        if effect in BANS:
            last = last_banned_day(effect, case.at.date(), graduates_on, rule)
            unit.add(Ban(violation_id=case.id, id_kind=case.id_kind, id_no=case.id_no, name=case.name, effect=effect,
                         first_day=case.at.date(), last_day=last))  # fmt: skip
    follow_up(unit, case)


def _in_force(context: Context, ban: Ban | None) -> Findings:
    if ban is not None and ban.lifted_on is not None:
        yield from context.rules["SYS-002"].found("lifted_on", label=_("禁考"), found=_("已解除"), expected=_("未解除的禁考"))


@command("assessment.lift_ban", _("解除禁考"), subject=BAN, row=39, letters="A", guard=_in_force, rules=("ASM-DIS-004",),
         params=(Param("why", _("理由"), Text(200)),))  # fmt: skip
def lift_ban(unit: Unit, ban: Ban, why: str) -> Findings:
    """Lifted by the head: the way a ban without last day ends (C-33)."""
    ban.lifted_on, ban.lifted_why = unit.today, why
    yield from ()

"""What training asks for: the yearly event, closing, upgrade training, decisions about those who stayed away."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import bindparam, select

from models.core.centre import Context
from models.core.due import AREAS, DueItem
from models.core.roles import DIRECTOR, EXAM
from models.core.rulebook import Rule
from models.core.tables import AuditEntry
from models.people.queries import names_of_live, state_criterion
from models.people.tables import Qualification
from models.people.terms import KIND as WHOM
from models.people.training import queries
from models.people.training.queries import AHEAD, HELD
from models.people.training.tables import Training, TrainingCause
from models.people.training.terms import CHANGE, EDUCATED, EDUCATION, KIND
from resources.texts import _

TRAININGS, TRAINEES, CAUSES = "people.trainings", "people.trainees", "people.training_causes"
AREA = "people"


_OPEN = select(Training.id, Training.number, Training.kind, Training.title, Training.ends_on).where(AHEAD, Training.ends_on < bindparam("today"))


def due(context: Context) -> Iterator[DueItem]:
    for kind, rule in EDUCATED.items():
        if context.rules[rule].active:
            yield from _yearly(context, kind, context.rules[rule])
    yield from _to_close(context)
    yield from _cases(context)
    yield from _missed(context)
    yield from _upgrades(context)


def day_of(year: int, month_day: str) -> date:
    """12-31 of a year."""
    return date.fromisoformat(f"{year}-{month_day}")


def _yearly(context: Context, kind: str, rule: Rule) -> Iterator[DueItem]:
    """The year's event, from the reminder on; a year without one stays overdue until the next year's is held. Years before
    the people were kept here are not asked about."""
    this = context.today.year
    begun = context.db.scalar(select(AuditEntry.at).join(Qualification, Qualification.first_entry == AuditEntry.seq).order_by(Qualification.id).limit(1))
    first = begun.year if begun else this
    held = {one.year for one in context.db.scalars(
        select(Training.starts_on).where(Training.kind == EDUCATION, Training.audience == kind, HELD, Training.starts_on >= date(this - 1, 1, 1)))}
    for year in (this - 1, this):
        by = day_of(year, rule.value("due_day"))
        told = year >= first and context.today >= day_of(year, rule.value("remind_day"))
        if told and year not in held and this not in held and _anybody(context, kind, min(by, context.today)):
            title = _("{year} 年{whom}继续教育").format(year=year, whom=WHOM.show(kind))
            yield DueItem(AREA, TRAININGS, 0, f"{kind} {year}", title, by, rule.id, _("组织继续教育并办结"), EXAM, _("继续教育"))


def _anybody(context: Context, kind: str, day: date) -> bool:
    return context.db.scalar(select(Qualification.id).where(Qualification.kind == kind, state_criterion("valid", day)).limit(1)) is not None


def _to_close(context: Context) -> Iterator[DueItem]:
    rule = context.rules["PPL-ASR-043"]
    days = rule.value("close_workdays")
    if not rule.active or not days:
        return
    for id_, number, kind, title, ends_on in context.rows(_OPEN, today=context.today):
        by = context.calendar.plus(ends_on, days)
        yield DueItem(AREA, TRAININGS, id_, number, f"{KIND.show(kind)} {title}", by.day, rule.id, _("登记出勤和结果并办结培训"), EXAM,
                      _("培训办结"), by.provisional)  # fmt: skip


def _cases(context: Context) -> Iterator[DueItem]:
    """PPL-ASR-090, PPL-SUP-018: the director decides, so many working days after the case came up."""
    standing = [one for one in queries.cases(context) if one.stands(context.today)]
    names = names_of_live(context.db, [one.person_id for one in standing])
    for one in standing:
        held = names.get((one.person_id, one.kind))
        if held is None:  # the qualification has ended meanwhile
            continue
        rule = context.rules[EDUCATED[one.kind]]
        by = context.calendar.plus(one.from_on, rule.value("decide_workdays"))
        yield DueItem(AREA, TRAINEES, one.trainee_id, f"{one.year}/{held}", f"{WHOM.show(one.kind)} {held}", by.day, rule.id,
                      _("{year} 年继续教育未合格或未参加，决定是否取消资格").format(year=one.year), DIRECTOR, _("继续教育未合格"), by.provisional)  # fmt: skip


def _missed(context: Context) -> Iterator[DueItem]:
    """PPL-ASR-044: a decision, due on the day the training ended."""
    found = queries.missed(context.db, context)
    names = names_of_live(context.db, [one.person_id for one in found])
    for one in found:
        if (one.person_id, one.training.audience) in names:
            yield DueItem(AREA, TRAINEES, one.id, f"{one.training.number}/{one.person.name}", f"{one.person.name} {one.training.title}",
                          one.training.ends_on, "PPL-ASR-044", _("无故缺席培训，决定是否取消资格"), DIRECTOR, _("培训缺席"))  # fmt: skip


def _upgrades(context: Context) -> Iterator[DueItem]:
    rule = context.rules["PPL-ASR-042"]
    if not rule.active or not rule.value("days"):
        return
    columns = (TrainingCause.id, TrainingCause.change, TrainingCause.occupation, TrainingCause.noted_on)
    for id_, change, occupation, noted_on in context.db.execute(select(*columns).where(TrainingCause.met_by_id.is_(None))):
        title = f"{CHANGE.show(change)} {occupation or _('全部职业')}"
        yield DueItem(AREA, CAUSES, id_, title, title, noted_on + timedelta(days=rule.value("days")), rule.id,
                      _("组织业务提升培训"), EXAM, _("业务提升培训"))  # fmt: skip


AREAS["people.training"] = due

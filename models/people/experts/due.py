"""What is due of experts: terms that end, confidentiality that lacks, cases and silence that want a decision."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import bindparam, select

from models.core.centre import Context
from models.core.dates import months_plus
from models.core.due import AREAS, DueItem
from models.core.roles import BANK, DIRECTOR
from models.people.experts import rules
from models.people.experts.queries import EXPERTS, NEVER, TERMS, cause_text, state_where
from models.people.experts.tables import Expert, ExpertTask, ExpertTerm
from models.people.tables import Person
from resources.texts import _

AREA = "people"


_ENDING = select(ExpertTerm.id, ExpertTerm.ends_on, Expert.occupation, Person.name).join(ExpertTerm.expert).join(Expert.person).where(
    ExpertTerm.ends_on <= bindparam("horizon"), ExpertTerm.decision.is_(None), ExpertTerm.ended_on.is_(None), Expert.ended_on.is_(None),
    ExpertTerm.ends_on == Expert.term_to)  # fmt: skip
_SERVING = state_where("serving", bindparam("today"))
_UNSIGNED = select(Expert.id, Expert.term_from, Expert.occupation, Person.name).join(Expert.person).where(
    Expert.secrecy_on.is_(None), _SERVING, Expert.term_to != NEVER)  # fmt: skip
_WITH_CASE = select(Expert.id, Expert.case_on, Expert.case_cause, Expert.occupation, Person.name).join(Expert.person).where(
    Expert.case_on.is_not(None), Expert.ended_on.is_(None))  # fmt: skip
_CALLED = select(Expert.id, Expert.kept_on, Expert.occupation, Person.name, ExpertTask.held_on, ExpertTask.attendance).join(
    ExpertTask, ExpertTask.expert_id == Expert.id).join(Expert.person).where(
    _SERVING, Expert.case_on.is_(None), ExpertTask.held_on.between(bindparam("since"), bindparam("today")))  # fmt: skip


def due(context: Context) -> Iterator[DueItem]:
    yield from _terms(context)
    if context.rules["PPL-EXP-009"].active:
        yield from _secrecy(context)
        yield from _cases(context)
        yield from _silent(context)


def _terms(context: Context) -> Iterator[DueItem]:
    """The decision about a term, from so many days before its last day on."""
    rule = context.rules["PPL-EXP-008"]
    if not rule.active:
        return
    horizon = context.today + timedelta(days=rule.value("remind_days") or 0)
    for id_, ends_on, occupation, name in context.rows(_ENDING, horizon=horizon):
        yield DueItem(AREA, TERMS, id_, f"{name}/{occupation}", f"{_('专家')} {name} {occupation}", ends_on, rule.id, _("聘期届满前作出续聘或解聘决定"),
                      DIRECTOR, _("专家聘期届满"))  # fmt: skip


def _secrecy(context: Context) -> Iterator[DueItem]:
    """Experts whose term runs and whose confidentiality agreement is not entered, since the term began."""
    for id_, term_from, occupation, name in context.rows(_UNSIGNED, today=context.today):
        yield DueItem(AREA, EXPERTS, id_, f"{name}/{occupation}", f"{_('专家')} {name} {occupation}", term_from or context.today, "PPL-EXP-009",
                      _("签订并登记保密协议"), BANK, _("专家保密协议"))  # fmt: skip


def _cases(context: Context) -> Iterator[DueItem]:
    for id_, case_on, cause, occupation, name in context.rows(_WITH_CASE):
        yield _decision(context, id_, case_on or context.today, occupation, name, cause_text(cause))


def _silent(context: Context) -> Iterator[DueItem]:
    """Serving experts who were called and took no part for long; one question for the tasks of these months."""
    months = context.rules["PPL-EXP-009"].value("inactive_months")
    tasks: dict[tuple[int, date | None, str, str], list[tuple[date, str | None]]] = {}
    for id_, kept_on, occupation, name, held_on, attendance in context.rows(_CALLED, since=months_plus(context.today, -months), today=context.today):
        tasks.setdefault((id_, kept_on, occupation, name), []).append((held_on, attendance))
    for (id_, kept_on, occupation, name), called in tasks.items():
        since = rules.silent_since(called, context.today, months, kept_on)
        if since is not None:
            yield _decision(context, id_, since, occupation, name, _("{n} 个月内受邀而未参加").format(n=months))


def _decision(context: Context, id_: int, from_on: date, occupation: str, name: str, why: str) -> DueItem:
    rule = context.rules["PPL-EXP-009"]
    by = context.calendar.plus(from_on, rule.value("decide_workdays"))
    title = f"{_('专家')} {name} {occupation}"
    return DueItem(AREA, EXPERTS, id_, f"{name}/{occupation}", title, by.day, rule.id, _("决定是否取消专家资格：{why}").format(why=why), DIRECTOR,
                   _("专家资格"), by.provisional)  # fmt: skip


AREAS["people.experts"] = due

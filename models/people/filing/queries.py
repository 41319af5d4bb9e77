"""The people conditions of the filing assessment, computed from staff, assessors, supervisors, experts and documents."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from models.core.centre import Context
from models.people.advice import conditions as assessor_gaps
from models.people.experts import queries as experts
from models.people.experts import rules as expert_rules
from models.people.experts.tables import Expert
from models.people.filing import rules, terms
from models.people.filing.rules import Condition
from models.people.filing.tables import OrgDocument
from models.people.queries import state_criterion
from models.people.staff.queries import full_time, on_duty
from models.people.staff.tables import StaffPost
from models.people.tables import Qualification
from models.people.terms import ASSESSOR, INTERNAL, SUPERVISOR
from resources.texts import _

REGISTER = "people.org_documents"
FILED: list[Callable[[Context], Iterable[str]]] = []  # the occupations a centre has filed or files for, told by the area above


def in_force(day: date) -> ColumnElement[bool]:
    """Documents of a day: issued, and not ended before it."""
    return (OrgDocument.dated_on <= day) & or_(OrgDocument.ended_on.is_(None), OrgDocument.ended_on >= day)


def conditions(context: Context) -> list[Condition]:
    """PPL-ORG-013, line by line, as things stand today."""
    assessors = _assessors(context)
    return [*_centre(context), *_supervision(context), *_per_occupation(context, assessors), *_papers(context, assessors), *_experts(context),
            *_rules(context)]  # fmt: skip


def _clause(part: str) -> str:
    return _("评估评分表 {part}").format(part=part)


def _documents(context: Context) -> dict[str, str]:
    """Code → title and number of the documents in force."""
    found = context.db.scalars(select(OrgDocument).where(in_force(context.today)).order_by(OrgDocument.dated_on, OrgDocument.id))
    return {one.kind: " ".join(filter(None, [one.title, one.number])) for one in found}


def _centre(context: Context) -> list[Condition]:
    """The centre, its leading group, named staff of whom enough work full-time."""
    day, named = context.today, terms.DOCUMENT.options
    asked = {code: named[code] for code in (terms.FOUNDED, terms.LEADING)}
    found = rules.documents(asked, _documents(context), _clause(_("组织机构")))
    least = context.rules["PPL-EXM-024"].value("minimum")
    found.append(rules.enough("full_time", _("专职工作人员"), _clause(_("组织机构")), full_time(context.db, day), least))
    posts = list(context.db.scalars(select(StaffPost).where(on_duty(day)).options(joinedload(StaffPost.person))))
    found.append(rules.enough("staff", _("登记在岗的工作人员"), _clause(_("组织机构")), len({one.person_id for one in posts}), least))
    found.append(rules.nobody("duties", _("职责未明确的工作人员"), _clause(_("组织机构")), sorted({one.person.name for one in posts if not one.duty})))
    return found


def _supervision(context: Context) -> list[Condition]:
    """The internal supervision group: its document, supervisors with a valid card, each with duties."""
    asked = {terms.SUPERVISING: terms.DOCUMENT.options[terms.SUPERVISING]}
    statement = select(Qualification).where(Qualification.kind == SUPERVISOR, Qualification.grade == INTERNAL, state_criterion("valid", context.today))
    there = list(context.db.scalars(statement.options(joinedload(Qualification.person))))
    clause = _clause(_("内部质量督导"))
    found = rules.documents(asked, _documents(context), clause)
    found.append(rules.enough("supervisors", _("证卡有效的内部质量督导员"), clause, len(there), 1))
    found.append(rules.nobody("supervisor_duties", _("职责未明确的内部质量督导员"), clause, [one.person.name for one in there if not one.duty]))
    return found


def _assessors(context: Context) -> list[Qualification]:
    """Everybody with a valid assessor card, with what the conditions look at."""
    statement = select(Qualification).where(Qualification.kind == ASSESSOR, state_criterion("valid", context.today)).options(
        joinedload(Qualification.person), selectinload(Qualification.occupations), selectinload(Qualification.appointments))  # fmt: skip
    return list(context.db.scalars(statement.order_by(Qualification.sort_name)))


def _appointed(one: Qualification, day: date) -> bool:
    return any(each.starts_on <= day <= (each.ended_on or each.ends_on) for each in one.appointments)


def _per_occupation(context: Context, assessors: Sequence[Qualification]) -> list[Condition]:
    """Enough assessors who meet the conditions, for each occupation that is filed or that somebody is carded for."""
    fit = [one for one in assessors if not assessor_gaps(context, one)]
    people: dict[str, set[int]] = {}
    for one in assessors:
        for each in one.occupations:
            people.setdefault(each.occupation, set())
    for occupation in (name for answer in FILED for name in answer(context)):
        people.setdefault(occupation, set())
    for one in fit:
        for each in one.occupations:
            people[each.occupation].add(one.person_id)
    least, clause = context.rules["PPL-ASR-085"].value("pool_min") or 1, _clause(_("考评人员数量"))
    return [rules.enough("assessors", _("符合条件的考评人员"), clause, len(there), least, name) for name, there in sorted(people.items())]


def _papers(context: Context, assessors: Sequence[Qualification]) -> list[Condition]:
    clause = _clause(_("人员管理及建设"))
    unfit = [one.person.name for one in assessors if assessor_gaps(context, one)]
    unsigned = [one.person.name for one in assessors if not _appointed(one, context.today)]
    return [rules.nobody("assessor_conditions", _("条件不符且无破格记录的考评人员"), clause, unfit),
            rules.nobody("assessor_papers", _("没有聘用协议和聘书的考评人员"), clause, unsigned)]  # fmt: skip


def _experts(context: Context) -> list[Condition]:
    """Experts whose term runs: enough to say there are any, conditions met, agreement and letter of the term there."""
    day, clause = context.today, _clause(_("人员管理及建设"))
    serving = list(context.db.scalars(select(Expert).where(experts.state_where("serving", day)).options(joinedload(Expert.person),
                                                                                                       selectinload(Expert.terms))))  # fmt: skip
    unfit, unsigned = [], []
    for one in serving:
        term = next((each for each in one.terms if each.starts_on <= day <= (each.ended_on or each.ends_on)), None)
        asked = experts.candidate(context, one, term.starts_on if term else day)
        if any(finding.severity == "block" for finding in expert_rules.conditions(asked, context.rules)):
            unfit.append(one.person.name)
        if term is None or term.agreed_on is None or term.letter_on is None:
            unsigned.append(one.person.name)
    return [rules.enough("experts", _("在聘专家"), clause, len(serving), 1), rules.nobody("expert_conditions", _("条件不符的专家"), clause, unfit),
            rules.nobody("expert_papers", _("没有聘用协议或聘书的专家"), clause, unsigned)]  # fmt: skip


def _rules(context: Context) -> list[Condition]:
    """The rules and codes the region asks a centre to have."""
    asked = {code: terms.DOCUMENT.options[code] for code in context.rules["PPL-ORG-013"].value("documents") or ()}
    return rules.documents(asked, _documents(context), _clause(_("人员管理及建设")))


def find_document(db: Session, words: str) -> Sequence[OrgDocument]:
    """By title or number, those in force first."""
    same = or_(OrgDocument.title == words.strip(), OrgDocument.number == words.strip())
    return list(db.scalars(select(OrgDocument).where(same).order_by(OrgDocument.ended_on.is_not(None), OrgDocument.id.desc())))

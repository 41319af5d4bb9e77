"""What a session waits for besides rooms and papers: meetings, pledges, deficiencies put right, people who signed in."""

from collections.abc import Iterator

from sqlalchemy import select

from models.assessment.exams import queries as exams
from models.assessment.exams.hooks import END, PLAN, READY, START, demand
from models.assessment.exams.rules import EXAMINERS, INVIGILATORS
from models.assessment.exams.tables import ExamSession
from models.assessment.exams.terms import SKILL, THEORY
from models.assessment.onsite import queries, rules
from models.assessment.onsite.terms import BRIEFS, DEFECT, MEETING, PREPARE, TEAM
from models.assessment.plans.steps import rules_of
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.people.interests import taught, ties_of
from models.people.staff.queries import holders
from models.people.staff.terms import DIRECTOR as HEAD
from models.people.staff.terms import POST
from models.people.tables import Person

Findings = Iterator[Finding]


def alone(context: Context, one: ExamSession) -> Findings:
    """PPL-EXM-003: who answers for a batch answers for no other at the same time."""
    rule = rules_of(context, one.batch)["PPL-EXM-003"]
    if not rule.active:
        return
    span = queries.span_of(context.db, one.batch_id, one.starts_at) or (one.starts_at, one.ends_at)
    yield from rules.crossing(span, queries.other_spans(context.db, one.batch, one.starts_at), rule)


def met(context: Context, one: ExamSession) -> Findings:
    """PPL-EXM-014: a meeting before the exam is on record; PPL-ASR-045: the team of a practical was briefed."""
    own, held = rules_of(context, one.batch), queries.meetings_before(context.db, one)
    if not held:
        yield from own["PPL-EXM-014"].found("", Severity.WARN, expected=MEETING.show(PREPARE))
    if one.subject != THEORY and not held.intersection(BRIEFS):
        yield from own["PPL-ASR-045"].found("", Severity.WARN, expected=MEETING.show(TEAM))


def pledged(context: Context, one: ExamSession) -> Findings:
    """PPL-ASR-114: every assessor of a practical has signed the pledge."""
    rule = rules_of(context, one.batch)["PPL-ASR-114"]
    lacking = sorted({each.name for each in exams.duties_of(context.db, one.id) if each.duty in EXAMINERS and each.pledged_on is None})
    if one.subject == SKILL and lacking:
        yield from rule.found("", who="、".join(lacking))


def sound(context: Context, one: ExamSession) -> Findings:
    """PPL-ASR-116: deficiencies the team found are put right, or somebody says why it starts with them."""
    own = rules_of(context, one.batch)
    found = [(f"{note.about or ''} {note.said}".strip(), note.is_grave) for note in queries.open_notes(context.db, one.id, DEFECT)]
    yield from rules.defect_faults(found, own["PPL-ASR-116"], own["ASM-VEN-011"])


def signed_in(context: Context, one: ExamSession) -> Findings:
    """PPL-EXM-016: everybody with a duty signed in."""
    names = queries.unsigned(context.db, one.id)
    if names:
        yield from rules_of(context, one.batch)["PPL-EXM-016"].found("", Severity.WARN, who="、".join(names))


def same_sex(context: Context, one: ExamSession) -> Findings:
    """PPL-EXM-019: an invigilator of each sex the candidates have. Who is an invigilator is known by name; two of a name are not told apart."""
    rule = rules_of(context, one.batch)["PPL-EXM-019"]
    if not rule.active:
        return
    names = {each.name for each in exams.duties_of(context.db, one.id) if each.duty in INVIGILATORS}
    known: dict[str, set[str | None]] = {}
    for name, sex in context.db.execute(select(Person.name, Person.sex).where(Person.name.in_(names))):
        known.setdefault(name, set()).add(sex)
    sexes = [next(iter(known[name])) if len(known.get(name, ())) == 1 else None for name in sorted(names)]
    candidates = {seat.enrolment.sex for seat in exams.seats_of(context.db, one.id) if seat.enrolment.sex}
    yield from rules.same_sex_faults(candidates, sexes, rule)


def headed(context: Context, one: ExamSession) -> Findings:
    """ASM-STF-007: the chief is the head of the centre, where the region says so and the register of posts names a head on
    that day. A head who taught this batch may not be chief (PPL-EXM-011): then another one wants a reason."""
    rule, day = rules_of(context, one.batch)["ASM-STF-007"], one.starts_at.date()
    if not rule.active or not rule.value("head"):
        return
    heads = holders(context.db, HEAD, day)
    others = sorted({each.name for each in exams.duties_of(context.db, one.id) if each.duty == "chief"} - set(heads.values()))
    if heads and others:
        classes = {(seat.enrolment.training_class or "").strip() for seat in exams.seats_of(context.db, one.id)} - {""}
        barred = [tie for ties in ties_of(context.db, heads.keys()).values() for tie in taught(ties, one.batch.code, classes)]
        firm = rule.value("head") == "always" and not barred
        expected = f"{POST.show(HEAD)} {'、'.join(sorted(heads.values()))}"
        yield from rule.found("duties", Severity.BLOCK if firm else Severity.WARN, found="、".join(others), expected=expected)


demand(PLAN, alone)
demand(READY, headed)
demand(READY, same_sex)
demand(START, met)
demand(START, pledged)
demand(START, sound)
demand(END, signed_in)

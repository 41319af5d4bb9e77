"""What the program says about a person or an application now: findings shown in the detail panel, refusing nothing."""

from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.people import eligibility, queries, rules
from models.people.eligibility import Applicant
from models.people.tables import Application, Qualification
from models.people.terms import ASSESSOR, SUPERVISOR, declarations


def about(context: Context, record: Qualification, missing: list[str]) -> list[Finding]:
    """Card that ends or ended, blacklist, incomplete record, unmet conditions, gaps in the file, small pool."""
    validity = context.rules[queries.VALIDITY[record.kind]]
    findings: list[Finding] = []
    state = queries.state_on(record, context.today)
    left = (record.valid_to - context.today).days
    if state == "expired":
        findings += validity.found("valid_to", Severity.BLOCK, found=record.valid_to)
    elif state == "valid" and left <= max(validity.value("remind_days") or [0]):
        findings += validity.found("valid_to", Severity.DUE, found=record.valid_to)
    if queries.blacklists(context.db, record.person_id):
        findings += context.rules["PPL-ASR-022"].found("person")
    if missing:
        form = context.rules["PPL-ASR-031" if record.kind == ASSESSOR else "PPL-SUP-005"]
        findings += form.found("complete", Severity.WARN, list="、".join(missing))
    if record.kind == ASSESSOR:
        findings += conditions(context, record)
        findings += queries.file_gaps(context, record)
        findings += pool(context, [one.occupation for one in record.occupations])
    return findings


def pool(context: Context, occupations: list[str]) -> list[Finding]:
    """PPL-ASR-085 and 086 per occupation: appointed assessors below the minimum, or too few to rotate the smallest team,
    which is taken to be as large as that minimum."""
    minimum, rotation = context.rules["PPL-ASR-085"], context.rules["PPL-ASR-086"]
    there = queries.occupation_pool(context, context.today, appointed=True)
    findings: list[Finding] = []
    for occupation in occupations:
        available = there.get(occupation, 0)
        too_few = rules.pool_faults(occupation, available, minimum)
        findings += too_few or rules.pool_for_rotation(occupation, available, minimum.value("pool_min") or 0, rotation)
    return findings


def conditions(context: Context, record: Qualification) -> list[Finding]:
    """PPL-ASR-013 on a card already held: a hint for the filing check (PPL-ASR-021), when the certificate level is known."""
    if record.cert_level is None or record.exceptional:
        return []
    applicant = Applicant(
        record.grade, context.today, record.cert_level, title_rank=record.title_rank or rank_from(record.person.post_title)
    )
    rule = context.rules["PPL-ASR-021"]
    failed = eligibility.certificate_and_title(applicant, context.rules)
    return rule.found("cert_level", Severity.WARN, found=failed[0].rule) if failed else []


_RANK_WORDS = (("正高", "senior"), ("教授级", "senior"), ("副教授", "deputy_senior"), ("高级讲师", "deputy_senior"), ("高级工程师",
    "deputy_senior"),
               ("高级实习指导", "deputy_senior"), ("教授", "senior"), ("讲师", "intermediate"), ("工程师", "intermediate"), ("助理",
               "assistant"))  # fmt: skip


def rank_from(post_title: str | None) -> str | None:
    """The rank of a title as a roster writes it (高级讲师 → deputy senior); None when it names no professional title."""
    return next((rank for word, rank in _RANK_WORDS if word in (post_title or "")), None)


def applicant_of(context: Context, record: Application) -> Applicant:
    held = next((q for q in record.person.qualifications if q.kind == ASSESSOR and q.grade == ASSESSOR), None)
    same = held is not None and (record.occupation in {one.occupation for one in held.occupations})
    valid = held is not None and same and queries.state_in_history(held, record.applied_on)[0] == "valid"
    return Applicant(record.grade, record.applied_on, record.cert_level, record.own_occupation is not False, record.title_rank,
                     record.work_since, record.assessing_since, valid, record.top_level or 1)  # fmt: skip


def eligibility_of(context: Context, record: Application) -> list[Finding]:
    """All that stands against an application on its own day: predicates, declarations."""
    if record.kind == SUPERVISOR:
        since = record.assessing_since if record.branch == "assessing" else record.work_since
        findings = eligibility.supervisor_background(
            record.branch, since, bool(record.excellent), record.applied_on, context.rules["PPL-SUP-004"]
        )
    else:
        findings = eligibility.eligibility(applicant_of(context, record), record.exceptional, context.rules)
    rule = context.rules["PPL-ASR-010" if record.kind == ASSESSOR else "PPL-SUP-003"]
    return findings + eligibility.declarations_ticked(record.declared or (), declarations(record.kind, context.centre.profile), rule)


def about_application(context: Context, record: Application) -> list[Finding]:
    return eligibility_of(context, record) if record.state in ("draft", "recommended") else []

"""From the pass list to a printed certificate: roster, approval, numbers, printing (CRT-001…033)."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from models.assessment.commands import BATCH
from models.assessment.queries import exam_days, filed_scope
from models.assessment.rules import notice_over, scope_faults
from models.assessment.tables import Batch, PassRow
from models.assessment.terms import LEVELS
from models.certificates.booking import book, second_person, serial_faults
from models.certificates.grades import grade_faults, grade_note
from models.certificates.ledger import written
from models.certificates.numbers import compose, next_sequences
from models.certificates.queries import find_roster, lines_of_certificate, open_corrections
from models.certificates.tables import Certificate, Roster
from models.certificates.terms import FIELD
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding
from models.core.identity import WrongNumber, read_identity
from models.core.kinds import Code, Day, Flag, Text, Whole
from models.core.search import put_lines
from resources.texts import _

Findings = Iterator[Finding]
ROSTER = Subject("roster", _("核发名册"), Roster, find_roster)
MANDATORY = ("name", "id_kind", "id_no", "occupation", "job", "level", "number", "agency", "issued_on")


def _today(context: Context, _record: Any) -> date:
    return context.today


def _roster_number(context: Context, batch: Any) -> str:
    made = context.db.scalar(select(func.count()).select_from(Roster).where(Roster.batch_code == batch.code)) if batch else 0
    return f"{batch.code}-{(made or 0) + 1}" if batch else ""


@command("certificates.make_roster", _("编制核发名册"), subject=BATCH, row=48, letters="C", params=(
    Param("number", _("名册编号"), Text(40), default=_roster_number), Param("issued_on", _("发证日期"), Day(), default=_today),
    Param("leave_out", _("略过不能发证的人员"), Flag(), default=False),
), rules=("CRT-012", "CRT-019", "CRT-030", "CRT-031", "FIL-003", "FIL-010"))  # fmt: skip
def make_roster(unit: Unit, batch: Batch, number: str, issued_on: date, leave_out: bool) -> Findings:
    """All who passed in a batch and have no certificate yet. Who is not on the pass list cannot be on a roster (CRT-031)."""
    has_one = select(Certificate.id).where(Certificate.pass_id == PassRow.id, Certificate.state != "void").exists()
    passed = unit.db.scalars(select(PassRow).where(PassRow.batch_code == batch.code, PassRow.state == "approved", ~has_one).order_by(PassRow.id))
    scope, good = filed_scope(unit.db), []
    for row in passed:
        key = (row.occupation, row.job, row.level)
        wrong = scope_faults(scope, key, exam_days(unit.db, batch.code), unit.rules["FIL-003"] if scope.is_filed((key[0], "--", key[2])) else
                             unit.rules["CRT-030"]) + grade_faults(row.skill or 0, unit.rules["CRT-019"])  # fmt: skip
        if wrong and not leave_out:
            yield from wrong
        elif not wrong:
            good.append(row)
    if not good:
        yield from unit.rules["CRT-031"].found("batch", found=0, expected=_("合格名单中尚未发证的人员"))
        return
    roster = unit.add(Roster(number=number, batch_code=batch.code, made_on=unit.today, made_by=unit.actor.name, lines=len(good)))
    rows = [_planned(unit, roster.id, row, issued_on) for row in good]
    unit.db.execute(insert(Certificate), rows)


def _planned(unit: Unit, roster_id: int, row: PassRow, issued_on: date) -> dict[str, Any]:
    try:
        kind = read_identity(row.id_no, unit.today).kind
    except WrongNumber:
        kind = "other"
    grading = unit.rules["CRT-019"]
    return {
        "roster_id": roster_id, "pass_id": row.id, "batch_code": row.batch_code, "id_kind": kind, "agency": unit.centre.name, "state": "planned",
        **{name: getattr(row, name) for name in ("id_no", "name", "sort_name", "occupation", "job", "level")}, "issued_on": issued_on,
        "number": "", "scope": "", "serial": "", "form": "paper", "online": "none", "history": False,
        "grade_note": grade_note(row.skill, grading) if grading.active and row.skill is not None else None,
        "version": 1, "first_entry": unit.seq, "entry": unit.seq,
    }  # fmt: skip


def _unapproved(context: Context, roster: Roster) -> Findings:
    if roster.approved_on is not None:
        yield from context.rules["CRT-033"].found("state", found=_("已批准"), expected=_("待批准的名册"))


@command("certificates.add_to_roster", _("补入名册"), subject=ROSTER, row=48, letters="C", guard=_unapproved,
         params=(Param("id_no", _("证件号码"), Code(20)),), rules=("CRT-019", "CRT-030", "CRT-031", "CRT-045"))  # fmt: skip
def add_to_roster(unit: Unit, roster: Roster, id_no: str) -> Findings:
    """One person more on a roster that is not approved yet. Who has no pass in its batch is refused, and the attempt is
    kept in the audit trail (CRT-045)."""
    passed = unit.db.scalars(select(PassRow).where(PassRow.batch_code == roster.batch_code, PassRow.id_no == id_no, PassRow.state == "approved")).all()
    if not passed:
        rule = unit.rules["CRT-045"] if unit.rules["CRT-045"].active else unit.rules["CRT-031"]
        yield from rule.found("id_no", found=id_no, expected=_("合格名单中的人员"))
        return
    has_one = select(Certificate.pass_id).where(Certificate.pass_id.in_([row.id for row in passed]), Certificate.state != "void")
    taken = set(unit.db.scalars(has_one))
    missing = [row for row in passed if row.id not in taken]
    wrong = [] if missing else unit.rules["CRT-031"].found("id_no", found=id_no, expected=_("尚未发证的人员"))
    scope = filed_scope(unit.db)
    for row in missing:
        wrong += scope_faults(scope, (row.occupation, row.job, row.level), exam_days(unit.db, row.batch_code), unit.rules["CRT-030"])
        wrong += grade_faults(row.skill or 0, unit.rules["CRT-019"])
    yield from wrong
    if wrong or not missing:
        return
    issued_on = unit.db.scalar(select(Certificate.issued_on).where(Certificate.roster_id == roster.id)) or unit.today
    unit.db.execute(insert(Certificate), [_planned(unit, roster.id, row, issued_on) for row in missing])
    roster.lines += len(missing)


@command("certificates.approve_roster", _("批准核发名册"), subject=ROSTER, row=48, letters="A", guard=_unapproved, rules=("CRT-033",))
def approve_roster(unit: Unit, roster: Roster) -> Findings:
    roster.approved_on, roster.approved_by = unit.today, unit.actor.name
    unit.db.execute(update(Certificate).where(Certificate.roster_id == roster.id, Certificate.state == "planned")
                    .values(state="approved", entry=unit.seq, version=Certificate.version + 1))  # fmt: skip
    yield from ()


def roster_approved(context: Context, roster: Roster) -> Findings:
    if roster.approved_on is None:
        yield from context.rules["CRT-033"].found("state", found=_("未批准"), expected=_("已批准的核发名册"))


def _may_number(context: Context, roster: Roster) -> Findings:
    """CRT-033 approved; CRT-032 the notice is over and no objection is open."""
    yield from roster_approved(context, roster)
    publicity = context.rules["CRT-032"]
    batch = context.db.scalar(select(Batch).where(Batch.code == roster.batch_code))
    if not publicity.active or batch is None:
        return
    last = notice_over(batch.notice_from, publicity, context.calendar)
    if last is None or context.today <= last:
        yield from publicity.found("batch", found=last or _("未公示"), expected=_("公示期满以后"))
    if batch.objection_on is not None and batch.objection_closed_on is None:
        yield from publicity.found("batch", found=_("异议未办结"), expected=_("没有未办结的异议"))


@command("certificates.assign_numbers", _("赋码"), subject=ROSTER, row=48, letters="C", guard=_may_number,
         rules=("CRT-002", "CRT-003", "CRT-004", "CRT-005", "CRT-006", "CRT-008", "CRT-032", "CRT-033"))  # fmt: skip
def assign_numbers(unit: Unit, roster: Roster) -> Findings:
    """Numbers for all approved lines of a roster, without a gap after the highest of each scope. Writers queue, and a
    transaction is whole or nothing: no number is given twice, none is lost by a crash (CRT-005, CRT-006)."""
    lines = unit.db.execute(
        select(Certificate.id, Certificate.issued_on, Certificate.level, Certificate.version)
        .where(Certificate.roster_id == roster.id, Certificate.state == "approved").order_by(Certificate.level.desc(), Certificate.id)
    ).all()  # fmt: skip
    groups: dict[tuple[int, int], list[Any]] = {}
    for line in lines:
        groups.setdefault((line.issued_on.year, line.level), []).append(line)
    numbered: list[dict[str, Any]] = []
    for (year, level), members in groups.items():
        given = _numbers(unit, year, level, len(members))
        if not given:
            yield from unit.rules["CRT-006"].found("number", found=len(members), expected=unit.rules["CRT-006"].value("last"))
            return
        numbered += [{"which": line.id, "to_number": number, "to_scope": number[:16], "to_sequence": int(number[16:])}
                     for line, number in zip(members, given, strict=True)]  # fmt: skip
    if numbered:
        _write(unit, numbered)
    unit.value = {"numbers": [one["to_number"] for one in numbered]}


def _numbers(context: Context, year: int, level: int, count: int) -> list[str]:
    """The next `count` numbers of a scope; its sequence runs inside the positions set by CRT-006."""
    rule = context.rules["CRT-006"]
    prefix = compose(context.centre.filing_no, year, level, 0)[: rule.value("scope")]
    same = Certificate.scope == prefix if len(prefix) == 16 else Certificate.scope.startswith(prefix)
    highest = context.db.scalar(select(func.max(Certificate.sequence)).where(same)) or 0
    return [compose(context.centre.filing_no, year, level, sequence) for sequence in next_sequences(highest, count, rule.value("last"))]


def _write(unit: Unit, numbered: Sequence[dict[str, Any]]) -> None:
    statement = update(Certificate.__table__).where(Certificate.id == bindparam("which")).values(  # type: ignore[arg-type]
        number=bindparam("to_number"), scope=bindparam("to_scope"), sequence=bindparam("to_sequence"), state="numbered",
        entry=unit.seq, version=Certificate.version + 1)  # fmt: skip
    unit.db.connection().execute(statement, list(numbered))
    unit.detail["numbers"] = [numbered[0]["to_number"], numbered[-1]["to_number"], len(numbered)]
    ids = [one["which"] for one in numbered]
    unit.db.expire_all()
    made = [line for start in range(0, len(ids), 500)
            for certificate in unit.db.scalars(select(Certificate).where(Certificate.id.in_(ids[start : start + 500])))
            for line in lines_of_certificate(unit.db, certificate)]  # fmt: skip
    put_lines(unit.db.connection(), made)


def content_faults(context: Context, certificate: Certificate) -> list[Finding]:
    """What keeps a certificate from being printed: empty content (CRT-010), another agency (CRT-011), the scope (CRT-030)."""
    findings = []
    missing = [name for name in MANDATORY if getattr(certificate, name) in (None, "")]
    if "number" in missing:
        findings += context.rules["CRT-013"].found("number", found="", expected=_("证书编号"))
    if missing:
        findings += context.rules["CRT-010"].found(missing[0], list="、".join(missing))
    if certificate.agency != context.centre.name:
        findings += context.rules["CRT-011"].found("agency", found=certificate.agency or "", expected=context.centre.name)
    if not certificate.job:
        findings += context.rules["CRT-012"].found("job", found="", expected="--")
    key = (certificate.occupation, certificate.job, certificate.level)
    return findings + scope_faults(filed_scope(context.db), key, exam_days(context.db, certificate.batch_code), context.rules["CRT-030"])


def snapshot(certificate: Certificate) -> dict[str, Any]:
    """What the paper says, kept as it was printed."""
    told = {name: getattr(certificate, name) for name in ("name", "id_kind", "id_no", "occupation", "job", "number", "agency", "serial", "grade_note")}
    return told | {"level": LEVELS.get(certificate.level, ""), "issued_on": certificate.issued_on.isoformat()}


def correction_faults(context: Context, certificates: Sequence[Certificate]) -> list[Finding]:
    """CRT-060: what is asked to be corrected is decided before it is printed or signed."""
    waiting = open_corrections(context.db, [certificate.id for certificate in certificates])
    return [finding for one in waiting for finding in context.rules["CRT-060"].found(
        "roster", found=f"{one.certificate.name} {FIELD.show(one.field)}", expected=_("没有待批准的更正"))]  # fmt: skip


@command("certificates.print_roster", _("登记打印"), subject=ROSTER, row=48, letters="C", guard=roster_approved, params=(
    Param("first_serial", _("机内第一张空白流水码"), Code(20), help=_("照纸上印的流水码填写")),
    Param("copies", _("份数"), Whole(1, 100_000), required=False, help=_("留空为名册中全部未打印的")),
    Param("second", _("验印人"), Text(60)), Param("day", _("打印日期"), Day(), default=_today),
), rules=("CRT-007", "CRT-010", "CRT-011", "CRT-012", "CRT-013", "CRT-030", "CRT-033", "CRT-060", "LDG-001", "LDG-002", "LDG-003"))  # fmt: skip
def print_roster(unit: Unit, roster: Roster, first_serial: str, copies: int | None, second: str, day: date) -> Findings:
    """Certificates that came out of the printer, in the order of their numbers, on blanks that follow each other.

    The blank in the tray is named, not assumed. A number whose blank was spoiled keeps its number (CRT-007).
    """
    wrong = serial_faults(unit, first_serial, "first_serial") + second_person(unit, second)
    yield from wrong
    if wrong:
        return
    waiting = select(Certificate).where(Certificate.roster_id == roster.id, Certificate.state == "numbered").order_by(Certificate.number)
    chosen = list(unit.db.scalars(waiting.limit(copies) if copies else waiting))
    if not chosen:
        yield from unit.rules["CRT-033"].found("roster", found=0, expected=_("已赋码、未打印的证书"))
    wrong = correction_faults(unit, chosen)
    yield from wrong
    if wrong:
        return
    for serial, certificate in enumerate(chosen, int(first_serial)):
        wrong = content_faults(unit, certificate) + list(book(
            unit, "ISS", serial, serial, day, certificate_id=certificate.id, number=certificate.number, document=roster.number, second=second))  # fmt: skip
        yield from wrong
        if wrong:
            return
        certificate.serial, certificate.state = written(serial, len(first_serial)), "valid"
        certificate.printed_text = snapshot(certificate)



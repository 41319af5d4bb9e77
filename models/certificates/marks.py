"""What a list or a detail panel says of a certificate, a lot or a finding beside its fields."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select

import resources
from models.assessment.queries import exam_days, filed_scope
from models.assessment.rules import scope_faults
from models.assessment.terms import job_of, level_of
from models.certificates.correcting import rule_of
from models.certificates.numbers import number_faults
from models.certificates.queries import open_corrections
from models.certificates.sealing import unsealed
from models.certificates.tables import BlankLot, Certificate, Copy, Movement, ReconFinding, Reissue, Roster
from models.certificates.tables_life import Correction
from models.certificates.terms import BUCKET, FIELD, MOVEMENT
from models.core.centre import Context
from models.core.findings import Finding
from models.core.identity import WrongNumber, read_identity
from models.core.queries import documents
from resources.texts import _

PROOF = "F-CERT-PROOF"  # the sheets of a whole roster


def position_tables(context: Context) -> list[dict[str, Any]]:
    """What each position of the filing number may be in this profile; [] where the profile does not say."""
    profile = resources.toml("profiles.toml")[context.centre.profile]
    return list(profile.get("filing_no", {}).get("parts", ()))


def numbering_rules(context: Context) -> dict[str, Any]:
    return {name: context.rules[name] for name in ("CRT-001", "CRT-002", "CRT-003", "CRT-004")}


def of_certificate(context: Context, certificate: Certificate) -> list[Finding]:
    """The faults of one certificate as it stands: number, document, scope, agency, job."""
    findings: list[Finding] = []
    if certificate.number:
        findings += number_faults(certificate.number, context.centre.filing_no, certificate.issued_on, certificate.level,
                                  position_tables(context), numbering_rules(context))  # fmt: skip
    if certificate.id_kind == "resident":
        try:
            read_identity(certificate.id_no, context.today)
        except WrongNumber as wrong:
            findings += context.rules["SYS-018"].found("id_no", found=certificate.id_no, expected=str(wrong))
    if not certificate.job:
        findings += context.rules["CRT-012"].found("job", found="", expected="--")
    if certificate.agency and certificate.agency != context.centre.name:
        findings += context.rules["CRT-011"].found("agency", found=certificate.agency, expected=context.centre.name)
    scope = filed_scope(context.db)
    key = (certificate.occupation, job_of(certificate.job), certificate.level)
    if scope.rows:
        beyond = scope_faults(scope, key, exam_days(context.db, certificate.batch_code), context.rules["CRT-030"])
        findings += beyond + (context.rules["CRT-073"].found("occupation") if beyond else [])
    for waiting in open_corrections(context.db, [certificate.id]):
        findings += context.rules[rule_of(waiting.stage)].found("correction", found=FIELD.show(waiting.field), expected=_("没有待批准的更正"))
    return findings


def cover(context: Context, certificate: Certificate) -> str:
    """CRT-017: the cover a certificate of this level gets, where the centre set colours."""
    pairs = (str(pair).partition("=") for pair in context.rules["CRT-017"].value("colours"))
    return next((colour for level, _sign, colour in pairs if level_of(level) == certificate.level), "")


def of_roster(context: Context, roster: Roster) -> list[Finding]:
    """CRT-013, CRT-014: what of it has a number and no paper yet, and what was printed and has no seal yet."""
    numbered = select(func.count()).where(Certificate.roster_id == roster.id, Certificate.state == "numbered")
    waiting, left = context.db.scalar(numbered) or 0, unsealed(context, roster)
    found = context.rules["CRT-013"].found("count", found=_not_printed(context, roster, waiting), expected=_("赋码后打印")) if waiting else []
    return found + (context.rules["CRT-014"].found("count", found=_("未用印 {n} 份").format(n=left), expected=_("打印后用印")) if left > 0 else [])


def _not_printed(context: Context, roster: Roster, waiting: int) -> str:
    """A sheet that was made and not booked says so: the machine may have stopped between the printer and the book, and
    nobody should print on other blanks before the tray was looked at."""
    sheets = [one for one in documents(context, roster) if one.form == PROOF]
    if not sheets:
        return _("未打印 {n} 份").format(n=waiting)
    return _("未登记打印 {n} 份，{number} 已于 {day} 出纸：先看机内空白再打印").format(n=waiting, number=sheets[0].number, day=f"{sheets[0].made_at:%Y-%m-%d}")


def related(context: Context, certificate: Certificate) -> list[tuple[str, str, int]]:
    """The movements of its current paper, and the open findings about it."""
    found = []
    if certificate.serial.isdigit():
        serial = int(certificate.serial)
        lines = select(Movement).where(Movement.number == certificate.number, Movement.first <= serial, Movement.last >= serial)
        found += [(f"{line.day} {MOVEMENT.show(line.code)}", "certificates.journal", line.id) for line in context.db.scalars(lines)]
    changed = select(Correction).where(Correction.certificate_id == certificate.id).order_by(Correction.id)
    found += [(f"{one.requested_on} {_('更正')}{FIELD.show(one.field)}", "certificates.corrections", one.id) for one in context.db.scalars(changed)]
    begun = select(Reissue).where(Reissue.certificate_id == certificate.id).order_by(Reissue.id)
    found += [(f"{one.applied_on} {_('补发')}", "certificates.reissues", one.id) for one in context.db.scalars(begun)]
    open_ones = select(ReconFinding).where(ReconFinding.key == certificate.number, ReconFinding.state == "open")
    return found + [(f"{one.kind} {context.rules[one.kind].title}", "certificates.findings", one.id) for one in context.db.scalars(open_ones)]


def of_finding(context: Context, finding: ReconFinding) -> list[tuple[str, str, int]]:
    """One click to the certificate a finding is about."""
    if finding.certificate_id is None:
        return []
    certificate = context.db.get(Certificate, finding.certificate_id)
    return [(f"{certificate.name} {certificate.number}", "certificates.register", certificate.id)] if certificate else []


def book(context: Context, lot: BlankLot) -> dict[str, int]:
    """How many serials of a lot are in each bucket now; what never moved is a blank."""
    statement = select(Copy.bucket, func.count()).where(Copy.serial.between(lot.first, lot.last)).group_by(Copy.bucket)
    counts = {bucket: int(count) for bucket, count in context.db.execute(statement)}
    untouched = lot.last - lot.first + 1 - sum(counts.values())
    return {"B": counts.pop("B", 0) + untouched} | counts


def book_words(context: Context, lot: BlankLot) -> str:
    return "　".join(f"{BUCKET.show(bucket)} {count}" for bucket, count in sorted(book(context, lot).items()) if count or bucket == "B")


def of_lot(context: Context, lot: BlankLot) -> list[Finding]:
    """A lot that runs low says so while it is the last one with blanks."""
    return list(_low(context))


def _low(context: Context) -> Iterator[Finding]:
    rule = context.rules["LDG-003"]
    left = sum(book(context, lot)["B"] for lot in context.db.scalars(select(BlankLot)))
    if left < (rule.value("low_stock") or 0):
        yield from rule.found("low_stock", found=_("余存空白 {n} 份").format(n=left), expected=_("不少于 {n} 份").format(n=rule.value("low_stock")))

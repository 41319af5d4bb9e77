"""电子证书: as good as paper, and no blank is moved (CRT-018)."""

from collections.abc import Iterator

from sqlalchemy import select

from models.certificates.handing import CERTIFICATE
from models.certificates.issuing import ROSTER, content_faults, correction_faults, roster_approved, snapshot
from models.certificates.tables import Certificate, Roster
from models.certificates.terms import FORM, STATE
from models.core.acts import Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity
from resources.texts import _

Findings = Iterator[Finding]


@command("certificates.issue_electronic", _("签发电子证书"), subject=ROSTER, row=48, letters="C", guard=roster_approved,
         rules=("CRT-010", "CRT-011", "CRT-012", "CRT-013", "CRT-018", "CRT-030", "CRT-033", "CRT-060"))  # fmt: skip
def issue_electronic(unit: Unit, roster: Roster) -> Findings:
    """All numbered certificates of a roster as electronic ones: valid at once, no serial, no line in the journal."""
    chosen = list(unit.db.scalars(select(Certificate).where(Certificate.roster_id == roster.id, Certificate.state == "numbered")
                                  .order_by(Certificate.number)))  # fmt: skip
    if not chosen:
        yield from unit.rules["CRT-018"].found("roster", Severity.BLOCK, found=0, expected=_("已赋码、未签发的证书"))
        return
    wrong = correction_faults(unit, chosen)
    for certificate in chosen:
        wrong += content_faults(unit, certificate)
    yield from wrong
    for certificate in chosen:
        certificate.state, certificate.form = "valid", "electronic"
        certificate.printed_text = snapshot(certificate)


def _paper_only(context: Context, certificate: Certificate) -> Findings:
    rule = context.rules["CRT-018"]
    if certificate.state != "valid" or not certificate.number:
        yield from rule.found("state", Severity.BLOCK, found=STATE.show(certificate.state), expected=STATE.show("valid"))
    if certificate.form != "paper":
        yield from rule.found("form", Severity.BLOCK, found=FORM.show(certificate.form), expected=FORM.show("paper"))


@command("certificates.add_electronic", _("加发电子证书"), subject=CERTIFICATE, row=48, letters="C", guard=_paper_only, rules=("CRT-018",))
def add_electronic(unit: Unit, certificate: Certificate) -> Findings:
    """A paper certificate gets an electronic one beside it, of the same number."""
    certificate.form = "both"
    yield from ()

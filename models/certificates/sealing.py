"""用印: which seals were put on which certificates, by whom and before whom (CRT-014, CRT-020, CRT-043)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select

from models.certificates.booking import second_person
from models.certificates.issuing import ROSTER
from models.certificates.queries import custodian
from models.certificates.reissuing import REISSUE
from models.certificates.tables import Certificate, Reissue, Roster
from models.certificates.tables_life import SealUse
from models.certificates.terms import SEAL
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity
from models.core.kinds import Day, Many, Text, Whole
from resources.texts import _

Findings = Iterator[Finding]


def unsealed(context: Context, roster: Roster) -> int:
    """How many printed certificates of a roster have no seal yet: their first copies; a reissue is sealed by itself."""
    paper = (Certificate.roster_id == roster.id, Certificate.state.in_(("valid", "revoked")), Certificate.serial != "")
    printed = context.db.scalar(select(func.count()).select_from(Certificate).where(*paper)) or 0
    return printed - (context.db.scalar(select(func.sum(SealUse.count)).where(SealUse.roster_id == roster.id)) or 0)


def seals_here(context: Context, _record: Any) -> Mapping[str, str]:
    """The seals of this centre's region (CRT-014)."""
    return {code: SEAL.show(code) for code in context.rules["CRT-014"].value("seals")}


def _usual(context: Context, record: Any) -> list[str]:
    """The seals that are usually put: the pair of CRT-020 where there is one, else the first."""
    rule = context.rules["CRT-020"]
    pairs = rule.value("pairs") if rule.active else None
    return str(pairs[0]).split("+") if pairs else list(seals_here(context, record))[:1]


def _today(context: Context, _record: Any) -> date:
    return context.today


def _keeper(context: Context, _record: Any) -> str | None:
    return custodian(context, "seal")


def _count(context: Context, roster: Any) -> int | None:
    return max(unsealed(context, roster), 1) if roster else None


def seal_faults(context: Context, seals: list[str], keeper: str, second: str) -> list[Finding]:
    """Two persons (CRT-043), and in a region with seals of the office above, the seals that belong together (CRT-020)."""
    findings = second_person(context, second)
    if keeper.strip() == second.strip():
        findings += context.rules["CRT-043"].found("second", Severity.BLOCK, found=second, expected=_("印章保管人以外的监印人"))
    rule = context.rules["CRT-020"]
    pairs = [set(pair.split("+")) for pair in rule.value("pairs") or ()] if rule.active else []
    if pairs and set(seals) not in pairs:
        expected = _("或").join("、".join(SEAL.show(code) for code in SEAL.options if code in pair) for pair in pairs)
        findings += rule.found("seals", Severity.WARN, found="、".join(map(SEAL.show, seals)), expected=expected)
    return findings


_PEOPLE = (Param("keeper", _("印章保管人"), Text(60), default=_keeper), Param("second", _("监印人"), Text(60)),
           Param("day", _("用印日期"), Day(), default=_today), Param("note", _("备注"), Text(200), required=False))  # fmt: skip
_SEALS = Param("seals", _("印章"), Many(), options=seals_here, default=_usual)


def _to_seal(context: Context, roster: Roster) -> Findings:
    if unsealed(context, roster) <= 0:
        yield from context.rules["CRT-043"].found("count", Severity.BLOCK, found=0, expected=_("已打印、未用印的证书"))


@command("certificates.use_seal", _("登记用印"), subject=ROSTER, row=49, letters="C", guard=_to_seal, rules=("CRT-014", "CRT-020", "CRT-043"), params=(
    _SEALS, Param("count", _("份数"), Whole(1, 100_000), default=_count), *_PEOPLE))  # fmt: skip
def use_seal(unit: Unit, roster: Roster, count: int, **given: Any) -> Findings:
    """Seals put on certificates of a roster: never on more than were printed and have none."""
    left = unsealed(unit, roster)
    if count > left:
        yield from unit.rules["CRT-043"].found("count", Severity.BLOCK, found=count, expected=f"≤ {left}")
    yield from seal_faults(unit, given["seals"], given["keeper"], given["second"])
    unit.add(SealUse(roster_id=roster.id, document=roster.number, count=count, by=unit.actor.name, **given))


def _reissue_to_seal(context: Context, reissue: Reissue) -> Findings:
    sealed = context.db.scalar(select(SealUse.id).where(SealUse.reissue_id == reissue.id))
    if reissue.new_serial is None or sealed is not None:
        yield from context.rules["CRT-043"].found("count", Severity.BLOCK, found=reissue.new_serial or _("未打印"), expected=_("已打印、未用印的补发证书"))


@command("certificates.seal_reissue", _("登记补发用印"), subject=REISSUE, row=49, letters="C", guard=_reissue_to_seal, params=(_SEALS, *_PEOPLE),
         rules=("CRT-014", "CRT-020", "CRT-043"))  # fmt: skip
def seal_reissue(unit: Unit, reissue: Reissue, **given: Any) -> Findings:
    yield from seal_faults(unit, given["seals"], given["keeper"], given["second"])
    unit.add(SealUse(reissue_id=reissue.id, document=_("补发 {n}").format(n=reissue.id), count=1, by=unit.actor.name, **given))

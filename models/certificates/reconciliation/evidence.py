"""What a page shows of reconciliations: how things stand, and the evidence of one finding with what mends it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from sqlalchemy import func, select

from models.assessment.tables import PassRow
from models.certificates.closing import light
from models.certificates.queries import find_certificate, find_sign_off, lot_of
from models.certificates.tables import BlankLot, Certificate, LockedMonth, ReconFinding, ReconRun
from models.core.acts import COMMANDS, stands_against
from models.core.centre import Context
from models.core.dates import months_plus
from models.core.registers import REGISTERS, may_read
from models.core.tables import Record
from resources.texts import _

MONTHS_SHOWN = 3
CERTIFICATE, PASS, LOT, FINDING, NOTHING = "certificate", "pass", "lot", "finding", ""
WRONG = {"cause": "wrong"}
# Class → what mends it: the command, what it acts on, and what is known beforehand.
MENDS: Mapping[str, Sequence[tuple[str, str, Mapping[str, str]]]] = {
    "REC-01": (("assessment.explain_pass", PASS, {}),),
    **dict.fromkeys(("REC-02", "REC-06", "REC-16", "REC-17", "REC-18", "REC-22"), (("certificates.revoke", CERTIFICATE, {}),)),
    **dict.fromkeys(("REC-03", "REC-04", "REC-05", "REC-08", "REC-10", "REC-12", "REC-13", "REC-14", "REC-15", "REC-19", "REC-20", "REC-33", "REC-54",
                     "REC-55", "REC-56"), (("certificates.apply_reissue", CERTIFICATE, WRONG),)),
    "REC-31": (("certificates.adjust", LOT, {}), ("certificates.count_lot", LOT, {})),
    "REC-32": (("certificates.adjust", LOT, {"first": "key", "came_from": "B"}), ("certificates.count_lot", LOT, {})),
    "REC-30": (("certificates.adjust", LOT, {}),),
    "REC-35": (("certificates.destroy", NOTHING, {"serials": "span"}),),
    **dict.fromkeys(("REC-37", "REC-39"), (("certificates.recover", CERTIFICATE, {}),)),
    **dict.fromkeys(("REC-40", "REC-44"), (("certificates.hand_out", CERTIFICATE, {}),)),
    "REC-53": (("certificates.note_online", CERTIFICATE, {"online": "deletion"}),),
}  # fmt: skip


@dataclass(frozen=True)
class ClassLine:
    """One class: how many the last run found, how many of them wait, how many the run before had (None: there was none)."""

    kind: str
    title: str
    count: int
    waiting: int
    before: int | None

    @property
    def change(self) -> int:
        return 0 if self.before is None else self.count - self.before


@dataclass(frozen=True)
class Standing:
    """The last run and the light: `none` no run yet · `danger` something must be corrected, or a closed month changed ·
    `caution` something wants an explanation · `good`."""

    light: str
    words: str
    run: int | None = None
    as_of: date | None = None
    told: str = ""
    classes: Sequence[ClassLine] = ()
    months: Sequence[tuple[str, str, int]] = ()  # month, its light, its id
    closable: date | None = None  # the first day of the month to be closed next


def standing(context: Context) -> Standing:
    runs = list(context.db.scalars(select(ReconRun).order_by(ReconRun.id.desc()).limit(2)))
    held = list(context.db.scalars(select(LockedMonth).order_by(LockedMonth.month.desc()).limit(MONTHS_SHOWN)))
    months = [(f"{one.month:%Y-%m}", light(context, one), one.id) for one in held]
    last_month = months_plus(context.today.replace(day=1), -1)
    closable = None if any(one.month == last_month and one.reopened_on is None for one in held) else last_month
    if not runs:
        return Standing("none", _("还没有核对过"), months=months, closable=closable)
    last, before = runs[0], (runs[1].counts if len(runs) > 1 else None)
    by_class = select(ReconFinding.kind, func.count()).where(ReconFinding.state == "open").group_by(ReconFinding.kind)
    waiting = {row[0]: row[1] for row in context.db.execute(by_class)}
    classes = [ClassLine(kind, context.rules[kind].title, last.counts.get(kind, 0), waiting.get(kind, 0),
                         None if before is None else before.get(kind, 0)) for kind in sorted({*last.counts, *waiting, *(before or {})})]  # fmt: skip
    told = _("{day} 核对　台账 {register} 行　导出 {online} 行").format(day=last.as_of, register=f"{last.register_rows:,}", online=f"{last.online_rows:,}")
    shown, words = _light(context, months)
    return Standing(shown, words, last.id, last.as_of, told, classes, months, closable)


def _light(context: Context, months: Sequence[tuple[str, str, int]]) -> tuple[str, str]:
    wrong = [month for month, shown, _id in months if shown != "locked"]
    by_severity = select(ReconFinding.severity, func.count()).where(ReconFinding.state == "open").group_by(ReconFinding.severity)
    counts = {row[0]: row[1] for row in context.db.execute(by_severity)}
    if wrong:
        return "danger", _("{months} 已解锁或被改动，须重新核对并锁定").format(months="、".join(wrong))
    if counts.get("block"):
        return "danger", _("{n} 项必须更正").format(n=counts["block"])
    if counts:
        return "caution", _("{n} 项待说明").format(n=sum(counts.values()))
    return "good", _("各账相符")


@dataclass(frozen=True)
class Mend:
    """A command that mends a finding, on which record, with what is known beforehand; `against`: why not for this person."""

    command: str
    title: str
    record: int | None
    given: Mapping[str, Any] = field(default_factory=dict)
    against: str = ""


@dataclass(frozen=True)
class Evidence:
    """One finding: both values, where their characters differ ([begin, end) of each), the clue, the jumps and mends."""

    kind: str
    title: str
    sides: tuple[str, str]
    left: str
    right: str
    marks: tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]]
    hint: str
    action: str
    jumps: Sequence[tuple[str, str, int]]  # text, register, id
    mends: Sequence[Mend]


def evidence(context: Context, finding_id: int) -> Evidence | None:
    finding = context.db.get(ReconFinding, finding_id)
    if finding is None:
        return None
    rule = context.rules[finding.kind]
    return Evidence(finding.kind, rule.title, _sides(finding.kind), finding.left, finding.right, differing(finding.left, finding.right), finding.hint,
                    rule.way_forward, jumps(context, finding), [] if finding.state == "corrected" else _mends(context, finding))  # fmt: skip


_NAME = 6  # characters: shorter values are names, which may differ throughout
_ALIKE = 0.6  # the share of characters in common from which two values are the same thing written differently


def differing(left: str, right: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where two values differ, as [begin, end) in each; nothing where one is missing, or they are two things (a number, a day)."""
    if not left or not right:
        return [], []
    matched = SequenceMatcher(None, left, right, autojunk=False)
    if max(len(left), len(right)) > _NAME and matched.ratio() < _ALIKE:
        return [], []
    odd = [code for code in matched.get_opcodes() if code[0] != "equal"]
    return [(code[1], code[2]) for code in odd if code[1] < code[2]], [(code[3], code[4]) for code in odd if code[3] < code[4]]


def _sides(kind: str) -> tuple[str, str]:
    number = int(kind[4:])
    if kind in ("REC-10", "REC-16", "REC-29", "REC-33"):
        return _("台账"), _("另一行")
    other = (_("合格名单") if number < 10 else _("应为") if number < 29 else _("流水账／清点") if number < 40
             else _("签收") if number < 50 else _("查询系统"))  # fmt: skip
    return _("台账"), other


def jumps(context: Context, finding: ReconFinding) -> list[tuple[str, str, int]]:
    """The records a finding speaks of, as far as this person may read them; one click leads there."""
    found: list[tuple[str, str, Record]] = []
    first = finding.key.split("–")[0]
    for certificate in _certificates(context, finding):
        found.append((f"{certificate.name} {certificate.number}", "certificates.register", certificate))
    if finding.kind < "REC-10":
        rows = context.db.scalars(select(PassRow).where(PassRow.id_no.in_({first, finding.left, finding.right})).limit(5))
        found += [(f"{_('合格名单')} {row.name} {row.batch_code}", "assessment.pass_list", row) for row in rows]
    lot = _lot(context, finding)
    if lot is not None:
        found.append((lot.name, "certificates.stock", lot))
    if "REC-40" <= finding.kind < "REC-50":
        found += [(f"{_('签收')} {row.day}", "certificates.sign_offs", row) for row in find_sign_off(context.db, first)]
    return [(text, register, record.id) for text, register, record in found if may_read(context, REGISTERS[register])]


def _certificates(context: Context, finding: ReconFinding) -> list[Certificate]:
    """The row of the finding first, then what else has its number or serial."""
    own = context.db.get(Certificate, finding.certificate_id) if finding.certificate_id else None
    others = [one for one in find_certificate(context.db, finding.key.split("–")[0]) if own is None or one.id != own.id]
    return ([own] if own else []) + others[:5]


def _lot(context: Context, finding: ReconFinding) -> BlankLot | None:
    if not "REC-29" <= finding.kind < "REC-40":
        return None
    if finding.key.isdigit():
        return lot_of(context.db, int(finding.key))
    return context.db.scalar(select(BlankLot).where(BlankLot.name == finding.key))


def _mends(context: Context, finding: ReconFinding) -> list[Mend]:
    found = []
    for name, target, known in MENDS.get(finding.kind, ()):
        record = _target(context, finding, target)
        if record is None and target != NOTHING:
            continue
        span = f"{finding.key}-{finding.about}" if finding.about.isdigit() and finding.about != finding.key else finding.key
        given = {param: {"key": finding.key, "span": span}.get(value, value) for param, value in known.items()}
        against = stands_against(context, COMMANDS[name], record)
        told = "\n".join(context.rules.describe(one)["text"] for one in against)
        found.append(Mend(name, COMMANDS[name].title, record.id if record is not None else None, given, told))
    return found


def _target(context: Context, finding: ReconFinding, target: str) -> Any:
    if target == CERTIFICATE:
        return next(iter(_certificates(context, finding)), None)
    if target == PASS:
        return context.db.scalar(select(PassRow).where(PassRow.id_no == finding.key, PassRow.state == "approved").order_by(PassRow.id))
    return _lot(context, finding) if target == LOT else None


def told_of(context: Context, run_id: int) -> dict[str, Any]:
    """A kept run as programs read it, in the form of certificates.reconcile's answer."""
    run = context.db.get_one(ReconRun, run_id)
    rows = [{"class": one.kind, "key": one.key, "about": one.about, "left": one.left, "right": one.right, "hint": one.hint, "severity": one.severity,
             "title": context.rules[one.kind].title, "action": context.rules[one.kind].way_forward} for one in run.findings]  # fmt: skip
    return {"findings": rows, "counts": dict(run.counts), "register_rows": run.register_rows, "online_rows": run.online_rows,
            "as_of": run.as_of.isoformat()}  # fmt: skip

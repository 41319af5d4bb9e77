"""Reconciling, and what becomes of each finding: explained, accepted, corrected (RCN-016)."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from models.certificates.queries import find_difference
from models.certificates.reconciliation.engine import Result, reconciling
from models.certificates.reconciliation.finding import Difference
from models.certificates.tables import ReconFinding, ReconRun
from models.certificates.terms import FINDING_STATE
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.files import digest_of
from models.core.findings import Finding
from models.core.kinds import Choice, Day, Text
from models.core.progress import Progress
from models.core.roles import ARCHIVE, DIRECTOR
from models.core.workbooks import BadFile
from resources.texts import _

Key = tuple[str, str, str]
ONLINE = frozenset(f"REC-{number}" for number in range(50, 59))  # judged only against an export
DIFFERENCE = Subject("finding", _("核对差异"), ReconFinding, find_difference)


def _today(context: Context, _record: Any) -> date:
    return context.today


@command("certificates.reconcile", _("核对证书"), row=50, letters="C", also=frozenset({DIRECTOR, ARCHIVE}), rules=("RCN-016", "SYS-012"), params=(
    Param("files", _("查询系统导出文件"), Text(4000, 3), required=False, help=_("一行一个；不填则只核对本中心各账")),
    Param("as_of", _("核对日期"), Day(), default=_today), Param("exported_on", _("导出日期"), Day(), required=False),
    Param("batches", _("批次"), Text(2000), required=False, help=_("用“、”分开；不填为全部")),
))  # fmt: skip
def reconcile(unit: Unit, files: str | None, as_of: date, exported_on: date | None, batches: str | None) -> Iterator[Finding | Progress]:
    """Hold pass list, register, blanks, sign-offs and the export against each other, and keep what differs."""
    paths = [Path(line.strip()) for line in (files or "").splitlines() if line.strip()]
    chosen = [part.strip() for part in (batches or "").replace(",", "、").split("、") if part.strip()]
    try:
        result = yield from reconciling(unit, paths, as_of, exported_on, chosen)
    except BadFile as bad:
        yield from unit.rules["SYS-012"].found("files", name="、".join(path.name for path in paths), why=bad.why, advice=bad.advice)
        return
    run = _keep(unit, result, paths)
    unit.value = told(unit, result) | {"run": run.id}


def told(context: Context, result: Result) -> dict[str, Any]:
    """A result as programs read it."""
    rows = [
        {"class": one.kind, "key": one.key, "about": one.about, "left": one.left, "right": one.right, "hint": one.hint,
         "severity": str(result.run.severity(one)), "title": context.rules[one.kind].title, "action": context.rules[one.kind].way_forward}
        for one in result.differences
    ]  # fmt: skip
    return {"findings": rows, "counts": result.counts, "register_rows": result.register_rows, "online_rows": result.online_rows,
            "as_of": result.run.as_of.isoformat()}  # fmt: skip


def _keep(unit: Unit, result: Result, paths: list[Path]) -> ReconRun:
    digest = digest_of(b"".join(digest_of(path.read_bytes()).encode() for path in paths))
    run = ReconRun(as_of=result.run.as_of, made_at=unit.now, made_by=unit.actor.name, files="、".join(path.name for path in paths), digest=digest,
                   online_rows=result.online_rows, register_rows=result.register_rows, counts=result.counts)  # fmt: skip
    unit.add(run)
    known: dict[Key, ReconFinding] = {}
    for finding in unit.db.scalars(select(ReconFinding).order_by(ReconFinding.id)):
        known[finding.kind, finding.key, finding.about] = finding
    for one in result.differences:
        _meet(unit, run, result, one, known.pop((one.kind, one.key, one.about), None))
    for finding in known.values():
        if finding.state != "corrected" and (paths or finding.kind not in ONLINE) and not result.run.batches:
            finding.state, finding.decided_on, finding.decided_by = "corrected", unit.today, _("核对时不再出现")
    return run


def _meet(unit: Unit, run: ReconRun, result: Result, one: Difference, known: ReconFinding | None) -> None:
    """A difference met again keeps its state; one that was corrected and is back is open anew."""
    if known is not None and known.state == "corrected" and known.first_seen != unit.today:
        known = None
    if known is None:
        values = asdict(one)
        unit.db.add(ReconFinding(
            run_id=run.id, **{name: values[name] for name in ("kind", "key", "about", "left", "right", "hint", "certificate_id")},
            batch_code=one.batch, severity=str(result.run.severity(one)), first_seen=unit.today, state="open",
        ))  # fmt: skip
        return
    known.run_id, known.left, known.right, known.hint = run.id, one.left, one.right, one.hint
    if known.state == "corrected":
        known.state, known.decided_on, known.decided_by = "open", None, None


def _still_open(context: Context, finding: ReconFinding) -> Iterator[Finding]:
    if finding.state == "corrected":
        yield from context.rules["SYS-014"].found("state", label=_("处理"), found=FINDING_STATE.show(finding.state), other=_("差异"),
                                                  expected=FINDING_STATE.show("open"))  # fmt: skip


@command("certificates.answer_finding", _("说明差异"), subject=DIFFERENCE, row=50, guard=_still_open, rules=("RCN-016",), params=(
    Param("state", _("处理"), Choice({"explained": _("已说明"), "accepted": _("已接受")}), default="explained"),
    Param("why", _("说明"), Text(1000, 4)),
), only=frozenset({DIRECTOR}))  # fmt: skip
def answer_finding(unit: Unit, finding: ReconFinding, state: str, why: str) -> Iterator[Finding]:
    """Only the director explains or accepts a difference; a correction is seen by the next run itself."""
    finding.state, finding.why, finding.decided_by, finding.decided_on = state, why, unit.actor.name, unit.today
    yield from ()

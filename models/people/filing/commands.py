"""Documents of the organisation are entered and ended; the people part of the filing check is asked (PPL-ORG-013)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.commands import add_attachment, file_faults
from models.core.findings import Finding, Severity
from models.core.kinds import Code, Day, File, Text
from models.people.filing import queries
from models.people.filing.tables import OrgDocument
from models.people.filing.terms import DOCUMENT
from models.people.staff.commands import may_keep
from resources.texts import _

Findings = Iterator[Finding]
PAPER = Subject("document", _("制度文件"), OrgDocument, queries.find_document)


@command("people.register_document", _("登记制度文件"), row=1, letters="C", guard=may_keep, rules=("PPL-ORG-013", "SYS-003", "SYS-004"), params=(
    Param("kind", _("文件类别"), DOCUMENT), Param("title", _("名称"), Text(120)), Param("dated_on", _("制定日期"), Day()),
    Param("issuer", _("发文部门"), Text(80), required=False, default=lambda context, _record: context.centre.name),
    Param("number", _("文号"), Code(60), required=False),
    Param("file", _("文件"), File((".pdf", ".docx", ".jpg", ".png")), required=False),
))  # fmt: skip
def register_document(unit: Unit, file: str | None, **given: str | None) -> Findings:
    """A document of the organisation or a rule of the centre's, with its text where there is one."""
    faults = file_faults(unit, Path(file)) if file else []
    yield from faults
    if not faults:
        one = unit.add(OrgDocument(**given))
        if file:
            add_attachment(unit, f"org_document:{one.id}", Path(file), DOCUMENT.show(given["kind"]))


def _in_force(context: Context, one: OrgDocument | None) -> Findings:
    yield from may_keep(context)
    if one is not None and one.ended_on is not None:
        yield Finding("SYS-002", Severity.BLOCK, "", {"label": _("制度文件"), "found": str(one.ended_on), "expected": _("现行的文件")})


@command("people.end_document", _("废止制度文件"), subject=PAPER, row=1, letters="C", guard=_in_force, rules=("PPL-ORG-013", "SYS-014"), danger=True,
         params=(Param("ended_on", _("废止日期"), Day(), default=lambda context, _record: context.today, help=_("最后一个有效日")),))  # fmt: skip
def end_document(unit: Unit, one: OrgDocument, ended_on: date) -> Findings:
    """The last day on which a document holds; a new one is entered beside it."""
    if ended_on < one.dated_on:
        yield from unit.rules["SYS-014"].found("ended_on", label=_("废止日期"), found=ended_on, other=_("制定日期"), expected=f"≥ {one.dated_on}")
        return
    one.ended_on = ended_on


@command("people.check_filing", _("核对备案人员条件"), row=1, letters="ACR", rules=("PPL-ORG-013", "PPL-ASR-085", "PPL-EXM-024", "PPL-EXP-003"))
def check_filing(unit: Unit) -> Findings:
    """Each people condition of the filing assessment with value and clause. Writes nothing but that it was asked."""
    found = queries.conditions(unit)
    unit.value = {"on": unit.today.isoformat(), "met": sum(one.met for one in found), "conditions": [one.plain() for one in found]}
    for one in found:
        if not one.met:
            told = " ".join(filter(None, [one.subject, one.label]))
            yield from unit.rules["PPL-ORG-013"].found("", Severity.RECORD, who=told, found=one.found, expected=one.expected)

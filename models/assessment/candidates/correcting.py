"""Corrections of candidates after their review (ASM-REG-015): registered with the explanation, confirmed by the keeper of the
platform, and after the certificate was issued the wrong one goes back."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from models.assessment.candidates import queries
from models.assessment.candidates.guards import CANDIDATE, Findings, within
from models.assessment.candidates.queries import find_correction
from models.assessment.candidates.tables import Correction, Enrolment
from models.assessment.candidates.terms import ADMITTED, CORRECTED, RECHECKED, REVIEWED, AnyLevel, DocumentNumber
from models.assessment.plans.course import LISTED
from models.assessment.plans.steps import reached, require
from models.assessment.tables import Batch
from models.assessment.terms import Job
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.changes import name_of
from models.core.commands import add_attachment, file_faults
from models.core.findings import Finding, Severity, blocked
from models.core.kinds import BadValue, Code, Day, File, Kind, PersonName, Text
from models.core.names import sort_key
from resources.texts import _

CORRECTION = Subject("correction", _("信息更正"), Correction, find_correction)
BEFORE, AFTER = "before", "after"
KINDS: Mapping[str, Kind] = {"name": PersonName(), "id_no": DocumentNumber(), "job": Job(), "level": AnyLevel()}
EXPLANATION = "情况说明"
_KEY = ("id_no", "job", "level")  # a change of these may meet another application of the batch


def _today(context: Context, _record: object) -> date:
    return context.today


def phase_of(one: Enrolment, certificate: str | None) -> str:
    """After: a certificate is named, or the batch has come to its certificates."""
    return AFTER if certificate or (one.batch.state != LISTED and reached(one.batch, "cert")) else BEFORE


def _read(unit: Unit, one: Enrolment, field: str, text: str) -> tuple[Any, list[Finding]]:
    """The new value by the kind of its field, and what stands against it."""
    try:
        value = KINDS[field].parse(text, unit.today) if field in KINDS else text
    except BadValue as wrong:
        return None, unit.rules["SYS-002"].found("value", label=CORRECTED.show(field), found=text, expected=str(wrong))
    if field in KINDS and value == getattr(one, field):
        return None, unit.rules["SYS-002"].found("value", label=CORRECTED.show(field), found=text, expected=_("与原值不同的值"))
    if field in _KEY:
        told = {name: getattr(one, name) for name in ("batch_id", "id_kind", "id_no", "occupation", "job", "level")} | {field: value}
        same = select(Enrolment).where(*(getattr(Enrolment, name) == each for name, each in told.items()), Enrolment.id != one.id)
        if unit.db.scalars(same).first() is not None:
            return None, unit.rules["ASM-REG-017"].found("value", found=one.batch.code)
    return value, []


@command("assessment.correct_candidate", _("登记信息更正"), subject=CANDIDATE, row=34, letters="C", guard=within(REVIEWED, RECHECKED, ADMITTED),
         rules=("ASM-STC-001", "ASM-REG-015", "ASM-REG-017", "SYS-002", "SYS-003"), params=(
    Param("field", _("更正项目"), CORRECTED), Param("value", _("更正为"), Text(100)), Param("why", _("情况说明"), Text(1000, 3)),
    Param("file", _("情况说明扫描件"), File((".pdf", ".jpg", ".jpeg", ".png")), required=False),
    Param("certificate", _("已发证书编号"), Code(30), required=False, help=_("证书下发后更正时填写")),
    Param("registered_on", _("登记日期"), Day(), default=_today),
))  # fmt: skip
def correct_candidate(unit: Unit, one: Enrolment, field: str, value: str, why: str, file: str | None, certificate: str | None,
                      registered_on: date) -> Findings:  # fmt: skip
    """What is wrong, what is right, and why; the application itself changes when the keeper confirms."""
    rule, phase = unit.rules["ASM-REG-015"], phase_of(one, certificate)
    _value, found = _read(unit, one, field, value)
    if any(each.field == field for each in queries.corrections_of(unit.db, one.id) if each.confirmed_on is None):
        found += unit.rules["SYS-002"].found("field", label=_("更正项目"), found=CORRECTED.show(field), expected=_("没有待确认的同项更正"))
    found += file_faults(unit, Path(file)) if file else rule.found("file", found=_("无扫描件"), expected=_("情况说明扫描件"))
    if phase == AFTER and not certificate:
        found += rule.found("certificate", found=_("无证书编号"), expected=_("错证的编号"))
    if phase == AFTER or one.state == ADMITTED:
        told = _("证书已下发") if phase == AFTER else _("准考证已发布")
        found += rule.found("registered_on", Severity.WARN, found=told, expected=_("发布前更正"))
    yield from found
    if not blocked(found):
        kept = unit.add(Correction(enrolment_id=one.id, field=field, phase=phase, old=_shown(one, field), new=value, why=why,
                                   certificate=certificate, registered_on=registered_on))  # fmt: skip
        if file:
            add_attachment(unit, name_of(kept), Path(file), EXPLANATION)
        unit.value = kept.id


def _shown(one: Enrolment, field: str) -> str:
    return KINDS[field].show(getattr(one, field)) if field in KINDS else ""


def _unconfirmed(context: Context, kept: Correction | None) -> Findings:
    if kept is not None and kept.confirmed_on is not None:
        yield from context.rules["SYS-002"].found("confirmed_on", label=_("信息更正"), found=_("已确认"), expected=_("待确认的更正"))


@command("assessment.confirm_correction", _("登记平台确认"), subject=CORRECTION, row=34, letters="C", guard=_unconfirmed,
         rules=("ASM-REG-015", "ASM-REG-017", "SYS-002"), params=(Param("confirmed_on", _("确认日期"), Day(), default=_today),))  # fmt: skip
def confirm_correction(unit: Unit, kept: Correction, confirmed_on: date) -> Findings:
    """The keeper of the platform has confirmed it: the application takes the right value."""
    one = kept.enrolment
    value, found = _read(unit, one, kept.field, kept.new)
    if confirmed_on < kept.registered_on:
        found += unit.rules["ASM-REG-015"].found("confirmed_on", found=confirmed_on, expected=kept.registered_on)
    yield from found
    if blocked(found):
        return
    kept.confirmed_on = confirmed_on
    if kept.field in KINDS:
        setattr(one, kept.field, value)
    if kept.field == "name":
        one.sort_name = sort_key(value)


def _to_send(context: Context, kept: Correction | None) -> Findings:
    if kept is not None and (kept.phase != AFTER or kept.wrong_sent_on is not None):
        found = _("已寄回") if kept.wrong_sent_on else _("证书下发前")
        yield from context.rules["SYS-002"].found("wrong_sent_on", label=_("错证"), found=found, expected=_("未寄回的错证"))


@command("assessment.send_wrong_certificate", _("登记错证寄回"), subject=CORRECTION, row=34, letters="C", guard=_to_send, rules=("ASM-REG-015",), params=(
    Param("sent_on", _("寄回日期"), Day(), default=_today), Param("courier", _("快递单号"), Code(30)),
))  # fmt: skip
def send_wrong_certificate(unit: Unit, kept: Correction, sent_on: date, courier: str) -> Findings:
    """The wrong certificate left the centre; its parcel number is the proof."""
    kept.wrong_sent_on, kept.courier = sent_on, courier
    yield from ()


def _open(context: Context, batch: Batch) -> list[Finding]:
    """Certificates are not asked for while a correction waits (ASM-REG-015)."""
    waiting = queries.open_corrections(context.db, batch.id)
    rule, names = context.rules["ASM-REG-015"], "、".join(dict.fromkeys(one.enrolment.name for one in waiting))
    return rule.found("", Severity.BLOCK, found=names, expected=_("已确认的更正")) if waiting else []


require("certify", "corrections", _open)

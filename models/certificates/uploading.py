"""Delivering certificate data to the platform: the difference against what it last accepted, the file that was sent, its answer."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import and_, case, func, insert, or_, select, update
from sqlalchemy.orm import Session, aliased

from models.assessment.tables import Batch
from models.certificates.reconciliation import normal
from models.certificates.reconciliation.online import EXPORT
from models.certificates.tables import Certificate
from models.certificates.tables_uploads import Upload, UploadLine
from models.certificates.terms import UPLOAD_STATE
from models.core import workbooks
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.commands import add_attachment, file_faults
from models.core.dates import months_plus
from models.core.findings import Finding, Severity
from models.core.headers import Plan, plan
from models.core.kinds import Choice, Day, File, Text, plain
from models.core.registers import Field, Register
from models.core.workbooks import BadFile, Sheet
from resources.texts import _

Findings = Iterator[Finding]
C, L = Certificate, UploadLine
TOLD = ("name", "id_kind", "id_no", "occupation", "job", "level", "number", "agency", "issued_on")
ONLINE = ("submitted", "online", "deletion")
# Not declared: nobody lists an answer, it is only read.
ANSWER = Register("certificates.answer", _("平台答复"), C, row=51, order="number", fields=(
    *(one for one in EXPORT.fields if one.name in ("number", "id_no", "name")),
    Field("result", _("校验结果"), Text(100), imported=True, also=("审核结果", "处理结果", "结果", "状态", "入库状态", "审核状态", "校验状态")),
    Field("why", _("退回原因"), Text(400), imported=True, also=("失败原因", "错误原因", "不通过原因", "原因", "说明", "错误信息", "备注")),
))  # fmt: skip
GOOD_WORDS = ("通过", "成功", "入库", "合格", "已上网", "正常")
BAD_WORDS = ("不通过", "未通过", "失败", "退回", "驳回", "不合格", "错误", "未入库")


def find_upload(db: Session, text: str) -> Sequence[Upload]:
    return list(db.scalars(select(Upload).where(Upload.number == text.strip())))


UPLOAD = Subject("upload", _("上报"), Upload, find_upload)


def _today(context: Context, _record: Any) -> date:
    return context.today


def _officer(context: Context, _record: Any = None) -> Findings:
    """CRT-046: uploads are in the hands of one named person."""
    rule = context.rules["CRT-046"]
    officer = rule.value("officer")
    if rule.active and officer != context.actor.name:
        yield from rule.found("officer", found=context.actor.name, expected=officer or _("在规则页写明数据管理员"))


def difference(db: Session) -> list[tuple[str, Any]]:
    """(act, certificate row) of all that the platform does not yet know as it stands. What it rejected is told again; what
    is on its way is not; an old ledger's certificates are told when they end here."""
    newest = select(func.max(L.id)).where(L.state.in_(("sent", "accepted"))).group_by(L.certificate_id)
    last = aliased(L)
    known = and_(last.certificate_id == C.id, last.id.in_(newest))
    told = and_(last.id.is_not(None), last.act != "withdrawn")
    changed = or_(*(getattr(C, name) != getattr(last, name) for name in TOLD))
    valid, ended = C.state == "valid", C.state.in_(("revoked", "void"))
    act = case((ended, "withdrawn"), (told, "changed"), else_="new")
    wanted = or_(and_(valid, ~told, C.history.is_(False)), and_(valid, told, changed), and_(ended, told),
                 and_(ended, last.id.is_(None), C.online.in_(ONLINE)))  # fmt: skip
    told_columns = [getattr(C, name) for name in TOLD]
    rows = db.execute(select(act, C.id, *told_columns).outerjoin(last, known).where(wanted, C.number != "").order_by(C.number, C.id))
    return [(row[0], row) for row in rows]


def _none_prepared(context: Context, _record: Any = None) -> Findings:
    yield from _officer(context)
    waiting = context.db.scalar(select(Upload.number).where(Upload.state == "prepared"))
    if waiting:
        yield from context.rules["CRT-048"].found("upload", Severity.BLOCK, found=waiting, expected=_("没有待上报的文件"))


@command("certificates.prepare_upload", _("编制上报文件"), row=51, letters="C", guard=_none_prepared, rules=("CRT-046", "CRT-048"))
def prepare_upload(unit: Unit) -> Findings:
    """Collect what is new, changed or withdrawn since the platform last accepted it."""
    rows = difference(unit.db)
    if not rows:
        yield from unit.rules["CRT-048"].found("upload", Severity.BLOCK, found=0, expected=_("新增、变更或注销的证书"))
        return
    today = f"{unit.today:%Y%m%d}"
    made = unit.db.scalar(select(func.count()).select_from(Upload).where(Upload.number.like(f"{today}-%"))) or 0
    counts = {act: sum(one == act for one, _row in rows) for act in ("new", "changed", "withdrawn")}
    upload = Upload(number=f"{today}-{made + 1}", made_on=unit.today, made_by=unit.actor.name, state="prepared", **counts)
    unit.add(upload)
    stamp = {"upload_id": upload.id, "state": "prepared", "version": 1, "first_entry": unit.seq, "entry": unit.seq}
    unit.db.execute(insert(L), [stamp | {"act": act, "certificate_id": row.id} | {name: getattr(row, name) for name in TOLD} for act, row in rows])
    unit.value = {"upload": upload.number} | counts


def _is(state: str) -> Any:
    def guard(context: Context, upload: Upload) -> Findings:
        yield from _officer(context)
        if upload.state != state:
            yield from context.rules["CRT-048"].found("state", Severity.BLOCK, found=UPLOAD_STATE.show(upload.state), expected=UPLOAD_STATE.show(state))

    return guard


@command("certificates.drop_upload", _("放弃上报文件"), subject=UPLOAD, row=51, letters="C", guard=_is("prepared"), rules=("CRT-048",))
def drop_upload(unit: Unit, upload: Upload) -> Findings:
    """A prepared file that was not sent: the next one is made anew."""
    upload.state = "dropped"
    _mark(unit, upload, "dropped")
    yield from ()


@command("certificates.send_upload", _("登记已上报"), subject=UPLOAD, row=51, letters="C", guard=_is("prepared"),
         rules=("CRT-035", "CRT-046", "CRT-048", "SYS-003", "SYS-004", "SYS-012"), params=(
    Param("file", _("上报的文件"), File((".xlsx", ".xls", ".csv")), help=_("与上报平台的同一个文件")), Param("day", _("上报日期"), Day(), default=_today),
))  # fmt: skip
def send_upload(unit: Unit, upload: Upload, file: str, day: date) -> Findings:
    """Keep the file as it was sent, with its hash, after looking whether it holds exactly what was prepared."""
    path = Path(file)
    wrong = list(file_faults(unit, path)) or list(_other_content(unit, upload, path))
    yield from wrong
    if wrong:
        return
    yield from _late(unit, upload, day)
    kept = add_attachment(unit, f"upload:{upload.id}", path, _("上报文件"))
    upload.state, upload.sent_on, upload.sent_by, upload.digest = "sent", day, unit.actor.name, kept.digest
    _mark(unit, upload, "sent")
    for act, online in (("new", "submitted"), ("changed", "submitted"), ("withdrawn", "deletion")):
        _tell(unit, _ids(upload, L.act == act), {"online": online} | ({"submitted_on": func.coalesce(C.submitted_on, day)} if act == "new" else {}))
    unit.value = {"digest": kept.digest}


def _other_content(unit: Unit, upload: Upload, path: Path) -> Findings:
    try:
        found = sorted(number for number, *_rest in _read(unit, path))
    except BadFile as bad:
        yield from unit.rules["SYS-012"].found("file", name=path.name, why=bad.why, advice=bad.advice)
        return
    expected = sorted(unit.db.scalars(select(L.number).where(L.upload_id == upload.id)))
    if found != expected:
        odd = "、".join(sorted(set(found) ^ set(expected))[:3]) or str(len(found))
        yield from unit.rules["CRT-048"].found("file", Severity.BLOCK, found=odd, expected=_("与编制内容相同的 {n} 行").format(n=len(expected)))


def _late(unit: Unit, upload: Upload, day: date) -> Findings:
    rule = unit.rules["CRT-035"]
    batches = select(Batch.code, Batch.last_exam_day).where(Batch.code.in_(
        select(C.batch_code).join(L, L.certificate_id == C.id).where(L.upload_id == upload.id, L.act == "new", C.submitted_on.is_(None))))  # fmt: skip
    late = [(code, months_plus(last, rule.value("months"))) for code, last in unit.db.execute(batches.order_by(Batch.code))]
    late = [(code, until) for code, until in late if day > until]
    if late and rule.active:
        yield from rule.found("day", Severity.WARN, found=f"{day}（{'、'.join(code for code, _until in late[:3])}）", expected=f"≤ {late[0][1]}")


@command("certificates.take_answer", _("导入平台答复"), subject=UPLOAD, row=51, letters="C", guard=_is("sent"),
         rules=("CRT-048", "SYS-003", "SYS-004", "SYS-012"), params=(
    Param("file", _("平台的答复"), File((".xlsx", ".xls", ".csv"))),
    Param("others", _("答复中没有列出的"), Choice({"accepted": _("视为通过"), "waiting": _("继续等待")}), default="accepted"),
    Param("day", _("答复日期"), Day(), default=_today),
))  # fmt: skip
def take_answer(unit: Unit, upload: Upload, file: str, others: str, day: date) -> Findings:
    """Match the platform's rows back to what was sent (CRT-048): returned with its reason, or accepted."""
    path = Path(file)
    wrong = list(file_faults(unit, path))
    try:
        answers = [] if wrong else list(_read(unit, path))
    except BadFile as bad:
        wrong = unit.rules["SYS-012"].found("file", name=path.name, why=bad.why, advice=bad.advice)
    yield from wrong
    if wrong:
        return
    lines = {line.number: line for line in unit.db.scalars(select(L).where(L.upload_id == upload.id))}
    strangers = [number for number, *_rest in answers if number not in lines]
    if strangers:
        yield from unit.rules["CRT-048"].found("file", Severity.WARN, found="、".join(strangers[:3]), expected=_("本次上报的证书"))
    for number, result, why in answers:
        if number in lines:
            back = _rejected(result, why)
            lines[number].state, lines[number].why = ("rejected", why or result) if back else ("accepted", None)
    if others == "accepted":
        for line in lines.values():
            line.state = "accepted" if line.state == "sent" else line.state
    unit.db.flush()
    add_attachment(unit, f"upload:{upload.id}", path, _("平台答复"))
    _answered(unit, upload, day)


def _answered(unit: Unit, upload: Upload, day: date) -> None:
    states = {row[0]: row[1] for row in unit.db.execute(select(L.state, func.count()).where(L.upload_id == upload.id).group_by(L.state))}
    upload.rejected, upload.answered_on = states.get("rejected", 0), day
    upload.state = "sent" if states.get("sent") else "answered"
    withdrawn = L.act == "withdrawn"
    _tell(unit, _ids(upload, L.state == "accepted", ~withdrawn), {"online": "online"})
    _tell(unit, _ids(upload, L.state == "accepted", withdrawn), {"online": "deleted"})
    _tell(unit, _ids(upload, L.state == "rejected", ~withdrawn), {"online": "rejected"})
    unit.value = {name: states.get(name, 0) for name in ("accepted", "rejected", "sent")}


def _rejected(result: str, why: str) -> bool:
    """Whether a row came back. Words of refusal first: 不通过 holds 通过. A row with a reason and no result came back too."""
    if any(word in result for word in BAD_WORDS):
        return True
    return not any(word in result for word in GOOD_WORDS) and bool(why)


def _not_backed_up(context: Context, upload: Upload) -> Findings:
    yield from _officer(context)
    if upload.sent_on is None or upload.backed_up_on is not None:
        yield from context.rules["CRT-046"].found("state", found=UPLOAD_STATE.show(upload.state), expected=_("已上报、尚未备份"))


@command("certificates.note_backup", _("登记数据备份"), subject=UPLOAD, row=51, letters="C", guard=_not_backed_up, rules=("CRT-046",), params=(
    Param("place", _("备份存放处"), Text(100)), Param("day", _("备份日期"), Day(), default=_today),
))  # fmt: skip
def note_backup(unit: Unit, upload: Upload, place: str, day: date) -> Findings:
    """The certificate data were copied to a safe place after this upload (CRT-046)."""
    upload.backed_up_on, upload.backed_up_to = day, place
    yield from ()


def _mark(unit: Unit, upload: Upload, state: str) -> None:
    unit.db.execute(update(L).where(L.upload_id == upload.id).values(state=state, entry=unit.seq, version=L.version + 1))


def _ids(upload: Upload, *where: Any) -> Any:
    return select(L.certificate_id).where(L.upload_id == upload.id, *where)


def _tell(unit: Unit, ids: Any, values: dict[str, Any]) -> None:
    unit.db.execute(update(C).where(C.id.in_(ids)).values(entry=unit.seq, version=C.version + 1, **values), execution_options={"synchronize_session": False})


def _read(context: Context, path: Path) -> Iterator[tuple[str, str, str]]:
    """(number, result, reason) of each row of a workbook with a column of certificate numbers. Raises BadFile."""
    limits = context.rules["SYS-012"]
    some = False
    for sheet in workbooks.read(path, limits):
        planned = plan(ANSWER, sheet, limits.value("header_rows"))
        if "number" not in planned.columns or not planned.header_rows:
            continue
        some = True
        yield from _rows(sheet, planned)
    if not some:
        raise BadFile(_("没有找到“证书编号”列"), _("核对文件是不是上报文件或平台的答复"))


def _rows(sheet: Sheet, planned: Plan) -> Iterator[tuple[str, str, str]]:
    at = [planned.columns.get(name, -1) for name in ("number", "result", "why")]
    for number, cells in sheet.rows:
        if number > planned.header_rows[-1]:
            found, result, why = (cells[place] if 0 <= place < len(cells) else "" for place in at)
            if normal.code(found):
                yield normal.code(found), plain(result), plain(why)

"""The registers of deliveries to the platform, and of their rows."""

from models.assessment.register import CLEAR, READERS
from models.assessment.terms import Level
from models.certificates import terms
from models.certificates.register import GROUP
from models.certificates.tables_uploads import Upload, UploadLine
from models.certificates.uploading import find_upload
from models.core.identity import masked
from models.core.kinds import Code, Day, Text, Whole
from models.core.registers import Facet, Field, Register, declare
from resources.texts import _

U, L = Upload, UploadLine
TONES = {"rejected": "danger", "accepted": "good", "sent": "caution", "prepared": "caution", "dropped": "plain"}

UPLOADS = declare(Register(
    "certificates.uploads", _("证书上报"), U, row=51, order="made_on", descending=True, area="certificates", group=GROUP, readers=READERS,
    fields=(
        Field("number", _("上报编号"), Text(20), width=120), Field("made_on", _("编制日期"), Day(), column=U.made_on, sort=True, width=100),
        Field("state", _("状态"), terms.UPLOAD_STATE, width=90), Field("new", _("新增"), Whole(), width=60),
        Field("changed", _("修改"), Whole(), width=60), Field("withdrawn", _("注销"), Whole(), width=60),
        Field("sent_on", _("上报日期"), Day(), width=100), Field("answered_on", _("答复日期"), Day(), width=100),
        Field("rejected", _("退回"), Whole(), width=60, tone=lambda _context, u: "danger" if u.rejected else ""),
        Field("backed_up_on", _("备份日期"), Day(), width=100), Field("backed_up_to", _("备份存放处"), Text(100), listed=False),
        Field("made_by", _("编制人"), Text(60), listed=False), Field("sent_by", _("上报人"), Text(60), listed=False),
        Field("digest", _("文件校验值"), Text(64), listed=False),
    ),
    facets=(Facet("state", _("状态"), terms.UPLOAD_STATE.options, lambda option, _day: U.state == option),),
    describe=lambda u: _("上报 {number}").format(number=u.number), subtitle=lambda _context, u: terms.UPLOAD_STATE.show(u.state), find=find_upload,
    create=("certificates.prepare_upload",),
    actions=("certificates.send_upload", "certificates.take_answer", "certificates.note_backup", "certificates.drop_upload"),
    related=lambda _context, u: [(f"{line.name} {line.number} {line.why or ''}".strip(), "certificates.upload_lines", line.id)
                                 for line in u.lines if line.state == "rejected"],
))  # fmt: skip

LINES = declare(Register(
    "certificates.upload_lines", _("上报明细"), L, row=51, order="number", area="certificates", group=GROUP, readers=READERS, joins=("upload", "certificate"),
    fields=(
        Field("upload", _("上报编号"), Text(20), "upload.number", width=120), Field("act", _("操作类型"), terms.UPLOAD_ACT, width=80),
        Field("number", _("证书编号"), Code(30), column=L.number, sort=True, width=190), Field("name", _("姓名"), Text(60), width=90),
        Field("state", _("结果"), terms.LINE_STATE, width=80, tone=lambda _context, line: TONES[line.state]),
        Field("why", _("退回原因"), Text(400, 2), width=220),
        Field("id_no", _("证件号码"), Code(20), listed=False, mask=masked, clear_to=CLEAR), Field("occupation", _("职业名称"), Text(60), listed=False),
        Field("job", _("工种/职业方向"), Text(60), listed=False), Field("level", _("职业技能等级"), Level(), listed=False),
        Field("issued_on", _("发证日期"), Day(), listed=False),
    ),
    facets=(Facet("state", _("结果"), terms.LINE_STATE.options, lambda option, _day: L.state == option),
            Facet("act", _("操作类型"), terms.UPLOAD_ACT.options, lambda option, _day: L.act == option)),
    describe=lambda line: f"{line.name} {line.number}", subtitle=lambda _context, line: line.why or terms.LINE_STATE.show(line.state),
    related=lambda _context, line: [(f"{line.certificate.name} {line.certificate.number}", "certificates.register", line.certificate_id),
                                    (_("上报 {number}").format(number=line.upload.number), "certificates.uploads", line.upload_id)],
))  # fmt: skip

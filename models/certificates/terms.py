"""Words of certificates, once: code and label."""

from models.core.kinds import Choice
from resources.texts import _

STATE = Choice(
    {"planned": _("拟发"), "approved": _("已审核"), "numbered": _("已赋码"), "valid": _("有效"), "revoked": _("已撤回"), "void": _("作废")},
    {"正常": "valid", "在用": "valid", "已打印": "valid", "已发放": "valid", "已补发": "valid", "已领取": "valid", "发放": "valid",
     "撤销": "revoked", "撤回": "revoked", "注销": "revoked", "吊销": "revoked", "已注销": "revoked", "已撤销": "revoked", "已作废": "void", "废止": "void"},
)  # fmt: skip
ON_HAND_WORDS = frozenset({"已打印", "已赋码", "待发", "未发放", "未领取"})  # an old ledger says: not handed out yet
ONLINE = Choice({"none": _("未上报"), "submitted": _("已上报"), "online": _("已上网"), "rejected": _("退回"),
                 "deletion": _("已申请删除"), "deleted": _("已删除")})  # fmt: skip
FORM = Choice({"paper": _("纸质"), "electronic": _("电子"), "both": _("纸质和电子")})
WAY = Choice({"self": _("本人"), "proxy": _("代领"), "courier": _("邮寄"), "institution": _("培训机构代发")},
             {"本人领取": "self", "自领": "self", "代领人": "proxy", "他人代领": "proxy", "快递": "courier", "机构代发": "institution"})  # fmt: skip
CAUSE = Choice({"lost": _("遗失"), "damaged": _("损坏"), "wrong": _("信息错误")})
REISSUE_STATE = Choice({"applied": _("已申请"), "checked": _("已核实"), "approved": _("已批准"), "printed": _("已打印"), "closed": _("已办结")})
GROUND = Choice({"IV1": _("伪造、仿制或违规发放"), "IV2": _("自行编号"), "IV3": _("印鉴或手续不符"), "IV4": _("超范围"),
                 "IV5": _("非打印机打印"), "IV6": _("违纪致成绩无效"), "IV7": _("骗取、转让、涂改"), "IV8": _("出借、出租")})  # fmt: skip
BUCKET = Choice({"B": _("空白"), "F": _("待发"), "O": _("在外"), "W": _("待销毁"), "D": _("已销毁"), "S": _("已寄回"), "X": _("已调出")})
COPY_STATE = Choice({
    "old": _("历史在外"), "drawn": _("已申领"), "on_hand": _("待发"), "institution": _("委托代发"), "handed": _("已签收"), "spoiled": _("打印废品"),
    "voided": _("作废"), "recovered": _("已收回"), "destroyed": _("已销毁"), "sent_back": _("已寄回"), "adjusted": _("已调整"), "outside": _("已调出"),
})  # fmt: skip
MOVEMENT = Choice({
    "RCV": _("入库"), "TRF": _("调出"), "OPN": _("期初在外"), "ISS": _("核发打印"), "REI": _("补发打印"), "SPL": _("打印废品"),
    "VOD": _("成证作废"), "HND": _("发放"), "UND": _("退回"), "RCY": _("收回旧证"), "SND": _("寄回上级"), "DST": _("销毁"),
    "ADJ": _("调整"), "REV": _("冲销"),
})  # fmt: skip
# Lines of an old book of blanks. What was printed comes with the certificate ledger and is not booked a second time.
BOOK_LINE = Choice(
    {"RCV": _("入库"), "SPL": _("作废"), "DST": _("销毁"), "TRF": _("调出"), "OTH": _("领用、印制、核发、补发、退回")},
    {"领入": "RCV", "接收": "RCV", "购入": "RCV", "调入": "RCV", "收入": "RCV", "废品": "SPL", "印废": "SPL", "损坏": "SPL", "打印作废": "SPL",
     "报废": "SPL", "退库": "TRF", "移交": "TRF", "领用": "OTH", "印制": "OTH", "打印": "OTH", "核发": "OTH", "发放": "OTH", "补发": "OTH",
     "退回": "OTH", "出库": "OTH", "使用": "OTH"},
)  # fmt: skip
FINDING_STATE = Choice({"open": _("待处理"), "explained": _("已说明"), "accepted": _("已接受"), "corrected": _("已更正")})
UPLOAD_STATE = Choice({"prepared": _("待上报"), "sent": _("已上报"), "answered": _("已答复"), "dropped": _("已放弃")})
UPLOAD_ACT = Choice({"new": _("新增"), "changed": _("修改"), "withdrawn": _("注销")})
LINE_STATE = Choice({"prepared": _("待上报"), "sent": _("待答复"), "accepted": _("通过"), "rejected": _("退回"), "dropped": _("已放弃")})
SEAL = Choice({"own": _("机构印章"), "special": _("职业技能等级认定专用章"), "city_bureau": _("市人力社保局印章"),
               "city_centre": _("市职鉴中心鉴定专用章"), "district_bureau": _("区县人力社保局印章")})  # fmt: skip
DUTY = Choice({"print": _("打印"), "draw": _("申领"), "hand_out": _("发放"), "stock": _("空白证书保管"), "seal": _("印章保管")})
FIELD = Choice({"name": _("姓名"), "id_no": _("证件号码"), "occupation": _("职业名称"), "job": _("工种/职业方向")})
STAGE = Choice({"before_print": _("打印前"), "after_print": _("打印后、发放前"), "after_handout": _("发放后")})
CORRECTION_STATE = Choice({"requested": _("待批准"), "approved": _("已更正"), "refused": _("未批准")})
DRAW_STATE = Choice({"asked": _("待批准"), "approved": _("已批准"), "drawn": _("已领出"), "settled": _("已结清")})
ARRIVAL_STATE = Choice({"arrived": _("待检查"), "signed": _("已签收"), "faulty": _("有误已报告")})
PAPERS = Choice({"form": _("补办申请表"), "card": _("身份证原件"), "copy": _("身份证复印件一份"), "photo": _("两寸近照一张")})

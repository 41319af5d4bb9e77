"""The words of complaints, rechecks and appeals, each once: stored code and label."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import resources
from models.core.kinds import BadValue, Choice, Many, plain
from resources.texts import _, pick

RECEIVED, REGISTERED, PRELIMINARY, INVESTIGATING = "received", "registered", "preliminary", "investigating"
NOT_INVESTIGATED, FINDINGS, DECIDED, NOTIFIED = "not_investigated", "findings", "decided", "notified"
WITHDRAWN, MOVED, CLOSED = "withdrawn", "moved", "closed"
STATE = Choice({
    RECEIVED: _("已接到"), REGISTERED: _("已登记"), PRELIMINARY: _("初步了解"), INVESTIGATING: _("调查中"),
    NOT_INVESTIGATED: _("不予调查"), FINDINGS: _("事实已查明"), DECIDED: _("已决定"), NOTIFIED: _("已告知结果"),
    WITHDRAWN: _("已撤回"), MOVED: _("已改转"), CLOSED: _("已办结"),
})  # fmt: skip
ENDED = (MOVED, CLOSED)
OPEN = tuple(code for code in STATE.options if code not in ENDED)
WITHDRAWABLE = (REGISTERED, PRELIMINARY, INVESTIGATING, FINDINGS)

COMPLAINT, REPORT, PUBLIC = "T", "J", "Q"
RECHECK, OBJECTION, APPEAL, CLAIM = "R", "O", "A", "B"
ENQUIRY = "enquiry"
ANONYMOUS = _("匿名")
NONE = _("无")


@cache
def _listed(what: str) -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = resources.toml("rules", "complaints_lists.toml")[what]
    return rows


def _choice(what: str, *codes: str) -> Choice:
    rows = _listed(what)
    return Choice({code: pick(rows[code]) for code in codes or rows})


KIND = _choice("kind", COMPLAINT, REPORT, PUBLIC)
RECHECK_KIND = _choice("kind", RECHECK, OBJECTION)
APPEAL_KIND = _choice("kind", APPEAL, CLAIM)
REROUTE = Choice({**_choice("kind", RECHECK, OBJECTION, APPEAL, CLAIM).options, ENQUIRY: _("咨询")})
GROUND_SHORT = {code: row["short"] for code, row in _listed("ground").items()}


@dataclass(frozen=True)
class Grounds(Many):
    """The grounds CG1–CG5, as codes, by their number (1、3) or in the words of a workbook (3 工作不规范、态度恶劣)."""

    def parse(self, raw: Any, today: date) -> list[str] | None:
        if isinstance(raw, (list, tuple)):
            return super().parse(raw, today)
        text = plain(raw)
        if not text:
            return None
        said = {f"CG{number}" for number in re.findall(r"(?<![\d.])(?:CG)?([1-5])(?!\d)", text)}
        said |= {code for code, label in self.options.items() if label in text or GROUND_SHORT[code][2:] in text}
        if not said:
            raise BadValue("；".join(GROUND_SHORT.values()), text)
        return [code for code in self.options if code in said]

    def show(self, value: Any) -> str:
        return "；".join(GROUND_SHORT.get(code, code) for code in value or ())


GROUNDS = Grounds({code: pick(row) for code, row in _listed("ground").items()})
_CHANNELS = _choice("channel")
CHANNEL = Choice(_CHANNELS.options, {"来电": "telephone", "电话投诉": "telephone", "来信": "letter", "书面": "letter", "信函": "letter",
                                     "当面": "oral", "现场": "oral", "邮件": "email", "邮箱": "email", "网上": "web", "网站": "web",
                                     "走访": "visit", "上门": "visit"})  # fmt: skip
WAY = Choice({"handed": _("当面送达"), "post": _("邮寄"), "email": _("电子邮件"), "message": _("短信"), "none": _("匿名无法送达")},
             {"当面": "handed", "面交": "handed", "快递": "post", "挂号": "post", "邮件": "email"})  # fmt: skip
NO_WAY = "none"
NOTICE = Choice({"preliminary": _("初步决定通知"), "extension": _("延期通知"), "outcome": _("结果告知")})
ANSWER = Choice({"answered": _("已答复"), "silent": _("未答复"), "obstructed": _("阻挠")})
ENDING = Choice({"withdrawn": _("投诉人书面撤回"), "error": _("登记有误")})
RELATION = Choice({"none": _("无回避情形"), "relative": _("亲属"), "teacher": _("师生"), "assessor": _("同场次考评员")})
LINK = Choice(
    {
        "discipline": _("人员处分"),
        "violation": _("考生违规"),
        "certificate": _("证书撤销"),
        "incident": _("事件跟进"),
        "scope": _("备案范围核查"),
    }
)

APPLIED, ACCEPTED, REFUSED, SUBMITTED, CHECKED, REPLIED = "applied", "accepted", "refused", "submitted", "checked", "replied"
RAISED, REVIEWING, RESOLVED = "raised", "reviewing", "resolved"
RECHECK_STATE = Choice({
    APPLIED: _("已申请"), ACCEPTED: _("已受理"), REFUSED: _("不予受理"), SUBMITTED: _("已报送"), CHECKED: _("已核对"),
    REPLIED: _("已答复"), RAISED: _("已提出"), REVIEWING: _("核查中"), RESOLVED: _("已处理"), CLOSED: _("已办结"),
})  # fmt: skip
RESULT = Choice({"unchanged": _("维持"), "corrected": _("更正")})
CAUSE = Many({"missing": _("漏登"), "wrong_entry": _("错登"), "wrong_sum": _("错统分数"), "standard": _("评分标准"), "other": _("其他")})

FILED, FORWARDED, ANSWERED = "filed", "forwarded", "answered"
APPEAL_STATE = Choice({FILED: _("已提出"), FORWARDED: _("已转送"), ANSWERED: _("已答复"), CLOSED: _("已办结")})
APPEAL_RESULT = Choice({"upheld": _("维持"), "changed": _("变更"), "revoked": _("撤销"), "protected": _("已维权"), "rejected": _("不成立")})

"""Words of the exam day, once: code and label; duties, steps and what is prepared come from exams_lists.toml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import resources
from models.core.kinds import Choice
from resources.texts import _, pick

THEORY, SKILL, REVIEW = "theory", "skill", "review"
PRESENT, ABSENT, REFUSED = "present", "absent", "refused"
SUBJECT = Choice({THEORY: _("理论"), SKILL: _("技能"), REVIEW: _("综合评审")}, {"实操": SKILL, "答辩": REVIEW, "理论知识": THEORY, "操作技能": SKILL})
ROOM_KIND = Choice(
    {"theory": _("理论考场"), "computer": _("机考考场"), "practical": _("实操考场"), "defence": _("答辩室"), "waiting": _("候考室")}
)
ROOMS_OF: Mapping[str, tuple[str, ...]] = {THEORY: ("theory", "computer"), SKILL: ("practical",), REVIEW: ("defence",)}
ATTENDANCE = Choice({PRESENT: _("到考"), ABSENT: _("缺考"), REFUSED: _("拒绝入场")})
ABSENT_WHY = Choice(
    {"never_came": _("未到"), "late": _("迟到"), "late_cancelled": _("迟到，取消资格"), "documents": _("证件不全或不符")}
)
DOCUMENT = Choice({"id_card": _("身份证"), "passport": _("护照"), "police": _("公安机关证明"), "other": _("其他有效证件")})
LEFT_WHY = Choice({"finished": _("交卷"), "ill": _("突发疾病"), "removed": _("责令退出")})
SOURCE = Choice({"staff": _("考务人员"), "assessor": _("考评人员"), "other": _("其他人员")})
CONTENT = Choice({"papers": _("试卷"), "cards": _("答题卡"), "sheets": _("评分表"), "pieces": _("工件")})
SEAL = Choice({"intact": _("完好"), "broken": _("异常"), "opened": _("已启封")})
MOVE = Choice(
    {
        "pickup": _("领卷"), "store": _("入库保管"), "to_site": _("运抵考点"), "to_inv": _("发至考场"), "sealcheck": _("验封"),
        "unseal": _("启封"), "distribute": _("分发"), "return": _("收回"), "reseal": _("装订密封"), "to_office": _("送交考务室"),
        "to_marking": _("送阅"), "archive": _("封存"),
    },
    {"领取": "pickup", "入库": "store", "运送": "to_site", "发放": "to_inv", "归档": "archive"},
)  # fmt: skip
_PLAIN_ROOM = re.compile(r"第|号|考场|机房|实训室|\s")


@dataclass(frozen=True)
class Step:
    """One step of a session: `minutes` from its anchor (T0 start, TE end); mode at · by · from · seq; marks start · gate · end."""

    id: str
    words: str
    anchor: str = ""
    minutes: int = 0
    mode: str = ""
    marks: str = ""
    rule: str = ""

    def planned(self, starts: datetime, ends: datetime) -> datetime:
        return (starts if self.anchor == "T0" else ends) + timedelta(minutes=self.minutes)


@cache
def _lists() -> Mapping[str, Any]:
    return resources.toml("rules", "exams_lists.toml")


def duties() -> dict[str, str]:
    return {code: pick(row) for code, row in _lists()["duty"].items()}


DUTY = Choice(duties())


def timeline(profile: str, subject: str) -> list[Step]:
    """The steps of an exam day; [] where the region's text has none for the subject."""
    rows = _lists()["timeline"].get(profile, {}).get(subject, {})
    return [
        Step(id_, pick(row), row["anchor"], row["min"], row["mode"], row.get("marks", ""), row.get("rule", "")) for id_, row in rows.items()
    ]


def preparation(profile: str, subject: str) -> list[Step]:
    """What is ticked before a session of this subject."""
    return [
        Step(id_, pick(row), rule=row["rule"])
        for id_, row in _lists()["prepare"].items()
        if (not row["profiles"] or profile in row["profiles"]) and row["subject"] in ("", subject)
    ]


def signs(profile: str) -> list[str]:
    """What the signs of a site say in a region, in the order of the list; ××× stands for the site."""
    return [row["zh"] for row in _lists()["sign"].values() if not row["profiles"] or profile in row["profiles"]]


def plain_room(words: str) -> str:
    """A room as it is compared with what people write: 第 01 考场, 01号考场 and 01 are the same."""
    return _PLAIN_ROOM.sub("", words).lstrip("0") or "0"

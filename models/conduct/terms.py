"""The words of misconduct, each once; coded items and sanctions come from conduct_lists.toml."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import resources
from models.core.kinds import Choice, Many
from resources.texts import _, pick

RECORDED, DECIDED, DROPPED, REVOKED, CLOSED = "open", "decided", "dropped", "revoked", "closed"
STATE = Choice({RECORDED: _("待处理"), DECIDED: _("已决定"), DROPPED: _("不予处理"), REVOKED: _("处分已撤销"), CLOSED: _("已归档")})
TONE = {RECORDED: "danger", DECIDED: "caution", CLOSED: "good"}
NOTE = Choice({"statement": _("本人陈述"), "interview": _("谈话记录")})
DISMISS, JUDICIAL = "dismiss", "judicial"

# A step after the decision → the column that keeps its day.
STEPS = {"delivered": "delivered_on", "employer": "employer_told_on", "released": "released_on", "judicial": "judicial_on",
         "criticism": "criticism_on", "reported": "reported_on"}  # fmt: skip
STEP = Choice({
    "delivered": _("送达本人"), "employer": _("通报所在单位"), "released": _("解聘"), "judicial": _("移送司法机关"),
    "criticism": _("收到书面检查"), "reported": _("上报单位"),
})  # fmt: skip


@cache
def offences() -> Mapping[str, Mapping[str, Any]]:
    """Every coded item: words, whom it is about, its consequences, region, clause."""
    return resources.toml("rules", "conduct_lists.toml")["offence"]


def of_region(profile: str) -> dict[str, str]:
    """Code → words of the items of a region; of all regions where it has none of its own."""
    own = {code: row for code, row in offences().items() if row["profile"] == profile}
    return {code: f"{code} {pick(dict(row))}" for code, row in (own or offences()).items()}


def words(code: str) -> str:
    return pick(dict(offences()[code]))


def clause(code: str) -> str:
    return str(offences()[code]["clause"])


def sanctions() -> Many:
    rows = resources.toml("rules", "conduct_lists.toml")["sanction"]
    return Many({code: pick(row) for code, row in rows.items()})

"""The words of supervision, each once; the form's items come from supervision_lists.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import resources
from models.core.kinds import Choice, Many
from resources.texts import _, pick

PLANNED, NOTICED, INSPECTED, FED_BACK, REPORTED, CLOSED = "planned", "noticed", "inspected", "fed_back", "reported", "closed"
GRADED, TEXT, RATE = "abc", "text", "rate"
PARTLY, NOT_MET, NOT_APPLICABLE = "B", "C", "N"
OBSTRUCT = "obstruct"

KIND = Choice({"on_site": _("现场督导"), "special": _("专项督导"), "annual": _("年检评估")})
METHODS = Many({"site": _("现场督导"), "hear": _("听取汇报"), "files": _("查阅资料"), "test": _("问卷测试复核")})
STATE = Choice({PLANNED: _("已计划"), NOTICED: _("已通知"), INSPECTED: _("已检查"), FED_BACK: _("已反馈"), REPORTED: _("已报告"),
                CLOSED: _("已结案")})  # fmt: skip
GRADE = Choice({"A": "A", PARTLY: "B", NOT_MET: "C", NOT_APPLICABLE: "N"})
RATING = Choice({"excellent": _("优秀"), "good": _("良好"), "fair": _("一般")})
CASE = Choice({"criticise": _("批评"), "stop": _("制止"), "punish": _("处理建议"), "cancel": _("建议取消资格"), OBSTRUCT: _("妨碍督导")})


@dataclass(frozen=True)
class Item:
    """One item of the form. needs: theory · defence · "" (always applies)."""

    number: int
    section: str
    kind: str
    needs: str
    text: str


def items() -> list[Item]:
    """The 38 items with our own wording, in the form's order (PPL-FRM-001)."""
    rows: Mapping[str, Mapping[str, str]] = resources.toml("rules", "supervision_lists.toml")["item"]
    return [Item(int(number), row["section"], row["kind"], row["needs"], pick(dict(row))) for number, row in rows.items()]


def sections() -> dict[str, str]:
    return {code: pick(row) for code, row in resources.toml("rules", "supervision_lists.toml")["section"].items()}


@cache
def graded() -> frozenset[int]:
    return frozenset(item.number for item in items() if item.kind == GRADED)


def causes() -> dict[str, str]:
    return {code: pick(row) for code, row in resources.toml("rules", "supervision_lists.toml")["obstruction"].items()}

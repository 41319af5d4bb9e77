"""Supervisions of the demo centre: one closed, one that waits for its rectification, one with a half filled form, one planned."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import select

from models.demo.stage import Act, Stage
from models.people.tables import Appointment, Qualification
from models.people.terms import SUPERVISOR
from models.supervision.tables import Rectification, Supervision

_ALL = "1-28 A\n30-33 A\n35-37 A"
_SITES = ("实训楼一楼考点", "技能中心考点", "机电楼考点", "第二实训基地")


def acts(stage: Stage) -> Iterator[Act]:
    """What supervisors did in the last weeks, each on its day."""
    members = "、".join(_appointed(stage))
    if not members:
        return
    for ago, site in zip((60, 20, 4, -6), _SITES, strict=True):
        given = {"members": members, "site": site, "starts_on": stage.day(ago), "has_theory": True, "focus": "考场秩序、评分独立"}
        yield Act(max(ago, 0) + 2, "supervision.plan", None, given)
        if ago >= 0:
            yield Act(ago + 1, "supervision.notify", _at(stage, site), {"materials": "考场分布图、考评员名单、设备核查记录"})
            yield Act(ago, "supervision.hand_out_badges", _at(stage, site))
    yield from _closed(stage, _SITES[0], members)
    yield from _waiting(stage, _SITES[1])
    yield Act(4, "supervision.fill_in", _at(stage, _SITES[2]), {"answers": "1-7 A\n8-16 A\n17 B 一名监考员手机未静音", "leader": "何组长"})
    case = {"kind": "criticise", "name": "辛春美", "facts": "评分表一处涂改未签字，当场提醒后补签。", "raised_on": stage.day(20)}
    yield Act(19, "supervision.raise_case", None, case, by="supervisor")


def _closed(stage: Stage, site: str, members: str) -> Iterator[Act]:
    form = {"answers": _ALL, "leader": "何组长", "excellent": "唐萍琳", "good": "苏鸣岚", "expected": 30, "present": 29, "absent": 1}
    yield Act(60, "supervision.fill_in", _at(stage, site), form)
    yield Act(60, "supervision.submit_form", _at(stage, site))
    yield Act(59, "supervision.take_back_badges", _at(stage, site))
    yield Act(59, "supervision.feed_back", _at(stage, site), {"opinion": "组织有序，未发现问题。", "received_by": "何组长"})
    names = "、".join(_names(stage, members))
    yield Act(58, "supervision.report", _at(stage, site), {"suggestion": "继续保持。", "signed": names})
    yield Act(57, "supervision.close", _at(stage, site))


def _waiting(stage: Stage, site: str) -> Iterator[Act]:
    lines = _ALL + "\n3 C 安全通道堆放备件，未清空\n20 B 一处监控时间未校准"
    form = {"answers": lines, "leader": "何组长", "good": "苏鸣岚", "fair": "辛春美", "expected": 26, "present": 24, "absent": 2}
    yield Act(20, "supervision.fill_in", _at(stage, site), form)
    yield Act(20, "supervision.submit_form", _at(stage, site))
    finding = {"problem": "考评员名单与在岗人员不一致", "clause": "考务管理", "demand": "核对后重新张贴", "responsible": "何组长"}
    yield Act(20, "supervision.add_finding", _at(stage, site), finding)
    yield Act(19, "supervision.feed_back", _at(stage, site), {"opinion": "总体规范，两项问题限期整改。", "received_by": "何组长"})
    yield Act(12, "supervision.rectify", _finding(stage, 1), {"measure": "备件移至仓库，通道贴禁放标识", "proof": "照片 2 张"}, by="exam")
    yield Act(10, "supervision.verify", _finding(stage, 1), by="supervisor")


def _appointed(stage: Stage) -> list[str]:
    """Card numbers of three appointed supervisors whose cards last beyond the story."""
    with stage.centre.reading() as context:
        held = select(Qualification.card_number).join(Appointment).where(
            Qualification.kind == SUPERVISOR, Qualification.ended_on.is_(None), Qualification.valid_to > stage.day(-30),
            Qualification.valid_from <= stage.day(70),
        )  # fmt: skip
        return list(dict.fromkeys(context.db.scalars(held.order_by(Qualification.id))))[:3]


def _names(stage: Stage, members: str) -> list[str]:
    with stage.centre.reading() as context:
        held = context.db.scalars(select(Qualification).where(Qualification.card_number.in_(members.split("、"))))
        return [one.person.name for one in held]


def _at(stage: Stage, site: str) -> Callable[[], int]:
    def find() -> int:
        with stage.centre.reading() as context:
            return context.db.scalars(select(Supervision.id).where(Supervision.site == site)).one()

    return find


def _finding(stage: Stage, number: int) -> Any:
    def find() -> int:
        with stage.centre.reading() as context:
            return context.db.scalars(select(Rectification.id).order_by(Rectification.id)).all()[number - 1]

    return find

"""Incidents of the demo centre: one at every step of its way, a drill, a late report, preparedness, and a mass of closed ones."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from models.core.acts import Param, Unit, command
from models.core.findings import Finding
from models.core.kinds import Whole
from models.core.progress import Progress
from models.core.roles import DIRECTOR
from models.core.search import put_lines
from models.core.store import insert_many
from models.demo.inventing import person
from models.demo.stage import Act, Stage
from models.incidents import queries, terms
from models.incidents.tables import Incident, IncidentEntry, LeakReport
from models.people.roster import fresh_ids
from resources.texts import _

_SEED = 20_262
_SITES = ("第一考点", "第二考点")
_STORIES = (  # (days ago, kind, room, what, steps of the way taken, drill)
    (210, "A1", "数控实训室", "消防疏散演练", 9, True), (150, "H06", "02考场", "开封后发现 2 份试卷缺页", 9, False),
    (95, "H10", "机房", "1 名考生低血糖头晕", 9, False), (60, "H17", "03考场", "袋内缺密封条", 9, False),
    (33, "H12", "01考场", "发现夹带纸条", 9, False),
    (20, "A1", "焊接实训室", "气瓶接头漏气，停考疏散", 6, False), (12, "H05", "02考场", "启封后科目不符", 5, False),
    (4, "H11", "04考场", "考生大声喧哗", 4, False),
    (1, "H03", "01考场", "人证不符，考生否认替考", 1, False), (0, "H18", "03考场", "考生衣袋内手机响铃", 0, False),
)  # fmt: skip
_LATE = (75, "H04", "密封袋有拆启痕迹")
_PARTS = {"cause": "现场准备检查不到位", "result": "处置后考试有效", "social_effect": "无", "lessons": "考前逐项检查，双人复核"}
_EVALUATION = {"investigators": "考务组、质量督导组", "consequences": "无人员伤害", "lessons": "加强设备点检",
               "plan_changes": "预案增加气瓶检查",
               "accountability": "无", "commendation": "现场考评员处置及时"}  # fmt: skip
_CHUNK, _OPEN_EVERY, _OPEN_ITEMS = 10_000, 50, 500


def acts(stage: Stage) -> Iterator[Act]:
    """Preparedness first, then each incident as far as its story goes."""
    yield from _preparedness(stage)
    for at, story in enumerate(_STORIES):
        yield from _way(stage, at, *story)
    ago, kind, what = _LATE
    moment = _moment(stage, ago, 90)
    yield Act(ago, "incidents.report", None, _report(stage, 90, ago, kind, "01考场",
                                                     what) | {"told_group_at": _text(moment + timedelta(minutes=12))},
              "领导小组电话占线", by="exam")  # fmt: skip
    yield Act(2, "incidents.report_leak", None, {
        "department": "考务组", "leaked": "papers", "material": "车工四级理论 A 卷", "course": "清点时发现试卷袋边缝开裂，份数无缺。",
        "discovered_at": _text(datetime.combine(stage.day(2), time(16, 20))),
        "oral_at": _text(datetime.combine(stage.day(2), time(16, 25)))}, by="exam")  # fmt: skip


def _moment(stage: Stage, ago: int, at: int) -> datetime:
    return datetime.combine(stage.day(ago), time(9, 5 + at % 40))


def _text(moment: datetime) -> str:
    return moment.isoformat(" ")


def _report(stage: Stage, at: int, ago: int, kind: str, room: str, what: str) -> dict[str, Any]:
    found = _moment(stage, ago, at)
    return {"kinds": kind, "discovered_at": _text(found), "site": _SITES[at % len(_SITES)], "rooms": room, "summary": what,
            "discovered_by": person(_SEED, at).name, "told_site_at": _text(found + timedelta(minutes=3)),
            "ends_at": _text(datetime.combine(found.date(), time(10, 30)))}  # fmt: skip


def _way(stage: Stage, at: int, ago: int, kind: str, room: str, what: str, taken: int, drill: bool) -> Iterator[Act]:
    found = _moment(stage, ago, at)
    given = _report(stage, at, ago, kind, room, what) | {"drill": drill}
    if taken:
        given["told_group_at"] = _text(found + timedelta(minutes=6))
    yield Act(ago, "incidents.report", None, given, by="exam")
    steps = _steps(stage, found, ago, kind)
    for number, step in enumerate(steps):
        if number < taken:
            yield from step


def _steps(stage: Stage, found: datetime, ago: int, kind: str) -> list[list[Act]]:
    """What follows a report, in portions of the way: measures, time, list, end, report, acceptance, evaluation, summary, filing."""
    key, two = partial(_incident, stage, found), "、".join(person(_SEED, at).name for at in (3, 4))
    late = {minutes: _text(found + timedelta(minutes=minutes)) for minutes in (8, 12, 15, 20)}
    given_time = [Act(ago, "incidents.grant_time", key, {"starts_at": _text(found), "ends_at": late[12]}, by="exam")] if kind in ("H05",
        "H06") else []
    answers = [Act(ago, "incidents.answer_step", key, {"step": step, "by": two, "at": late[15]}, by="exam") for step in terms.steps([kind])]
    major = terms.kind_rows()[kind]["class"] == terms.MAJOR
    evaluated = [Act(max(ago - 6, 0), "incidents.evaluate", key, _EVALUATION, by="exam")] if major else []
    return [
        [Act(ago, "incidents.fix_measures", key, {"text": "按清单处置，专人在场", "at": late[8]}, by="exam")],
        given_time, answers, [Act(ago, "incidents.restore", key, {"confirmed_by": person(_SEED, 5).name, "at": late[20]}, by="exam")],
        [Act(max(ago - 1, 0), "incidents.submit_report", key, _PARTS, by="exam", reason="补报")],
        [Act(max(ago - 2, 0), "incidents.accept_report", key, by="director")], evaluated,
        [Act(max(ago - 4, 0), "incidents.hand_up", key, {"what": "summary", "to": "上级主管部门"}, by="exam", reason="补报")],
        [Act(max(ago - 9, 0), "incidents.close", key, {"file_number": f"K20-{found:%Y%m%d}"}, by="exam"),
         Act(max(ago - 12, 0), "archives.take_over", partial(stage.item, f"K20-{found:%Y%m%d}"),
             {"location": "档案室-2柜-2层", "quantity": "8页"}, by="archive")],
    ]  # fmt: skip


def _incident(stage: Stage, found: datetime) -> int:
    with stage.centre.reading() as context:
        return context.db.scalars(select(Incident.id).where(Incident.discovered_at == found).order_by(Incident.id)).one()


def _preparedness(stage: Stage) -> Iterator[Act]:
    name = [person(_SEED, at).name for at in range(20, 30)]
    for ago, kind, given in (
        (320, "plan", {}), (315, "group", {"leader": name[0], "members": f"中心主任、{name[1]}、{name[2]}",
                                           "ticks": "policy、duties、reporter、inspect、experience"}),
        (220, "training", {"participants": "全体考务和监考人员"}),
        (100, "inspection", {"findings": "焊接实训室气瓶软管老化", "removed_on": stage.day(95).isoformat()}),
        (0, "roster", {"site": _SITES[0], "site_head": name[3], "patrol": name[4], "officer": name[5], "reporter": name[5],
                       "handlers": f"{name[6]}、{name[7]}", "phone": person(_SEED, 30).phone, "on_duty": name[8], "medical": name[9],
                       "guards": "保卫处值班组"}),
    ):  # fmt: skip
        yield Act(ago, "incidents.prepare", None, {"kind": kind, **given}, by="exam")


@command("demo.fill_incidents", _("填充演练事件"), only=frozenset({DIRECTOR}), internal=True, params=(Param("count", _("起数"), Whole(1)),))
def fill_incidents(unit: Unit, count: int) -> Iterator[Finding | Progress]:
    """Invent incidents, a training centre only: most are closed, some hundreds still wait for their follow-up."""
    if not unit.centre.training:
        yield from unit.rules["SYS-009"].found("")
        return
    ids, lines = list(fresh_ids(unit, Incident, count)), list(fresh_ids(unit, IncidentEntry, 3 * count))
    for first in range(0, count, _CHUNK):
        yield Progress(first, count, _("突发事件"))
        _write(unit, range(first, min(first + _CHUNK, count)), ids, lines, count)
    unit.detail["filled"] = count


def _write(unit: Unit, numbers: range, ids: list[int], lines: list[int], count: int) -> None:
    stamp = {"version": 1, "first_entry": unit.seq, "entry": unit.seq}
    kinds = [code for code, row in terms.kind_rows().items() if row["profile"] == unit.centre.profile]
    open_every = max(_OPEN_EVERY, count // _OPEN_ITEMS)
    incidents, entries = [], []
    for number in numbers:
        row = _row(unit, number, ids[number], kinds[number % len(kinds)], number % open_every == 0)
        incidents.append(row | stamp)
        entries += [one | stamp for one in _lines(unit, row, lines[3 * number : 3 * number + 3])]
    connection = unit.db.connection()
    insert_many(connection, Incident.__table__, incidents)
    insert_many(connection, IncidentEntry.__table__, entries)
    put_lines(connection, [line for row in incidents for line in queries.lines_of_incident(unit.db, Incident(**row))])


def _row(unit: Unit, number: int, id_: int, kind: str, still_open: bool) -> dict[str, Any]:
    day = unit.today - timedelta(days=30 + number % 1000)
    found = datetime.combine(day, time(9 + number % 8, number % 60))
    what = terms.kinds(unit.centre.profile)[kind]
    return {
        "id": id_, "number": f"MN-{day.year}-{number + 1:06d}", "is_drill": number % 40 == 7, "profile": unit.centre.profile,
        "state": "follow_up" if still_open else "closed", "rank": terms.kind_rows()[kind]["class"], "kinds": [kind],
        "theme": terms.theme_of([kind]),
        "discovered_at": found, "discovered_by": person(_SEED, number % 500).name, "recorded_at": found, "recorded_by": "exam",
        "site_told_at": found + timedelta(minutes=1 + number % 9), "group_told_at": found + timedelta(minutes=2 + number % 8), "batch": "",
        "site": _SITES[number % 2], "rooms": f"{number % 30 + 1:02d}考场", "practical": False, "disorder": False, "summary": what,
        "affected": "",
        "room_record": "", "classified_by": "考务", "tracker": "", "restored_at": found + timedelta(minutes=20),
        "restored_by": person(_SEED, 5).name,
        "cause": _PARTS["cause"], "course": what, "result": _PARTS["result"], "social_effect": _PARTS["social_effect"], "submitted_on": day,
        "accepted_on": day, "evaluated_on": day, "closed_on": None if still_open else day + timedelta(days=7),
        "file_number": None if still_open else f"K20-{number + 1:06d}", "judged_by": "",
    }  # fmt: skip


def _lines(unit: Unit, row: dict[str, Any], ids: list[int]) -> list[dict[str, Any]]:
    told = [("found", "", row["discovered_at"], row["summary"], ""),
            ("report", terms.SITE, row["site_told_at"], "", terms.ADDRESSEE.show(terms.SITE)),
            ("report", terms.GROUP, row["group_told_at"], "", terms.ADDRESSEE.show(terms.GROUP))]  # fmt: skip
    return [{"id": id_, "incident_id": row["id"], "at": at, "entered_at": at, "entered_by": "exam", "kind": kind, "code": code,
             "text": text,
             "who": row["discovered_by"], "to_whom": whom, "means": "telephone" if code else "", "approved_by": "", "approved_how": "",
             "scope": ""}
            for id_, (kind, code, at, text, whom) in zip(ids, told, strict=True)]  # fmt: skip


COUNTED = (Incident, IncidentEntry, LeakReport)

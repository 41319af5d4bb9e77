"""Complaints of the demo centre: a case in every state, one of them late, one told again, and a mass of closed ones."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from sqlalchemy import func, select

from models.complaints.queries import CASES, find_case
from models.complaints.tables import Complaint, Recheck, StaffAppeal
from models.core.acts import Param, Unit, command
from models.core.findings import Finding
from models.core.kinds import Whole
from models.core.names import initials
from models.core.progress import Progress
from models.core.roles import DIRECTOR
from models.core.search import Line, put_lines
from models.core.store import insert_many
from models.demo.inventing import person
from models.demo.stage import Act, Stage
from models.people.roster import fresh_ids
from resources.texts import _

_SEED = 20_261
_WHY = "节后案件集中，已向主任说明"
_WAY = ("assign", "screen", "notify_preliminary", "find_facts", "decide", "notify_outcome", "file")
_STORIES = (  # (days ago, kind, ground, what, steps taken)
    (60, "T", "CG3", "实操考场考评员态度生硬，打断考生操作", 7), (45, "J", "CG5", "反映有人替考，附考场照片", 7),
    (33, "T", "CG1", "对缺考登记有异议", 7),
    (20, "Q", "CG2", "家长来电反映考点收取额外费用", 6), (12, "T", "CG3", "等候时间过长，无人解释", 5),
    (9, "J", "CG4", "所考等级不在备案范围", 4),
    (6, "T", "CG3", "考前引导不清，误入考场", 3), (3, "T", "CG1", "准考证信息有误未及时更正", 1), (1, "T", "CG3", "监考人员接打电话", 0),
)  # fmt: skip
_TAKEN_OVER = (0, 1)  # dossiers the archive has on its shelf; the third waits for it
_CHUNK, _OPEN_EVERY = 20_000, 200


def acts(stage: Stage) -> Iterator[Act]:
    """Each case as far as its story goes; the two oldest were archived, the newest has just come in."""
    for at, (ago, kind, ground, what, steps) in enumerate(_STORIES):
        one = person(_SEED, at)
        received = datetime.combine(stage.day(ago), time(9, 10 + at))
        yield Act(ago, "complaints.receive", None, {
            "kind": kind, "received_at": received.isoformat(" "), "channel": "telephone" if at % 2 else "letter", "complainant": one.name,
            "employer": one.employer, "contact": one.phone, "content": what, "evidence": "无", "grounds": ground},
            by="general")  # fmt: skip
        yield from _steps(stage, one.name, ago, at, steps)
    for at in _TAKEN_OVER:
        yield Act(_STORIES[at][0] - 12, "archives.take_over", partial(stage.item, f"TS-{at + 1:03d}"),
                  {"location": "档案室-2柜-1层", "quantity": "16页"}, by="archive")  # fmt: skip
    yield from _others(stage)


def _steps(stage: Stage, name: str, ago: int, at: int, steps: int) -> Iterator[Act]:
    days = (ago, ago - 1, ago - 2, max(ago - 5, 1), max(ago - 8, 0), max(ago - 8, 0), max(ago - 10, 0))
    given: tuple[dict[str, Any], ...] = (
        {"handler": "general", "lead": "supervisor"}, {"investigate": "是", "screening": "情况基本属实，需进一步核实。"},
        {"way": "post", "letter_no": f"投通〔演示〕{at + 1}号"}, {"facts": "经调取录像和询问当事人，情况属实。"},
        {"decision": "责成当事人道歉，本批次后集中培训。", "basis": "考务人员守则"},
        {"way": "handed", "letter_no": f"投告〔演示〕{at + 1}号"},
        {"archive_no": f"TS-{at + 1:03d}", "pages": "16"},
    )  # fmt: skip
    by = ("director", "director", "general", "supervisor", "director", "general", "archive")
    for day, act, values, login in list(zip(days, _WAY, given, by, strict=True))[:steps]:
        yield Act(day, f"complaints.{act}", partial(_case, stage, name), values, reason=_WHY, by=login)


def _case(stage: Stage, name: str) -> int:
    with stage.centre.reading() as context:
        return find_case(context.db, name)[0].id


def _others(stage: Stage) -> Iterator[Act]:
    """A recheck that waits for its reply, an objection, an appeal that was forwarded."""
    one, other = person(_SEED, 20), person(_SEED, 21)
    yield Act(4, "complaints.apply_recheck", None, {"candidate": one.name, "batch": "演示第一批", "subject": "理论知识", "score": "58",
              "published_on": stage.day(8), "request": "请核对主观题总分"}, by="exam")  # fmt: skip
    yield Act(3, "complaints.accept_recheck", lambda: _last(stage, Recheck), by="exam")
    yield Act(2, "complaints.raise_objection", None, {"batch": "演示第二批", "contact": "匿名来信", "published_on": stage.day(5),
              "request": "公示人员工作年限不足"}, by="exam")  # fmt: skip
    yield Act(15, "complaints.file_appeal", None,
              {"kind": "A", "name": other.name, "claim": "认为处分过重", "sanction": "中心决定〔演示〕1号",
              "delivered_on": stage.day(30)}, by="general")  # fmt: skip
    yield Act(14, "complaints.forward_appeal", lambda: _last(stage, StaffAppeal), by="general")


def _last(stage: Stage, table: Any) -> int:
    with stage.centre.reading() as context:
        return context.db.scalar(select(func.max(table.id))) or 0


# -- the mass -------------------------------------------------------------------------------------------------------


@command(
    "demo.fill_complaints", _("填充演练投诉"), only=frozenset({DIRECTOR}), internal=True, params=(Param("count", _("件数"), Whole(1)),)
)
def fill_complaints(unit: Unit, count: int) -> Iterator[Finding | Progress]:
    """Invent closed complaints of the last ten years and some open ones, a training centre only."""
    if not unit.centre.training:
        yield from unit.rules["SYS-009"].found("")
        return
    connection, serials = unit.db.connection(), dict[int, int]()
    for year, serial in unit.db.execute(select(Complaint.year, func.max(Complaint.serial)).group_by(Complaint.year)):
        serials[year] = serial
    for first in range(0, count, _CHUNK):
        yield Progress(first, count, _("投诉举报"))
        size = min(_CHUNK, count - first)
        rows = [_row(unit, id_, first + at, serials) for at, id_ in enumerate(fresh_ids(unit, Complaint, size))]
        insert_many(connection, Complaint.__table__, rows)
        put_lines(connection, [Line(CASES, row["id"], f"{row['number']} {row['complainant']}", [
            row["number"], row["complainant"], *initials(row["complainant"]), row["employer"]]) for row in rows])  # fmt: skip


def _row(unit: Unit, id_: int, number: int, serials: dict[int, int]) -> dict[str, Any]:
    open_ = number % _OPEN_EVERY == 0
    day = unit.today - timedelta(days=number % 9 if open_ else 20 + number * 37 % 3600)
    serials[day.year] = serial = serials.get(day.year, 0) + 1
    one = person(_SEED, 1000 + number % 5000)
    due = unit.calendar.plus(day, unit.rules["CMP-014"].value("workdays")).day
    return {
        "id": id_, "number": f"TS-{day.year}-{serial:04d}", "year": day.year, "serial": serial, "cycle": 1, "kind": "TTTJQ"[number % 5],
        "state": "preliminary" if open_ else "closed", "is_open": open_, "received_at": datetime.combine(day, time(8 + number % 9)),
        "received_on": day,
        "entered_by": "general", "registered_by": "general", "channel": "telephone", "anonymous": False, "complainant": one.name,
        "employer": one.employer, "contact": one.phone, "content": "演示内容", "evidence": "无", "grounds": [f"CG{number % 5 + 1}"],
        "handler": "general", "extended_late": False, "judged_by": "", "version": 1, "first_entry": unit.seq, "entry": unit.seq,
        **_closing(day, due, number, open_),
    }  # fmt: skip


_CLOSING = ("investigate", "screened_on", "screening_due", "notified_on", "notice_due", "facts", "decision", "decided_on", "decision_due",
            "outcome_on", "outcome_due", "archive_no", "filed_on", "filing_due", "taken_over_on")  # fmt: skip


def _closing(day: date, due: date, number: int, open_: bool) -> dict[str, Any]:
    """What a closed case has; every eleventh was decided a day late."""
    if open_:
        return dict.fromkeys(_CLOSING)
    decided, soon = due + timedelta(days=number % 11 == 0), day + timedelta(days=1)
    return dict(zip(_CLOSING, (True, soon, soon, soon, soon, "属实", "已处理", decided, due, decided, decided, f"TS{number}", decided,
                               decided, decided),
                    strict=True))  # fmt: skip

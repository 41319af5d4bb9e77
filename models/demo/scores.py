"""Scores of the demo centre: lists of three past years, and a batch at each step of the way: typed once, typed twice with
differences, on its way to the authority, published with a corrected score and a recheck."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

from sqlalchemy import func, select

from models.assessment.candidates.tables import Enrolment
from models.assessment.plans.course import course
from models.assessment.plans.tables import BatchStep
from models.assessment.scores import queries
from models.assessment.scores.tables import Correction
from models.assessment.tables import Batch
from models.complaints.tables import Recheck
from models.core.acts import Param, Unit, command
from models.core.findings import Finding
from models.core.kinds import Code, Day, Text, Whole
from models.core.names import sort_key
from models.core.opening import TRAINING_PASSWORD
from models.core.roles import DIRECTOR
from models.demo.inventing import OCCUPATIONS, Invented, person
from models.demo.stage import Act, Stage
from resources.texts import _

SEED, SECOND = 20_281, "exam2"  # the second exam officer
PAST, EACH, EVERY = 12, 24, 82  # lists of the past: batches, people in each, days between two
LISTS = 185  # days before today on which the old lists came in, before the last of the rosters
CANDIDATES = 40
ONCE, DIFFERING, REPORTED, PUBLISHED = 2, 4, 12, 32  # days since the exam of each running batch
ABSENT, CHEATED = "缺考", "作弊"
_BATCH_HEADERS = ("批次编号", "批次名称", "职业", "级别", "考试日期")
_SCORE_HEADERS = ("批次编号", "准考证号", "姓名", "性别", "身份证号", "理论成绩", "实操成绩", "结果")
_WRONG = {3: "68", 9: "91", 17: "57", 22: ABSENT, 31: "60.5"}  # what the second person typed by mistake, by candidate
_SETTLED = 2  # of these, the first ones
_BEFORE = {"announce": 45, "close_registration": 32, "submit": 30, "approve": 20, "arrange": 8, "ticket": 6, "ready": 1, "start": 0, "finish": 0}
_CORRECTED = 7  # the published candidate whose practical was added up wrongly


def rosters(stage: Stage) -> list[tuple[int, str, str, Any, Any, str]]:
    """The batches of the past and their scores, as two workbooks."""
    batches, scores = [], []
    for at in range(PAST):
        day = stage.day(LISTS + 10 + EVERY * (PAST - 1 - at))
        code, trade, level = f"LS{day:%Y%m}", OCCUPATIONS[at % 4], "三四五"[at % 3]
        batches.append((code, f"{day:%Y-%m} {trade}{level}级认定", trade, f"{level}级", day.isoformat()))
        for number in range(at * EACH, (at + 1) * EACH):
            scores.append((code, f"{code}{number % EACH + 1:03d}", *_told(person(SEED, number)), *_marks(number, 2 * (at % 5) - 3)))
    return [(LISTS, "assessment.batches", "历年批次.xlsx", _BATCH_HEADERS, batches, ""),
            (LISTS - 1, "assessment.scores", "历年成绩.xlsx", _SCORE_HEADERS, scores, "")]  # fmt: skip


def _told(one: Invented) -> tuple[str, str, str]:
    return one.name, "男" if one.sex == "male" else "女", one.id_no


def _marks(number: int, better: int = 0) -> tuple[str, str, str]:
    """Theory, practical, result of a candidate; always the same ones. better: points above the usual."""
    draw = Random(SEED * 31 + number)
    if draw.random() < 0.05:
        return ABSENT, ABSENT, "不合格"
    if draw.random() < 0.01:
        return CHEATED, "70", "不合格"
    theory, skill = (min(100.0, max(0.0, round(2 * draw.gauss(mean + better, 11)) / 2)) for mean in (71, 74))
    return f"{theory:g}", f"{skill:g}", "合格" if theory >= 60 <= skill else "不合格"


def acts(stage: Stage) -> Iterator[Act]:
    """The second exam officer, then the running batches, the oldest first."""
    yield Act(PUBLISHED + 1, "core.add_user", None, {"login": SECOND, "name": "考务人员（二）", "roles": "EXM", "password": TRAINING_PASSWORD}, by="admin")
    for at, ago in enumerate((PUBLISHED, REPORTED, DIFFERING, ONCE)):
        yield Act(ago, "demo.fill_scored", None, {"code": _code(stage, ago), "occupation": OCCUPATIONS[at], "exam_day": stage.day(ago).isoformat(),
                  "count": CANDIDATES, "first": 1000 + 100 * at}, by="director")  # fmt: skip
        yield from _marked(stage, ago)
        if ago > DIFFERING:
            yield Act(ago - 1, "assessment.note_step", partial(_batch, stage, ago), {"step": "supervision_report"}, by="exam")
    yield from _published(stage)
    yield from _sent(stage, REPORTED)
    yield from _differing(stage)
    yield _entry(stage, ONCE, ONCE - 1, "theory", "exam", 1300)


def _code(stage: Stage, ago: int) -> str:
    return f"CJ{stage.day(ago):%Y%m%d}"


def _batch(stage: Stage, ago: int) -> int:
    with stage.centre.reading() as context:
        return context.db.scalars(select(Batch.id).where(Batch.code == _code(stage, ago))).one()


def _marked(stage: Stage, ago: int) -> Iterator[Act]:
    """Markers under secrecy, the approval to take scores down."""
    noted: tuple[dict[str, Any], ...] = (
        {"kind": "marker", "person": "阅卷组长", "agreement": f"BM-{ago:02d}"}, {"kind": "approved", "person": "中心主任"}, {"kind": "opened"})  # fmt: skip
    for each in noted:
        yield Act(ago - 1, "assessment.note_marking", partial(_batch, stage, ago), each, by="exam")


def _entry(stage: Stage, ago: int, on: int, subject: str, login: str, first: int, wrong: dict[int, str] | None = None) -> Act:
    """What one person types for everybody."""
    marks = {at: _marks(first + at)[subject == "skill"] for at in range(CANDIDATES)} | (wrong or {})
    lines = "\n".join(f"{_code(stage, ago)}{at + 1:03d} {mark}" for at, mark in marks.items())
    return Act(on, "assessment.enter_scores", partial(_batch, stage, ago), {"subject": subject, "scores": lines}, by=login)


def _both(stage: Stage, ago: int, on: int, first: int, wrong: dict[int, str] | None = None) -> Iterator[Act]:
    """Both subjects typed by two; the sheets are signed. wrong: practical marks the second person and the sheet have alike."""
    for login in ("exam", SECOND):
        yield _entry(stage, ago, on, "theory", login, first)
        yield _entry(stage, ago, on, "skill", login, first, wrong)
    yield Act(on, "assessment.note_marking", partial(_batch, stage, ago), {"kind": "signed", "person": "考评组长"}, by="exam")


def _sent(stage: Stage, ago: int, wrong: dict[int, str] | None = None) -> Iterator[Act]:
    """Checked, locked and sent up."""
    yield from _both(stage, ago, ago - 2, 1100 if ago == REPORTED else 1000, wrong)
    for event in ("score", "report"):
        yield Act(ago - 3, f"assessment.{event}_batch", partial(_batch, stage, ago), by="exam")


def _differing(stage: Stage) -> Iterator[Act]:
    """Two people typed the theory, five lines differ, two of them are settled; the practical was typed once."""
    yield _entry(stage, DIFFERING, 2, "theory", "exam", 1200)
    yield _entry(stage, DIFFERING, 2, "theory", SECOND, 1200, _WRONG)
    yield _entry(stage, DIFFERING, 1, "skill", SECOND, 1200)
    for at in list(_WRONG)[:_SETTLED]:
        given = {"ticket": f"{_code(stage, DIFFERING)}{at + 1:03d}", "subject": "theory", "score": _marks(1200 + at)[0], "why": "核对原始评分表，第二次录错"}
        yield Act(1, "assessment.settle_score", partial(_batch, stage, DIFFERING), given, by="director")


def _published(stage: Stage) -> Iterator[Act]:
    """Confirmed above, published; one score was corrected after a recheck, another candidate has asked for one."""
    yield from _sent(stage, PUBLISHED, {_CORRECTED: "57"})
    batch, code = partial(_batch, stage, PUBLISHED), _code(stage, PUBLISHED)
    yield Act(24, "assessment.confirm_batch", batch, {"document": "市鉴函〔演示〕7号"}, by="exam")
    yield Act(23, "assessment.publish_batch", batch, by="exam")
    case: dict[str, Any] = {"batch": code, "published_on": stage.day(23), "subject": "技能"}
    one, other = person(SEED, 1000 + _CORRECTED), person(SEED, 1000 + 12)
    yield Act(20, "complaints.apply_recheck", None, case | {"candidate": one.name, "score": "57", "request": "请核对各题得分合计"}, by="exam")
    last = partial(_last, stage, Recheck)
    yield Act(20, "complaints.accept_recheck", last, by="exam")
    yield Act(18, "complaints.check_recheck", last, {
        "items": "wrong_sum", "result": "corrected", "corrected_to": "67", "second_by": "考务人员（二）"}, by="exam")
    yield Act(18, "assessment.ask_correction", partial(_score, stage, f"{code}{_CORRECTED + 1:03d}"), {
        "corrected_to": "67", "ground": "recheck", "document": partial(_number, stage), "why": "第三题 10 分漏加"}, by="exam")  # fmt: skip
    yield Act(17, "assessment.decide_correction", partial(_last, stage, Correction), {"verdict": "done"}, by="director")
    yield Act(17, "complaints.reply_recheck", last, {"way": "handed"}, by="exam")
    yield Act(2, "complaints.apply_recheck", None, case | {"candidate": other.name, "score": _marks(1012)[1], "request": "请核对总分"}, by="exam")


def _score(stage: Stage, ticket: str) -> int:
    with stage.centre.reading() as context:
        return queries.find_score(context.db, f"{ticket} skill")[0].id


def _number(stage: Stage) -> str:
    with stage.centre.reading() as context:
        return context.db.get_one(Recheck, _last(stage, Recheck)).number


def _last(stage: Stage, table: Any) -> int:
    with stage.centre.reading() as context:
        return context.db.scalar(select(func.max(table.id))) or 0


@command("demo.fill_scored", _("填充演练考后批次"), only=frozenset({DIRECTOR}), internal=True, params=(
    Param("code", _("批次编号"), Code(40)), Param("occupation", _("职业名称"), Text(60)), Param("exam_day", _("考试日期"), Day()),
    Param("count", _("人数"), Whole(1)), Param("first", _("序号"), Whole()),
))  # fmt: skip
def fill_scored(unit: Unit, code: str, occupation: str, exam_day: date, count: int, first: int) -> Iterator[Finding]:
    """Invent a batch whose exam is over, with its candidates and their tickets, a training centre only."""
    if not unit.centre.training:
        yield from unit.rules["SYS-009"].found("")
        return
    one = Batch(code=code, name=f"{exam_day:%Y-%m} 社会批次_{occupation}_认定", occupation=occupation, job="--", level=4, way="exam",
                first_exam_day=exam_day, last_exam_day=exam_day, planned=count, profile=unit.centre.profile, state="exam_done",
                owner="exam", site="第一考点", theory_mode="computer", practical_mode="real")  # fmt: skip
    unit.add(one)
    for at in range(count):
        who = person(SEED, first + at)
        unit.db.add(Enrolment(batch_id=one.id, id_kind="resident", id_no=who.id_no, name=who.name, sort_name=sort_key(who.name), sex=who.sex,
                              occupation=occupation, job="--", level=4, subjects=["theory", "skill"], way="exam", state="admitted",
                              ticket=f"{code}{at + 1:03d}", education="college", category="staff", phone=who.phone,
                              employer=who.employer))  # fmt: skip
    _walked(unit, one, exam_day)
    unit.db.flush()


def _walked(unit: Unit, batch: Batch, exam_day: date) -> None:
    """The moves that brought the batch here, each in good time."""
    state = batch.state
    for arrow in course(batch.profile).arrows:
        before = _BEFORE.get(arrow.event)
        if before is not None:
            day = exam_day - timedelta(days=before)
            unit.add(BatchStep(batch_id=batch.id, name=arrow.event, done_on=day, late=False, by="exam", at=unit.now, checks=[],
                               from_state=arrow.sources[0], to_state=arrow.to, document="市鉴函〔演示〕" if arrow.external else None))  # fmt: skip
            state = arrow.to
    assert state == batch.state, state

"""Training in the demo centre (an upgrade training that was held, a yearly one that waits for its results, one ahead) and its staff."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import select

from models.demo.inventing import OCCUPATIONS, Invented, person
from models.demo.stage import Act, Stage
from models.people.organisation.custody import find_custody
from models.people.personal.tables import PersonRequest
from models.people.training.tables import Trainee, Training

_UPGRADE, _YEARLY, _STAFF = "新版国家职业标准宣贯", "年度考评人员继续教育", "考场规则与应急处置"
_RESULTS = ((92, "passed"), (85, "passed"), (54, "failed"))
_LEAVE = 0  # which of those called (by name) asks for leave


_SEED = 20_265
_POSTS = (("director", "full", "负责全面工作"), ("deputy", "full", "分管质量"), ("general", "full", "档案与证书"), ("exam", "full", "考务与场次"),
          ("bank", "part", "题库管理"), ("finance", "part", "经费收支"), ("equipment", "part", "设备与场地"), ("invigilator", "part", "监考"))  # fmt: skip


def staff(stage: Stage) -> Iterator[Act]:
    """Eight posts, each with one person of its own."""
    for at, (post, time, duty) in enumerate(_POSTS):
        one = person(_SEED, at)
        given = {"name": one.name, "id_no": one.id_no, "post": post, "time": time, "duty": duty, "post_title": "讲师", "education": "bachelor",
                 "phone": one.phone, "cert_level": "3" if post == "equipment" else None, "starts_on": stage.day(170)}  # fmt: skip
        yield Act(170, "people.appoint_staff", None, given)


def requests(stage: Stage, askers: Sequence[Invented]) -> Iterator[Act]:
    """Two people ask what is kept about them: one was told, the other waits."""
    for one, (ago, asks) in zip(askers, ((60, "copy"), (9, "look")), strict=True):
        yield Act(ago, "people.take_request", None, {"name": one.name, "id_no": one.id_no, "asks": asks, "checked": "身份证原件（演示）"})
    yield Act(52, "people.answer_request", _request(stage), {"result": "copied", "answer": "已交付告知单和工作簿各一份（演示）"})


def _request(stage: Stage) -> Callable[[], int]:
    def find() -> int:
        with stage.centre.reading() as context:
            return int(context.db.scalars(select(PersonRequest.id).order_by(PersonRequest.id)).first() or 0)

    return find


def custody(stage: Stage) -> Iterator[Act]:
    """Four things with their custodians, one of them handed over last month."""
    names = {post: person(_SEED, at).id_no for at, (post, _time, _duty) in enumerate(_POSTS)}
    for kind, thing, post in (("seal", "中心公章", "general"), ("upload", "证书数据上传账号及证书", "exam"), ("secret", "试卷保密柜（第 1 柜）", "bank"),
                              ("device", "数控车间 12 台机床", "equipment")):  # fmt: skip
        yield Act(160, "people.name_custodian", None, {"kind": kind, "thing": thing, "person": names[post], "listed": "见登记册"}, by="director")
    over = {"person": names["general"], "witness": person(_SEED, 0).name, "listed": "账号 1 个、数字证书 1 个、密码信封 1 个"}
    yield Act(33, "people.hand_over_custody", _kept(stage, "证书数据上传账号及证书"), over, by="director")


def _kept(stage: Stage, thing: str) -> Any:
    def find() -> int:
        with stage.centre.reading() as context:
            return find_custody(context.db, thing)[0].id

    return find


def acts(stage: Stage) -> Iterator[Act]:
    """A standard changed, its training was held with one on leave; the yearly one ended yesterday; staff come together next week."""
    yield Act(130, "people.note_change", None, {"change": "standard", "occupation": OCCUPATIONS[0], "facts": "国家职业标准修订（演示）"})
    yield Act(120, "people.plan_training", None, _plan(stage, "upgrade", "assessor", _UPGRADE, 100, 99, occupation=OCCUPATIONS[0]))
    yield Act(118, "people.call_trainees", _training(stage, _UPGRADE))
    yield Act(104, "people.ask_training_leave", _trainee(stage, _UPGRADE, _LEAVE), {"why": "参加外省技能竞赛执裁"})
    yield Act(103, "people.answer_training_leave", _trainee(stage, _UPGRADE, _LEAVE), {"grant": "是"})
    yield Act(99, "people.record_trainee", _trainee(stage, _UPGRADE, _LEAVE), {"attendance": "absent"})
    yield Act(99, "people.record_present", _training(stage, _UPGRADE), {"theory_hours": 12, "assessing_hours": 4, "result": "passed"})
    yield Act(98, "people.close_training", _training(stage, _UPGRADE), {"content": "标准修订要点、评分细则演练"})
    yield Act(40, "people.plan_training", None, _plan(stage, "education", "assessor", _YEARLY, 2, 1))
    yield Act(38, "people.call_trainees", _training(stage, _YEARLY))
    for number, (score, result) in enumerate(_RESULTS):
        given = {"attendance": "present", "theory_hours": 8, "exam_kind": "written", "score": score, "result": result}
        yield Act(1, "people.record_trainee", _trainee(stage, _YEARLY, number), given)
    yield Act(12, "people.note_change", None, {"change": "policy", "facts": "职业技能等级认定管理办法修订（演示）"})
    yield Act(10, "people.plan_training", None, _plan(stage, "staff", "staff", _STAFF, -7, -7))


def _plan(stage: Stage, kind: str, audience: str, title: str, first: int, last: int, **given: Any) -> dict[str, Any]:
    return {"kind": kind, "audience": audience, "title": title, "starts_on": stage.day(first), "ends_on": stage.day(last), "place": "实训楼 201",
            "teachers": "教研室（演示）", "syllabus": f"{title}大纲", "reader": "考评人员读本（演示）", **given}  # fmt: skip


def _training(stage: Stage, title: str) -> Callable[[], int]:
    def find() -> int:
        with stage.centre.reading() as context:
            return int(context.db.scalars(select(Training.id).where(Training.title == title)).one())

    return find


def _trainee(stage: Stage, title: str, number: int) -> Callable[[], int]:
    def find() -> int:
        with stage.centre.reading() as context:
            called = select(Trainee.id).join(Training).where(Training.title == title).order_by(Trainee.sort_name, Trainee.id)
            return int(context.db.scalars(called.offset(number).limit(1)).one())

    return find

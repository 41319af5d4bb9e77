"""Candidates of the demo centre: applications at every step for the two batches that take them, corrections and violations of the day that
was held."""

from collections.abc import Callable, Iterator
from datetime import datetime, time

from sqlalchemy import select

from models.assessment.candidates import queries
from models.assessment.candidates.tables import Correction, Enrolment, Violation
from models.assessment.exams import queries as exams
from models.demo.exams import HELD
from models.demo.inventing import Invented, person
from models.demo.stage import Act, Stage

_SEED = 40_331
_FIRST, _CLOSED = "Y1101", "Y1102"  # one still takes applications, one has closed and was submitted
# What became of each application of the first batch; who is left out here was found good.
_FATES = {0: "draft", 1: "draft", 2: "applied", 3: "applied", 4: "applied", 5: "incomplete", 6: "rejected", 7: "withdrawn"}
_OPEN_ONES, _CLOSED_ONES = 18, 12
# seat of the held session → facts, code, how far the case has come
_CASES = ((3, "与邻座交头接耳，传递手势", "HE-D2-01", "decided"), (12, "草稿纸上有事先抄写的公式", "HE-D2-03", "proposed"),
          (17, "请他人代替参加考试", "HE-D4-04", "decided"), (21, "答题卡姓名栏填写他人姓名", "HE-D2-04", "lifted"),
          (26, "手机放在座位下", "", "recorded"))  # fmt: skip


def acts(stage: Stage) -> list[Act]:
    return [*_enrolled(stage, _FIRST, 20, range(_OPEN_ONES)), *_enrolled(stage, _CLOSED, 30, range(100, 100 + _CLOSED_ONES)),
            *_violations(stage), *_corrections(stage)]  # fmt: skip


def _enrolled(stage: Stage, batch: str, ago: int, numbers: range) -> Iterator[Act]:
    for number in numbers:
        who, fate = person(_SEED, number), _FATES.get(number, "reviewed")
        yield Act(ago, "assessment.enter_candidate", None, _facts(who, batch, complete=number % 9 != 8), by="exam")
        yield from _course(stage, who, batch, ago, fate)


def _facts(who: Invented, batch: str, *, complete: bool) -> dict[str, object]:
    """A teacher of the school; some forms come in without a telephone number."""
    return {"batch": batch, "name": who.name, "id_no": who.id_no, "sex": who.sex, "birth": who.birth, "education": who.education, "category": "staff",
            "employer": "电气工程系", "training_class": "教师电工班", "phone": who.phone if complete else None}  # fmt: skip


def _course(stage: Stage, who: Invented, batch: str, ago: int, fate: str) -> Iterator[Act]:
    """The acts that lead to a fate, one a day."""
    one = _found(stage, who, batch)
    if fate == "draft":
        return
    yield Act(ago - 1, "assessment.submit_candidate", one, {"confirmed": True}, by="exam")
    if fate in ("incomplete", "rejected", "withdrawn"):
        ends = {"incomplete": ("mark_incomplete", {"list": "工作证明"}), "rejected": ("reject_candidate", {"why": "不是本校在职教职工"}),
                "withdrawn": ("withdraw_candidate", {"why": "本人申请改报下一批次"})}  # fmt: skip
        yield Act(ago - 2, f"assessment.{ends[fate][0]}", one, ends[fate][1], by="exam")
    if fate == "reviewed":
        yield Act(ago - 2, "assessment.note_proof", one, {"item": "E1", "name": "备案表"}, by="exam")
        yield Act(ago - 3, "assessment.review_candidate", one, {"condition": "standard"}, "录入人与审核人同在一个窗口，已由组长复看", by="exam")


def _found(stage: Stage, who: Invented, batch: str) -> Callable[[], int]:
    def find() -> int:
        with stage.centre.reading() as context:
            return queries.find(context.db, f"{who.id_no}@{batch}")[0].id

    return find


# -- the day that was held ----------------------------------------------------------------------------------------------


def _violations(stage: Stage) -> Iterator[Act]:
    """Seen at the seat; some decided by the head, one taken back, one that nobody has looked at yet."""
    for number, facts, code, fate in _CASES:
        at = datetime.combine(stage.day(HELD), time(9, 10 + number))
        given = {"at": str(at), "facts": facts, "evidence": 1, "statement": "承认" if fate == "decided" else None, "removed": code == "HE-D4-04"}
        yield Act(HELD, "assessment.report_violation", _seat(stage, number), given, by="exam")
        case = _case(stage, facts)
        if fate != "recorded":
            yield Act(HELD, "assessment.propose_sanction", case, {"code": code, "decided_by": "现场负责人"}, by="exam")
        if fate in ("decided", "lifted"):
            yield Act(HELD - 1, "assessment.confirm_sanction", case, by="director")
        if fate == "decided":
            yield Act(HELD - 2, "assessment.tell_candidate", case, by="exam")
        if fate == "lifted":
            yield Act(HELD - 3, "assessment.lift_sanction", case, {"why": "核对监控后不成立"}, by="director")


def _corrections(stage: Stage) -> Iterator[Act]:
    """A name and a job put right after the review; one waits for the keeper of the platform."""
    for number, told in ((104, True), (105, False)):
        one, who = _found(stage, person(_SEED, number), _CLOSED), person(_SEED, number)
        given = {"field": "name", "value": who.name[0] + "晓" + who.name[-1], "why": "报名时姓名录入有误，以身份证为准。", "file": stage.photo(number)}
        yield Act(9, "assessment.correct_candidate", one, given, by="exam")
        if told:
            yield Act(7, "assessment.confirm_correction", _correction(stage, number), by="exam")


def _seat(stage: Stage, number: int) -> Callable[[], int]:
    def find() -> int:
        with stage.centre.reading() as context:
            one = exams.find_session(context.db, f"KW{stage.day(HELD):%Y%m%d}-1")[0]
            return exams.seats_of(context.db, one.id)[number].id

    return find


def _case(stage: Stage, facts: str) -> Callable[[], int]:
    def find() -> int:
        with stage.centre.reading() as context:
            return context.db.scalars(select(Violation.id).where(Violation.facts == facts)).one()

    return find


def _correction(stage: Stage, number: int) -> Callable[[], int]:
    def find() -> int:
        with stage.centre.reading() as context:
            wanted = Enrolment.id_no == person(_SEED, number).id_no
            return context.db.scalars(select(Correction.id).join(Correction.enrolment).where(wanted)).one()

    return find

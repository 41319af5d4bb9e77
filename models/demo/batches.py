"""Batches of the demo centre: the plan of the next year, one batch in draft, one open for registration, one submitted, one returned,
one cancelled."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select

from models.assessment.plans.tables import AnnualPlan
from models.assessment.tables import Batch
from models.demo.stage import Act, Stage

STATED = {"audience": "本校在籍学生和在职教职工", "conditions": "见国家职业标准", "when_apply": "考前一个月内", "where_apply": "教学楼 102",
          "standard": "国家职业标准", "method": "考试考核", "exam_place": "实训楼"}  # fmt: skip


def batches(stage: Stage) -> list[Act]:
    """What exam affairs did; the days are counted back from today, the exams lie ahead."""
    return sorted([*_plan(stage), *_ahead(stage)], key=lambda act: -act.ago)


def _plan(stage: Stage) -> Iterator[Act]:
    year = stage.today.year + 1

    def plan() -> int:
        with stage.centre.reading() as context:
            return context.db.scalars(select(AnnualPlan.id).where(AnnualPlan.year == year)).one()

    for system in ("affairs", "exam", "video"):
        yield Act(60, "assessment.note_platform_link", None, {"system": system, "connected_on": stage.day(300), "document": "对接验收单"})
    yield Act(30, "assessment.draft_plan", None, {"year": year})
    for month, occupation, level, planned in ((3, "电工", 4, 60), (5, "电工", 5, 80), (9, "汽车维修工", 3, 40), (11, "电工", 4, 45)):
        yield Act(
            29,
            "assessment.add_plan_line",
            plan,
            {"month": f"{year}-{month:02d}-01", "occupation": occupation, "level": level, "planned": planned},
        )


def _ahead(stage: Stage) -> Iterator[Act]:
    def at(code: str):  # type: ignore[no-untyped-def]
        def found() -> int:
            with stage.centre.reading() as context:
                return context.db.scalars(select(Batch.id).where(Batch.code == code)).one()

        return found

    def made(code: str, occupation: str, level: int, ago: int, ahead: int, planned: int) -> Act:
        first = stage.today + timedelta(days=ahead)
        name = f"{first.year}年{occupation}{'一二三四五'[level - 1]}级认定"
        return Act(ago, "assessment.create_batch", None, {"code": code, "name": name, "occupation": occupation, "level": level, "first_exam_day": first,
                   "planned": planned, "theory_mode": "computer", "practical_mode": "real", "site": "实训楼"})  # fmt: skip

    yield made("Y1101", "电工", 4, 26, 24, 45)
    yield Act(24, "assessment.publish_announcement", at("Y1101"), STATED)
    yield Act(24, "assessment.announce_batch", at("Y1101"))
    yield made("Y1102", "电工", 5, 40, 18, 60)
    for ago, event in ((36, "announce"), (12, "close_registration"), (10, "submit")):
        if event == "announce":
            yield Act(36, "assessment.publish_announcement", at("Y1102"), STATED)
        yield Act(ago, f"assessment.{event}_batch", at("Y1102"), by="director" if event == "submit" else "")
    yield made("Y1103", "汽车维修工", 3, 20, 30, 30)
    yield Act(18, "assessment.publish_announcement", at("Y1103"), STATED)
    yield Act(18, "assessment.announce_batch", at("Y1103"))
    yield Act(9, "assessment.close_registration_batch", at("Y1103"))
    yield Act(8, "assessment.submit_batch", at("Y1103"), by="director")
    yield Act(4, "assessment.send_back_batch", at("Y1103"), {"document": "市鉴函〔2026〕19号", "note": "督导员名单待补"})
    yield made("Y1104", "汽车维修工", 4, 6, 58, 40)
    yield made("Y1105", "电工", 4, 21, 35, 25)
    yield Act(3, "assessment.cancel_batch", at("Y1105"), {"note": "报名不足，并入下一批"}, by="director")

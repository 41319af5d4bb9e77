"""What the statistics of the demo centre stand on beside the scores: two batches whose marks name their assessors, one of whom is
strict, and numbered snapshots."""

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import Any

from models.demo.inventing import person
from models.demo.stage import Act, Stage

SEED = 20_291
JUDGED = (420, 230)  # days before today on which the judged batches sat
LISTS = 188  # days before today on which their lists came in
EACH = 36
PANELS = (0, 1, 2), (0, 1, 3)  # who of the roster marked a batch
STRICT, POINTS = 2, 6.0  # which of them is strict, by how many points
_BATCHES = ("批次编号", "批次名称", "职业", "级别", "考试日期")
_HEADS = ("批次编号", "准考证号", "姓名", "身份证号", "科目", "成绩", "考评员1", "考评员2", "考评员3", "考评员姓名")


def rosters(stage: Stage, assessors: Sequence[str]) -> list[tuple[int, str, str, Any, Any, str]]:
    """The judged batches and their marks as two workbooks. assessors: names of the first roster."""
    told = [(f"PF{stage.day(ago):%Y%m}", stage.day(ago)) for ago in JUDGED]
    batches = [(code, f"{day:%Y-%m} 汽车维修工三级认定", "汽车维修工", "三级", day.isoformat()) for code, day in told]
    names = [name for name in assessors if assessors.count(name) == 1]
    scores = [row for at, (code, _day) in enumerate(told) for row in _rows(code, at * EACH, names, PANELS[at])]
    return [
        (LISTS, "assessment.batches", "评分批次.xlsx", _BATCHES, batches, ""),
        (LISTS - 1, "assessment.scores", "考评员评分.xlsx", _HEADS, scores, ""),
    ]


def _rows(code: str, first: int, names: Sequence[str], panel: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    for number in range(first, first + EACH):
        draw, who = Random(SEED * 31 + number), person(SEED, number)
        ticket = f"{code}{number - first + 1:03d}"
        theory, skill = (min(94.0, max(40.0, float(round(draw.gauss(mean, 9))))) for mean in (72, 75))
        marks = [skill + draw.choice((-1, 0, 1)) - (POINTS if who_marks == STRICT else 0) for who_marks in panel]
        yield code, ticket, who.name, who.id_no, "理论", theory, None, None, None, None
        yield code, ticket, who.name, who.id_no, "技能", round(sum(marks) / len(marks), 1), *marks, "、".join(names[at] for at in panel)


def acts(stage: Stage) -> Iterator[Act]:
    """The sheet of the year before, and one of last month."""
    yield Act(24, "statistics.take_snapshot", None, {"kind": "year", "first": date(stage.today.year - 1, 1, 1)})
    yield Act(8, "statistics.take_snapshot", None, {"kind": "month"})

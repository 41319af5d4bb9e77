"""What happened in the demo centre in its first three years, told as commands on days before today."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from models.core.dates import last_day_of_term
from models.demo import (
    archive_story,
    batches,
    candidates,
    certificates,
    complaints,
    conduct,
    evaluation,
    exams,
    experts,
    incidents,
    scores,
    statistics,
    supervision,
    teams,
    trainings,
)
from models.demo.inventing import OCCUPATIONS, Invented, person
from models.demo.stage import Act, Stage
from models.people.terms import ASSESSOR, EDUCATION, SEX, SUPERVISOR, declarations

SEED = 20_260
LAST_ROSTER = 180  # days before today on which the last of the rosters came in
FIRST_DAY = 1200  # days before today on which the centre was set up
FIRST_ROSTER, SECOND_ROSTER, SUPERVISORS = range(0, 26), range(26, 56), range(56, 72)
APPLICANTS = 72  # from this person on
PEOPLE = 100  # whom the story may name; the mass begins after them
VALID_YEARS = 3  # as the rosters of the story state it
ASSESSOR_HEADERS = ("姓名", "性别", "身份证号", "文化程度", "职务/职称/技能等级", "类别", "考评职业",
                    "证卡编号", "核发时间", "有效期至", "聘期起", "聘期止",
                    "证书等级", "工龄", "工作单位", "联系电话", "是否本单位职工")  # fmt: skip
SUPERVISOR_HEADERS = ("姓名", "性别", "身份证号", "学历", "职务/职称", "督导类别",
                      "证卡编号", "核发时间", "有效期至", "聘期起", "聘期止", "发证机构",
                      "从事考评（管理）年限", "主要职责", "工作单位", "联系电话", "是否本单位职工")  # fmt: skip
NEAR = "经核对职业标准，两个职业相近"


def acts(stage: Stage) -> list[Act]:
    """Everything that happened after the rosters came in, in the order of its days."""
    told = [*photos(stage), *renewals(stage), *withdrawals(stage), *applications(stage), *last_days(stage)]
    told += [*complaints.acts(stage), *scores.acts(stage), *statistics.acts(stage), *certificates.acts(stage), *evaluation.acts(stage)]
    told += [*trainings.staff(stage), *trainings.acts(stage), *experts.acts(stage), *supervision.acts(stage), *teams.acts(stage)]
    told += [*conduct.acts(stage), *evaluation.of_staff(stage), *trainings.custody(stage)]
    told += trainings.requests(stage, [person(SEED, at) for at in (3, 30)])
    told += [act for act in _beside_people(stage) if act.ago <= LAST_ROSTER]
    return sorted(told, key=lambda act: -act.ago)


def _beside_people(stage: Stage) -> list[Act]:
    """Acts that need no roster: of the archive and of preparedness, which began before the last one came in."""
    told = [*archive_story.acts(stage), *batches.batches(stage), *incidents.acts(stage), *exams.acts(stage), *candidates.acts(stage)]
    return sorted(told, key=lambda act: -act.ago)


def beginnings(stage: Stage) -> None:
    """Rules of the centre's own, the three rosters and what happened between them, in the order of its days."""
    own_rules(stage)
    waiting = [act for act in _beside_people(stage) if act.ago > LAST_ROSTER]
    for ago, take in rosters(stage):
        while waiting and waiting[0].ago > ago:
            stage.play(waiting.pop(0))
        take()


def own_rules(stage: Stage) -> None:
    """The centre reminds earlier than usual, keeps a larger reserve and keeps a blacklist."""
    for rule, param, value, why in (
        ("PPL-ASR-064", "remind_days", "90、30、7", "到期前一周再提醒一次"),
        ("PPL-ASR-086", "rotation_divisor", "2", "考评任务集中，储备多一些"),
        ("PPL-ASR-162", "on", "on", "办公会决定建立失信名单"),
        ("SYS-011", "minutes", "15", "办事窗口常要翻查纸质材料"),
    ):  # fmt: skip
        stage.play(Act(1150, "core.set_rule_value", None, {"rule": rule, "param": param, "value": value, "why": why}))


# -- rosters --------------------------------------------------------------------------------------------------------


def rosters(stage: Stage) -> list[tuple[int, Callable[[], None]]]:
    """How many days before today each roster came in, and how."""
    first = [_assessor_row(stage, number, 1130 - 5 * number) for number in FIRST_ROSTER]
    supervisors = [_supervisor_row(stage, number, 1100 - 60 * (number - SUPERVISORS.start)) for number in SUPERVISORS]
    second = [_assessor_row(stage, number, 900 - 24 * (number - SECOND_ROSTER.start)) for number in SECOND_ROSTER]
    books: tuple[tuple[int, str, str, Sequence[str], Any, str], ...] = (
        (1000, "people.assessors", "考评员花名册（首批）.xlsx", ASSESSOR_HEADERS, first, NEAR),
        (190, "people.supervisors", "质量督导员名册.xlsx", SUPERVISOR_HEADERS, supervisors, ""),
        *statistics.rosters(stage, [person(SEED, number).name for number in FIRST_ROSTER]),
        *scores.rosters(stage),
        *experts.rosters(stage),
        (LAST_ROSTER, "people.assessors", "考评员花名册（增补）.xlsx", ASSESSOR_HEADERS, second, NEAR),
    )
    return [(book[0], partial(stage.take_roster, *book)) for book in books]


def _validity(stage: Stage, issued_ago: int) -> tuple[date, date]:
    issued = stage.day(issued_ago)
    return issued, last_day_of_term(issued, VALID_YEARS)


def _known(number: int, one: Invented) -> tuple[str | None, str | None, str | None]:
    """Every ninth person's record lacks something: employer, telephone or title."""
    lacks = number // 9 % 3 if number % 9 == 4 else -1
    employer, phone, title = (None if lacks == at else value for at, value in enumerate((one.employer, one.phone, one.title)))
    return employer, phone, title


def _assessor_row(stage: Stage, number: int, issued_ago: int) -> list[Any]:
    one, senior = person(SEED, number), number % 4 == 3
    issued, ends = _validity(stage, issued_ago)
    employer, phone, title = _known(number, one)
    occupation = OCCUPATIONS[number % len(OCCUPATIONS)] + ("、钳工" if number % 12 == 3 else "")
    card = f"{stage.centre.filing_no}{2 if senior else 1}{number + 1:04d}"
    return [one.name, SEX.show(one.sex), one.id_no, EDUCATION.show(one.education), title, "高级考评员" if senior else "考评员", occupation,
            card, issued, ends, issued, ends, "一级" if senior else "三级", 8 + number % 20, employer, phone,
            "是" if number % 3 else "否"]  # fmt: skip


def _supervisor_row(stage: Stage, number: int, issued_ago: int) -> list[Any]:
    one, external = person(SEED, number), number % 4 == 1
    issued, ends = _validity(stage, issued_ago)
    employer, phone, title = _known(number, one)
    centre = "Y000041000000" if external else stage.centre.filing_no
    term = (None, None) if external else (issued, ends)
    return [one.name, SEX.show(one.sex), one.id_no, EDUCATION.show(one.education), title, "外督" if external else "内督",
            f"{centre}{number - SUPERVISORS.start + 1:05d}", issued, ends, *term,
            "省职业技能评价服务中心（演示）" if external else stage.centre.name, 4 + number % 9, "考核现场督导",
            employer, phone, "否" if external else "是"]  # fmt: skip


def photos(stage: Stage) -> Iterator[Act]:
    for at, (holder, _ends) in enumerate(stage.holders(ASSESSOR)[::3] + stage.holders(SUPERVISOR)[::3]):
        yield Act(175, "people.set_photo", holder, {"file": stage.photo(at)})


# -- what becomes of cards ------------------------------------------------------------------------------------------


def renewals(stage: Stage) -> Iterator[Act]:
    """Cards that ended or will end soon: some were renewed in time with their term, some decisions are still open."""
    ended = [(holder, ends) for holder, ends in stage.holders(ASSESSOR) if ends <= stage.today]
    for at, (holder, ends) in enumerate(ended):
        ago, term = (stage.today - ends).days, stage.appointment_of(holder)
        if at % 3 == 2:  # forgotten: card expired, term over
            continue
        yield Act(ago + 20, "people.evaluate_term", term, {"evaluation": "聘期内考评认真，评分与复核一致，未发生违规，建议续聘。"})
        if at % 3 == 1:  # evaluated, the decision is missing
            continue
        yield Act(ago + 15, "people.decide_term", term, {"decision": "renew"})
        yield Act(ago + 12, "people.renew_card", holder, {"decision": f"中心办公会纪要〔{ends.year}〕{at + 1}号"})
        yield Act(ago + 10, "people.reappoint", term, {"contract_number": f"PR-{ends.year}-{at + 1:03d}"})


def withdrawals(stage: Stage) -> Iterator[Act]:
    """Two cards are withdrawn, one of them is still out; two people were listed, one is off the list again."""
    first, second, third, *_ = [holder for holder, ends in stage.holders(ASSESSOR) if (ends - stage.today).days > 200]
    yield Act(120, "people.list_black", third, {"cause": "AC-N3", "facts": "考评现场擅自离岗，造成考核中断。"})
    yield Act(41, "people.withdraw_card", first, by="exam", refused=True)
    yield Act(40, "people.withdraw_card", first, {"cause": "AC-N1", "facts": "向考生收取礼金，经查属实。",
                                                  "document": "中心决定〔演示〕1号", "blacklist": True})  # fmt: skip
    yield Act(36, "people.take_back_card", first, {"off_platform_on": stage.day(36)})
    yield Act(30, "people.remove_black", lambda: stage.entry_of(third), {"why": "期限已满，复训考核合格。"})
    yield Act(10, "people.withdraw_card", second, {"cause": "AC-N2", "facts": "多次无故缺席考评任务，约谈后仍未改正。",
                                                   "document": "中心决定〔演示〕2号", "blacklist": False})  # fmt: skip


# -- applications ---------------------------------------------------------------------------------------------------

_WAYS = (  # (kind, grade, the last step taken): one application each
    (ASSESSOR, "assessor", "draft"), (ASSESSOR, "assessor", "draft"), (ASSESSOR, "senior", "recommended"),
    (ASSESSOR, "assessor", "recommended"), (ASSESSOR, "assessor", "reviewed"), (ASSESSOR, "assessor", "rejected"),
    (ASSESSOR, "assessor", "trained"), (ASSESSOR, "senior", "passed"),
    (ASSESSOR, "assessor", "failed"), (ASSESSOR, "assessor", "carded"), (ASSESSOR, "assessor", "carded"), (ASSESSOR, "senior", "carded"),
    (SUPERVISOR, "internal", "draft"), (SUPERVISOR, "internal", "reviewed"),
    (SUPERVISOR, "internal", "carded"), (SUPERVISOR, "internal", "carded"),
)  # fmt: skip
_STEPS_TAKEN = {"draft": 0, "recommended": 1, "reviewed": 2, "rejected": 2, "trained": 3, "passed": 4, "failed": 4, "carded": 5}


def applications(stage: Stage) -> Iterator[Act]:
    for at, (kind, grade, state) in enumerate(_WAYS):
        one, ago = person(SEED, APPLICANTS + at), 90 - 2 * at
        yield Act(ago, f"people.apply_{kind}", None, _request(stage, one, kind, grade))
        yield from _steps(stage, one, ago, state)


def _request(stage: Stage, one: Invented, kind: str, grade: str) -> dict[str, Any]:
    common = {"name": one.name, "id_no": one.id_no, "education": one.education, "employer": one.employer, "phone": one.phone,
              "work_years": 9, "grade": grade, "declared": list(declarations(kind, stage.centre.profile)),
              "resume": f"2015年起在{one.employer}从事技术和教学工作"}  # fmt: skip
    if kind == SUPERVISOR:
        return common | {"own_staff": True, "branch": "assessing", "assessing_since": stage.day(2000)}
    level, rank = ("1", "deputy_senior") if grade == "senior" else ("3", "intermediate")
    return common | {"occupation": OCCUPATIONS[one.birth.day % len(OCCUPATIONS)], "cert_level": level, "title_rank": rank}


def _steps(stage: Stage, one: Invented, ago: int, state: str) -> list[Act]:
    """The steps after the request as far as `state`, each some days after the one before."""
    opinion = "材料与原件不一致，退回。" if state == "rejected" else "材料齐全，符合申报条件。"
    key = partial(stage.application_of, one.id_no)
    steps = (
        Act(ago - 5, "people.recommend", key, {"opinion": "该同志工作踏实，技能过硬，同意推荐。"}),
        Act(ago - 12, "people.review", key, {"agree": state != "rejected", "opinion": opinion}),
        Act(ago - 30, "people.record_training", key, {"hours": 52}),
        Act(ago - 36, "people.record_exam", key, {"theory_score": 52 if state == "failed" else 83}),
        Act(ago - 44, "people.grant_card", key, {"decision": f"核发决定〔演示〕{ago}号"}),
    )
    return list(steps[: _STEPS_TAKEN[state]])


def last_days(stage: Stage) -> Iterator[Act]:
    """Small things of the last weeks: a lost card, a new telephone, a further occupation, a platform entry, papers."""
    lost, broken, further, moved, *others = reversed([holder for holder, _ends in stage.holders(ASSESSOR)])
    yield Act(9, "people.replace_card", lost, {"cause": "lost", "statement": "外出考评途中遗失，已书面说明。"})
    yield Act(8, "people.replace_card", broken, {"cause": "damaged", "statement": "证卡折断。", "new_number": True})
    yield Act(6, "people.add_occupation", further, {"occupation": "电梯安装维修工"}, reason=NEAR)
    yield Act(5, "people.edit_person", moved, stage.data_of(moved) | {"phone": person(SEED, PEOPLE - 1).phone})
    yield Act(4, "people.note_platform", lambda: stage.holders(SUPERVISOR)[-1][0], {"entered_on": stage.day(4)})
    note = stage.folder / "年度考核意见.txt"
    note.write_text("本年度参加考评 6 批次，无投诉，年度考核合格。", encoding="utf-8")
    for holder in others[:4]:
        yield Act(3, "core.attach", None, {"subject": f"qualification:{holder}", "file": str(note), "kind": "annual_review"}, by="exam")
    free = next(holder for holder, ends in stage.holders(SUPERVISOR) if ends > stage.today and stage.appointment_of(holder) is None)
    contract = {"contract_number": f"PR-{stage.today.year}-101"}
    yield Act(2, "people.appoint", free, contract, reason="聘期晚于证卡有效期，届时以续发的证卡为准")

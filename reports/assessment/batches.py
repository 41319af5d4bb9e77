"""Forms of a batch: application, void application, implementation plan, announcement, legal calendar (forms.md 2.B)."""

from reportlab.platypus import Flowable
from sqlalchemy import select

from models.assessment.board import point
from models.assessment.exams.tables import ExamSession
from models.assessment.plans.course import lists
from models.assessment.plans.queries import calendar_of, steps_of
from models.assessment.plans.tables import Announcement, AnnualPlan, BatchLine, PlanLine, VoidRequest
from models.assessment.plans.voiding import PAPERS
from models.assessment.tables import Batch
from models.assessment.terms import LEVELS, THEORY, WAY
from models.core.centre import Context
from models.core.queries import user_names
from models.core.roles import NAMES
from reports.kit.grid import Memo, grid, listing
from reports.kit.marks import ticks
from reports.kit.page import A4_LANDSCAPE, Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _, said

MM = 72 / 25.4
_SIGN = "签字（盖章）　　　　　　申请日期：　　　年　　月　　日"
_SEAL = "（盖章）　　年　月　日"
_WIDTHS = (42, 44, 42, 42)
_PLAN = """
| 批次名称 | «name» | → | → |
| 批次申请人 | «owner» | 批次申请时间 | «applied» |
| 鉴定工种名称 | «job» | 理论考试方式 | «theory» |
""".strip()
_TIMES = """
| 理论考试时间 | «theory_time» | 技能考核时间 | «skill_time» |
| 理论考试地点 | «theory_site» | 技能考核地点 | «skill_site» |
| 工作人员安排计划 | → | → | → |
| 考评员 | «assessors» | → | → |
| 考务负责人 | «leader» | → | → |
| 鉴定站审核意见 | «opinion» | → | → |
""".strip()
_CANCEL = """
| 批次名称 | «name» | → | → |
| 批次申请人 | «owner» | 批次申请时间 | «applied» |
| 工种 | «job» | 级别 | «levels» |
| 申报人数 | «declared» | 培训基地 | «base» |
| 理论考试方式 | «theory» | 是否收到试卷 | «papers» |
| 是否延期 | «postponed» | 延期时间 | «new_day» |
| 不开展鉴定原因 | «why» | → | → |
| 鉴定站审核意见 | «opinion» | → | → |
""".strip()
_IMPL = """
| 认定机构 | «centre» | 备案号 | «filing_no» |
| 批次名称 | «name» | 评价方式 | «way» |
| 认定的时间安排 | «times» | 考场安排 | «rooms» |
| 认定的工种、等级、人数 | «lines» | → | → |
| 监考人员 | «none» | 考评员 | «none» |
| 内部督导员 | «none» | 工作人员 | «none» |
| 实施方案 | «scheme» | → | → |
| 认定机构意见 | «opinion» | 职业技能鉴定指导中心意见 | «above» |
""".strip()


def _job(batch: Batch) -> str:
    return " ".join(one for one in (batch.occupation, batch.job if batch.job != "--" else "") if one)


def _lines(context: Context, batch: Batch) -> list[tuple[str, int, int, int]]:
    """Job, level, theory and skill head-counts; a batch without lines of its own is one line."""
    kept = context.db.scalars(select(BatchLine).where(BatchLine.batch_id == batch.id).order_by(BatchLine.level.desc(), BatchLine.id)).all()
    if kept:
        return [(f"{one.occupation} {one.job}".removesuffix(" --"), one.level, one.theory, one.skill) for one in kept]
    return [(_job(batch), batch.level or 0, batch.planned or 0, batch.planned or 0)]


def _shared(context: Context, batch: Batch) -> dict[str, str | Flowable]:
    submitted = next((one.done_on for one in reversed(steps_of(context.db, batch.id)) if one.name == "submit"), None)
    owner = user_names(context).get(batch.owner or "", batch.owner or "")
    return {
        "name": batch.name or batch.code,
        "owner": owner,
        "applied": str(submitted or ""),
        "job": _job(batch),
        "theory": THEORY.show(batch.theory_mode),
    }


def _times(context: Context, batch: Batch, subject: str) -> str:
    found = context.db.scalars(
        select(ExamSession).where(ExamSession.batch_id == batch.id, ExamSession.subject == subject).order_by(ExamSession.starts_at)
    )
    return "；".join(f"{one.starts_at:%Y-%m-%d %H:%M}–{one.ends_at:%H:%M}" for one in found) or str(batch.first_exam_day)


def plan(context: Context, batch: Batch) -> Paper:
    """F-BATCH-PLAN 体育职业技能鉴定计划申请表 (考务工作手册 五(三)); further levels than the sample's three add columns."""
    lines = _lines(context, batch)
    levels = sorted({5, 4, 3} | {level for _title, level, _theory, _skill in lines if level}, reverse=True)

    def counts(column: int) -> list[str]:
        return [str(sum(int(line[column]) for line in lines if line[1] == level) or "") for level in levels]

    width = 170 / (len(levels) + 1)
    heads = ("科目人数", *(said(LEVELS[level]).split("/")[0] for level in levels))
    numbers = listing(heads, (width,) * len(heads), [["理论人数", *counts(2)], ["技能人数", *counts(3)]], centred=tuple(range(len(heads))))
    values = _shared(context, batch) | {
        "theory_time": _times(context, batch, "theory"), "skill_time": _times(context, batch, "skill"), "theory_site": batch.site or "",
        "skill_site": batch.site or "", "assessors": "", "leader": batch.leader or str(_shared(context, batch)["owner"]), "opinion": Memo("", _SIGN),
    }  # fmt: skip
    story = [heading("体育职业技能鉴定计划申请表"), gap(2), Words("类型：计划申请", 11, align="center"), gap(3), grid(_PLAN, _WIDTHS, values, height=30 * MM),
             Words("鉴定级别和人数", 10, align="center"), numbers, gap(1), grid(_TIMES, _WIDTHS, values, height=150 * MM, tall={3: 20, 5: 50})]  # fmt: skip
    return Paper(f"计划申请表 {batch.code}", story)


def cancel(context: Context, batch: Batch) -> Paper:
    """F-BATCH-CANCEL 体育职业技能鉴定申请表-批次作废申请 (考务工作手册 五(四))."""
    request = context.db.scalars(
        select(VoidRequest).where(VoidRequest.batch_id == batch.id).order_by(VoidRequest.id.desc()).limit(1)
    ).first()
    lines = _lines(context, batch)
    values = _shared(context, batch) | {
        "levels": "、".join(said(LEVELS[level]).split("/")[0] for level in sorted({line[1] for line in lines if line[1]}, reverse=True)),
        "declared": str(sum(max(line[2], line[3]) for line in lines) or ""), "base": "", "papers": PAPERS.show(request.papers) if request else "",
        "postponed": ticks({"yes": "是", "no": "否"}, ("yes" if request.postponed else "no") if request else None),
        "new_day": str(request.first_day or "") if request else "", "why": Memo(request.why or "" if request else ""), "opinion": Memo("", _SIGN),
    }  # fmt: skip
    return Paper(f"批次作废申请 {batch.code}", [heading("体育职业技能鉴定申请表"), gap(2), Words("类型：批次作废申请", 11, align="center"), gap(3),
                                         grid(_CANCEL, _WIDTHS, values, height=220 * MM, tall={6: 50, 7: 60})])  # fmt: skip


def implementation(context: Context, batch: Batch) -> Paper:
    """F-BATCH-IMPL 职业技能等级认定实施计划 (河南 第四部分 七 四(四)); names of staff are written in until they are assigned."""
    told = "\n".join(f"{name}　{LEVELS.get(level, '')}　{max(theory, skill)} 人" for name, level, theory, skill in _lines(context, batch))
    sites = context.db.scalars(select(ExamSession.site).where(ExamSession.batch_id == batch.id).distinct())
    times = f"理论 {_times(context, batch, 'theory')}\n技能 {_times(context, batch, 'skill')}"
    values = _shared(context, batch) | {
        "centre": context.centre.name, "filing_no": context.centre.filing_no, "way": ticks(WAY.options, batch.way), "times": Memo(times),

        "rooms": "、".join(sites) or batch.site or "", "lines": Memo(told), "none": "", "scheme": Memo(""), "opinion": Memo("", _SEAL),
        "above": Memo("", _SEAL),
    }  # fmt: skip
    return Paper(f"实施计划 {batch.code}", [heading("职业技能等级认定实施计划"), gap(4), grid(_IMPL, (36, 50, 36, 48), values, height=225 * MM,
                                      tall={3: 30, 4: 16, 5: 16, 6: 62, 7: 36})])  # fmt: skip


def notice(context: Context, record: Announcement) -> Paper:
    """F-NOTICE: the announcement as it was published, item by item in the order of the list."""
    batch = record.batch
    title = "鉴定公告" if batch.profile in ("chongqing", "sport") else "考核公告" if batch.profile == "fujian" else "职业技能等级认定公告"
    items = [(words["zh"], record.content[item]) for item, words in lists()["item"].items() if record.content.get(item)]
    story: list[Flowable] = [heading(title), gap(2), Words(f"{record.number}　{batch.name or batch.code}", 10, align="center"), gap(4)]
    for number, (name, text) in enumerate(items, 1):
        story += [Words(f"{number}. {name}：{text}", 11), gap(2)]
    foot = Words(f"{context.centre.name}（盖章）　　{record.published_on:%Y年%m月%d日}", 11, align="right")
    return Paper(f"{title} {record.number}", [*story, gap(10), foot])


def calendar(context: Context, batch: Batch) -> Paper:
    """The legal calendar of a batch on one page: what by when, by whom, by which clause, and what became of it."""
    rows = []
    for number, step in enumerate(calendar_of(context, batch), 1):
        limit = f"{step.limit}" + ("（当天）" if step.exact else "") + ("（暂定）" if step.provisional else "") if step.limit else "待定"
        done = f"{step.done.on}" if step.done else ""
        rows.append(
            [
                str(number),
                step.label,
                limit,
                str(step.target or ""),
                NAMES.get(step.role, ""),
                f"{step.clause}（{step.rule}）",
                done,
                point(context, step).words,
            ]
        )
    heads = ("序号", "事项", "最迟日期", "宜在此前", "岗位", "依据", "办理日期", "情况")
    table = listing(heads, (10, 30, 26, 20, 18, 38, 20, 18), rows, size=8.5, centred=(0,))
    told = Words(f"{batch.code}　{batch.name or ''}　考试日期 {batch.first_exam_day} 至 {batch.last_exam_day}", 10, align="center")
    made = Words(_("截至 {day}").format(day=context.today), 9, align="center")
    return Paper(f"法定日程 {batch.code}", [heading("批次法定日程"), gap(2), told, gap(1), made, gap(3), table])


def year_plan(context: Context, plan: AnnualPlan) -> Paper:
    """F-PLAN-YEAR: the annual plan, one line an assessment; contact, telephone and address as 考务工作规程 第四条 wants them."""
    lines = context.db.scalars(select(PlanLine).where(PlanLine.plan_id == plan.id).order_by(PlanLine.month, PlanLine.id)).all()
    heads = ("序号", "鉴定职业（工种）及等级", "专项职业能力名称", "鉴定日期", "计划人数", "地点", "备注")
    table = listing(heads, (12, 70, 50, 28, 24, 55, 28), [_plan_row(n, one) for n, one in enumerate(lines, 1)], centred=(0,))
    contact = next((one for one in lines if one.contact), PlanLine())
    told = f"联系人：{contact.contact or ''}　　联系电话：{contact.phone or ''}　　联系地址：{contact.address or ''}"
    title = f"{plan.year}年度职业技能等级认定计划" if context.rules.profile in ("henan", "hunan") else f"{plan.year}年度鉴定计划"
    sign = Words("单位负责人（签字）：　　　　　　　　　　（盖章）　　　　　　　　年　　月　　日", 10)
    head = [heading(title), gap(2), Words(context.centre.name, 10, align="center"), gap(3)]
    return Paper(title, [*head, table, gap(4), Words(told, 10), gap(6), sign], A4_LANDSCAPE)


def _plan_row(number: int, line: PlanLine) -> list[str]:
    name = f"{line.occupation} {line.job}".removesuffix(" --")
    graded, special = (f"{name}　{LEVELS[line.level]}", "") if line.level else ("", name)
    return [str(number), graded, special, f"{line.month:%Y-%m}", str(line.planned or ""), line.address or "", ""]

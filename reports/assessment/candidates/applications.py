"""The application forms (F-CAND-RECORD, F-CAND-SPECIAL, F-CAND-CQ), the list of materials told at once (F-CAND-CHECKLIST) and the blank
proof of working years (F-CAND-WORKCERT)."""

from collections.abc import Mapping, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak

from models.assessment.candidates import queries
from models.assessment.candidates.guards import needs_recheck
from models.assessment.candidates.photos import photo_of
from models.assessment.candidates.reviewing import CONDITION
from models.assessment.candidates.tables import Enrolment
from models.assessment.candidates.terms import CATEGORY, EDUCATION, ID_KIND, WAY, AnyLevel, materials
from models.core.centre import Context
from models.people.terms import SEX
from reports.kit.grid import Memo, grid, listing
from reports.kit.marks import Photo, tick, ticks
from reports.kit.page import Paper
from reports.kit.text import EMPTY, TICKED, Words, gap, heading

_SIGN = "签字：              年    月    日"
_SEAL = "（盖 章）          年    月    日"
_WIDTHS = (30, 40, 30, 40, 30)
_LEVEL = AnyLevel()

_HENAN = """
| 姓 名 | «name» | 性 别 | «sex» | «photo» |
| 身份证号 | «id_no» | → | → | ↑ |
| 学籍/人员类别 | «category» | 院系/部门 | «employer» | ↑ |
| 所学专业 | «major» | 毕业时间 | «graduates» | → |
| 申报职业（工种） | «occupation» | 申报等级 | «level» | → |
| 评价方式 | «way» | → | → | → |
| 已有证书/职称 | «prior» | → | → | → |
| 申报人承诺 | «pledge» | → | → | → |
| 资格审核意见 | «review» | → | → | → |
| 认定中心意见 | «centre» | → | → | → |
| 认定结果 | 理论 ______　技能 ______　证书编号 ____________________ | → | → | → |
"""
_FUJIAN = """
| 姓 名 | «name» | 性 别 | «sex» | «photo» |
| 出生年月 | «birth» | 文化程度 | «education» | ↑ |
| 证件类别 | «id_kind» | → | → | ↑ |
| 证件号码 | «id_no» | → | → | ↑ |
| 家庭地址 | «address» | → | → | → |
| 邮政编码 | «postcode» | 电话号码 | «phone» | → |
| 工作单位 | «employer» | → | → | → |
| 鉴定站意见 | «centre» | → | → | → |
"""
_CHONGQING = """
| 姓 名 | «name» | 性 别 | «sex» | «photo» |
| 出生年月 | «birth» | 文化程度 | «education» | ↑ |
| 证件类型 | «id_kind» | 证件号码 | «id_no» | ↑ |
| {unit} | «employer» | → | → | → |
| 联系电话 | «phone» | 通讯地址 | «address» | → |
| {what} | «occupation» | 申报等级 | «level» | → |
"""
_PRIOR = "| 已取得证书 | «prior» | → | → | → |\n"
_CQ_REST = """| 工作年限/职业经历 | «years» | → | → | → |
| 提交材料 | «materials» | → | → | → |
| 申报人签名 | «pledge» | → | → | → |
| 鉴定机构<br>资格审查意见 | «review» | → | → | → |
"""
_CQ_SECOND = "| 市职鉴中心<br>复审意见 | «second» | → | → | → |\n"


def henan(context: Context, one: Enrolment) -> Paper:
    """Two copies, one for the school and one for the candidate."""
    title = "职业技能等级认定备案表"
    story: list[Flowable] = []
    for keeper in ("学校留存", "考生留存"):
        paper = Paper(f"{title} {one.name}", story)
        values = _values(context, one) | {"review": Memo(f"{EMPTY}合格　{EMPTY}不合格　原因：", f"审核人{_SIGN}")}
        story += [PageBreak()] * bool(story) + [Words(keeper, 9, align="right"), heading(title), gap(4), _table(_HENAN, values, paper, {7: 22, 8: 26, 9: 26})]
    return Paper(f"{title} {one.name}", story)


def fujian(context: Context, one: Enrolment) -> Paper:
    note = "说明：本表由申报者本人如实填写，照片按要求粘贴。"
    return _form(context, one, "专项职业能力考核申报表", _FUJIAN, {7: 60}, note)


def chongqing(context: Context, one: Enrolment) -> Paper:
    """Three forms in one: general, student, special skill; the second review only where the level needs it."""
    special, student = one.level == 0, one.category in ("student", "graduating")
    kind = "专项职业能力考核" if special else "国家职业资格学生鉴定" if student else "国家职业资格鉴定"
    second = needs_recheck(context, one.level)
    layout = _CHONGQING + ("" if special else _PRIOR) + _CQ_REST + (_CQ_SECOND if second else "")
    last = sum(line.startswith("|") for line in layout.splitlines()) - 1
    least = {last - second - 1: 16, last - second: 30} | ({last: 30} if second else {})
    words = {"{unit}": "学校、院系、班级" if student else "工作单位", "{what}": "专项职业能力" if special else "申报职业（工种）"}
    for name, label in words.items():
        layout = layout.replace(name, label)
    return _form(context, one, f"重庆市{kind}申报表", layout, least)


def _form(context: Context, one: Enrolment, title: str, layout: str, tall: Mapping[int, float], note: str = "") -> Paper:
    paper = Paper(f"{title} {one.name}", [])
    paper.story = [heading(title), gap(4), _table(layout, _values(context, one), paper, tall)]
    paper.story += [gap(2), Words(note, 9)] if note else []
    return paper


def _table(layout: str, values: Mapping[str, str | Flowable], paper: Paper, tall: Mapping[int, float]) -> Flowable:
    lines = "\n".join(line for line in layout.splitlines() if line.strip())
    return grid(lines, _WIDTHS, values, height=paper.height - 26 * mm, tall=tall)


def _values(context: Context, one: Enrolment) -> dict[str, str | Flowable]:
    prior = "　".join(part for part in (_LEVEL.show(one.prior_level) if one.prior_level else "", one.prior_number or "") if part)
    kept, names = queries.proofs_of(context.db, one.id), materials(context.rules.profile)
    wanted = context.rules["ASM-REG-001"].value("items") or ()
    group = "" if one.training_class is None else f"　{one.training_class}"
    return {
        "name": one.name, "sex": SEX.show(one.sex), "photo": Photo(photo_of(context, one)), "id_no": one.id_no, "id_kind": ID_KIND.show(one.id_kind),
        "birth": f"{one.birth:%Y-%m}" if one.birth else "", "education": EDUCATION.show(one.education), "category": CATEGORY.show(one.category),
        "employer": f"{one.employer or ''}{group}", "major": one.major or "", "graduates": str(one.graduates_on or ""),
        "occupation": one.occupation + ("" if one.job in ("", "--") else f"（{one.job}）"), "level": _LEVEL.show(one.level),
        "way": ticks(WAY.options, one.way), "prior": prior, "phone": one.phone or "", "address": one.address or "", "postcode": one.postcode or "",
        "years": "" if one.work_years is None else f"{one.work_years} 年",
        "materials": "　".join(f"{TICKED if item in kept else EMPTY}{names.get(item, item)}" for item in wanted),
        "pledge": Memo("以上内容真实，如有不实，责任自负。", f"申报人{_SIGN}"), "review": Memo("", f"审查人{_SIGN}"), "centre": Memo("", _SEAL),
        "second": Memo("", _SEAL),
    }  # fmt: skip


# -- the materials, told at once ----------------------------------------------------------------------------------------


def materials_told(context: Context, one: Enrolment) -> Paper:
    """What this region asks for, ticked where it came in; the receipt of the candidate."""
    kept, names = queries.proofs_of(context.db, one.id), materials(context.rules.profile)
    wanted: Sequence[str] = context.rules["ASM-REG-001"].value("items") or () if context.rules["ASM-REG-001"].active else tuple(names)
    listed = [*wanted, *(item for item in kept if item not in wanted)]
    rows: list[list[str | Flowable]] = []
    for number, item in enumerate(listed, 1):
        proof = kept.get(item)
        seen = "网络核验" if proof and proof.how == "online" else "原件已退还" if proof and proof.returned else ""
        rows.append([str(number), names.get(item, item), tick(proof is not None), seen or (proof.note or "" if proof else "")])
    about = f"{one.name}　{one.occupation} {_LEVEL.show(one.level)}　{one.batch.code} {one.batch.name or ''}"
    story: list[Flowable] = [heading("申报材料一次性告知单"), gap(3), Words(about, 11), gap(3),
             listing(("序号", "材料", "已收", "备注"), (14, 96, 16, 44), rows, size=10, centred=(0,)), gap(4)]  # fmt: skip
    if one.state == "incomplete" and one.review_note:
        story += [Words(f"待补：{one.review_note}", 11), gap(4)]
    return Paper(f"申报材料一次性告知单 {one.name}", [*story, Words("受理人签字：                    考生签字：                    年    月    日", 11)])


def working_years(context: Context, one: Enrolment) -> Paper:
    """A blank for the employer with the candidate's name and number."""
    told = (f"　　兹证明 {one.name}（证件号码 {one.id_no}）自 ______ 年 ____ 月至 ______ 年 ____ 月在我单位从事 ____________________ 工作，"
            "累计 ______ 年。")  # fmt: skip
    foot = "单位人事部门（盖章）　　　　　经办人：____________　　联系电话：__________________"
    condition = f"申报：{one.occupation} {_LEVEL.show(one.level)}" + (f"　报名条件：{CONDITION.show(one.condition)}" if one.condition else "")
    return Paper(f"工作年限证明 {one.name}", [heading("工作年限证明", 20), gap(12), Words(told, 14), gap(8), Words(condition, 12), gap(30), Words(foot, 12),
                                        gap(8), Words("年      月      日", 12, align="right")])  # fmt: skip

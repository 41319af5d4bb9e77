"""Experts in the demo centre: two groups from a roster, applications at every step, tasks attended and missed, a status that was
lost, a norm that was reviewed and filed, an acceptance that waits for signatures."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import select

from models.core.dates import last_day_of_term, months_plus
from models.demo.inventing import OCCUPATIONS, Invented, person
from models.demo.stage import Act, Stage
from models.people.experts.queries import find_application, find_expert
from models.people.experts.tables import ExpertPanel, ExpertTask
from models.people.experts.terms import declarations, evidence
from models.people.filing.tables import OrgDocument

_SEED = 20_267
_ROSTER = 184  # days before today on which the roster came in
HEADERS = ("姓名", "身份证号", "职务/职称/技能等级", "学历", "专业（职业）", "是否本单位职工", "专家组", "组内职务", "考评年限", "聘期起", "聘期止", "备注")
_YEARS = 36  # months of a term
_TITLES = ("教授/高级技师", "高级工程师", "高级讲师", "高级技师")
# occupation, post, days until the term ends, own staff; the number of the line is the person
_PEOPLE = ((3, "组长", 320, "否"), (3, "成员", 45, "是"), (3, "成员", 500, "否"), (3, "成员", 640, "是"), (2, "组长", 410, "否"), (2, "成员", 230, "是"),
           (2, "成员", 700, ""))  # fmt: skip
_SIGNED = (0, 1, 2, 3, 4)  # whose confidentiality agreements are entered
_LOST, _PROPOSED, _SILENT = 5, 3, 2
_APPLICANTS = range(10, 13)
_DOCUMENTS = (("founded", "关于设立职业技能等级认定中心的通知"), ("leading", "认定工作领导小组组成及职责"), ("supervising", "内部质量督导组组成及职责"),
              ("rule_assessors", "考评人员管理办法"), ("rule_supervisors", "内部质量监督人员管理办法"), ("rule_experts", "专家管理办法"),
              ("code_staff", "考务人员工作守则"), ("code_assessors", "考评人员工作守则"))  # fmt: skip
_NORM, _BANK = "车工（数控方向）评价规范", "焊工三级题库"


def rosters(stage: Stage) -> Iterator[tuple[int, str, str, tuple[str, ...], Any, str]]:
    """The roster of experts as it came in."""
    rows = []
    for number, (occupation, post, left, own) in enumerate(_PEOPLE):
        starts_on = months_plus(stage.day(-left - 1), -_YEARS)
        ends_on = last_day_of_term(starts_on, _YEARS // 12)
        one, name = _person(number), OCCUPATIONS[occupation]
        rows.append([one.name, one.id_no, _TITLES[number % len(_TITLES)], "本科", name, own, f"{name}专业专家组", post, 6 + number, starts_on, ends_on, "演示"])
    yield _ROSTER, "people.experts", "专家库.xlsx", HEADERS, rows, ""


def acts(stage: Stage) -> Iterator[Act]:
    yield from _agreements(stage)
    yield from _tasks(stage)
    yield from _status(stage)
    yield from _applications(stage)
    yield from _panels(stage)
    yield from _documents(stage)


def _documents(stage: Stage) -> Iterator[Act]:
    """What the filing list asks for; one of the rules was replaced, one code is still missing."""
    for at, (kind, title) in enumerate(_DOCUMENTS):
        given = {"kind": kind, "title": title, "dated_on": stage.day(900 - at), "issuer": stage.centre.name, "number": f"中心〔演示〕{at + 1} 号"}
        yield Act(179, "people.register_document", None, given)
    given = {"kind": "rule_experts", "title": "专家管理办法（修订）", "dated_on": stage.day(100), "number": "中心〔演示〕21 号"}
    yield Act(101, "people.end_document", _document(stage, "专家管理办法"), {"ended_on": stage.day(101)})
    yield Act(100, "people.register_document", None, given)


def _agreements(stage: Stage) -> Iterator[Act]:
    for number in _SIGNED:
        yield Act(165, "people.sign_expert_secrecy", _expert(stage, number), {"signed_on": stage.day(165)})


def _tasks(stage: Stage) -> Iterator[Act]:
    """Items were written, one expert stayed away from a review, a further task lies ahead."""
    for number in (0, 1, 2):
        given = {"kind": "writing", "title": "车工四级理论试题修订", "held_on": stage.day(140)}
        yield Act(150, "people.call_expert", _expert(stage, number), given)
        if number != _SILENT:
            yield Act(139, "people.record_expert_task", _task(stage, number, "车工四级理论试题修订"), {"attendance": "attended", "result": "修订 120 题"})
    yield Act(139, "people.record_expert_task", _task(stage, _SILENT, "车工四级理论试题修订"), {"attendance": "absent", "result": "未说明原因"})
    yield Act(8, "people.call_expert", _expert(stage, 0), {"kind": "guidance", "title": "数控车工实操设备布置指导", "held_on": stage.day(-6)})


def _status(stage: Stage) -> Iterator[Act]:
    """One status was lost, another proposal waits for the director."""
    yield Act(75, "people.propose_expert_end", _expert(stage, _LOST), {"cause": "XC-N1", "facts": "将题库片段转发给无关人员（演示）"})
    yield Act(70, "people.decide_expert_end", _expert(stage, _LOST), {"end": "是", "why": "调查属实，取消专家资格"})
    yield Act(9, "people.propose_expert_end", _expert(stage, _PROPOSED), {"cause": "XC-N2", "facts": "被反映为本单位考生打招呼，待核实（演示）"})


def _applications(stage: Stage) -> Iterator[Act]:
    """One went its whole way, one waits for the appointment, one for its copies."""
    profile = stage.centre.profile
    for at, number in enumerate(_APPLICANTS):
        one, ago = _person(number), (130, 20, 5)[at]
        given = {
            "name": one.name, "id_no": one.id_no, "occupation": OCCUPATIONS[(3, 2, 3)[at]], "way": ("recommended", "chosen", "recommended")[at],
            "employer": one.employer, "phone": one.phone, "post_title": "高级工程师", "education": "bachelor", "own_staff": "否", "cert_level": "1",
            "title_rank": "deputy_senior", "work_since": stage.day(4000), "assessing_since": stage.day(2000), "past": "clean",
            "honour": "市技术能手" if at == 1 else None, "declared": list(declarations(profile)), "resume": "长期从事本职业生产和教学（演示）",
        }  # fmt: skip
        yield Act(ago, "people.apply_expert", None, given)
        if at < 2:
            for kind in evidence(profile):
                yield Act(ago - 1, "people.add_expert_evidence", _application(stage, number), {"kind": kind, "file": stage.photo(90 + at)})
            yield Act(ago - 3, "people.review_expert", _application(stage, number), {"opinion": "材料齐全，同意"})
    yield Act(126, "people.appoint_expert", _application(stage, _APPLICANTS[0]), {"starts_on": stage.day(126), "agreement_number": "ZJXY-01"})


def _panels(stage: Stage) -> Iterator[Act]:
    """A norm reviewed by five experts and filed; a bank's acceptance with members who have not all signed."""
    norm = {"kind": "norm", "title": _NORM, "occupation": OCCUPATIONS[3], "edition": "2026 版", "held_on": stage.day(90), "place": "第一会议室"}
    yield Act(96, "people.form_panel", None, norm, by="bank")
    for number in (0, 1, 2, 3, 4):
        yield Act(95, "people.add_panel_member", _panel(stage, _NORM), {"name": _person(number).name}, by="bank")
    yield Act(90, "people.sign_panel", _panel(stage, _NORM), {"vote": "agree", "signed_on": stage.day(90)}, by="bank")
    yield Act(89, "people.conclude_panel", _panel(stage, _NORM), {"conclusion": "passed", "opinion": "结构完整，权重合理，同意备案。"}, by="bank")
    yield Act(80, "people.file_norm", _panel(stage, _NORM), {"filed_on": stage.day(80), "filed_number": "人社备〔演示〕12 号"}, by="bank")
    bank = {"kind": "acceptance", "title": _BANK, "occupation": OCCUPATIONS[2], "edition": "V1", "held_on": stage.day(4), "place": "题库室"}
    yield Act(10, "people.form_panel", None, bank, by="bank")
    for number, field in ((4, "occupation"), (20, "management"), (21, "training"), (22, "assessment")):
        given = {"name": _person(number).name, "employer": _person(number).employer, "field": field}
        yield Act(9, "people.add_panel_member", _panel(stage, _BANK), given, by="bank")
    yield Act(4, "people.sign_panel", _panel(stage, _BANK), {"names": _person(4).name, "signed_on": stage.day(4)}, by="bank")


# -- finding them ------------------------------------------------------------------------------------------------------------


def _person(number: int) -> Invented:
    return person(_SEED, number)


def _expert(stage: Stage, number: int) -> Callable[[], int]:
    def find() -> int:
        with stage.centre.reading() as context:
            return int(find_expert(context.db, _person(number).id_no)[0].id)

    return find


def _application(stage: Stage, number: int) -> Callable[[], int]:
    def find() -> int:
        with stage.centre.reading() as context:
            return int(find_application(context.db, _person(number).id_no)[0].id)

    return find


def _task(stage: Stage, number: int, title: str) -> Callable[[], int]:
    def find() -> int:
        with stage.centre.reading() as context:
            mine = ExpertTask.expert_id == find_expert(context.db, _person(number).id_no)[0].id
            return int(context.db.scalars(select(ExpertTask.id).where(mine, ExpertTask.title == title)).one())

    return find


def _document(stage: Stage, title: str) -> Callable[[], int]:
    def find() -> int:
        with stage.centre.reading() as context:
            return int(context.db.scalars(select(OrgDocument.id).where(OrgDocument.title == title)).one())

    return find


def _panel(stage: Stage, title: str) -> Callable[[], int]:
    def find() -> int:
        with stage.centre.reading() as context:
            return int(context.db.scalars(select(ExpertPanel.id).where(ExpertPanel.title == title)).one())

    return find

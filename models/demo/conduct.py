"""Misconduct in the demo centre: one suspended and undecided, one decided with its notices open, one archived, one dropped; two reports of
pressure. All of them concern staff of the story, nobody of its teams."""

from collections.abc import Callable, Iterator

from sqlalchemy import select

from models.conduct.tables import MisconductCase, PressureReport
from models.demo.stage import Act, Stage
from models.people.staff.tables import StaffPost
from models.people.tables import Person


def acts(stage: Stage) -> Iterator[Act]:
    """Each case on its days, by exam affairs or a supervisor; the director decides."""
    yield from _archived(stage)
    yield from _decided(stage)
    yield Act(25, "conduct.record", None, {
        "person": _staff(stage, "bank"), "post": "题库管理岗", "code": "SH-1", "facts": "反映一份批次通知提前外传；经查为已公开的公告。",
        "evidence": "公告网页截图", "discovered_by": "周见闻"}, by="supervisor")  # fmt: skip
    absent = {"account": "general", "fields": "评价与处分", "ends_on": stage.day(15), "document": f"鉴授〔{stage.today.year}〕2号"}
    yield Act(22, "core.delegate", None, absent, by="director")
    yield Act(20, "conduct.drop", _case(stage, "bank"), {"decision": "所传为已公开的公告，不构成违纪。"}, by="general")  # for the director
    yield Act(2, "conduct.record", None, {
        "person": _staff(stage, "invigilator"), "post": "监考", "code": "WN-2", "batch": "演示理论场次", "discovered_by": "周见闻",
        "facts": "开考后两次离开考场接打电话，共约 9 分钟。", "evidence": "考场录像 2 段，见附件"}, by="supervisor")  # fmt: skip
    yield Act(1, "conduct.add_note", _case(stage, "invigilator"), {"text": "家中急事，未及时报告负责人，愿意承担责任。"}, by="supervisor")
    yield from _pressure(stage)


def _archived(stage: Stage) -> Iterator[Act]:
    case = _case(stage, "equipment")
    yield Act(90, "conduct.record", None, {
        "person": _staff(stage, "equipment"), "post": "设备", "code": "WN-10", "discovered_by": "何组长",
        "facts": "考前设备核查表未逐台核对即签字，一台车床照明不亮。", "evidence": "核查表复印件 1 份"}, by="exam")  # fmt: skip
    interview = {"kind": "interview", "asked_by": "何组长、周见闻", "place": "考务办公室", "text": "问：是否逐台核对？\n答：没有，只看了前三台。"}
    yield Act(88, "conduct.add_note", case, interview, by="exam")
    yield Act(85, "conduct.decide", case, {
        "sanctions": "终止考务工作、通报", "decision": "终止本批次考务工作，在全校通报。", "document": "鉴处〔演示〕1号",
        "again_on": stage.day(40)}, by="director")  # fmt: skip
    yield Act(84, "conduct.note_step", case, {"step": "delivered"}, by="general")
    yield Act(50, "conduct.close", case, {"archive_no": "WJ-001"}, by="general")


def _decided(stage: Stage) -> Iterator[Act]:
    case = _case(stage, "exam")
    yield Act(16, "conduct.record", None, {
        "person": _staff(stage, "exam"), "post": "考务", "code": "WN-4", "facts": "清场时把一份空白操作试题带出考场，当场追回，未外传。",
        "evidence": "试题原件、交接记录", "discovered_by": "周见闻"}, by="exam")  # fmt: skip
    yield Act(15, "conduct.add_note", case, {"text": "误与废纸一起带出，发现后立即交回。"}, by="exam")
    yield Act(12, "conduct.decide", case, {
        "sanctions": "终止考务工作、批评教育", "decision": "终止考务工作，批评教育，半年内不再派遣。", "document": "鉴处〔演示〕2号",
        "again_on": stage.day(-170)}, "未外传，当场追回，以教育为主", by="director")  # fmt: skip
    yield Act(11, "conduct.note_step", case, {"step": "delivered"}, by="general")
    yield Act(5, "conduct.appeal", case, {"claim": "并非有意带出，请求缩短期限。"}, by="general")


def _pressure(stage: Stage) -> Iterator[Act]:
    told = {"assessor": "唐萍琳", "demanded_by": "某企业培训负责人", "batch": "演示技能场次"}
    yield Act(30, "conduct.report_pressure", None, {
        **told, "content": "电话要求把两名员工的实操成绩改为合格，被拒绝。", "happened_at": f"{stage.day(30)} 08:20"}, by="exam")  # fmt: skip
    yield Act(28, "conduct.settle_pressure", _report(stage), {"measure": "约谈该企业负责人，成绩未改，情况记入批次档案。"}, by="supervisor")
    yield Act(3, "conduct.report_pressure", None, {
        **told, "content": "再次来人打听评分标准，要求“照顾”。", "happened_at": f"{stage.day(3)} 08:50", "witness": "何组长"}, by="exam")  # fmt: skip


def _staff(stage: Stage, post: str) -> Callable[[], str]:
    """The identity number of who holds a post."""

    def find() -> str:
        with stage.centre.reading() as context:
            return context.db.scalars(select(Person.id_no).join(StaffPost).where(StaffPost.post == post).order_by(StaffPost.id)).first() or ""

    return find


def _case(stage: Stage, post: str) -> Callable[[], int]:
    def find() -> int:
        with stage.centre.reading() as context:
            held = select(MisconductCase.id).join(StaffPost, StaffPost.person_id == MisconductCase.person_id).where(StaffPost.post == post)
            return context.db.scalars(held.order_by(MisconductCase.id)).first() or 0

    return find


def _report(stage: Stage) -> Callable[[], int]:
    def find() -> int:
        with stage.centre.reading() as context:
            return context.db.scalars(select(PressureReport.id).order_by(PressureReport.id)).first() or 0

    return find

"""移交: drafted by the giver, approved where important, signed out by the custodian, signed in by the recipient, closed."""

from typing import Any

from models.archives import custody, queries
from models.archives.custody import Bag, Counted
from models.archives.keeping import Findings
from models.archives.tables_work import Handover, HandoverLine
from models.archives.terms import HANDOVER_KIND, HANDOVER_STATE, IMPORTANT, SUBJECT
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity, blocked
from models.core.kinds import Choice, Flag, Moment, PersonName, Text, Whole
from models.core.roles import ARCHIVE, BUSINESS, GENERAL
from resources.texts import _

HANDOVER = Subject("handover", _("移交"), Handover, queries.find_numbered(Handover))
PAPERS = ("papers_out", "transport")
_LEVELS = Choice({"5": _("五级"), "4": _("四级"), "3": _("三级"), "2": _("二级"), "1": _("一级")})
_ANY = frozenset(BUSINESS)


def names(text: str | None) -> list[str]:
    """Names as typed: separated by 、 or commas."""
    return [part.strip() for part in (text or "").replace("，", "、").replace(",", "、").split("、") if part.strip()]


@command("archives.draft_handover", _("登记移交"), row=61, letters="C", also=_ANY, rules=("HND-004", "HND-005", "HND-007", "HND-009"),
        params=(
    Param("title", _("文件名称"), Text(120)), Param("kind", _("移交类别"), HANDOVER_KIND, default="file"),
    Param("important", _("重要文件"), IMPORTANT, required=False, help=_("属于哪些重要文件，没有则留空")),
    Param("taken_out", _("带出机构"), Flag(), default=False),
    Param("planned_at", _("移交时间"), Moment(), default=lambda context, _record: context.now),
    Param("place", _("移交地点"), Text(60)), Param("custodian", _("保管员"), PersonName(), default=lambda context,
        _record: context.actor.name),
    Param("recipient", _("接收人"), PersonName()),
    Param("subject", _("科目"), SUBJECT, required=False, help=_("试卷移交必填，一次一科")),
    Param("occupation", _("职业"), Text(60), required=False), Param("level", _("等级"), _LEVELS, required=False),
    Param("room", _("考场"), Text(40), required=False), Param("exam_at", _("开考时间"), Moment(), required=False),
    Param("signers", _("见证或监督人"), Text(120), required=False, help=_("启封见证考生、收卷监考人员、印刷监督人，用顿号分开")),
    Param("note", _("备注"), Text(200), required=False),
))  # fmt: skip
def draft_handover(unit: Unit, kind: str, important: list[str] | None, level: str | None, signers: str | None, **values: Any) -> Findings:
    """Draft the entry with its columns (HND-004); papers go subject by subject (HND-009), printing has its supervisor (HND-007)."""
    findings: list[Finding] = []
    if kind in (*PAPERS, "papers_back", "opening"):
        findings += custody.subject_faults(values["subject"], unit.rules["HND-009"])
    if kind == "print" and not signers:
        findings += unit.rules["HND-007"].found("signers", Severity.BLOCK, list=_("现场监督人"))
    yield from findings
    if findings:
        return
    codes = [code for code in important or () if code in (unit.rules["HND-005"].value("codes") or ())]
    made = Handover(number=queries.next_number(unit.db, Handover, f"YJ{unit.today.year}-"), kind=kind, state="drafted", important=codes,
                    drafted_by=unit.actor.login, level=int(level) if level else None, signers=names(signers), **values)  # fmt: skip
    unit.add(made)
    unit.value = made.number


def _in_state(*states: str) -> Any:
    def guard(context: Context, one: Handover) -> Findings:
        if one.state not in states:
            yield Finding("HND-001", Severity.BLOCK, "state", {"found": HANDOVER_STATE.show(one.state)})

    return guard


@command("archives.add_handover_line", _("加入清单"), subject=HANDOVER, row=61, letters="C", also=_ANY, guard=_in_state("drafted",
        "approved"),
         rules=("ARC-013", "HND-006"), params=(
    Param("title", _("名称"), Text(120)), Param("account", _("账（件/份）"), Whole()), Param("material", _("物（件/份）"), Whole()),
    Param("card", _("卡（件/份）"), Whole(), required=False, default=None, help=_("留空同账")),
    Param("bag", _("袋号"), Text(40), required=False),
    Param("sealed", _("密封完好"), Flag(), required=False), Param("occupation", _("袋上职业"), Text(60), required=False),
    Param("level", _("袋上等级"), _LEVELS, required=False),
))  # fmt: skip
def add_handover_line(unit: Unit, one: Handover, card: int | None, level: str | None, account: int, **values: Any) -> Findings:
    line = HandoverLine(
        handover=one, account=account, card=account if card is None else card, level=int(level) if level else None, **values
    )
    unit.db.add(line)
    yield from ()


@command(
    "archives.approve_handover",
    _("批准移交"),
    subject=HANDOVER,
    row=61,
    letters="A",
    guard=_in_state("drafted"),
    rules=("HND-002", "HND-003"),
)
def approve_handover(unit: Unit, one: Handover) -> Findings:
    """The leader's consent to important files, and to taking files out of the centre."""
    one.state, one.approved_by, one.approved_on = "approved", unit.actor.login, unit.today
    yield from ()


def _may_go(context: Context, one: Handover) -> Findings:
    yield from _in_state("drafted", "approved")(context, one)
    if one.approved_by is None and one.important:
        yield from context.rules["HND-003"].found("important")
    if one.approved_by is None and one.taken_out and one.important:
        yield from context.rules["HND-002"].found("taken_out")
    if one.approved_by == context.actor.login and one.important:
        yield from context.rules["PPL-ORG-004"].found("", found=_("批准人不能办理移出"))


@command("archives.sign_out", _("移出签字"), subject=HANDOVER, row=61, letters="C", also=_ANY, guard=_may_go,
         rules=("HND-001", "HND-002", "HND-003", "HND-004", "HND-006", "HND-008", "HND-009", "HND-012"), params=(
    Param("vehicle", _("车辆"), Text(20), required=False), Param("driver", _("司机"), PersonName(), required=False),
    Param("escort", _("押运人"), Text(60), required=False), Param("departed_at", _("出发时间"), Moment(), required=False),
    Param("arrived_at", _("到达时间"), Moment(), required=False),
))  # fmt: skip
def sign_out(unit: Unit, one: Handover, **values: Any) -> Findings:
    """The custodian hands over: columns, bags against their room, transport and arrival, witnesses of an opening."""
    findings = _columns(unit, one)
    if one.kind in PAPERS:
        bags = [Bag(line.bag, line.sealed, line.occupation, line.level) for line in one.lines]
        findings += custody.bag_faults(bags, one.occupation, one.level, unit.rules["HND-006"])
        findings += custody.arrival_faults(values["arrived_at"], one.exam_at, unit.rules["HND-009"])
    if one.kind == "transport":
        given = dict(zip((_("车辆"), _("司机"), _("押运人"), _("出发时间"), _("到达时间")), values.values(), strict=True))
        findings += custody.transport_faults(given, unit.rules["HND-008"])
    if one.kind == "opening":
        rule = unit.rules["HND-012"]
        findings += custody.signer_faults(one.signers, rule.value("witnesses"), rule, _("见证人"))
    yield from findings
    if not blocked(findings):
        for name, value in values.items():
            setattr(one, name, value)
        one.state, one.out_by, one.out_at = "out", unit.actor.login, unit.now


def _columns(unit: Unit, one: Handover) -> list[Finding]:
    columns = {
        _("文件名称"): one.title,
        _("移交时间"): one.planned_at,
        _("移交地点"): one.place,
        _("保管员"): one.custodian,
        _("接收人"): one.recipient,
    }
    if not one.lines:
        columns[_("清单")] = ""
    faults = custody.column_faults(columns, bool(one.important), one.approved_by is not None, unit.rules["HND-004"])
    return [Finding(fault.rule, Severity.BLOCK, fault.about, fault.params) for fault in faults]


def _may_receive(context: Context, one: Handover) -> Findings:
    yield from _in_state("out")(context, one)
    if one.out_by == context.actor.login:
        yield from context.rules["HND-001"].found("", found=_("移出人不能自行接收"))


@command("archives.sign_in", _("接收签字"), subject=HANDOVER, only=_ANY, row=61, guard=_may_receive,
         rules=("ARC-013", "HND-001", "HND-006", "HND-010", "HND-011"), params=(
    Param("received", _("收到数量"), Text(400), help=_("按清单顺序，用顿号分开；全部相符填“相符”"), default=_("相符")),
    Param("signers", _("监考签字"), Text(120), required=False, help=_("收回试卷须两名以上监考人员，用顿号分开")),
))  # fmt: skip
def sign_in(unit: Unit, one: Handover, received: str, signers: str | None) -> Findings:
    """The recipient counts line by line; a difference makes the handover disputed until it is explained."""
    one.signers = [*one.signers, *names(signers)]
    if one.kind == "papers_back":
        rule = unit.rules["HND-010"]
        findings = custody.signer_faults(one.signers, rule.value("invigilators"), rule, _("签字监考人员"))
        yield from findings
        if findings:
            return
    counts = [line.material for line in one.lines] if received == _("相符") else _numbers(received)
    if len(counts) != len(one.lines):
        yield from unit.rules["SYS-002"].found(
            "received", label=_("收到数量"), found=received, expected=_("{n} 个数").format(n=len(one.lines))
        )
        return
    for line, count in zip(one.lines, counts, strict=True):
        line.received = count
    one.in_by, one.in_at = unit.actor.login, unit.now
    one.state = "in" if all(counted.agrees for counted in _counted(one)) else "disputed"


def _numbers(text: str) -> list[int]:
    return [int(part) for part in names(text) if part.isdigit()]


def _counted(one: Handover) -> list[Counted]:
    return [Counted(line.title, line.account, line.material, line.card, line.received) for line in one.lines]


@command("archives.explain_difference", _("说明差异"), subject=HANDOVER, only=_ANY, row=61, guard=_in_state("disputed"), rules=("ARC-013",),
         params=(Param("why", _("说明"), Text(1000, 4)),))  # fmt: skip
def explain_difference(unit: Unit, one: Handover, why: str) -> Findings:
    """Archive and delivering side each explain in their own words; nobody explains for both (ARC-013)."""
    deliverer = unit.actor.login in (one.out_by, one.drafted_by)
    if deliverer:
        one.deliverer_says, one.deliverer_by = why, unit.actor.login
    elif unit.actor.roles & {GENERAL, ARCHIVE} or unit.actor.login == one.in_by:
        one.archive_says = why
    else:
        yield from unit.rules["ARC-013"].found("", found=_("应由移交人或档案员说明"))


@command("archives.close_handover", _("办结移交"), subject=HANDOVER, only=_ANY, row=61, guard=_in_state("in", "disputed"),
         rules=("ARC-013", "HND-001", "HND-004"))  # fmt: skip
def close_handover(unit: Unit, one: Handover) -> Findings:
    """Close once the counts agree, or both sides have explained the difference."""
    findings = custody.count_faults(_counted(one), one.archive_says, one.deliverer_says, unit.rules["ARC-013"]) + _columns(unit, one)
    yield from findings
    if not findings:
        one.state, one.closed_on = "closed", unit.today

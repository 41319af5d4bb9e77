"""Destruction: proposed by one, reviewed by a panel with votes, carried out and witnessed by two others (ARC-060…066)."""

from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from models.archives import custody, queries, rules
from models.archives.keeping import Findings, gone
from models.archives.tables import NEVER, ArchiveItem
from models.archives.tables_work import DestructionLine, DestructionList, DestructionVote
from models.archives.terms import APPROVED, DESTROYED, IN_ARCHIVE, LIST_STATE, ON_LOAN, SECRET, UNDER_REVIEW, VOTE, WAY, WORTH
from models.core.acts import Param, Subject, Unit, command
from models.core.centre import Context
from models.core.commands import add_attachment, file_faults
from models.core.findings import Finding, Severity, blocked
from models.core.kinds import Code, Day, File, Many, Text, Whole
from models.core.roles import ARCHIVE, BUSINESS, DIRECTOR, GENERAL, SUPERVISOR
from models.core.tables import Attachment
from resources.texts import _

LIST = Subject("list", _("销毁清册"), DestructionList, queries.find_numbered(DestructionList))


def item_faults(context: Context, item: ArchiveItem) -> list[Finding]:
    """What stands against an item being on a destruction list today."""
    held_by = queries.held_by(context.db, item)
    return custody.destruction_faults(item.number, item.destroy_from, context.today, held_by, item.state == ON_LOAN, context.rules)


@command("archives.propose_destruction", _("提出销毁清册"), row=59, letters="C",
        rules=("ARC-020", "ARC-022", "ARC-024", "ARC-025", "SEC-009"), params=(
    Param("cause", _("销毁原因"), Text(200), default=_("保管期满")),
    Param("items", _("档号"), Text(4000, 4), required=False, help=_("用顿号或空格分开；留空则取全部期满未冻结的材料")),
    Param("until", _("期满截至"), Day(), default=lambda context, _record: context.today),
    Param("most", _("最多件数"), Whole(1, 20_000), default=2000),
))  # fmt: skip
def propose_destruction(unit: Unit, cause: str, items: str | None, until: date, most: int) -> Findings:
    """Draft a list of expired items. What is not expired, long-term, held or on loan is refused by name (ARC-020, 022, 025)."""
    chosen, unknown = _chosen(unit, items, min(until, unit.today), most)
    if unknown:
        yield from unit.rules["SYS-005"].found("items", label=_("档案"), key="、".join(unknown))
        return
    findings = [finding for item in chosen for finding in item_faults(unit, item)] if items else []
    wrong = [item.number for item in chosen if item.state != IN_ARCHIVE and item.state != ON_LOAN]
    if wrong or not chosen:
        findings += [
            Finding("ARC-024", Severity.BLOCK, "items", {"found": "、".join(wrong) or _("没有可销毁的材料"), "expected": _("在库材料")})
        ]
    yield from findings
    if blocked(findings):
        return
    made = DestructionList(number=queries.next_number(unit.db, DestructionList, f"XH{unit.today.year}-"), reason=cause, state="drafted",
                           proposed_on=unit.today, proposed_by=unit.actor.login, panel=[])  # fmt: skip
    unit.add(made)
    for item in chosen:
        unit.db.add(DestructionLine(of_list=made, item=item, hashes=[]))
        item.state = UNDER_REVIEW
    unit.value = {"number": made.number, "items": len(chosen)}


def _chosen(unit: Unit, items: str | None, until: date, most: int) -> tuple[list[ArchiveItem], list[str]]:
    import re

    if not items:
        ready = select(ArchiveItem).where(queries.may_go(until)).order_by(ArchiveItem.destroy_from, ArchiveItem.id).limit(most)
        return list(unit.db.scalars(ready)), []
    numbers = list(dict.fromkeys(part.upper() for part in re.split(r"[、,，;；\s]+", items) if part))
    found = {number: queries.find_item(unit.db, number) for number in numbers}
    return [items_[0] for items_ in found.values() if items_], [number for number, items_ in found.items() if not items_]


def _in_state(*states: str) -> Any:
    def guard(context: Context, one: DestructionList) -> Findings:
        if one.state not in states:
            wanted = "、".join(LIST_STATE.show(state) for state in states)
            yield Finding("ARC-062", Severity.BLOCK, "state", {"found": LIST_STATE.show(one.state), "expected": wanted})

    return guard


@command("archives.drop_list", _("撤销清册"), subject=LIST, row=59, letters="AC", guard=_in_state("drafted", "review", "approved"),
        rules=("ARC-061",),
         params=(Param("why", _("理由"), Text(200)),))  # fmt: skip
def drop_list(unit: Unit, one: DestructionList, why: str) -> Findings:
    """Give a list up: its items go back to the shelf as they were."""
    one.state = "dropped"
    for line in one.lines:
        if line.item.state in (UNDER_REVIEW, APPROVED):
            line.item.state = IN_ARCHIVE
    yield from ()


def _members(context: Context, _record: Any) -> dict[str, str]:
    return queries.accounts(context, set(BUSINESS))


@command("archives.form_panel", _("组成审查小组"), subject=LIST, row=59, letters="A", guard=_in_state("drafted"), rules=("ARC-060",),
         params=(Param("members", _("小组成员"), Many(), options=_members),))  # fmt: skip
def form_panel(unit: Unit, one: DestructionList, members: list[str]) -> Findings:
    """The head forms the panel: at least three, with director, archive officer and supervisor (ARC-060)."""
    findings = custody.panel_faults(members, _roles(unit, members), unit.rules["ARC-060"])
    yield from findings
    if not findings:
        one.panel, one.formed_on, one.formed_by, one.state = members, unit.today, unit.actor.login, "review"


def _roles(context: Context, logins: list[str]) -> list[str]:
    from models.core.tables import User

    return [role for roles in context.db.scalars(select(User.roles).where(User.login.in_(logins))) for role in roles]


def _is_member(context: Context, one: DestructionList) -> Findings:
    yield from _in_state("review")(context, one)
    if one.state == "review" and context.actor.login not in one.panel:
        yield from context.rules["ARC-061"].found("", found=_("不是审查小组成员"))


@command("archives.vote", _("提交审查意见"), subject=LIST, only=frozenset(BUSINESS), row=59, guard=_is_member,
        rules=("ARC-061", "ARC-065"), params=(
    Param("result", _("意见"), VOTE), Param("worth", _("保存价值"), WORTH, default="none"),
    Param("demand", _("预测需求"), WORTH, default="none"),
    Param("keep_until", _("保存至"), Day(), required=False, help=_("延期保存时填写")),
    Param("item", _("档号"), Code(40), required=False, help=_("留空则用于尚未表态的全部材料")),
))  # fmt: skip
def vote(unit: Unit, one: DestructionList, result: str, worth: str, demand: str, keep_until: date | None, item: str | None) -> Findings:
    """A member's opinion on one item, or on all he has not judged yet. When the last vote is in, the result stands."""
    lines = [line for line in one.lines if (line.item.number == item if item else not _voted(line, unit.actor.login))]
    if not lines:
        yield from unit.rules["SYS-005"].found("item", label=_("档案"), key=item or _("未表态的材料"))
        return
    if result == "keep" and (keep_until is None or keep_until <= unit.today):
        yield from unit.rules["ARC-061"].found("keep_until", found=_("延期保存须填晚于今天的日期"))
        return
    for line in lines:
        mine = next((old for old in line.votes if old.member == unit.actor.login), None) or DestructionVote(
            line=line, member=unit.actor.login
        )
        mine.worth, mine.demand, mine.result, mine.keep_until = worth, demand, result, keep_until
        unit.db.add(mine)
        line.result = custody.line_result({old.member: old.result for old in line.votes}, one.panel)
    unit.value = {line.item.number: line.result for line in lines} if item else len(lines)


def _voted(line: DestructionLine, login: str) -> bool:
    return any(one.member == login for one in line.votes)


def missing_votes(context: Context, one: DestructionList) -> list[str]:
    """Members with items they have not judged: 质量督导员 2 件."""
    counts = {member: sum(not _voted(line, member) for line in one.lines) for member in one.panel}
    return [_("{member} {n} 件").format(member=queries.name_of_login(context.db, member), n=n) for member, n in counts.items() if n]


@command("archives.approve_destruction", _("批准销毁"), subject=LIST, row=60, letters="A", guard=_in_state("review"), danger=True,
         rules=("ARC-020", "ARC-025", "ARC-061", "ARC-063", "ARC-065"), params=(
    Param("approval", _("批准文号"), Text(100)),
))  # fmt: skip
def approve_destruction(unit: Unit, one: DestructionList, approval: str) -> Findings:
    """The leader's approval once all members have voted: items that all want destroyed go on, the others are kept."""
    findings = custody.vote_faults(missing_votes(unit, one), unit.rules["ARC-061"])
    going = [line for line in one.lines if line.result == "destroy"]
    findings += [fault for line in going for fault in item_faults(unit, line.item)]
    yield from findings
    if blocked(findings):
        return
    for line in one.lines:
        if line.result == "destroy":
            line.item.state = APPROVED
        else:
            _keep(line)
    one.approved_on, one.approved_by, one.approval = unit.today, unit.actor.login, approval
    one.state = "approved" if going else "dropped"


def _keep(line: DestructionLine) -> None:
    """KEPT: the latest date a member asked for; long-term when one wants that."""
    wishes = [NEVER if one.result == "long" else one.keep_until for one in line.votes if one.result != "destroy"]
    line.item.keep_until = max((day for day in wishes if day), default=None)
    if line.item.keep_until:
        from models.archives.retention import after_review

        line.item.destroy_from = after_review(line.item.destroy_from, line.item.keep_until)
    line.item.state = IN_ARCHIVE


def _going(one: DestructionList) -> list[DestructionLine]:
    return [line for line in one.lines if line.result == "destroy"]


def _may_execute(context: Context, one: DestructionList) -> Findings:
    yield from _in_state("approved")(context, one)
    yield from custody.two_persons_faults(one.proposed_by, context.actor.login, None, context.rules["ARC-062"])


_HANDS = frozenset({DIRECTOR, GENERAL, ARCHIVE, SUPERVISOR})


@command("archives.execute_destruction", _("执行销毁"), subject=LIST, row=60, letters="AC", guard=_may_execute, danger=True,
         rules=("ARC-020", "ARC-025", "ARC-062", "ARC-063", "ARC-064", "SEC-009"), params=(
    Param("way", _("销毁方式"), WAY), Param("place", _("销毁地点"), Text(100), required=False),
    Param("escort", _("护送人"), Text(60), required=False, help=_("涉密资料必填")),
))  # fmt: skip
def execute_destruction(unit: Unit, one: DestructionList, way: str, place: str | None, escort: str | None) -> Findings:
    """The executor carries the list out today; it counts once another person has witnessed it. A hold placed meanwhile stops it."""
    findings = [fault for line in _going(one) for fault in item_faults(unit, line.item)]
    secrecies = [line.item.secrecy for line in _going(one)]
    findings += custody.secret_destruction_faults(secrecies, one.approval, escort, place, unit.rules["ARC-063"])
    yield from findings
    if not blocked(findings):
        one.state, one.executed_on, one.executor = "executed", unit.today, unit.actor.login
        one.way, one.place, one.escort = way, place, escort


def _may_witness(context: Context, one: DestructionList) -> Findings:
    yield from _in_state("executed")(context, one)
    if one.state == "executed":
        yield from custody.two_persons_faults(one.proposed_by, one.executor, context.actor.login, context.rules["ARC-062"])


@command("archives.witness_destruction", _("监销确认"), subject=LIST, row=60, letters="AVC", only=_HANDS, guard=_may_witness, danger=True,
         rules=("ARC-025", "ARC-062", "ARC-066"), params=(
    Param("file", _("签字清册扫描件"), File((".pdf", ".jpg", ".jpeg", ".png")), help=_("双方签字的销毁清册")),
))  # fmt: skip
def witness_destruction(unit: Unit, one: DestructionList, file: str) -> Findings:
    """The second person confirms with the scan of the signed list: only now the items are destroyed; their lines and the
    hashes of their electronic files stay (ARC-066)."""
    findings = file_faults(unit, Path(file))
    findings += [fault for line in _going(one) for fault in item_faults(unit, line.item)]
    yield from findings
    if blocked(findings):
        return
    add_attachment(unit, f"destruction_list:{one.id}", Path(file), _("签字清册"))
    one.state, one.witness, one.witnessed_on = "destroyed", unit.actor.login, unit.today
    for line in _going(one):
        line.hashes = _erase(unit, line.item)
        line.item.state, line.item.destroyed_on, line.item.destroyed_by_list = DESTROYED, unit.today, one.number
        gone(line.item)


def _erase(unit: Unit, item: ArchiveItem) -> list[str]:
    """Delete the content of an item's electronic files, unless another record keeps the same file; answers their hashes."""
    hashes = []
    for one in unit.db.scalars(select(Attachment).where(Attachment.subject == f"archive_item:{item.id}", Attachment.stored_as != "")):
        shared = unit.db.scalar(select(Attachment.id).where(Attachment.stored_as == one.stored_as, Attachment.id != one.id).limit(1))
        if shared is None:
            unit.later(_dropper(unit, one.stored_as))
        hashes.append(one.digest)
        one.stored_as, one.removed_on, one.removed_why = "", unit.today, _("已销毁")
    return hashes


def _dropper(unit: Unit, stored_as: str) -> Any:
    return lambda: unit.centre.files.drop(stored_as)


def is_secret(one: DestructionList) -> bool:
    return any(line.item.secrecy == SECRET for line in one.lines)


__all__ = ["LIST", "is_secret", "item_faults", "missing_votes", "rules"]

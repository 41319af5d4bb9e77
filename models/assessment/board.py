"""What the page of one batch shows, gathered in one read: texts and tones, no record leaves its session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from models.archives.tables import ArchiveFile, ArchiveItem
from models.archives.terms import KIND, must_kinds
from models.assessment.plans import steps
from models.assessment.plans.abnormal import abnormal_of
from models.assessment.plans.commands import name_of
from models.assessment.plans.counts import counts_of
from models.assessment.plans.course import OVER, course, state_name, state_tone
from models.assessment.plans.dating import step_label
from models.assessment.plans.legal import AHEAD, DONE, LATE, OVERDUE, TODAY, Step
from models.assessment.plans.queries import calendar_of, steps_of
from models.assessment.plans.tables import Announcement
from models.assessment.tables import Batch
from models.core import acts, queries
from models.core.centre import Context
from models.core.due import WEEK
from models.core.registers import REGISTERS, may_know, may_read
from models.core.roles import NAMES
from resources.texts import _

BESIDE = ("assessment.publish_announcement", "assessment.note_step", "assessment.move_exam_days", "assessment.file_batch")
TONES = {DONE: "good", LATE: "caution", OVERDUE: "danger", TODAY: "caution"}


@dataclass(frozen=True)
class Point:
    """One step of the strip. `why` is its tooltip: rule, clause, role, exact dates."""

    title: str
    day: str
    words: str
    tone: str
    done: bool
    provisional: bool
    why: str
    rule: str


@dataclass(frozen=True)
class Next:
    """A move that leaves the present state; `against` are the findings that stand in its way, as people read them."""

    command: str
    title: str
    against: Sequence[Mapping[str, Any]]
    danger: bool = False
    moves: bool = True  # along the course; else something that may be done at any time


@dataclass(frozen=True)
class Figure:
    """One number, and the register where its people stand ("" where there is none to jump to)."""

    label: str
    value: str
    register: str
    tone: str = ""


@dataclass(frozen=True)
class Paper:
    """One thing on file: announcement, print, attachment, item of the archive file."""

    title: str
    detail: str
    register: str = ""
    record_id: int = 0


@dataclass(frozen=True)
class Board:
    batch_id: int
    version: int
    title: str
    subtitle: str
    state: str
    tone: str
    way: Sequence[tuple[str, bool]]
    points: Sequence[Point]
    next: Sequence[Next]
    figures: Sequence[Figure]
    papers: Sequence[Paper]
    lacking: Sequence[str]
    course: Sequence[Paper]
    abnormal: Sequence[Paper]


def board_of(context: Context, batch_id: int) -> Board | None:
    """A batch as it stands today; None where this person may not know of it."""
    batch = context.db.get(Batch, batch_id) if may_know(context, REGISTERS["assessment.batches"], batch_id) else None
    if batch is None:
        return None
    followed = steps.followed(batch)
    points = [point(context, step) for step in calendar_of(context, batch)] if followed else []
    lacking, papers = _papers(context, batch)
    return Board(
        batch.id, batch.version, f"{batch.code} {batch.name or ''}".strip(), _subtitle(context, batch), state_name(batch.state), state_tone(batch.state),
        _way(batch) if followed else [], points, _next(context, batch), _figures(context, batch), papers, lacking, _course(context, batch),
        [Paper(f"{one.code} {one.label}", f"{one.at:%m-%d %H:%M} · {one.actor} · {one.reason}") for one in abnormal_of(context, batch)],
    )  # fmt: skip


def _subtitle(context: Context, batch: Batch) -> str:
    days = f"{batch.first_exam_day}" + (f" – {batch.last_exam_day}" if batch.last_exam_day != batch.first_exam_day else "")
    left = (batch.first_exam_day - context.today).days
    when = _("距考试 {n} 天").format(n=left) if left > 0 else _("今天开考") if left == 0 else ""
    level = REGISTERS["assessment.batches"].field("level").kind.show(batch.level)
    return " · ".join(one for one in (batch.occupation, batch.job if batch.job != "--" else "", level, days, when, batch.site) if one)


def _way(batch: Batch) -> list[tuple[str, bool]]:
    """The states of the undisturbed way, and which are behind."""
    found = course(batch.profile)
    return [(state_name(state), found.reached(batch.state, state)) for state in found.path]


def point(context: Context, step: Step) -> Point:
    """A step of the legal calendar in words."""
    state, today = step.state(context.today), context.today
    day = step.done.on if step.done else step.limit
    return Point(step.label, f"{day:%m-%d}" if day else "—", _words(step, state, today), _tone(step, state, today), step.done is not None,
                 step.provisional and step.done is None, _why(step), step.rule)  # fmt: skip


def _tone(step: Step, state: str, today: date) -> str:
    soon = state == AHEAD and step.limit is not None and (step.limit - today).days <= WEEK and not step.right
    return "caution" if soon else TONES.get(state, "plain")


def _words(step: Step, state: str, today: date) -> str:
    if state == DONE:
        return _("已过") if step.right else _("按时")
    if state == LATE:
        return _("迟办")
    if step.limit is None:
        return _("待定")
    days = (step.limit - today).days
    if days < 0:
        return _("逾期 {n} 天").format(n=-days)
    return _("今日") if days == 0 else _("剩 {n} 天").format(n=days)


def _why(step: Step) -> str:
    lines = [step.label]
    if step.opens:
        lines.append(_("自 {day} 起").format(day=step.opens))
    if step.limit:
        lines.append(_("当天办理：{day}").format(day=step.limit) if step.exact else _("不晚于 {day}").format(day=step.limit))
    if step.target and step.target != step.limit:
        lines.append(_("宜在 {day} 前").format(day=step.target))
    if step.provisional:
        lines.append(_("暂定：该年工作日历尚未公布"))
    return "\n".join([*lines, _("责任岗位：{role}").format(role=NAMES.get(step.role, step.role)), f"{step.clause} · {step.rule}"])


def _next(context: Context, batch: Batch) -> list[Next]:
    moves = [name_of(arrow.event) for arrow in steps.course_of(batch).onward(batch.state, batch.way)]
    beside = (
        BESIDE if steps.followed(batch) and batch.state not in OVER else (() if steps.followed(batch) else ("assessment.take_up_batch",))
    )
    found = []
    for name in (*moves, *beside):
        command = acts.COMMANDS[name]
        against = [context.rules.describe(one) for one in acts.stands_against(context, command, batch)]
        found.append(Next(name, command.title, against, command.danger, name in moves))
    return found


def _figures(context: Context, batch: Batch) -> list[Figure]:
    n = counts_of(context, batch)

    def figure(label: str, value: str, register: str, tone: str = "") -> Figure:
        known = register in REGISTERS and may_read(context, REGISTERS[register])
        return Figure(label, value, register if known else "", tone)

    return [
        figure(_("申报"), str(n.declared or "—"), ""), figure(_("报名"), str(n.applied), "assessment.candidates"),
        figure(_("审核合格"), str(n.registered), "assessment.candidates"), figure(_("准考证"), str(n.tickets), "assessment.candidates"),
        figure(_("场次"), str(n.sessions), "assessment.sessions"), figure(_("考场"), str(n.rooms), "assessment.seats"),
        figure(_("已排座"), str(n.seated), "assessment.seats"), figure(_("到考"), str(n.present), "assessment.seats"),
        figure(_("有成绩"), str(n.scored), "assessment.scores"), figure(_("合格"), str(n.passed), "assessment.pass_list"),
    ]  # fmt: skip


def _papers(context: Context, batch: Batch) -> tuple[list[str], list[Paper]]:
    """What the archive file of the batch lacks, and what is on file."""
    notices = context.db.scalars(select(Announcement).where(Announcement.batch_id == batch.id).order_by(Announcement.id)).all()
    found = [
        Paper(_("公告 {number}").format(number=one.number), f"{one.published_on}", "assessment.announcements", one.id) for one in notices
    ]
    found += [Paper(one.title, f"{one.made_at:%m-%d %H:%M}", "", 0) for one in queries.documents(context, batch)]
    found += [Paper(one.name, one.kind) for one in queries.attachments(context, batch)]
    file = context.db.scalars(select(ArchiveFile).where(ArchiveFile.batch == batch.code).limit(1)).first()
    if file is None:
        return [], found
    items = context.db.scalars(select(ArchiveItem).where(ArchiveItem.file_id == file.id).order_by(ArchiveItem.number)).all()
    found.append(Paper(_("案卷 {number}").format(number=file.number), _("{n} 件").format(n=len(items)), "archives.files", file.id))
    have = {kind for one in items for kind in (one.kind, one.also_kind) if kind} | set(file.not_applicable)
    return [KIND.show(kind) for kind in must_kinds(batch.profile) if kind not in have], found


def _course(context: Context, batch: Batch) -> list[Paper]:
    """What was done for the batch, newest first."""
    told, names = [], queries.user_names(context)
    for one in reversed(steps_of(context.db, batch.id)):
        parts = [f"{one.done_on}", _("迟办") if one.late else "", one.document or "", one.note or "", names.get(one.by, one.by)]
        told.append(Paper(step_label(one.name), " · ".join(part for part in parts if part)))
    return told

"""What the papers of an exam ask of a batch, read in a few questions: sessions, their rooms, who sits where, words of the region."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from models.assessment.exams import queries, rules_day
from models.assessment.exams.tables import ExamSession, Room, Seat
from models.assessment.exams.tables_day import PaperBag
from models.assessment.exams.terms import SKILL, SUBJECT
from models.assessment.plans.steps import rules_of
from models.assessment.tables import Batch
from models.assessment.terms import LEVELS, NO_JOB
from models.core.centre import Context
from models.core.identity import masked
from models.core.rulebook import Rulebook
from models.people.terms import SEX
from resources.texts import said

_NAMES = {"sport": "职业技能鉴定", "fujian": "专项职业能力考核", "hunan": "职业技能等级认定", "henan": "职业技能等级认定", "chongqing": "职业技能鉴定"}


def moment(value: datetime) -> str:
    return value.strftime("%Y-%m-%d %H:%M")


def span(one: ExamSession) -> str:
    """2026-11-28 09:00–10:30."""
    return f"{one.starts_at:%Y-%m-%d %H:%M}–{one.ends_at:%H:%M}"


def job_of(record: Any) -> str:
    return record.occupation + (f"（{record.job}）" if record.job not in (None, NO_JOB) else "") if record.occupation else ""


def level_of(level: int | None) -> str:
    return said(LEVELS.get(level or 0, ""))


def short_level(level: int | None) -> str:
    """四级: where a column has no room for 四级/中级工."""
    return level_of(level).partition("/")[0]


@dataclass(frozen=True)
class Hall:
    """One room of one session with its candidates in the order of their seats."""

    session: ExamSession
    room: Room
    seats: Sequence[Seat]

    @property
    def tickets(self) -> tuple[str, str]:
        """The first and the last ticket number, "" where there is none yet."""
        numbers = sorted(seat.enrolment.ticket for seat in self.seats if seat.enrolment.ticket)
        return (numbers[0], numbers[-1]) if numbers else ("", "")

    @property
    def levels(self) -> str:
        return "、".join(level_of(level) for level in sorted({seat.enrolment.level for seat in self.seats}) if level_of(level))

    @property
    def papers(self) -> str:
        """The occupations and levels that sit here."""
        return "、".join(sorted({job_of(seat.enrolment) for seat in self.seats}))


@dataclass
class Exam:
    """A batch as its papers see it."""

    centre: str
    batch: Batch
    rules: Rulebook
    today: date
    halls: list[Hall] = field(default_factory=list)
    staff: Mapping[int, Sequence[Any]] = field(default_factory=dict)  # duties by session
    bags: Mapping[int, Sequence[PaperBag]] = field(default_factory=dict)  # of papers, by session
    photos: Any = None  # stored_as → bytes

    @property
    def name(self) -> str:
        """What the region calls such an exam."""
        return _NAMES.get(self.batch.profile, "职业技能等级认定")

    @property
    def title(self) -> str:
        return self.batch.name or self.batch.code

    @property
    def spacing(self) -> str:
        """不少于 80 厘米, or "" where the region says nothing."""
        rule = self.rules["ASM-VEN-006"]
        words = "大于" if rule.value("beyond") else "不少于"
        return f"{words} {rule.value('min_cm')} 厘米" if rule.active else ""

    def people(self, session: int, duties: Sequence[str], room: str | None = None) -> str:
        """Who has one of these duties in a session; of one room where named."""
        found = [one.name for one in self.staff.get(session, ()) if one.duty in duties and (room is None or (one.room and one.room.code == room))]
        return "、".join(dict.fromkeys(found))

    def drawn(self, one: ExamSession) -> bool:
        """Whether workstations are drawn on site (ASM-ROM-004)."""
        return one.subject == SKILL and self.rules["ASM-ROM-004"].active

    def instructions(self, one: ExamSession) -> list[str]:
        """What a candidate is told, in the numbers of the region's own rules."""
        closed, leave = (
            rules_day.gate(one.subject, one.starts_at, self.rules["ASM-ATT-006"]),
            rules_day.leaving_from(one.starts_at, one.ends_at, self.rules["ASM-ATT-007"]),
        )
        subject, place = SUBJECT.show(one.subject), self.rules["ASM-ATT-012"]
        told = ["凭准考证和有效身份证件入场，按座位号就座并签到。"]
        if place.active:
            told.append("准考证、身份证放在桌面{place}。".format(place=place.value("place")))
        if closed is not None:
            told.append(f"{subject}：{rules_day.clock(closed)} 起停止入场，未入场的按缺考处理。")
        if leave is not None:
            told.append(f"{subject}：{rules_day.clock(leave)} 起方可离场，离场后不得再次进入。")
        if self.drawn(one):
            told.append(f"{subject}：工位在现场抽签确定，请按要求提前到达。")
        return told


def exam_of(context: Context, batch: Batch, sessions: Sequence[ExamSession] | None = None) -> Exam:
    """A batch with all its sessions, or with these."""
    chosen = sessions if sessions is not None else queries.sessions_of(context.db, batch.id)
    made = Exam(context.centre.name, batch, rules_of(context, batch), context.today, photos=context.centre.files.get)
    made.staff = {one.id: queries.duties_of(context.db, one.id) for one in chosen}
    made.bags = {one.id: queries.bags_of(context.db, one.id) for one in chosen}
    for one in chosen:
        by_room: dict[int, list[Seat]] = defaultdict(list)
        for seat in queries.seats_of(context.db, one.id):
            by_room[seat.room_id].append(seat)
        made.halls += [Hall(one, seats[0].room, seats) for seats in by_room.values()]
    return made


def public_number(seat: Seat) -> str:
    """The ID number as a posting shows it."""
    return masked(seat.enrolment.id_no)


def sex_of(seat: Seat) -> str:
    return SEX.show(seat.enrolment.sex)

"""What the team page asks: everybody's verdict for a post of a session, the team as it stands. No Qt, no record leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from models.assessment.exams import queries as exams
from models.assessment.exams.listing import near
from models.assessment.exams.tables import ExamSession
from models.assessment.exams.terms import DUTY, SUBJECT, THEORY
from models.assignment import facts, queries
from models.assignment.terms import ASSESSING, NO, SERVING, STATE, TONE, VERDICT
from models.core.centre import Context
from models.people.terms import ASSESSOR, GRADE, SENIOR
from resources.texts import _

AROUND = timedelta(days=60)


@dataclass(frozen=True)
class Candidate:
    """One person and the answer: yes, reason or no, with all that stands against. `key`: the identity number."""

    key: str
    name: str
    answer: str
    grade: str
    told: str
    findings: Sequence[Mapping[str, Any]]

    @property
    def words(self) -> str:
        return VERDICT.show(self.answer)


@dataclass(frozen=True)
class Member:
    """One assignment of the session."""

    id: int
    name: str
    duty: str
    room: str
    state: str
    tone: str
    serves: bool

    @property
    def post(self) -> str:
        return DUTY.show(self.duty)


@dataclass(frozen=True)
class Seen:
    """A session with everybody's verdict for one post and its team."""

    id: int
    title: str
    needs: str
    rooms: Sequence[tuple[int, str]]
    candidates: Sequence[Candidate]
    team: Sequence[Member]

    def count(self, answer: str) -> int:
        return sum(1 for one in self.candidates if one.answer == answer)


def sessions(context: Context) -> tuple[list[tuple[int, str]], int]:
    """The sessions around today, the next one first: id and what to call it; and the one to begin with: the next with examiners."""
    found = near(context, AROUND)
    first = next((one for one in found if one.subject != THEORY), found[0] if found else None)
    return [(one.id, f"{one.code}  {SUBJECT.show(one.subject)}  {one.starts_at:%m-%d %H:%M}  {one.site}") for one in found], first.id if first else 0


def seen(context: Context, session: int, post: str, room: int = 0, words: str = "") -> Seen | None:
    """words: only the people of this name or number, whoever they are. room: 0 for the whole session."""
    one = context.db.get(ExamSession, session)
    if one is None:
        return None
    rooms = [(hall.id, hall.code) for hall, _count in exams.rooms_of(context.db, one.id)]
    title = f"{one.code}  {one.batch.occupation or ''}  {SUBJECT.show(one.subject)}  {one.starts_at:%Y-%m-%d %H:%M}–{one.ends_at:%H:%M}"
    found = queries.verdicts(context, one, post, room or None, words)
    sent = queries.sent_to(context.db, one.id)
    team, here = [_member(each) for each in sent], {each.person_id: DUTY.show(each.post) for each in sent if each.state in SERVING}
    candidates = [_candidate(context, each, post, here.get(each.fellow.id, "")) for each in found]
    return Seen(one.id, title, _needs(context, one, team), rooms, candidates, team)


def _candidate(context: Context, one: queries.Verdict, post: str, serves: str) -> Candidate:
    """serves: the post the person has in this session already, "" without one."""
    described = tuple(context.rules.describe(finding) for finding in one.findings)
    told = _("本场次{post}").format(post=serves) if serves else "；".join(dict.fromkeys(context.rules[each.rule].title for each in one.findings))
    grade = GRADE.show(SENIOR if one.fellow.senior else ASSESSOR) if post in ASSESSING and one.fellow.spans else ""
    return Candidate(one.fellow.id_no, one.fellow.name, one.answer, grade, told, described)


def _member(one: Any) -> Member:
    room = one.room.code if one.room else ""
    return Member(one.id, one.person.name, one.post, room, STATE.show(one.state), TONE.get(one.state, "plain"), one.state in SERVING)


def _needs(context: Context, one: ExamSession, team: Sequence[Member]) -> str:
    """How many examiners there are and should be, and how many of the round before may stay."""
    target = facts.target_of(context, one)
    here, leaders = (sum(1 for each in team if each.serves and each.duty in posts) for posts in (ASSESSING, ("leader",)))
    told = [_("考评人员 {n} 人（至少 {m} 人），组长 {k} 人").format(n=here, m=target.size, k=leaders)]
    rotation = context.rules["PPL-ASR-109"]
    if rotation.active and target.previous and target.team:
        told.append(_("本批次 {n} 人，其中新成员 {m} 人（不少于三分之一）").format(n=len(target.team), m=len(target.team - target.previous)))
    return "\n".join(told)


def narrowed(candidates: Sequence[Candidate], typed: str, fitting: bool) -> list[Candidate]:
    """Those whose name holds what is typed; fitting: only those who may, with a reason or without."""
    return [one for one in candidates if typed.strip() in one.name and not (fitting and one.answer == NO)]

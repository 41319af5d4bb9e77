"""The on-site form as a screen shows it: texts and answers, no record."""

from dataclasses import dataclass

from models.core.acts import COMMANDS, stands_against
from models.core.centre import Context
from models.core.findings import blocked
from models.core.roles import DIRECTOR, SUPERVISOR
from models.supervision import queries, rules, terms
from models.supervision.rules import Answer
from models.supervision.tables import OPEN, Supervision


@dataclass(frozen=True)
class Line:
    """One item: what it says, how it is answered (abc · text · rate), whether it applies here."""

    number: int
    section: str
    text: str
    kind: str
    applies: bool
    may_be_skipped: bool
    grade: str
    remark: str


@dataclass(frozen=True)
class Form:
    """The whole form. ratings: assessor → grade ("" not rated). editable: this person may fill it in now."""

    supervision_id: int
    title: str
    subtitle: str
    state: str
    editable: bool
    lines: tuple[Line, ...]
    ratings: dict[str, str]
    papers_advice: str
    advice: str
    handling: str


def form_of(context: Context, supervision_id: int) -> Form | None:
    """The form of a supervision; a draft is seen by supervisors and the director only. None where it may not be seen or is gone."""
    visit = context.db.get(Supervision, supervision_id)
    if visit is None or (visit.inspected_on == OPEN and not context.actor.roles & {SUPERVISOR, DIRECTOR}):
        return None
    answers, words, sections = queries.answers_of(visit), queries.wording(context.db), terms.sections()
    lines = []
    for item in terms.items():
        one = answers.get(item.number, Answer(""))
        applies = rules.applies(item, visit.has_theory, visit.has_defence)
        lines.append(Line(item.number, sections[item.section], words[item.number], item.kind, applies, rules.may_be_skipped(item), one.grade, one.remark))
    members = "、".join(member.name for member in visit.members)
    return Form(
        visit.id, f"{visit.number} {visit.batch or visit.site}", "　".join(filter(None, (visit.site, visit.ends_on.isoformat(), members))),
        terms.STATE.show(visit.state), not blocked(stands_against(context, COMMANDS["supervision.fill_in"], visit)), tuple(lines),
        queries.ratings_of(visit), visit.papers_advice, visit.advice, visit.handling,
    )  # fmt: skip

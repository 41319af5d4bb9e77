"""What other areas demand of a session when it is planned, before it is ready, starts or ends.

demand("start", meeting_held)      # meeting_held(context, session) → findings that stand against it
"""

from collections.abc import Callable, Iterable, Iterator

from models.assessment.exams.tables import ExamSession
from models.core.centre import Context
from models.core.findings import Finding

Answer = Callable[[Context, ExamSession], Iterable[Finding]]
PLAN, READY, START, END = "plan", "ready", "start", "end"
_DEMANDS: dict[str, list[Answer]] = {PLAN: [], READY: [], START: [], END: []}


def demand(event: str, answer: Answer) -> None:
    """Hook a check into an event; its findings refuse (block) or want a reason (warn). The command declares their rules."""
    _DEMANDS[event].append(answer)


def demanded(event: str, context: Context, one: ExamSession) -> Iterator[Finding]:
    """All that stands against the event, in the order of the areas."""
    for answer in _DEMANDS[event]:
        yield from answer(context, one)

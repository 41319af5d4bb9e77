"""What the commands of the exam day act on, as a person names it."""

from models.assessment.exams import queries
from models.assessment.exams.tables import Duty, ExamSession, Room, Seat
from models.assessment.exams.tables_day import PaperBag
from models.core.acts import Subject
from models.core.roles import DIRECTOR, EXAM
from resources.texts import _

ROOM = Subject("room", _("考场"), Room, queries.find_room)
SESSION = Subject("session", _("场次"), ExamSession, queries.find_session)
SEAT = Subject("seat", _("座位"), Seat, queries.find_seat)
DUTY = Subject("duty", _("岗位"), Duty, queries.find_duty)
BAG = Subject("bag", _("试卷袋"), PaperBag, queries.find_bag)
ON_SITE = frozenset({DIRECTOR, EXAM})  # who runs an exam day: the director as chief, exam affairs as site leader

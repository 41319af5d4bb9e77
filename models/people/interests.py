"""One interest model: who stands aside from whom, asked by assignment (PPL-ASR-120), complaints (CMP-024) and archives (ARC-047).

A tie leads from a person of the centre to another person, to a class, or to a matter (batch, case, archive number).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.core.dates import months_plus
from models.core.kinds import Choice
from models.core.rulebook import Rule
from models.people.tables import Person
from models.people.tables_interests import Interest
from resources.texts import _

KIN, TEACH, TEACH_CLASS, MASTER, TRAINER, ACCUSED, PARTY, OTHER = (
    "kin", "teach", "teach_class", "master", "trainer", "accused", "party", "other",
)  # fmt: skip
INTEREST = Choice({
    KIN: _("亲属"), TEACH: _("师生"), TEACH_CLASS: _("任教班级"), MASTER: _("师徒"), TRAINER: _("参与培训"), ACCUSED: _("被投诉人"),
    PARTY: _("案卷当事人"), OTHER: _("其他关系"),
}, {"亲戚": KIN, "老师": TEACH, "任教班": TEACH_CLASS, "任课": TEACH_CLASS, "徒弟": MASTER, "师傅": MASTER, "培训师": TRAINER})  # fmt: skip
SOURCE = Choice({"own": _("本人申报"), "candidate": _("考生提出"), "supervisor": _("督导发现"), "staff": _("工作人员发现")})
TO_PEOPLE = (KIN, TEACH, MASTER, OTHER)  # kinds that name another person
TO_MATTERS = (TRAINER, ACCUSED, PARTY)  # kinds that name a batch, case or file
TAUGHT = (TEACH, TEACH_CLASS)  # kinds that fade: the window of PPL-ASR-120


@dataclass(frozen=True, slots=True)
class Tie:
    """One interest as rules see it. Both days inclusive; None is open."""

    kind: str
    name: str = ""
    id_no: str | None = None
    class_name: str | None = None
    matter: str | None = None
    from_on: date | None = None
    to_on: date | None = None
    id: int = 0

    @property
    def words(self) -> str:
        return f"{INTEREST.show(self.kind)} {self.name or self.class_name or self.matter or ''}".strip()


@dataclass(frozen=True)
class Other:
    """Somebody to stand aside from: a candidate, a colleague, a person complained of."""

    name: str
    id_no: str | None = None
    class_name: str | None = None


class Crowd:
    """Many others, so that one tie is answered without looking at each."""

    def __init__(self, others: Iterable[Other]):
        self.ids: dict[str, str] = {}
        self.names: set[str] = set()
        self.unnumbered: set[str] = set()
        self.classes: set[str] = set()
        for one in others:
            self.names.add(one.name)
            if one.id_no:
                self.ids[one.id_no] = one.name
            else:
                self.unnumbered.add(one.name)
            if one.class_name:
                self.classes.add(one.class_name.strip())

    def has(self, tie: Tie) -> bool:
        """By identity number where both have one, else by name; a class by its name."""
        if tie.class_name and tie.class_name in self.classes:
            return True
        if tie.id_no:
            return tie.id_no in self.ids or tie.name in self.unnumbered
        return bool(tie.name) and tie.name in self.names


def counts_on(tie: Tie, day: date, window_months: int | None) -> bool:
    """Whether a tie counts on a day. Teaching counts while its period touches the months before the day, both ends
    included, 0 or None is no limit; kinship, apprenticeship and what was declared never fade."""
    if tie.kind not in TAUGHT:
        return True
    if tie.from_on is not None and tie.from_on > day:
        return False
    return tie.to_on is None or not window_months or tie.to_on >= months_plus(day, -window_months)


def grounds(ties: Iterable[Tie], crowd: Crowd, day: date, recusal: Rule) -> list[Tie]:
    """PPL-ASR-120: the ties of a person that are recusal grounds against somebody of the crowd on a day.

    recusal: PPL-ASR-120, with the kinds of the region and the window in months. A class taught is a teaching relation.
    """
    if not recusal.active:
        return []
    kinds, window = set(recusal.value("kinds") or ()), recusal.value("window_months")
    return [tie for tie in ties if tie.kind in kinds and crowd.has(tie) and counts_on(tie, day, window)]


def taught(ties: Iterable[Tie], batch: str, classes: Collection[str]) -> list[Tie]:
    """PPL-EXM-011: the ties of a person who trained the candidates of a batch: declared of the batch, or of a class they come from."""
    return [tie for tie in ties if tie.kind == TRAINER and (tie.matter == batch or (tie.class_name and tie.class_name in classes))]


# -- asked of the database ------------------------------------------------------------------------------------------


def ties_of(db: Session, people: Collection[int] | None = None) -> Mapping[int, Sequence[Tie]]:
    """The interests that stand, by person. people: ids of persons, None for all."""
    columns = (Interest.person_id, Interest.kind, Interest.other_name, Interest.other_id_no, Interest.class_name, Interest.matter,
               Interest.from_on, Interest.to_on, Interest.id)  # fmt: skip
    statement = select(*columns).where(Interest.ended_on.is_(None)).order_by(Interest.id)
    if people is not None:
        statement = statement.where(Interest.person_id.in_(people))
    found: dict[int, list[Tie]] = defaultdict(list)
    for person, kind, name, id_no, class_name, matter, from_on, to_on, id_ in db.execute(statement):
        found[person].append(Tie(kind, name or "", id_no, class_name, matter, from_on, to_on, id_))
    return found


def related(db: Session, person_id: int | None, others: Iterable[Other], matter: str = "") -> list[Tie]:
    """CMP-024: what ties a person to somebody concerned in a case, or to the case itself. Every kind counts, however old."""
    if person_id is None:
        return []
    crowd = Crowd(others)
    return [tie for tie in ties_of(db, [person_id]).get(person_id, ()) if crowd.has(tie) or (matter and tie.matter == matter)]


def parties(db: Session, *matters: str | None) -> list[Other]:
    """ARC-047: the persons declared to be party to a file or case, by its number."""
    named = [matter for matter in matters if matter]
    statement = select(Person.name, Person.id_no).join(Interest, Interest.person_id == Person.id)
    statement = statement.where(Interest.matter.in_(named), Interest.kind.in_((ACCUSED, PARTY)), Interest.ended_on.is_(None))
    return [Other(name, id_no) for name, id_no in db.execute(statement)] if named else []


def find_interest(db: Session, text: str) -> Sequence[Interest]:
    """Interests that stand, by the person's identity number or name, or by number."""
    words = text.strip()
    same = [Person.id_no == words.upper(), Person.name == words]
    if words.isdigit() and len(words) < 10:
        same.append(Interest.id == int(words))
    statement = select(Interest).join(Person).where(or_(*same), Interest.ended_on.is_(None))
    return list(db.scalars(statement.order_by(Interest.id.desc())))

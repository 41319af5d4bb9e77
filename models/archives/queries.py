"""What can be asked about archives: where an item is, why it is kept, who holds it, who may see it. Due: due.py."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import count
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, exists, func, not_, or_, select, true, union_all
from sqlalchemy.orm import Session

from models.archives import retention, rules
from models.archives.rules import Earlier, Reader
from models.archives.tables import ArchiveConsultation, ArchiveFile, ArchiveHold, ArchiveItem, ArchiveLoan, ArchiveParty
from models.archives.tables_work import DestructionList, DiaryEntry, Handover, SecretEvent, StockCheck, VaultStay
from models.archives.terms import EXPIRED, HOLD_SOURCE, IN_ARCHIVE, KEPT, ON_LOAN, SECRET
from models.core.centre import Context
from models.core.dates import Reckoning
from models.core.roles import ARCHIVE, BUSINESS, GENERAL
from models.core.search import SEARCHED, Line
from models.core.tables import User
from models.people import interests
from models.people.tables import Person
from resources.texts import _

NEVER = retention.NEVER
# Open matters of the areas above, as (reference, batch): they hold a batch's material without anybody placing a hold.
OPEN_MATTERS: dict[str, Callable[[], Any]] = {}  # source → its matters; filled by those areas' queries
NO_DATE = date.min
OPEN_LOANS = ("requested", "approved", "lent")
# Numbers of items a person may not even know of: what those areas keep from him (the accused of a complaint).
CONCEALED: list[Callable[[Context], Any]] = []
I = ArchiveItem  # noqa: E741  (the table, in long conditions)


# -- finding records ----------------------------------------------------------------------------------------------


def find_item(db: Session, words: str) -> Sequence[ArchiveItem]:
    return list(db.scalars(select(I).where(I.number == words.strip().upper())))


def find_file(db: Session, words: str) -> Sequence[ArchiveFile]:
    text = words.strip()
    found = list(db.scalars(select(ArchiveFile).where(ArchiveFile.number == text.upper())))
    return found or list(db.scalars(select(ArchiveFile).where(ArchiveFile.batch == text)))


def find_loan(db: Session, words: str) -> Sequence[ArchiveLoan]:
    """By loan number; or by the item's number or the borrower's name: those still open, else the last one."""
    return _open_or_last(db, ArchiveLoan, ArchiveLoan.borrower, words, OPEN_LOANS)


def find_consultation(db: Session, words: str) -> Sequence[ArchiveConsultation]:
    return _open_or_last(db, ArchiveConsultation, ArchiveConsultation.reader, words, ("requested", "approved", "reading"))


def _open_or_last(db: Session, table: Any, person: Any, words: str, open_states: tuple[str, ...]) -> Sequence[Any]:
    text = words.strip()
    numbered = list(db.scalars(select(table).where(table.number == text.upper())))
    if numbered:
        return numbered
    named = select(table).join(I, table.item_id == I.id).where(or_(I.number == text.upper(), person == text)).order_by(table.id.desc())
    return list(db.scalars(named.where(table.state.in_(open_states)))) or list(db.scalars(named.limit(1)))


def find_hold(db: Session, words: str) -> Sequence[ArchiveHold]:
    return list(db.scalars(select(ArchiveHold).where(ArchiveHold.reference == words.strip(), ArchiveHold.released_on.is_(None))))


def find_numbered(table: Any) -> Any:
    """A finder by the record's number."""
    return lambda db, words: list(db.scalars(select(table).where(table.number == words.strip().upper())))


def find_stay(db: Session, words: str) -> Sequence[VaultStay]:
    named = or_(VaultStay.batch == words.strip(), VaultStay.vault == words.strip())
    return list(db.scalars(select(VaultStay).where(named).order_by(VaultStay.id.desc())))


def find_secret(db: Session, words: str) -> Sequence[SecretEvent]:
    return list(db.scalars(select(SecretEvent).where(SecretEvent.title == words.strip()).order_by(SecretEvent.id.desc())))


def find_diary(db: Session, words: str) -> Sequence[DiaryEntry]:
    return list(db.scalars(select(DiaryEntry).where(DiaryEntry.text == words.strip())))


def next_number(db: Session, table: Any, prefix: str) -> str:
    """The next running number under a prefix: JY2026-0001; of five digits after 9999. What somebody wrote otherwise under the
    same prefix (DA-2026-A1) does not count."""
    highest = 0
    for digits in count(4):  # text sorts 10000 before 9999: each length has its own highest
        running = table.number.regexp_match(f"^{re.escape(prefix)}[0-9]{{{digits}}}$")
        last = db.scalar(select(func.max(table.number)).where(table.number.startswith(prefix), running))
        highest = int(last[len(prefix) :]) if last else highest
        if highest < 10**digits - 1:
            break
    return f"{prefix}{highest + 1:04d}"


# -- the item -----------------------------------------------------------------------------------------------------


def exam_day(item: ArchiveItem) -> date | None:
    return item.file.last_exam_on if item.file else None


def kept(item: ArchiveItem, context: Context) -> retention.Kept:
    """How long an item is kept by the rules as they stand, with the reckoning."""
    made_on = None if item.made_on == NO_DATE else item.made_on
    return retention.keeping(
        (item.kind, item.also_kind), item.medium, exam_day(item), made_on, item.starts_on, item.own_period, context.rules
    )


def judged_by(context: Context) -> str:
    """What stands with a destruction date: profile and version of the rule it was found by."""
    return f"{context.centre.profile} {context.rules.versions('ARC-020')}"


def explanation(item: ArchiveItem, context: Context) -> str:
    """Why an item is kept until then: period, start, review, and the clauses."""
    steps = list(kept(item, context).why)
    if item.keep_until:
        until = _("长期") if item.keep_until == date.max else item.keep_until.isoformat()
        steps.append(_("审查小组决定保存至 {until}").format(until=until))
    clauses = dict.fromkeys(context.rules[rule].clause for rule in ("ARC-020", "ARC-021"))
    return "；".join(steps) + f"（{'；'.join(clauses)}）"


def shown_state(item: ArchiveItem, today: date) -> str:
    """The stored state, and what follows from the day: expired, or kept on after a review."""
    if item.state == IN_ARCHIVE and item.destroy_from <= today:
        return EXPIRED
    return KEPT if item.state == IN_ARCHIVE and item.keep_until else item.state


def held() -> ColumnElement[bool]:
    """Items that an open matter holds, as a condition of the database (ARC-025). Starts from the few holds, so that a
    million items need no look at their rows."""
    hold, party = ArchiveHold, ArchiveParty
    live = hold.released_on.is_(None)
    ids: Any = union_all(
        select(hold.item_id).where(live, hold.item_id.is_not(None)),
        select(I.id).join(hold, hold.batch == I.batch).where(live),
        select(party.item_id).join(hold, hold.id_no == party.id_no).where(live, party.item_id.is_not(None)),
        select(I.id).join(party, party.file_id == I.file_id).join(hold, hold.id_no == party.id_no).where(live),
        *(select(I.id).join(matters, matters.c.batch == I.batch) for matters in (each().subquery() for each in OPEN_MATTERS.values())),
    )
    return I.id.in_(ids)


def may_go(today: date | BindParameter[Any]) -> ColumnElement[bool]:
    """Items whose period has passed, that stand in the archive and that nothing holds."""
    return and_(I.state == IN_ARCHIVE, I.destroy_from <= today, not_(held()))


def destroyable(year: int) -> Select[Any]:
    """What may be destroyed from some day of a year on, without what is held now."""
    low, high = date(year, 1, 1), date(year, 12, 31)
    return select(I).where(I.state == IN_ARCHIVE, I.destroy_from.between(low, high), not_(held()))


def stale(context: Context) -> list[ColumnElement[bool]]:
    """Items whose destruction date was found by other rules than today's, as two ranges of the index (ARC-026)."""
    now = judged_by(context)
    return [and_(I.judged_by > "", I.judged_by < now), I.judged_by > now]


_STALE = [select(I.id, I.number).where(criterion).limit(1) for criterion in (
    and_(I.judged_by > "", I.judged_by < bindparam("now")), I.judged_by > bindparam("now"))]  # fmt: skip


def stale_example(context: Context) -> tuple[int, str] | None:
    """Id and number of one such item."""
    now = judged_by(context)
    found = (one for statement in _STALE for one in context.rows(statement, now=now))
    return next(((one.id, one.number) for one in found), None)


def holds_on(db: Session, item: ArchiveItem) -> list[ArchiveHold]:
    """Every open hold that touches an item: its own, its batch's, those of the persons it documents."""
    persons = [party.id_no for party in parties_of(db, item) if party.id_no]
    named = [ArchiveHold.item_id == item.id]
    named += [ArchiveHold.batch == item.batch] if item.batch else []
    named += [ArchiveHold.id_no.in_(persons)] if persons else []
    return list(db.scalars(select(ArchiveHold).where(ArchiveHold.released_on.is_(None), or_(*named))))


def held_by(db: Session, item: ArchiveItem) -> list[str]:
    """Everything that holds an item, in words. A matter of another area is not named: not everybody may know of it."""
    told = [f"{HOLD_SOURCE.show(hold.source)} {hold.reference}" for hold in holds_on(db, item)]
    for source, matters in OPEN_MATTERS.items():
        found = matters().subquery()
        if item.batch and db.scalar(select(func.count()).select_from(found).where(found.c.batch == item.batch)):
            told.append(_("{source}（未办结）").format(source=HOLD_SOURCE.show(source)))
    return told


def parties_of(db: Session, item: ArchiveItem) -> list[Reader]:
    """The persons an item documents: its own, those of its file, and who was declared party to its number (ARC-047)."""
    named = or_(ArchiveParty.item_id == item.id, and_(ArchiveParty.file_id.is_not(None), ArchiveParty.file_id == item.file_id))
    found = [Reader(party.name, party.id_no) for party in db.scalars(select(ArchiveParty).where(named))]
    return found + [Reader(one.name, one.id_no) for one in interests.parties(db, item.number)]


def own_identity(context: Context) -> Reader:
    """The signed-in person, with the identity number where the account names its person."""
    person = context.db.get(Person, context.actor.person_id) if context.actor.person_id else None
    return Reader(context.actor.name, person.id_no if person else None)


def keeps_archive(context: Context) -> bool:
    return bool(context.actor.roles & {GENERAL, ARCHIVE})


def visible(context: Context) -> ColumnElement[bool]:
    """The items a person may know of: not those that document himself (ARC-030, SOD-12); secret ones by role (SEC-008)."""
    me = own_identity(context)
    seen: list[ColumnElement[bool]] = [true()]
    if me.id_no:
        own = ArchiveParty.id_no == me.id_no
        seen.append(not_(exists().where(own, or_(ArchiveParty.item_id == I.id, ArchiveParty.file_id == I.file_id))))
    readers = context.rules["SEC-008"].value("readers") if context.rules["SEC-008"].active else BUSINESS
    if not context.actor.roles & set(readers):
        seen.append(I.secrecy != SECRET)
    seen += [I.number.not_in(numbers(context)) for numbers in CONCEALED]
    return and_(*seen)


def knows_item(column: Any) -> Any:
    """`visible` for a register whose rows point to an item by `column`."""
    return lambda context: or_(column.is_(None), column.in_(select(I.id).where(visible(context))))


def supervisors(context: Context, _record: Any = None) -> dict[str, str]:
    """Accounts that may attend as quality supervisor: login → name."""
    return accounts(context, {"SUP"})


def accounts(context: Context, roles: set[str]) -> dict[str, str]:
    users = context.db.scalars(select(User).where(User.disabled_on.is_(None)).order_by(User.name))
    return {user.login: user.name for user in users if roles & set(user.roles)}


def name_of_login(db: Session, login: str | None) -> str:
    return (db.scalar(select(User.name).where(User.login == login)) or login) if login else ""


# -- loans --------------------------------------------------------------------------------------------------------


def renewals_of(loan: ArchiveLoan) -> int:
    return loan.imported_renewals + sum(one.new_due is not None for one in loan.renewals)


def periods_of(loan: ArchiveLoan) -> int:
    return rules.periods_used(renewals_of(loan), loan.periods_before)


def asked_renewal(loan: ArchiveLoan) -> Any:
    return next((one for one in loan.renewals if one.new_due is None), None)


def loan_state(loan: ArchiveLoan, context: Context) -> str:
    if loan.state != "lent":
        return loan.state
    if loan.due_on and rules.is_overdue(loan.due_on, context.today, context.calendar):
        return "overdue"
    return "renewed" if renewals_of(loan) else "lent"


def overdue_days(loan: ArchiveLoan, context: Context) -> int:
    """Days past the due date as it stands on the paper; 0 while a return is still in time."""
    until = loan.returned_on or context.today
    return (until - loan.due_on).days if loan.due_on and rules.is_overdue(loan.due_on, until, context.calendar) else 0


def overdue_of(context: Context, borrower: Reader) -> list[tuple[str, Reckoning]]:
    """The borrower's loans that are overdue today: number of the item, last day in time (ARC-046)."""
    same = [ArchiveLoan.borrower == borrower.name, *([ArchiveLoan.borrower_id_no == borrower.id_no] if borrower.id_no else [])]
    lent = context.db.scalars(select(ArchiveLoan).where(ArchiveLoan.state == "lent", or_(*same)))
    return [
        (loan.item.number, rules.latest_return(loan.due_on, context.calendar)) for loan in lent
        if loan.due_on and rules.same_person(borrower, Reader(loan.borrower, loan.borrower_id_no))
        and rules.is_overdue(loan.due_on, context.today, context.calendar)
    ]  # fmt: skip


def latest_return_of(loan: ArchiveLoan, context: Context) -> date | None:
    """The last day on which a return is in time (ARC-042)."""
    return rules.latest_return(loan.due_on, context.calendar).day if loan.due_on else None


def earlier_loans(context: Context, item_id: int, borrower: Reader, department: str | None) -> list[Earlier]:
    """Returned loans of an item by the same person or department (ARC-045)."""
    returned = context.db.scalars(select(ArchiveLoan).where(ArchiveLoan.item_id == item_id, ArchiveLoan.state == "returned"))
    return [
        Earlier(loan.returned_on, periods_of(loan)) for loan in returned
        if loan.returned_on and (rules.same_person(borrower, Reader(loan.borrower, loan.borrower_id_no))
                                 or (bool(department) and loan.department == department))
    ]  # fmt: skip


def place_in_queue(loan: ArchiveLoan, db: Session) -> int:
    """Which place a request has in the waiting list of an item that is out; 0 when it need not wait."""
    if loan.state not in ("requested", "approved") or loan.item.state != ON_LOAN:
        return 0
    ahead = select(func.count()).where(
        ArchiveLoan.item_id == loan.item_id, ArchiveLoan.state.in_(("requested", "approved")), ArchiveLoan.id <= loan.id
    )
    return db.scalar(ahead) or 0


def reading_now(context: Context, item_id: int) -> bool:
    """Whether the signed-in person has a consultation of an item under way (ARC-034)."""
    C = ArchiveConsultation
    under_way = exists().where(C.item_id == item_id, C.state == "reading", C.reader_login == context.actor.login)
    return bool(context.db.scalar(select(under_way)))


# -- search -------------------------------------------------------------------------------------------------------


def item_words(item: ArchiveItem) -> list[str]:
    """Anything written on an item finds it: number, title, batch, box, place, author, note."""
    return [word for word in (item.number, item.title, item.batch, item.box, item.location, item.author, item.category, item.note) if word]


SEARCHED |= {
    ArchiveItem: lambda _db, item: [Line("archives.items", item.id, f"{item.number} {item.title}", item_words(item))],
    ArchiveFile: lambda _db, one: [Line("archives.files", one.id, one.title, [one.number, one.title, one.batch or ""])],
    ArchiveLoan: lambda db, one: [Line("archives.loans", one.id, f"{one.number} {one.borrower}", [
        one.number, one.borrower, one.department or "", db.get_one(ArchiveItem, one.item_id).number])],
    DestructionList: lambda _db, one: [Line("archives.destruction", one.id, one.number, [one.number, one.reason])],
    Handover: lambda _db, one: [Line("archives.handovers", one.id, one.title, [one.number, one.title, one.recipient])],
    StockCheck: lambda _db, one: [Line("archives.checks", one.id, one.number, [one.number, one.place or ""])],
}  # fmt: skip

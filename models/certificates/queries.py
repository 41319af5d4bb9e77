"""What can be asked about certificates and their paper: finders, where a serial is, the book, what is due, search lines."""

from collections.abc import Iterator, Sequence

from sqlalchemy import case, or_, select
from sqlalchemy.orm import Session

from models.certificates.ledger import Move
from models.certificates.tables import BlankLot, Certificate, Copy, Movement, ReconFinding, ReconRun, Reissue, Roster, SignOff
from models.certificates.tables_life import Arrival, BlankDraw, Consignment, Correction, Custodian, SealUse
from models.core.centre import Context
from models.core.names import initials
from models.core.search import SEARCHED, Line


def find_certificate(db: Session, text: str) -> Sequence[Certificate]:
    """By number (with or without spaces), serial of the paper, identity number or name."""
    words = text.strip()
    tight = "".join(words.split()).upper()
    wanted = or_(Certificate.number == tight, Certificate.id_no == tight, Certificate.name == words, Certificate.serial == tight)
    return list(db.scalars(select(Certificate).where(wanted, Certificate.id > 0).order_by(Certificate.id))) if tight else []


def find_roster(db: Session, text: str) -> Sequence[Roster]:
    return list(db.scalars(select(Roster).where(or_(Roster.number == text.strip(), Roster.batch_code == text.strip()))))


def find_lot(db: Session, text: str) -> Sequence[BlankLot]:
    words = text.strip()
    named = select(BlankLot).where(BlankLot.name == words)
    if words.isdigit():
        named = select(BlankLot).where(or_(BlankLot.name == words, (BlankLot.first <= int(words)) & (BlankLot.last >= int(words))))
    return list(db.scalars(named))


def find_movement(db: Session, text: str) -> Sequence[Movement]:
    words = text.strip()
    if not words.isdigit():
        return list(db.scalars(select(Movement).where(Movement.document == words).order_by(Movement.id)))
    return list(db.scalars(select(Movement).where(Movement.first <= int(words), Movement.last >= int(words)).order_by(Movement.id)))


def find_reissue(db: Session, text: str) -> Sequence[Reissue]:
    tight = "".join(text.split()).upper()
    wanted = or_(Certificate.number == tight, Certificate.id_no == tight, Certificate.name == text.strip())
    return list(db.scalars(select(Reissue).join(Certificate).where(wanted).order_by(Reissue.id.desc())))


def find_sign_off(db: Session, text: str) -> Sequence[SignOff]:
    tight = "".join(text.split()).upper()
    return list(db.scalars(select(SignOff).where(or_(SignOff.number == tight, SignOff.serial == tight)).order_by(SignOff.id)))


def find_difference(db: Session, text: str) -> Sequence[ReconFinding]:
    kind, _space, key = text.strip().partition(" ")
    if key:
        return list(db.scalars(select(ReconFinding).where(ReconFinding.kind == kind, ReconFinding.key == key)))
    return list(db.scalars(select(ReconFinding).where(ReconFinding.key == kind)))


def find_run(db: Session, text: str) -> Sequence[ReconRun]:
    return list(db.scalars(select(ReconRun).where(ReconRun.id == int(text)))) if text.strip().isdigit() else []


def find_seal_use(db: Session, text: str) -> Sequence[SealUse]:
    return list(db.scalars(select(SealUse).where(SealUse.document == text.strip()).order_by(SealUse.id)))


def find_correction(db: Session, text: str) -> Sequence[Correction]:
    """By number, identity number or name of the certificate; what is undecided first."""
    tight = "".join(text.split()).upper()
    wanted = or_(Certificate.number == tight, Certificate.id_no == tight, Certificate.name == text.strip(), Correction.new == text.strip())
    undecided = case((Correction.state == "requested", 0), else_=1)
    return list(db.scalars(select(Correction).join(Certificate).where(wanted).order_by(undecided, Correction.id.desc())))


def open_corrections(db: Session, certificates: Sequence[int]) -> list[Correction]:
    """The corrections of these certificates that wait for their decision: few wait at any time."""
    wanted, waiting = set(certificates), select(Correction).where(Correction.state == "requested").order_by(Correction.id)
    return [one for one in db.scalars(waiting) if one.certificate_id in wanted]


def find_draw(db: Session, text: str) -> Sequence[BlankDraw]:
    return list(db.scalars(select(BlankDraw).where(BlankDraw.number == text.strip())))


def find_custodian(db: Session, text: str) -> Sequence[Custodian]:
    return list(db.scalars(select(Custodian).where(Custodian.name == text.strip()).order_by(Custodian.id.desc())))


def custodian(context: Context, duty: str) -> str | None:
    """Who has a duty about certificates today (CRT-036)."""
    here = (Custodian.duty == duty, Custodian.since <= context.today, or_(Custodian.until.is_(None), Custodian.until >= context.today))
    return context.db.scalar(select(Custodian.name).where(*here).order_by(Custodian.since.desc(), Custodian.id.desc()))


def find_arrival(db: Session, text: str) -> Sequence[Arrival]:
    return list(db.scalars(select(Arrival).join(Roster).where(or_(Arrival.document == text.strip(), Roster.number == text.strip()))))


def find_consignment(db: Session, text: str) -> Sequence[Consignment]:
    wanted = or_(Roster.number == text.strip(), Consignment.receiver == text.strip())
    return list(db.scalars(select(Consignment).join(Roster).where(wanted).order_by(Consignment.id.desc())))


def moves(db: Session) -> list[Move]:
    """The whole journal: receipts first, then in the order it was booked; an old ledger may be read in before its lots."""
    columns = (Movement.code, Movement.first, Movement.last, Movement.day, Movement.bucket_from, Movement.bucket_to)
    order = case((Movement.code == "RCV", 0), else_=1)
    return [Move(code, first, last, day, came or "", went or "")
            for code, first, last, day, came, went in db.execute(select(*columns).order_by(order, Movement.id))]  # fmt: skip


def copy_of(db: Session, serial: int) -> Copy | None:
    return db.scalar(select(Copy).where(Copy.serial == serial))


def lot_of(db: Session, serial: int) -> BlankLot | None:
    return db.scalar(select(BlankLot).where(BlankLot.first <= serial, BlankLot.last >= serial).order_by(BlankLot.id))


def lines_of_certificate(db: Session, certificate: Certificate) -> Iterator[Line]:
    """Who is on a roster is found by the pass list; a certificate is found once it has its number."""
    if not certificate.number:
        return
    words = [certificate.name, *initials(certificate.name), certificate.id_no, certificate.number, certificate.serial]
    yield Line("certificates.register", certificate.id, f"{certificate.name} {certificate.number}", words)


SEARCHED[Certificate] = lines_of_certificate

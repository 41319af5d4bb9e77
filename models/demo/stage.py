"""Where the demo's story is acted: any account on any day, through the same commands a person uses."""

import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from models.archives.queries import find_item
from models.core import intake
from models.core.acts import COMMANDS, call
from models.core.centre import Centre, actor_of
from models.core.registers import REGISTERS
from models.core.roles import DIRECTOR, EXAM, GENERAL, SUPERVISOR
from models.people.queries import find_application
from models.people.tables import Appointment, BlacklistEntry, Qualification

_ACTORS = {EXAM: "exam", GENERAL: "general", SUPERVISOR: "supervisor", DIRECTOR: "director"}  # the first who may, acts
_PHOTO = 60, 84  # points; an inch photo of the badge has these proportions
_GROUND, _HAIR, _SKIN = b"\xf4\xf6\xf8", b"\x2c\x2f\x36", b"\xe8\xc9\xad"
_COATS = (b"\x1f\x3b\x5c", b"\x5c\x2f\x2f", b"\x2f\x5c\x41", b"\x3c\x3c\x46")


class WentWrong(RuntimeError):
    """A command of the story was refused: the story no longer fits the rules."""


@dataclass(frozen=True)
class Act:
    """A command some days before today, by whoever may unless `by` says who. `key` and given values may be found only when
    its day comes.
    refused: somebody tries what the rules do not allow, and it stays in the audit trail."""

    ago: int
    command: str
    key: int | Callable[[], int] | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    by: str = ""
    refused: bool = False


@dataclass
class Stage:
    """An open centre whose clock and actor change with each act. `folder` takes the files that the acts hand over."""

    centre: Centre
    today: date
    folder: Path

    def day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    def play(self, act: Act) -> None:
        """Carry an act out on its day. Raises WentWrong when it ends otherwise than the story says."""
        login = act.by or next(login for role, login in _ACTORS.items() if role in COMMANDS[act.command].roles_in(self.centre.profile))
        key = act.key() if callable(act.key) else act.key
        given = {name: value() if callable(value) else value for name, value in act.given.items()}
        outcome = call(self._as(login, act.ago), act.command, key, reason=act.reason, **given)
        if outcome.done is act.refused:
            raise WentWrong(f"{act.command} {key} {given}: {outcome.findings}")

    def take_roster(self, ago: int, register: str, name: str, headers: Sequence[str], rows: Sequence[Sequence[Any]], reason: str) -> None:
        """Import a workbook of these rows, as the exam office got it."""
        from openpyxl import Workbook

        book = Workbook()
        sheet: Any = book.active
        sheet.append(["序号", *headers])
        for number, row in enumerate(rows, 1):
            sheet.append([number, *row])
        path = self.folder / name
        book.save(path)
        outcome = intake.carry_out(self._as("exam", ago), REGISTERS[register], path, reason=reason)
        if not outcome.done or outcome.value.rejected or outcome.value.held:
            raise WentWrong(f"{name}: {outcome.findings or outcome.value.faults}")

    def photo(self, number: int) -> str:
        """A drawn face on a white ground, another coat for every person; answers the file's path."""
        path = self.folder / f"照片{number:02d}.png"
        path.write_bytes(_face(_COATS[number % len(_COATS)]))
        return str(path)

    def _as(self, login: str, ago: int) -> Centre:
        with self.centre.reading() as context:
            actor = actor_of(context.db, login)
        assert actor is not None, login
        return replace(self.centre, actor=actor, moved_to=self.day(ago))

    # -- finding people and papers of the story --------------------------------------------------------------------

    def holders(self, kind: str) -> list[tuple[int, date]]:
        """(id, last good day) of every qualification of a kind with a live card, the first to end first."""
        statement = select(Qualification.id, Qualification.valid_to).where(
            Qualification.kind == kind, Qualification.ended_on.is_(None), Qualification.card_number != ""
        )
        with self.centre.reading() as context:
            return [(row.id, row.valid_to) for row in context.db.execute(statement.order_by(Qualification.valid_to, Qualification.id))]

    def appointment_of(self, holder: int) -> int | None:
        with self.centre.reading() as context:
            return context.db.scalar(select(Appointment.id).where(Appointment.qualification_id == holder).order_by(Appointment.id.desc()))

    def application_of(self, id_no: str) -> int:
        with self.centre.reading() as context:
            return find_application(context.db, id_no)[0].id

    def entry_of(self, holder: int) -> int:
        """The blacklist entry of a holder."""
        with self.centre.reading() as context:
            same = BlacklistEntry.person_id == Qualification.person_id
            return context.db.scalars(select(BlacklistEntry.id).join(Qualification, same).where(Qualification.id == holder)).one()

    def item(self, number: str) -> int:
        """The archive's item of a number."""
        with self.centre.reading() as context:
            return find_item(context.db, number)[0].id

    def data_of(self, holder: int) -> dict[str, Any]:
        """A person's data as a form hands them back unchanged."""
        with self.centre.reading() as context:
            one = context.db.get_one(Qualification, holder).person
            return {param.name: getattr(one, param.name) for param in COMMANDS["people.edit_person"].params}


def _face(coat: bytes) -> bytes:
    width, height = _PHOTO
    rows = b"".join(b"\x00" + b"".join(_point(x / width, y / height, coat) for x in range(width)) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _point(x: float, y: float, coat: bytes) -> bytes:
    """One point of the picture; x and y run from 0 to 1."""
    if ((x - 0.5) / 0.2) ** 2 + ((y - 0.42) / 0.22) ** 2 < 1:
        return _SKIN if y > 0.31 else _HAIR
    if ((x - 0.5) / 0.24) ** 2 + ((y - 0.36) / 0.22) ** 2 < 1 and y < 0.42:
        return _HAIR
    return coat if ((x - 0.5) / 0.46) ** 2 + ((y - 1.0) / 0.34) ** 2 < 1 else _GROUND


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

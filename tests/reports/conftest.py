"""A small fictional centre for paper and workbooks: invented names, ID numbers of 410000 with valid check digits."""

import io
import itertools
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

import models  # noqa: F401  (every register)
from models.core import store
from models.core.centre import Centre
from models.core.names import sort_key
from models.core.opening import TRAINING_PASSWORD, create_embedded, open_centre
from models.people.tables import (
    Application,
    Appointment,
    BlacklistEntry,
    Card,
    CardTerm,
    Person,
    Qualification,
    QualifiedOccupation,
)

TODAY = date(2026, 11, 20)
FILING_NO = "Y000041009999"
CENTRE_NAME = "示例职业学院职业技能等级认定中心"
_serial = itertools.count(1)


def id_number(serial: int) -> str:
    """A valid fictional identity number: province-level area 410000, which no person has."""
    from stdnum.cn import ric

    front = f"410000{1970 + serial % 30}0101{serial % 1000:03d}"
    return front + str(ric.calc_check_digit(front + "0"))


def photograph() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.linear_gradient("L").resize((500, 640)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("paper") / "centre"
    settings = {"profile": "henan", "name": CENTRE_NAME, "filing_no": FILING_NO, "training": "1"}
    create_embedded(folder, settings, TRAINING_PASSWORD)
    return str(folder)


@pytest.fixture(scope="module")
def as_user(where: str) -> Iterator[Callable[[str], Centre]]:
    opened: dict[str, Centre] = {}

    def sign_in(login: str) -> Centre:
        if login not in opened:
            opened[login] = open_centre(where, login, TRAINING_PASSWORD, on=TODAY)
        return opened[login]

    yield sign_in
    for one in opened.values():
        one.close()


@pytest.fixture(scope="module")
def centre(as_user: Callable[[str], Centre]) -> Centre:
    return as_user("director")


@pytest.fixture(scope="module")
def assessor(centre: Centre) -> Callable[..., int]:
    """Stores an assessor or supervisor with card, term and appointment; answers the qualification's id."""

    def make(name: str = "周明远", occupations: tuple[str, ...] = ("车工",), kind: str = "assessor",
             grade: str = "assessor", photo: bytes | None = None, with_card: bool = True,
             **facts: Any) -> int:  # fmt: skip
        serial = next(_serial)
        facts = {"sex": "male", "ethnicity": "汉族", "education": "bachelor", "politics": "masses", "major": "机械制造",
                 "work_years": 20, "employer": "示例职业学院", "phone": "0371-00000011", "post_title": "讲师/高级工",
                 "own_staff": True} | facts  # fmt: skip
        with store.writing(centre.engine) as db:
            if photo:
                facts["photo"] = centre.files.put(photo)
            person = Person(id_kind="resident", id_no=id_number(serial), name=name, sort_name=sort_key(name), **facts)
            db.add(person)
            number = f"{FILING_NO}1{serial:04d}" if kind == "assessor" else f"{FILING_NO}{serial:05d}"
            made = Qualification(person=person, kind=kind, grade=grade, sort_name=person.sort_name, cert_level=3)
            made.occupations = [QualifiedOccupation(occupation=one, added_on=TODAY) for one in occupations]
            if with_card:
                first, last = date(2025, 6, 1), date(2028, 5, 31)
                made.card_number, made.valid_from, made.valid_to = number, first, last
                made.cards = [
                    Card(kind=kind, number=number, issued_on=first, terms=[CardTerm(starts_on=first, ends_on=last)])
                ]
                made.appointments = [
                    Appointment(
                        sort_name=person.sort_name, starts_on=first, ends_on=last, contract_number=f"HT{serial:03d}"
                    )
                ]
            db.add(made)
            db.flush()
            key = made.id
            db.commit()
            return key

    return make


@pytest.fixture(scope="module")
def application(centre: Centre, assessor: Callable[..., int]) -> Callable[..., int]:
    def make(kind: str = "assessor", grade: str = "assessor", resume: str = "", **facts: Any) -> int:
        with store.writing(centre.engine) as db:
            person = db.get_one(Qualification, assessor(with_card=False)).person
            made = Application(person=person, sort_name=person.sort_name, kind=kind, grade=grade, occupation="保育师",
                               applied_on=date(2026, 9, 1), state="draft", cert_level=2,
                               resume=resume, **facts)  # fmt: skip
            db.add(made)
            db.flush()
            key = made.id
            db.commit()
            return key

    return make


@pytest.fixture(scope="module")
def barred(centre: Centre, assessor: Callable[..., int]) -> int:
    with store.writing(centre.engine) as db:
        held = db.get_one(Qualification, assessor("魏建国"))
        card = held.cards[0]
        card.ended_on, card.ended_how, card.off_platform_on = date(2026, 5, 6), "withdrawn", date(2026, 5, 8)
        entry = BlacklistEntry(person=held.person, sort_name=held.sort_name, list_kind="assessor", cause="AC-HEN-1",
                               facts="泄露考核内容", decided_on=date(2026, 5, 6), decided_by="主任")  # fmt: skip
        db.add(entry)
        db.flush()
        key = entry.id
        db.commit()
        return key


def card_number(centre: Centre, qualification_id: int) -> str:
    with centre.reading() as context:
        return context.db.scalars(select(Qualification.card_number).where(Qualification.id == qualification_id)).one()

"""Fictional assessors for the widgets to show, straight into the tables: how they got there is not what is tested."""

from datetime import date, timedelta

from sqlalchemy import insert

from models.core import store
from models.core.centre import Centre
from models.core.names import sort_key
from models.core.search import Line, put_lines
from models.people.tables import Card, CardTerm, Person, Qualification, QualifiedOccupation

SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴曾单仇查翟", "芳敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂"
OCCUPATIONS = ("车工", "电工", "保育师", "养老护理员")
FACTORS, CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"
STAMP = {"version": 1, "first_entry": 1, "entry": 1}


def id_number(number: int) -> str:
    """A resident number with a valid check character: a birth in the seventies or eighties, a running number."""
    born = date(1970, 1, 1) + timedelta(days=(number // 1000 + number * 7) % 7000)
    start = f"410102{born:%Y%m%d}{number % 1000:03d}"
    return start + CHECKS[sum(int(digit) * factor for digit, factor in zip(start, FACTORS, strict=True)) % 11]


def name_of(number: int) -> str:
    return SURNAMES[number % 15] + GIVEN[number // 15 % 20] + (GIVEN[number // 300 % 20] if number % 3 else "")


def fill(centre: Centre, count: int) -> None:
    """Store so many assessors: most valid, some soon to expire, some expired, each with a card and an occupation."""
    today = centre.today()
    people, held, cards, terms, occupations, lines = [], [], [], [], [], []
    for n in range(1, count + 1):
        name, ends = name_of(n), today + timedelta(days=(n * 37) % 1000 - 60)
        starts, card = ends - timedelta(days=1094), f"Y0000410290012{n:05d}"
        common = {"id": n, "sort_name": sort_key(name)} | STAMP
        people.append(common | {"id_kind": "resident", "id_no": id_number(n), "name": name,
                                "sex": "female" if n % 2 else "male", "employer": "示例职业技术学院",
                                "phone": f"1380000{n % 10000:04d}"})  # fmt: skip
        held.append(common | {"person_id": n, "kind": "assessor", "grade": "senior" if n % 4 == 0 else "assessor",
                              "card_number": card, "valid_from": starts, "valid_to": ends})  # fmt: skip
        of = {"id": n, "qualification_id": n} | STAMP
        cards.append(of | {"kind": "assessor", "number": card, "issued_on": starts})
        terms.append({"id": n, "card_id": n, "starts_on": starts, "ends_on": ends} | STAMP)
        occupations.append(of | {"occupation": OCCUPATIONS[n % 4], "added_on": starts})
        lines.append(Line("people.assessors", n, name, [name, card]))
    with store.writing(centre.engine) as db:
        for table, rows in {Person: people, Qualification: held, Card: cards, CardTerm: terms,
                            QualifiedOccupation: occupations}.items():  # fmt: skip
            db.execute(insert(table), rows)
        put_lines(db.connection(), lines)
        db.commit()

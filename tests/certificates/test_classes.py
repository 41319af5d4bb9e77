"""Every class of difference that the worked example does not show: planted into it, it is found; without it, it is not
(the worked example lists exactly its own)."""

from datetime import date

import pytest
from sqlalchemy import select

from models.assessment.tables import Batch, PassRow, ScopeRow
from models.certificates.reconciliation.engine import reconciling
from models.certificates.tables import BlankLot, Certificate, Copy, Movement, Reissue, Roster, SignOff
from models.core import store
from models.core.progress import to_the_end
from models.core.rulebook import rows
from tests.certificates import example
from tests.certificates.example import NUMBER, STAMP

DAY = date(2024, 8, 1)


def row(db, name):
    index = [one[0] for one in example.ROWS].index(name)
    return db.get(Certificate, index + 1)


def set_row(which, **values):
    def plant(db):
        for field, value in values.items():
            setattr(row(db, which), field, value)

    return plant


def set_pass(person, **values):
    def plant(db):
        passed = db.scalar(select(PassRow).where(PassRow.id_no == person))
        for field, value in values.items():
            setattr(passed, field, value)

    return plant


def set_sign(number, **values):
    def plant(db):
        signed = db.scalar(select(SignOff).where(SignOff.number == number).order_by(SignOff.id.desc()))
        for field, value in values.items():
            setattr(signed, field, value)

    return plant


def add(*records):
    return lambda db: db.add_all([make() for make in records])


def movement(**values):
    return lambda: Movement(**{"digits": 8, "day": example.HANDED} | STAMP | values)


def another_number(db):
    db.add(Certificate(**{name: getattr(row(db, "C02"), name) for name in ("batch_code", "roster_id", "id_kind", "id_no", "name", "sort_name", "occupation",
                          "job", "level", "agency", "issued_on", "state")}, number=example.FILING + "244000009", scope=example.FILING + "244", sequence=9,
                       serial="", **STAMP))  # fmt: skip


def not_in_the_book(db):
    db.scalar(select(Copy).where(Copy.serial == 111)).bucket = "W"


def without_its_scope(db):
    for scope in db.scalars(select(ScopeRow)):
        scope.valid_to = date(2024, 6, 1)


PLANTED = {
    "REC-04": (set_pass("T002", id_no="T222"), NUMBER["C02"]),
    "REC-05": (set_pass("T008", level=4), NUMBER["C07"]),
    "REC-06": (set_pass("T002", state="cancelled"), NUMBER["C02"]),
    "REC-07": (set_pass("T002", approved_on=date(2024, 7, 2)), NUMBER["C02"]),
    "REC-12": (set_row("C04", number="Y0000410190012430001", scope="", sequence=None), "Y0000410190012430001"),
    "REC-13": (set_row("C04", number="Y000041019002243000001", scope="Y000041019002243"), "Y000041019002243000001"),
    "REC-16": (another_number, example.FILING + "244000009"),
    "REC-18": (without_its_scope, NUMBER["C04"]),
    "REC-19": (set_row("C02", job=""), NUMBER["C02"]),
    "REC-20": (set_row("C04", agency="别的中心"), NUMBER["C04"]),
    "REC-21": (set_row("C04", name=""), NUMBER["C04"]),
    "REC-22": (set_row("C04", roster_id=None), NUMBER["C04"]),
    "REC-23": (set_row("C01", issued_on=date(2024, 7, 2)), NUMBER["C02"]),
    "REC-29": (add(lambda: BlankLot(name="L2", first=116, last=120, digits=8, received_on=DAY, **STAMP)), "00000116"),
    "REC-30": (not_in_the_book, "00000111"),
    "REC-33": (set_row("C04", serial="00000106"), "00000106"),
    "REC-34": (set_row("C07", serial="00009999"), "00009999"),
    "REC-36": (add(movement(code="DST", first=103, last=103, by="甲", second="甲", document="D1", approved_by="主任")), "00000103"),
    "REC-38": (lambda db: setattr(db.scalar(select(Reissue)), "state", "checked"), NUMBER["C01"]),
    "REC-42": (add(lambda: SignOff(number=NUMBER["C06"], serial="00000107", day=DAY, way="self", signer="甲七", **STAMP)), NUMBER["C06"]),
    "REC-45": (set_sign(NUMBER["C06"], day=date(2024, 6, 30)), NUMBER["C06"]),
    "REC-46": (set_sign(NUMBER["C04"], courier=None), NUMBER["C04"]),
    "REC-57": (set_row("C04", submitted_on=date(2024, 7, 17)), NUMBER["C04"]),
}
BY_OTHER_TESTS = {"REC-08", "REC-35", "REC-52", "REC-58"}
IN_EXAMPLE = {"REC-01", "REC-02", "REC-03", "REC-10", "REC-11", "REC-14", "REC-15", "REC-17", "REC-31", "REC-32", "REC-37", "REC-39", "REC-40", "REC-41",
              "REC-43", "REC-44", "REC-50", "REC-51", "REC-53", "REC-54", "REC-55", "REC-56"}  # fmt: skip


def found(centre, tmp_path, plant=None, online=example.ONLINE, day=DAY, exported=DAY):
    if plant:
        with store.writing(centre.engine) as db:
            plant(db)
            db.commit()
    with centre.reading() as context:
        result = to_the_end(reconciling(context, [example.export(tmp_path / "net.xlsx", online)], day, exported))
    return {(one.kind, one.key) for one in result.differences}


def test_every_class_has_a_test():
    assert set(PLANTED) | BY_OTHER_TESTS | IN_EXAMPLE == {key for key in rows() if key.startswith("REC-")}


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_fault_is_found(centre, tmp_path, kind):
    plant, key = PLANTED[kind]
    keys = found(example.fill(centre(on=DAY)), tmp_path, plant)
    assert (kind, key) in keys


def test_rec_52_a_number_twice_online(centre, tmp_path):
    assert ("REC-52", NUMBER["C02"]) in found(example.fill(centre(on=DAY)), tmp_path, online=(*example.ONLINE, example.ONLINE[2]))


@pytest.mark.parametrize(("exported", "old"), [(date(2024, 7, 25), False), (date(2024, 7, 24), True)])
def test_rec_58_an_export_is_good_for_seven_days(centre, tmp_path, exported, old):
    assert any(kind == "REC-58" for kind, _key in found(example.fill(centre(on=DAY)), tmp_path, exported=exported)) is old


@pytest.mark.parametrize(("day", "long"), [(date(2025, 1, 1), False), (date(2025, 1, 2), True)])
def test_rec_35_waiting_more_than_180_days(centre, tmp_path, day, long):
    """The spoiled blank waits since 2024-07-05."""
    assert any(kind == "REC-35" for kind, _key in found(example.fill(centre(on=DAY)), tmp_path, day=day)) is long


@pytest.mark.parametrize(("day", "late"), [(date(2024, 7, 16), False), (date(2024, 7, 17), True)])
def test_rec_57_submitted_on_the_last_day_is_in_time(centre, tmp_path, day, late):
    keys = found(example.fill(centre(on=DAY)), tmp_path, set_row("C04", submitted_on=day))
    assert any(kind == "REC-57" for kind, _key in keys) is late


@pytest.mark.parametrize(("note", "wrong"), [("优秀", False), ("良好", True)])
def test_rec_08_the_grade_of_fujian(centre, tmp_path, note, wrong):
    def plant(db):
        set_pass("T002", skill=90.0)(db)
        row(db, "C02").grade_note = note

    keys = found(example.fill(centre("fujian", on=DAY)), tmp_path, plant)
    assert (("REC-08", NUMBER["C02"]) in keys) is wrong


@pytest.mark.parametrize(("notice", "early"), [(date(2024, 6, 24), False), (date(2024, 6, 25), True)])
def test_rec_07_in_hunan_after_the_fifth_working_day_of_notice(centre, tmp_path, notice, early):
    """Issued Mon 2024-07-01; a notice from Mon 06-24 ends five working days later, on Mon 07-01 itself."""
    def plant(db):
        db.scalar(select(Batch).where(Batch.code == "B1")).notice_from = notice if early else date(2024, 6, 21)

    keys = found(example.fill(centre("hunan", on=DAY)), tmp_path, plant)
    assert any(kind == "REC-07" for kind, _key in keys) is early


def test_rcn_011_rows_outside_the_run_are_not_held_against_the_pass_list(centre, tmp_path):
    made = example.fill(centre(on=DAY))
    with made.reading() as context:
        result = to_the_end(reconciling(context, [example.export(tmp_path / "n.xlsx")], DAY, DAY, ["B0"]))
    kinds = {one.kind for one in result.differences}
    assert not kinds & {"REC-01", "REC-02"} and {"REC-10", "REC-11", "REC-50"} <= kinds


def test_roster_without_approval_is_no_roster(centre, tmp_path):
    def plant(db):
        db.get(Roster, 1).approved_on = None

    assert ("REC-22", NUMBER["C04"]) in found(example.fill(centre(on=DAY)), tmp_path, plant)

"""Every register reads: its names resolve, its order is indexed, its commands and forms exist; pages equal OFFSET."""

import random
from datetime import date
from importlib import import_module, util

import pytest
from sqlalchemy import Date, PrimaryKeyConstraint, UniqueConstraint, insert, inspect

import models
from models.core import store
from models.core.acts import COMMANDS
from models.core.kinds import Choice, Day, Flag, Many
from models.core.names import sort_key
from models.core.registers import (
    REGISTERS,
    View,
    allowed_values,
    count,
    declare,
    default_filters,
    key_of,
    page,
    page_marks,
    query,
    records,
    sort_keys,
)
from models.core.roles import ROLES
from models.core.rulebook import rows
from models.core.search import SEARCHED, Line, put_lines
from models.people.tables import Person, Qualification

assert models  # every area has declared its registers
FORMS = import_module("reports.forms").load() if util.find_spec("reports.forms") else None
each_register = pytest.mark.parametrize("register", REGISTERS.values(), ids=lambda register: register.key)


def resolves(table, path):
    """Whether a path of attributes leads from a mapped class to a value."""
    for part in path.split("."):
        mapper = inspect(table)
        if part in mapper.relationships:
            table = mapper.relationships[part].mapper.class_
        elif not hasattr(table, part):
            return False
    return True


@each_register
def test_every_name_in_a_register_exists(register):
    assert [one.name for one in register.fields if not one.compute and not resolves(register.table, one.path or one.name)] == []
    assert [path for path in register.joins if not resolves(register.table, path)] == []
    assert set(register.create) | set(register.actions) <= COMMANDS.keys()
    assert len({one.name for one in register.fields}) == len(register.fields)
    assert register.title and register.group and all(one.label for one in register.fields)
    assert register.who_reads and register.who_reads <= set(ROLES)


@each_register
def test_a_command_of_a_register_fits_its_records(register):
    for name in register.actions:
        subject = COMMANDS[name].subject
        assert subject is not None and subject.table is register.table, name
    for name in register.create:
        assert COMMANDS[name].subject is None, name


@each_register
def test_every_form_of_a_register_exists(register):
    if FORMS is None:
        pytest.skip("no forms yet")
    assert set(register.forms) | set(register.list_forms) <= set(FORMS)


@each_register
def test_what_sorts_a_register_is_never_empty_and_is_indexed_with_the_id(register):
    assert register.field(register.order).sort
    indexes = [[column.name for column in index.columns] for index in register.table.__table__.indexes]
    constraints = [one for one in register.table.__table__.constraints if isinstance(one, (UniqueConstraint, PrimaryKeyConstraint))]
    unique = [[column.name for column in one.columns] for one in constraints]
    for field in register.sortable:
        assert field.column is not None, field.name
        assert not field.column.property.columns[0].nullable, field.name
        name = field.column.property.columns[0].name
        started = [one for one in indexes if name in one[:2]]  # after the column that separates the registers of a table
        assert started or [name] in unique, f"{field.name} is not indexed"


@each_register
def test_rules_and_masks_of_fields_are_sound(register):
    for field in register.fields:
        assert not field.rule or field.rule in rows()
        assert field.mask is None or field.clear_to
        assert not field.needed or field.imported
    assert [one for one in default_filters(register) if not isinstance(one.kind, Day)] == []


@each_register
def test_a_template_offers_the_labels_of_each_choice(register):
    for field in register.fields:
        offered = allowed_values(field.kind)
        assert bool(offered) == isinstance(field.kind, (Choice, Many, Flag)) or not field.kind.hint
        for label in offered:
            assert field.kind.parse(label, date(2026, 11, 20)) is not None


@each_register
def test_an_empty_register_opens_in_every_order_and_facet(register, any_centre):
    with any_centre().reading() as context:
        for field in register.sortable:
            for descending in (False, True):
                view = View(order=field.name, descending=descending)
                assert isinstance(page(context, register, view), list)
        for facet in register.facets:
            for option in facet.options:
                assert count(context, register, View(facets={facet.name: option})) >= 0


def test_a_register_is_declared_once():
    with pytest.raises(ValueError, match="twice"):
        declare(REGISTERS["core.users"])


# Paging ---------------------------------------------------------------------------------------------------------------

PEOPLE = 230
REGISTER = REGISTERS["people.assessors"]


@pytest.fixture
def many(any_centre):
    """A centre with people who share names and days, written in one go."""
    chance = random.Random(7)
    surnames = "王李张刘陈曾单仇查翟"
    opened = any_centre()
    with store.writing(opened.engine) as db:
        stamp = {"version": 1, "first_entry": 1, "entry": 1}
        people, holders, lines = [], [], []
        for id_ in range(1, PEOPLE + 1):
            name = chance.choice(surnames) + chance.choice("甲乙丙")
            people.append({"id": id_, "id_kind": "passport", "id_no": f"E{id_:08d}", "name": name, "sort_name": sort_key(name)} | stamp)
            holders.append({"id": id_, "person_id": id_, "kind": "assessor", "grade": "assessor", "sort_name": sort_key(name),
                            "card_number": f"{id_ % 9:04d}", "valid_to": date(2027, 1, 1 + chance.randrange(5))} | stamp)  # fmt: skip
            lines.append(Line(REGISTER.key, id_, name, [name]))
        db.execute(insert(Person), people)
        db.execute(insert(Qualification), holders)
        put_lines(db.connection(), lines)
        db.commit()
    return opened


@pytest.mark.parametrize("order", ["name", "card_number", "valid_to"])
@pytest.mark.parametrize("descending", [False, True])
def test_any_page_is_what_offset_would_give(many, order, descending):
    with many.reading() as context:
        view = View(order=order, descending=descending)
        keys = [key.desc() if descending else key for key in sort_keys(REGISTER, view)]
        marks = page_marks(context, REGISTER, view, 50)
        assert len(marks) == 5  # 230 people: four full pages and a rest
        for number, mark in enumerate(marks):
            slow = context.db.scalars(query(context, REGISTER, view).order_by(*keys).offset(number * 50).limit(50)).all()
            assert [one.id for one in page(context, REGISTER, view, mark, 50)] == [one.id for one in slow]
        assert key_of(REGISTER, view, slow[-1])[-1] == slow[-1].id
        assert page(context, REGISTER, view, key_of(REGISTER, view, slow[-1]), 50) == []


def test_all_records_come_once_each_for_an_export(many, monkeypatch):
    with many.reading() as context:
        assert count(context, REGISTER, View()) == PEOPLE
        ids = [one.id for one in records(context, REGISTER, View(order="card_number", descending=True))]
        assert sorted(ids) == list(range(1, PEOPLE + 1))


@pytest.mark.parametrize("size", [1, 229, 230, 231])
def test_marks_on_both_sides_of_the_last_page(many, size):
    with many.reading() as context:
        marks = page_marks(context, REGISTER, View(), size)
        assert marks[0] is None
        assert len(marks) == PEOPLE // size + 1


def test_a_text_and_a_range_narrow_a_view(many):
    with many.reading() as context:
        by_text = count(context, REGISTER, View(text="曾甲"))
        assert by_text == sum(one.person.name == "曾甲" for one in records(context, REGISTER, View())) > 0
        first = View(ranges={"valid_to": (date(2027, 1, 1), date(2027, 1, 1))})
        rest = View(ranges={"valid_to": (date(2027, 1, 2), None)})
        assert count(context, REGISTER, first) + count(context, REGISTER, rest) == PEOPLE
        assert 0 < count(context, REGISTER, first) < PEOPLE
        assert count(context, REGISTER, View(text="没有这个人")) == 0


def test_every_searched_table_has_a_register():
    assert SEARCHED
    assert set(SEARCHED) & {register.table for register in REGISTERS.values()}


def test_a_date_column_is_a_date():
    for register in REGISTERS.values():
        for field in default_filters(register):
            assert field.column is not None
            assert isinstance(field.column.property.columns[0].type, Date), (register.key, field.name)

"""The board of the other work: counts as the registers hold them, closed where the register is, a click to the list."""

from datetime import date

import pytest

from models.core.registers import REGISTERS, View, count
from models.statistics.work import CARDS, COMPLAINTS, INCIDENTS, LOANS, STOCK, Count, Part, parts
from tests.centres import seat
from tests.certificates.desk import receive
from tests.people.makers import hired, people
from tests.views.conftest import SmallShell, dressed
from views.kit.charts.picture import COLUMNS, ROWS
from views.statistics.work import WorkPage, picture_of

assert dressed  # our look


@pytest.fixture
def busy(centre, tmp_path):
    made = centre("henan", "director")
    hired(seat(made, "exam"), tmp_path, *people(3))
    receive(made)
    return made


def of(centre, login="director"):
    with seat(centre, login).reading() as context:
        return {part.name: part for part in parts(context)}


def test_the_counts_are_those_of_the_registers(busy):
    found = of(busy)
    with busy.reading() as context:
        valid = count(context, REGISTERS["people.assessors"], View(facets={"state": "valid"}))
        ended = count(context, REGISTERS["people.assessors"], View(facets={"state": "expired"}))
    told = {one.key: one.n for one in found[CARDS].counts}
    assert told.get("expired", 0) == ended
    assert sum(n for key, n in told.items() if key != "expired") <= valid
    assert [(one.label, one.n) for one in found[STOCK].counts if one.n] == [(found[STOCK].counts[0].label, 100)]
    assert len(found[COMPLAINTS].counts) == len(found[LOANS].counts) == 12
    assert found[INCIDENTS].counts == ()


def test_a_part_is_left_out_where_its_register_is_closed(busy):
    from models.core.registers import may_read

    for login in ("finance", "bank", "exam"):
        with seat(busy, login).reading() as context:
            assert {part.register for part in parts(context)} == {
                key for key in ("complaints.cases", "incidents.log", "people.assessors", "archives.loans", "certificates.stock")
                if may_read(context, REGISTERS[key])
            }  # fmt: skip


def test_months_stand_side_by_side_and_kinds_in_rows():
    counts = (Count("2026-10", "2026-10", 3, 1), Count("2026-11", "2026-11", 0))
    months, kinds = (picture_of(Part(name, "x", counts)) for name in (COMPLAINTS, INCIDENTS))
    assert (months.kind, kinds.kind) == (COLUMNS, ROWS)
    assert [one.hot for one in months.marks] == [True, False]
    assert "1" in months.marks[0].tip and "超期" in months.marks[0].tip


def test_the_page_shows_each_part_and_opens_the_list_behind_a_bar(busy, qtbot, dressed, tmp_path):
    page = WorkPage(SmallShell(busy))
    qtbot.addWidget(page)
    page.resize(1080, 700)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: not page._waiting)
    page.cards[STOCK].turn()
    assert page.cards[STOCK].table.rowCount() == 1
    with qtbot.waitSignal(page.list_asked) as asked:
        page.cards[STOCK].picked.emit(page.cards[STOCK].keys[0])
    assert asked.args[0] == "certificates.stock"
    with qtbot.waitSignal(page.list_asked) as asked:
        page.cards[CARDS].picked.emit("2027-02")
    assert asked.args[1].ranges == {"valid_to": (date(2027, 2, 1), date(2027, 2, 28))}
    page.save_book(page.cards[STOCK], tmp_path / "s.xlsx")
    assert (tmp_path / "s.xlsx").stat().st_size > 1000

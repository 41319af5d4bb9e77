"""Mutated rosters: odd values, shuffled rows, renamed headers. Never a traceback, never half an import."""

import random
from datetime import date, datetime, time

import pytest

from models.core.acts import Outcome
from models.core.intake import carry_out
from models.core.progress import to_the_end
from models.core.tables import AuditEntry
from models.core.verifying import verify
from models.people.tables import Person, Qualification
from tests.people.makers import ASSESSORS, HEADERS, SUPERVISORS, adds_up, an_id, card, people, stored, table, workbook

ODD = (
    "", " ", "\u3000", "\u200b", None, 0, -1, 1.5, 1e308, -1e308, 10**18, True, False, date(1900, 1, 1), date(9999, 12, 31),
    datetime(2025, 3, 1, 23, 59), time(8, 30), "2025-02-30", "99999999", "0", "-", "无", "×", "同上", "长" * 10_000, "=1+1",
        "+cmd|' /C'!A0",
    "\U0001f600", "\u202e反", "a\nb", "a\tb", "'", '"', "姓名", "身份证号", "高级考评员", "内督", "四级", an_id(77), card(77), card(77, 2),
    "2025.3.1-2028.2.29", "0001-01-01", "9999-12-31", "２０２５年３月１日", "12345678", "E12345678", "1e5", "nan", "inf", "０",
    "%s{0}", "{name}", "\\",
)  # fmt: skip
CASES = 200
BUNCH = 20


def mutated(chance):
    """A table of eight people with a few cells, rows and headers gone odd."""
    rows = table(people(8, first=chance.randrange(1, 40)))
    for _n in range(chance.randrange(1, 12)):
        row = rows[chance.randrange(1, len(rows))]
        row[chance.randrange(len(row))] = chance.choice(ODD)
    for _n in range(chance.randrange(0, 3)):
        rows[0][chance.randrange(len(rows[0]))] = chance.choice([*HEADERS, "有效期", "级别", "备注", "", "聘期", "编号", "单位"])
    body = rows[1:] + [chance.choice(rows[1:])[:] for _n in range(chance.randrange(0, 3))]
    chance.shuffle(body)
    body.insert(chance.randrange(len(body)), chance.choice([[], rows[0], ["合计"], ["  "], ["注：", "x"]]))
    return [["名册"]] * chance.randrange(0, 3) + [rows[0], *body]


def is_whole(here, outcome: Outcome, reason: str) -> bool:
    """Either the file was refused as such and nothing was written, or every row went into exactly one heap."""
    if not outcome.done:
        assert {finding.rule for finding in outcome.findings} == {"SYS-012"}, outcome.findings
        return True
    report = outcome.value
    assert adds_up(report), report.summary()
    assert not (reason and report.held)
    assert all(fault.text and fault.rule for fault in report.faults)
    with here.reading() as context:
        known = {one.entry for one in context.db.query(AuditEntry.seq.label("entry"))}
        assert {one.first_entry for one in context.db.query(Qualification)} <= known
    return True


@pytest.mark.parametrize("first", range(0, CASES, BUNCH))
@pytest.mark.parametrize("profile", ["henan", "chongqing"])
def test_no_roster_however_odd_breaks_the_import(centre, tmp_path, profile, first):
    here = centre(profile, "exam")
    for seed in range(first, first + BUNCH):
        chance = random.Random(f"{profile} {seed}")
        register = chance.choice((ASSESSORS, ASSESSORS, SUPERVISORS))
        reason = chance.choice(("", "原件如此"))
        path = workbook(tmp_path / "odd.xlsx", mutated(chance))
        outcome = carry_out(here, register, path, reason=reason)
        assert is_whole(here, outcome, reason)
        again = carry_out(here, register, path, reason=reason)
        assert again.done == outcome.done
        if again.done and reason:
            assert (again.value.new, again.value.rows) == (0, outcome.value.rows), f"seed {seed}"


def test_what_the_mutations_left_behind_is_sound(centre, tmp_path):
    """After many odd imports: one person per number, one current card per qualification, all searchable."""
    here = centre("henan", "exam")
    for seed in range(20):
        carry_out(here, ASSESSORS, workbook(tmp_path / "odd.xlsx", mutated(random.Random(seed))), reason="x")
    persons = stored(here, Person)
    assert len({one.id_no for one in persons}) == len(persons) > 20
    with here.reading() as context:
        assert to_the_end(verify(context)) == []

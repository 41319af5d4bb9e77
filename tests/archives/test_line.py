"""LOAN-T3 … T8 on the command line, and the archive's books on both databases."""

import json
from datetime import date

import pytest

from desktop.cli import main
from models.core.progress import to_the_end
from models.core.verifying import verify
from tests.archives.makers import do, done, item, item_of, lent, refused

MON = date(2025, 3, 3)


@pytest.fixture
def line(centre, capsys):
    """Runs a command on a centre of its own; answers exit status and JSON object."""
    folder = centre("hunan", "director", on=MON).where

    def run(command: str, *given: str, login: str, on: str) -> tuple[int, dict]:
        status = main(["do", command, *given, "--centre", folder, "--as", login, "--on", on, "--json"])
        return status, json.loads(capsys.readouterr().out)

    return run


def begin(line, on):
    """The loan of LOAN-T1 or T2, up to the moment it may be handed over."""
    line("archives.add_item", "number=DA-1", "title=评分表", "kind=K08", "made_on=2024-05-10", "quantity=12页", "location=1柜", login="archive", on=on)
    line("archives.request_loan", "item=DA-1", "borrower=闫洋", "purpose=核对", login="archive", on=on)
    line("archives.approve_loan", "loan=JY2025-0001", login="director", on=on)


def rules_of(answer):
    return [one["rule"] for one in answer["findings"]]


def test_loan_t3_to_t6_and_t8_on_the_line(line):
    begin(line, "2025-03-03")
    status, answer = line("archives.lend", "loan=JY2025-0001", "days=4", login="archive", on="2025-03-03")
    assert (status, rules_of(answer)) == (1, ["ARC-041"])  # T8
    assert line("archives.lend", "loan=JY2025-0001", login="archive", on="2025-03-03")[1]["value"] == "2025-03-06"
    status, answer = line("archives.renew", "loan=JY2025-0001", login="director", on="2025-03-07")
    assert (status, rules_of(answer)) == (1, ["ARC-043"])  # T5
    assert line("archives.renew", "loan=JY2025-0001", login="director", on="2025-03-06")[1]["value"] == "2025-03-09"  # T3
    status, answer = line("archives.renew", "loan=JY2025-0001", login="director", on="2025-03-09")
    assert (status, rules_of(answer)) == (1, ["ARC-044"])  # T4
    assert answer["findings"][0]["clause"].startswith("档案资料管理要求") and answer["findings"][0]["instead"]
    line("archives.give_back", "loan=JY2025-0001", login="archive", on="2025-03-10")
    again = ("archives.request_loan", "item=DA-1", "borrower=闫洋", "purpose=核对")
    assert [line(*again, login="archive", on=day)[0] for day in ("2025-03-11", "2025-03-12")] == [1, 0]  # T6


def test_loan_t7_on_the_line(line):
    begin(line, "2025-03-05")
    line("archives.lend", "loan=JY2025-0001", login="archive", on="2025-03-05")
    status, answer = line("archives.renew", "loan=JY2025-0001", login="director", on="2025-03-10")
    assert (status, answer["value"]) == (0, "2025-03-11")


def test_the_books_agree_on_both_databases(any_centre):
    made = any_centre("hunan", on=MON)
    item(made, MON)
    loan = lent(made, "DA-1", MON)
    with made.reading() as context:
        assert [one for one in to_the_end(verify(context)) if one.part == "archive"] == []
    assert refused(do(made, "archive", MON, "archives.request_loan", "DA-1", borrower="", purpose="看")) == {"SYS-002"}
    done(made, "archive", MON, "archives.give_back", loan)
    assert item_of(made, "DA-1").state == "in_archive"


def test_verify_names_an_item_that_is_out_without_a_loan(centre):
    from sqlalchemy import update

    from models.archives.tables import ArchiveItem
    from models.core.store import writing

    made = centre("hunan", on=MON)
    item(made, MON)
    with writing(made.engine) as db:
        db.execute(update(ArchiveItem).values(state="on_loan"))
        db.commit()
    with made.reading() as context:
        assert [one.where for one in to_the_end(verify(context)) if one.part == "archive"] == ["DA-1"]


def test_an_import_and_the_list_of_what_may_go_on_both_databases(any_centre, tmp_path):
    from tests.archives.test_import import ITEMS, LOAN_ROWS, LOANS, book, catalogue, take

    made = any_centre("henan", on=date(2026, 11, 20))
    path = book(tmp_path, catalogue(), LOAN_ROWS)
    assert take(made, ITEMS, path).new == 8
    assert take(made, LOANS, path).new == 7
    item(made, date(2026, 11, 20), made_on=date(2020, 1, 1))
    assert done(made, "archive", date(2026, 11, 20), "archives.propose_destruction")["items"] == 1

"""Loans (ARC-040…049): the worked examples of the catalogue by their ids, through the commands, and their both sides."""

from datetime import date

import pytest

from models.archives import rules as r
from models.archives.rules import Earlier, Reader
from tests.archives.makers import do, done, empty_calendar, f25, id_number, item, item_of, lent, loan_of, refused, rules

MON, WED, THU, FRI = date(2025, 3, 3), date(2025, 3, 5), date(2025, 3, 6), date(2025, 3, 7)


@pytest.fixture
def hunan(centre):
    return centre("hunan", on=MON)


@pytest.fixture
def t1(hunan):
    """LOAN-T1: lent on Monday 2025-03-03."""
    item(hunan, MON)
    return lent(hunan, "DA-1", MON)


def renewed(centre, loan, day):
    return do(centre, "director", day, "archives.renew", loan)


def overdue(centre, loan, day):
    from models.archives.queries import loan_state
    from tests.centres import seat

    with seat(centre, "archive", day).reading() as context:
        from models.archives.queries import find_loan

        return loan_state(find_loan(context.db, loan)[0], context) == "overdue"


def test_loan_t1_three_days_and_one_day_overdue(hunan, t1):
    assert loan_of(hunan, t1).due_on == THU
    assert not overdue(hunan, t1, THU)
    assert overdue(hunan, t1, FRI)
    value = done(hunan, "archive", FRI, "archives.give_back", t1, pages=12)
    assert value["overdue_days"] == 1


def test_loan_t2_a_due_date_on_a_saturday_is_in_time_until_monday(hunan):
    item(hunan, WED)
    loan = lent(hunan, "DA-1", WED)
    assert loan_of(hunan, loan).due_on == date(2025, 3, 8)
    assert not overdue(hunan, loan, date(2025, 3, 10))
    assert overdue(hunan, loan, date(2025, 3, 11))


def test_loan_t3_a_renewal_runs_from_the_old_due_date(hunan, t1):
    assert renewed(hunan, t1, THU).value == "2025-03-09"  # a Sunday
    assert not overdue(hunan, t1, date(2025, 3, 10))
    assert overdue(hunan, t1, date(2025, 3, 11))


def test_loan_t4_a_second_renewal_is_refused_with_two_periods(hunan, t1):
    renewed(hunan, t1, THU)
    outcome = renewed(hunan, t1, date(2025, 3, 9))
    assert refused(outcome) == {"ARC-044"}
    assert outcome.findings[0].params["found"] == 2


def test_loan_t4_is_granted_where_the_director_set_three_periods(hunan, t1):
    renewed(hunan, t1, THU)
    change = do(hunan, "director", THU, "core.set_rule_value", rule="ARC-044", param="max_periods", value="3", why="按续借次数理解")
    assert change.done
    assert renewed(hunan, t1, date(2025, 3, 9)).value == "2025-03-12"
    with hunan.reading() as context:
        from models.core.tables import AuditEntry

        entry = context.db.get(AuditEntry, change.entry)
        assert entry.command == "core.set_rule_value" and "按续借次数理解" in entry.detail


def test_loan_t5_an_overdue_loan_is_not_renewed(hunan, t1):
    assert refused(renewed(hunan, t1, FRI)) == {"ARC-043"}


def test_loan_t6_asking_again_by_the_next_working_day_is_consecutive(hunan, t1):
    renewed(hunan, t1, THU)
    done(hunan, "archive", date(2025, 3, 10), "archives.give_back", t1)
    again = {"borrower": "闫洋", "purpose": "核对成绩"}
    assert refused(do(hunan, "archive", date(2025, 3, 11), "archives.request_loan", "DA-1", **again)) == {"ARC-045"}
    assert do(hunan, "archive", date(2025, 3, 12), "archives.request_loan", "DA-1", **again).done


def test_loan_t7_a_saturday_due_date_may_be_renewed_on_monday(hunan):
    item(hunan, WED)
    loan = lent(hunan, "DA-1", WED)
    assert renewed(hunan, loan, date(2025, 3, 10)).value == "2025-03-11"


@pytest.mark.parametrize(("days", "accepted"), [(1, True), (3, True), (4, False)])
def test_loan_t8_and_arc_041_a_period_is_at_most_three_days(hunan, days, accepted):
    item(hunan, MON)
    loan = done(hunan, "archive", MON, "archives.request_loan", "DA-1", borrower="闫洋", purpose="核对")
    done(hunan, "director", MON, "archives.approve_loan", loan)
    outcome = do(hunan, "archive", MON, "archives.lend", loan, due_on=date(2025, 3, 3 + days))
    assert outcome.done is accepted
    if not accepted:
        assert refused(outcome) == {"ARC-041"}


def test_loan_t9_and_arc_047_a_candidate_named_in_the_file_is_refused(hunan):
    item(hunan, MON)
    done(hunan, "archive", MON, "archives.add_party", "DA-1", name="闫洋", id_no=id_number(1))
    named = do(hunan, "archive", MON, "archives.request_loan", "DA-1", borrower="闫洋", borrower_id_no=id_number(1), purpose="看成绩")
    assert refused(named) == {"ARC-047"}
    assert refused(do(hunan, "archive", MON, "archives.request_loan", "DA-1", borrower="闫洋", purpose="看成绩")) == {"ARC-047"}
    namesake = do(hunan, "archive", MON, "archives.request_loan", "DA-1", borrower="闫洋", borrower_id_no=id_number(2), purpose="核对")
    assert namesake.done  # the number tells a namesake apart


def test_arc_040_nothing_leaves_without_the_heads_approval(hunan):
    item(hunan, MON)
    loan = done(hunan, "exam", MON, "archives.request_loan", "DA-1", purpose="核对")
    assert loan_of(hunan, loan).borrower  # the person who asks, from the account
    assert refused(do(hunan, "archive", MON, "archives.lend", loan)) == {"ARC-040"}
    done(hunan, "director", MON, "archives.refuse_loan", loan, why="非特殊情况")
    assert refused(do(hunan, "archive", MON, "archives.lend", loan)) == {"ARC-040"}


def test_arc_001_only_the_archive_hands_out_and_takes_back(hunan, t1):
    assert refused(do(hunan, "exam", THU, "archives.give_back", t1)) == {"PPL-ORG-010"}
    assert refused(do(hunan, "director", THU, "archives.give_back", t1)) == {"PPL-ORG-010"}
    assert do(hunan, "general", THU, "archives.give_back", t1).done


@pytest.mark.parametrize(("day", "rule"), [(4, {"ARC-043"}), (5, set()), (6, set()), (7, {"ARC-043"})])
def test_arc_043_a_renewal_only_on_the_due_date_or_the_day_before(day, rule):
    found = r.renewal_faults(THU, 0, 0, date(2025, 3, day), f25(), rules())
    assert {one.rule for one in found} == rule


def test_arc_043_a_provisional_date_refuses_nothing():
    found = r.renewal_faults(date(2031, 3, 6), 0, 0, date(2031, 3, 7), empty_calendar(), rules())
    assert {one.severity for one in found} == {"warn"}  # that Thursday may yet become a holiday
    certain = r.renewal_faults(THU, 0, 0, FRI, f25(), rules())
    assert {one.severity for one in certain} == {"block"}


@pytest.mark.parametrize(("renewals", "limit", "refuses"), [(0, 2, False), (1, 2, True), (1, 3, False), (2, 3, True)])
def test_arc_044_the_first_loan_counts_as_a_period(renewals, limit, refuses):
    found = r.renewal_faults(THU, renewals, 0, THU, f25(), rules(ARC_044__max_periods=limit))
    assert bool(found) is refuses


@pytest.mark.parametrize(("begins", "periods"), [(date(2025, 3, 10), 2), (date(2025, 3, 11), 2), (date(2025, 3, 12), 0)])
def test_arc_045_consecutive_until_the_next_working_day(begins, periods):
    assert r.chain([Earlier(date(2025, 3, 10), 2)], begins, f25(), rules()["ARC-045"]) == periods


def test_arc_045_a_weekend_between_changes_nothing():
    assert r.follows_directly(FRI, date(2025, 3, 10), f25())  # returned on Friday, Monday is the next working day
    assert not r.follows_directly(FRI, date(2025, 3, 11), f25())


def test_arc_045_counts_the_department_too(hunan):
    item(hunan, MON)
    loan = lent(hunan, "DA-1", MON, department="考务科")
    done(hunan, "director", THU, "archives.renew", loan)
    done(hunan, "archive", THU, "archives.give_back", loan)
    outcome = do(hunan, "archive", FRI, "archives.request_loan", "DA-1", borrower="于霞", department="考务科", purpose="核对")
    assert refused(outcome) == {"ARC-045"}
    other = do(hunan, "archive", FRI, "archives.request_loan", "DA-1", borrower="于霞", department="财务科", purpose="核对")
    assert other.done


def test_arc_046_who_is_overdue_borrows_nothing_more(hunan, t1):
    item(hunan, MON, "DA-2")
    assert do(hunan, "archive", THU, "archives.request_loan", "DA-2", borrower="闫洋", purpose="核对").done
    late = do(hunan, "archive", FRI, "archives.request_loan", "DA-2", borrower="闫洋", purpose="核对")
    assert refused(late) == {"ARC-046"}
    assert do(hunan, "archive", FRI, "archives.request_loan", "DA-2", borrower="于霞", purpose="核对").done


def test_arc_042_the_day_off_is_said_when_the_item_is_lent(hunan):
    item(hunan, WED)
    loan = done(hunan, "archive", WED, "archives.request_loan", "DA-1", borrower="闫洋", purpose="核对")
    done(hunan, "director", WED, "archives.approve_loan", loan)
    outcome = do(hunan, "archive", WED, "archives.lend", loan)
    assert [(one.rule, one.params["until"]) for one in outcome.findings] == [("ARC-042", "2025-03-10")]


def test_arc_011_missing_pages_refuse_the_return(hunan, t1):
    assert refused(do(hunan, "archive", THU, "archives.give_back", t1, pages=11)) == {"ARC-011"}
    done(hunan, "archive", THU, "archives.lose_on_loan", t1, how="缺第7页")
    assert item_of(hunan, "DA-1").state == "lost"
    assert refused(do(hunan, "archive", THU, "archives.request_loan", "DA-1", borrower="于霞", purpose="核对")) == {"ARC-066"}


def test_arc_048_the_register_keeps_the_whole_loan(hunan, t1):
    done(hunan, "archive", THU, "archives.give_back", t1, pages=12, condition="damaged", condition_note="封面破损")
    loan = loan_of(hunan, t1)
    kept = (loan.borrower, loan.purpose, loan.approver, loan.lent_on, loan.due_on, loan.returned_on, loan.pages_back, loan.condition)
    assert None not in kept and loan.condition_note == "封面破损" and loan.received_by == "archive"


def test_arc_049_secret_material_wants_signature_and_two_carriers(hunan):
    item(hunan, MON, secrecy="secret", cabinet="保密柜1", keeper="李红")
    loan = done(hunan, "archive", MON, "archives.request_loan", "DA-1", borrower="闫洋", purpose="核对")
    assert refused(do(hunan, "director", MON, "archives.approve_loan", loan)) == {"ARC-049"}
    done(hunan, "director", MON, "archives.approve_loan", loan, signature="批示〔2025〕3号")
    assert refused(do(hunan, "archive", MON, "archives.lend", loan, carriers="闫洋")) == {"ARC-049"}
    assert do(hunan, "archive", MON, "archives.lend", loan, carriers="闫洋、于霞").done


def test_a_waiting_list_keeps_its_order(hunan, t1):
    from models.archives.queries import find_loan, place_in_queue

    second = done(hunan, "archive", MON, "archives.request_loan", "DA-1", borrower="于霞", purpose="核对")
    third = done(hunan, "archive", MON, "archives.request_loan", "DA-1", borrower="魏诺", purpose="核对")
    with hunan.reading() as context:
        places = [place_in_queue(find_loan(context.db, number)[0], context.db) for number in (second, third)]
    assert places == [1, 2]
    done(hunan, "director", MON, "archives.approve_loan", second)
    assert refused(do(hunan, "archive", MON, "archives.lend", second)) == {"ARC-040"}  # still out
    done(hunan, "archive", THU, "archives.give_back", t1)
    assert do(hunan, "archive", THU, "archives.lend", second).done


def test_same_person_by_number_before_name():
    assert r.same_person(Reader("李红", id_number(1)), Reader("李红"))
    assert not r.same_person(Reader("李红", id_number(1)), Reader("李红", id_number(2)))
    assert r.same_person(Reader("李红", id_number(1)), Reader("李虹", id_number(1)))


def test_due_reminds_before_and_after(hunan, t1):
    from models.core.due import due_items
    from tests.centres import seat

    for day, state in ((date(2025, 3, 4), "soon"), (THU, "today"), (FRI, "overdue")):
        with seat(hunan, "archive", day).reading() as context:
            found = [one for one in due_items(context) if one.kind == "借阅到期"]
            assert [one.state(day) for one in found] == [state] and found[0].due == THU

"""Fees and corrections of candidates: both sides of every guard, the worked examples of the catalogue."""

from datetime import date

import pytest
from sqlalchemy import select

from models.assessment.candidates import correcting, queries, rules
from models.assessment.candidates.guards import admission_faults
from models.assessment.candidates.paying import paid_items
from models.assessment.candidates.tables import Correction, Enrolment, Payment
from models.assessment.candidates.terms import Money
from models.assessment.tables import Batch
from models.core import store
from models.core.kinds import BadValue
from models.core.names import sort_key
from tests.assessment.candidates import TODAY, batch, do, done, enter, one, refused, rule
from tests.fictional import number_of


def standing(centre, state, **more):
    """An application that stands in a state, as if its way there had been gone."""
    key = enter(centre, **{"serial": more.pop("serial", 7)})
    with store.writing(centre.engine) as db:
        found = db.get_one(Enrolment, key)
        found.state = state
        for name, value in more.items():
            setattr(found, name, value)
        db.commit()
    return key


def fee(centre, key, **given):
    return do(centre, "assessment.book_fee", key, **{"item": "theory", "amount": "120"} | given)


def payments(centre, key):
    with centre.reading() as context:
        return [(each.item, each.amount, each.waived) for each in queries.fees_of(context.db, key)]


@pytest.mark.parametrize(("text", "fen"), [("120", 12000), ("¥120.5", 12050), ("1,200.05元", 120005)])
def test_money_is_kept_in_fen(text, fen):
    assert Money().parse(text, TODAY) == fen
    assert Money().show(fen) == f"{fen / 100:.2f}"


@pytest.mark.parametrize("text", ["-5", "1.234", "十元"])
def test_money_refuses_what_is_no_amount(text):
    with pytest.raises(BadValue):
        Money().parse(text, TODAY)


# -- ASM-FEE-001 ------------------------------------------------------------------------------------------------------


def test_asm_fee_001_ex_level_4_reviewed_is_booked_and_admits(centre):
    made = centre("chongqing")
    batch(made)
    key = standing(made, "reviewed")
    with made.reading() as context:
        assert "ASM-FEE-001" in {found.rule for found in admission_faults(context, context.db.get_one(Enrolment, key))}
    assert fee(made, key, voucher="P-1").done
    assert one(made, key).fee_paid_on == TODAY
    with made.reading() as context:
        assert "ASM-FEE-001" not in {found.rule for found in admission_faults(context, context.db.get_one(Enrolment, key))}


def test_asm_fee_001_ex_level_3_waits_for_the_second_review(centre):
    made = centre("chongqing")
    batch(made, level=3)
    key = standing(made, "reviewed")
    assert refused(fee(made, key)) == {"ASM-FEE-001"}
    other = standing(made, "rechecked", serial=8)
    assert fee(made, other).done


def test_asm_fee_001_not_before_the_review(centre):
    made = centre("chongqing")
    batch(made)
    assert refused(fee(made, standing(made, "applied"))) == {"ASM-FEE-001"}


def test_asm_fee_001_returned_before_the_ticket_and_not_after(centre):
    made = centre("chongqing")
    batch(made)
    key = standing(made, "reviewed")
    assert "SYS-002" in refused(do(made, "assessment.return_fee", key, item="theory", why="x"))  # nothing booked
    fee(made, key)
    done(made, "assessment.return_fee", key, item="theory", why="未参加")
    assert payments(made, key) == [("theory", 12000, False), ("theory", -12000, False)]
    assert one(made, key).fee_paid_on is None
    fee(made, key)
    with store.writing(made.engine) as db:
        db.get_one(Enrolment, key).state = "admitted"
        db.commit()
    assert refused(do(made, "assessment.return_fee", key, item="theory", why="未参加")) == {"ASM-FEE-001"}


def test_a_fee_is_not_booked_twice(centre):
    made = centre("chongqing")
    batch(made)
    key = standing(made, "reviewed")
    assert fee(made, key).done
    assert refused(fee(made, key)) == {"SYS-002"}
    assert fee(made, key, item="skill").done


# -- ASM-FEE-002 to 006 -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("amount", "fits"), [(12000, True), (11999, False), (12001, False)])
def test_asm_fee_002_only_the_announced_amount(amount, fits):
    assert (rules.fee_faults(amount, 12000, False, rule("chongqing", "ASM-FEE-002")) == []) is fits
    assert rules.fee_faults(amount, None, False, rule("chongqing", "ASM-FEE-002")) == []  # nothing announced
    assert rules.fee_faults(0, 12000, True, rule("hunan", "ASM-FEE-002")) == []  # waived


def test_asm_fee_002_paid_when_every_announced_subject_is():
    asked = {"theory", "skill", "certificate"}
    assert not rules.is_settled(["theory", "skill"], {"theory"}, asked)
    assert rules.is_settled(["theory", "skill"], {"theory", "skill"}, asked)
    assert rules.is_settled(["theory"], {"theory"}, asked)
    assert not rules.is_settled(["theory"], set(), set())


def test_asm_fee_003_henan_charges_nothing(centre):
    made = centre("henan")
    batch(made)
    assert refused(fee(made, standing(made, "reviewed"))) == {"ASM-FEE-003"}


@pytest.mark.parametrize(
    ("is_first", "exam", "free"),
    [
        (True, date(2025, 10, 18), True),
        (False, date(2026, 3, 14), False),
        (True, date(2027, 3, 15), True),
        (True, date(2027, 3, 16), False),
    ],
)
def test_asm_fee_004_ex_the_first_resit_within_validity_is_free(is_first, exam, free):
    assert rules.certificate_free(is_first, date(2027, 3, 15), exam) is free


def test_asm_fee_004_booked_as_waived(centre):
    made = centre("hunan")
    batch(made, day=date(2025, 3, 15))
    batch(made, "B2", day=date(2025, 10, 18))
    first = standing(made, "admitted", result="partial", result_valid_to=date(2027, 3, 15))
    again = enter(made, "B2")
    with store.writing(made.engine) as db:
        db.get_one(Enrolment, again).resit_of_id = first
        db.commit()
    assert fee(made, again, item="certificate", amount="10").done
    assert fee(made, again).done  # other items are charged
    assert payments(made, again) == [("certificate", 0, True), ("theory", 12000, False)]


def test_asm_fee_006_a_waiver_names_its_decision(centre):
    made = centre("hunan")
    batch(made)
    key = standing(made, "reviewed")
    assert refused(fee(made, key, waived="是")) == {"ASM-FEE-006"}
    assert fee(made, key, waived="是", note="主任决定 2025-3").done
    assert one(made, key).fee_paid_on == TODAY


def test_what_was_returned_is_no_longer_paid():
    given = {"enrolment_id": 1, "paid_on": TODAY, "waived": False}
    booked = [
        Payment(item="theory", amount=100, **given),
        Payment(item="skill", amount=200, **given),
        Payment(item="theory", amount=-100, **given),
    ]
    assert set(paid_items(booked)) == {"skill"}


# -- ASM-REG-015 ------------------------------------------------------------------------------------------------------


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "说明.pdf"
    path.write_bytes(b"%PDF-1.4\n%%EOF\n")
    return str(path)


def correct(centre, key, **given):
    return do(centre, "assessment.correct_candidate", key, **{"field": "name", "value": "林小峰", "why": "录入错误"} | given)


def test_asm_reg_015_wants_the_scanned_explanation(centre, scan):
    made = centre("sport")
    batch(made)
    key = standing(made, "reviewed")
    assert refused(correct(made, key)) == {"ASM-REG-015"}
    kept = correct(made, key, file=scan)
    assert kept.done
    assert one(made, key).name == "林晓峰"  # until the keeper confirms
    done(made, "assessment.confirm_correction", kept.value)
    assert (one(made, key).name, one(made, key).sort_name) == ("林小峰", sort_key("林小峰"))
    assert refused(do(made, "assessment.confirm_correction", kept.value)) == {"SYS-002"}


def test_asm_reg_015_an_open_correction_holds_the_certificates(centre, scan):
    made = centre("sport")
    number = batch(made)
    kept = correct(made, standing(made, "reviewed"), file=scan).value

    def held():
        with made.reading() as context:
            return [found.rule for found in correcting._open(context, context.db.get_one(Batch, number))]

    assert held() == ["ASM-REG-015"]
    done(made, "assessment.confirm_correction", kept)
    assert held() == []


def test_asm_reg_015_after_issue_wants_a_reason_and_the_wrong_certificate_back(centre, scan):
    made = centre("sport")
    batch(made)
    key = standing(made, "admitted")
    late = correct(made, key, file=scan, certificate="S0001")
    assert late.needs_reason
    kept = correct(made, key, file=scan, certificate="S0001", reason="下发后发现").value
    with made.reading() as context:
        assert context.db.scalars(select(Correction.phase)).one() == "after"
    done(made, "assessment.send_wrong_certificate", kept, courier="SF100")
    assert refused(do(made, "assessment.send_wrong_certificate", kept, courier="SF100")) == {"SYS-002"}


def test_asm_reg_015_after_the_ticket_it_is_an_abnormal_operation(centre, scan):
    made = centre("sport")
    batch(made)
    assert correct(made, standing(made, "admitted"), file=scan).needs_reason
    assert correct(made, standing(made, "rechecked", serial=8), file=scan, value="张三").done


def test_a_corrected_number_is_one_and_meets_nobody(centre, scan):
    made = centre("sport")
    batch(made)
    key, other = standing(made, "reviewed"), standing(made, "reviewed", serial=9)
    assert "SYS-002" in refused(correct(made, key, field="id_no", value="41000020000501007", file=scan))
    assert refused(correct(made, key, field="id_no", value=one(made, other).id_no, file=scan)) == {"ASM-REG-017"}
    assert refused(correct(made, key, field="name", value="林晓峰", file=scan)) == {"SYS-002"}
    right = number_of("410000", date(2000, 5, 1), 11)
    kept = correct(made, key, field="id_no", value=right, file=scan).value
    assert refused(correct(made, key, field="id_no", value=number_of("410000", date(2000, 5, 1), 13), file=scan)) == {"SYS-002"}
    done(made, "assessment.confirm_correction", kept)
    assert one(made, key).id_no == right


def test_who_may_not_review_may_neither_book_nor_correct(centre, scan):
    made = centre("sport")
    batch(made)
    key = standing(made, "reviewed")
    assert refused(fee(made, key, who="bank")) == {"PPL-ORG-010"}
    assert refused(correct(made, key, file=scan, who="supervisor")) == {"PPL-ORG-010"}

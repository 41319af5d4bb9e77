"""What is due for candidates: whose turn a case is, and corrections until they are through."""

from datetime import date

from models.assessment.candidates.due import due
from tests.assessment.candidates import batch, done
from tests.assessment.test_candidates_cases import case, propose
from tests.assessment.test_candidates_fees import correct, scan, standing  # noqa: F401  (scan is a fixture)


def told(centre):
    with centre.reading() as context:
        return [(one.register.partition(".")[2], one.role, one.due, one.rule) for one in due(context)]


def test_asm_dis_003_a_case_is_due_until_the_head_has_decided(centre):
    made = centre("sport")
    batch(made)
    key = case(made)
    assert told(made) == [("violations", "EXM", date(2025, 2, 10), "ASM-DIS-003")]
    assert propose(made, key, code="SP-D2-02", decided_on="2025-02-11").done
    assert told(made) == [("violations", "DIR", date(2025, 2, 11), "ASM-DIS-003")]
    done(made, "assessment.confirm_sanction", key, who="director")
    assert told(made) == []


def test_asm_reg_015_a_correction_is_due_until_the_keeper_confirms(centre, scan):  # noqa: F811
    made = centre("sport")
    batch(made)
    key = standing(made, "reviewed")
    kept = correct(made, key, file=scan, registered_on="2025-02-10").value
    assert told(made) == [("enrolment_corrections", "EXM", date(2025, 2, 10), "ASM-REG-015")]
    done(made, "assessment.confirm_correction", kept, confirmed_on="2025-02-11")
    assert told(made) == []


def test_asm_reg_015_a_wrong_certificate_is_due_until_it_went_back(centre, scan):  # noqa: F811
    made = centre("sport")
    batch(made)
    key = standing(made, "admitted")
    kept = correct(made, key, file=scan, certificate="ZS-1", registered_on="2025-02-10", reason="证书下发后发现").value
    done(made, "assessment.confirm_correction", kept, confirmed_on="2025-02-11")
    assert len(told(made)) == 1
    done(made, "assessment.send_wrong_certificate", kept, sent_on="2025-02-12", courier="SF1")
    assert told(made) == []

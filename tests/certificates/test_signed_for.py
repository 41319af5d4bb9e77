"""Who signed: a corrected name is no wrong signer; and what a list of differences shows of a person."""

from datetime import date

import pytest

from models.certificates.tables import Certificate, ReconFinding, SignOff
from models.core import store
from models.core.identity import masked
from tests.certificates import example
from tests.certificates.desk import done, one, open_batch, printed, receive, some

DAY = date(2026, 11, 20)


@pytest.fixture
def corrected(centre):
    """Handed out to the holder, whose name was wrong in the register and has been put right on the same day."""
    made = open_batch(centre())
    receive(made)
    first = printed(made)[0]
    done(made, "general", "certificates.hand_out", first.id, way="self", signer=first.name)
    done(made, "general", "certificates.request_correction", first.id, field="name", value="新名", proof="身份证复印件", why="录入错误")
    done(made, "director", "certificates.approve_correction", 1)
    return made


def wrong_signers(centre):
    done(centre, "general", "certificates.reconcile")
    return [finding.key for finding in some(centre, ReconFinding, ReconFinding.kind == "REC-43", ReconFinding.state == "open")]


def test_rec_43_the_name_until_it_was_corrected_is_the_holders(corrected):
    assert one(corrected, SignOff).signer != one(corrected, Certificate, Certificate.id == 1).name == "新名"
    assert wrong_signers(corrected) == []


@pytest.mark.parametrize(("signed", "wrong"), [(date(2026, 11, 20), False), (date(2026, 11, 21), True)])
def test_rec_43_the_old_name_after_the_correction_is_a_wrong_signer(corrected, signed, wrong):
    with store.writing(corrected.engine) as db:
        db.get_one(SignOff, 1).day = signed
        db.commit()
    assert bool(wrong_signers(corrected)) is wrong


def test_rec_43_another_persons_name_stays_a_wrong_signer(corrected):
    with store.writing(corrected.engine) as db:
        db.get_one(SignOff, 1).signer = "别人"
        db.commit()
    assert wrong_signers(corrected) == [one(corrected, Certificate, Certificate.id == 1).number]


def test_rec_50_and_rec_51_name_the_person_without_the_whole_identity_number(centre, tmp_path):
    made = example.fill(centre(on=date(2024, 8, 1)))
    done(made, "general", "certificates.reconcile", files=str(example.export(tmp_path / "net.xlsx")))
    told = {(finding.kind, side) for finding in some(made, ReconFinding, ReconFinding.kind.in_(("REC-50", "REC-51")))
            for side in (finding.left, finding.right) if side}  # fmt: skip
    assert ("REC-50", f"甲六 {masked('T006')}") in told and ("REC-51", f"甲五十 {masked('T050')}") in told
    assert not [side for _kind, side in told if "T006" in side or "T050" in side]

"""PPL-ASR-133: in the sport region scores go up only when everybody who assessed was evaluated."""

from models.assessment.exams.queries import find_session
from models.assessment.tables import Batch
from models.assignment.tables import Assignment
from models.core import store
from models.evaluation.evaluating import unrated
from tests.assessment.exams.makers import DAY, EVE, prepared
from tests.people.makers import act, done, hired, person, refused_by


def served(centre, tmp_path, profile):
    """A batch whose one assessor attended; answers the centre."""
    made = centre(profile)
    hired(made, tmp_path, person(1, 考评职业="车工"))
    code = prepared(made, 2, "skill", rooms=(("J1", 10),))
    with made.reading() as context:
        session = find_session(context.db, code)[0].id
    done(act(made, "exam", "assignment.assign", session, EVE, person=_name(made), post="assessor", reason="首批"))
    with store.writing(made.engine) as db:
        db.query(Assignment).one().state = "attended"
        db.commit()
    return made


def _name(made):
    from models.people.tables import Person

    with made.reading() as context:
        return context.db.query(Person).first().id_no


def stands(made):
    with made.reading() as context:
        return [(one.rule, str(one.params["found"])) for one in unrated(context, context.db.query(Batch).one())]


def test_ppl_asr_133_everybody_who_attended_is_evaluated_first(centre, tmp_path):
    made = served(centre, tmp_path, "sport")
    [(rule, names)] = stands(made)
    assert rule == "PPL-ASR-133" and names
    given = {"assessor": _name(made), "round": "2026-11", "ended_on": str(DAY), "candidates": "2", "score": "88"}
    done(act(made, "exam", "evaluation.evaluate", None, DAY, **given))
    assert stands(made) == []
    with store.writing(made.engine) as db:
        db.query(Batch).one().state = "reported"
        db.commit()
    from models.evaluation.tables import RoundEvaluation

    with made.reading() as context:
        key = context.db.query(RoundEvaluation).one().id
    assert refused_by(act(made, "exam", "evaluation.correct", key, DAY, score="90")) == {"PPL-ASR-133"}


def test_ppl_asr_133_no_other_region_asks(centre, tmp_path):
    assert stands(served(centre, tmp_path, "henan")) == []

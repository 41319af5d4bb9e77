"""Making the demo centre: set up, its story, and for the larger sizes a mass of further people."""

import tempfile
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from models.core.acts import COMMANDS, calling
from models.core.opening import TRAINING_PASSWORD, create_embedded, open_centre
from models.core.progress import Progress, Work
from models.demo import bulk, story
from models.demo.stage import Stage
from resources.texts import _

SIZES: Mapping[str, int] = {"s": 0, "m": 20_000, "l": 1_000_000}  # people in all; s: those of the story
PEOPLE_A_COMPLAINT = 5  # size l: 200,000 complaints
PEOPLE_AN_INCIDENT = 20  # size l: 50,000 incidents
SETTINGS = {"profile": "henan", "filing_no": "Y000041029001", "name": "某市职业技能等级认定中心（演示）", "training": "1"}


def make_demo(folder: Path, size: str, today: date) -> Work[dict[str, Any]]:
    """A fictional training centre in an empty folder, as it stands on `today`; always the same but for its keys.

    size: "s" some hundred records with their history, "m" 20,000 people, "l" 1,000,000. Answers how many of each kind.
    Raises Refused where a centre stands already.
    """
    first_day = today - timedelta(days=story.FIRST_DAY)
    create_embedded(folder, SETTINGS, TRAINING_PASSWORD, on=first_day)
    centre = open_centre(str(folder), "director", TRAINING_PASSWORD, on=today)
    try:
        with tempfile.TemporaryDirectory() as papers:
            yield from _told(Stage(centre, today, Path(papers)))
        if SIZES[size]:
            yield from bulk.fill_up(centre, SIZES[size])
            yield from calling(centre, "demo.fill_complaints", count=SIZES[size] // PEOPLE_A_COMPLAINT)
            yield from calling(centre, "demo.fill_incidents", count=SIZES[size] // PEOPLE_AN_INCIDENT)
        with centre.reading() as context:
            return bulk.counted(context)
    finally:
        centre.close()


def _told(stage: Stage) -> Work[None]:
    yield Progress(0, 0, _("名册"))
    story.beginnings(stage)
    acts = story.acts(stage)
    for done, act in enumerate(acts):
        yield Progress(done, len(acts), COMMANDS[act.command].title)
        stage.play(act)

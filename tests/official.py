"""Every form of a centre's first fitting records as text, as JSON: a process of its own, because labels are read at import.

usage: python -m tests.official zh|en CENTRE
"""

import json
import sys
from datetime import date, datetime, time

from resources import texts

texts.use(sys.argv[1])

from sqlalchemy import select  # noqa: E402

import models  # noqa: E402, F401
from models.core.opening import TRAINING_PASSWORD, open_centre  # noqa: E402
from models.core.registers import REGISTERS  # noqa: E402
from reports.forms import load, preview  # noqa: E402
from tests.reports import paper  # noqa: E402

DAY = date(2026, 11, 20)
TRIED = 12  # records looked at until one fits a form


def main() -> None:
    centre, found = open_centre(sys.argv[2], "director", TRAINING_PASSWORD, on=DAY), {}
    with centre.reading() as context:
        context.now = datetime.combine(DAY, time(9))
        for form in load().values():
            if form.one is None or not form.registers:
                continue
            table = REGISTERS[form.registers[0]].table
            for record in context.db.scalars(select(table).order_by(table.id).limit(TRIED)):
                if not form.unfit(record):
                    found[form.id] = paper.text(preview(context, form.id, record))
                    break
    centre.close()
    sys.stdout.write(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()

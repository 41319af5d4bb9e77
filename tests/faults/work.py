"""A mixed workload in a process of its own: tells each command once it is committed, until somebody kills it.

usage: python -m tests.faults.work FOLDER

Each line of the standard input begins a round, under that name; the process that works is forked, so that hundreds of them
need not load the program anew. It tells "begun PID", "ready", the number of each audit entry, and how it ended.
"""

import os
import sys
from datetime import date
from typing import Any

import models  # noqa: F401
from models.archives.queries import find_loan
from models.core.acts import call
from models.core.opening import TRAINING_PASSWORD, open_centre
from tests.centres import seat

DAY = date(2026, 11, 20)


def main(folder: str) -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            try:
                work(folder, line.strip())
            finally:
                os._exit(1)
        print(f"begun {child}", flush=True)
        print(f"ended {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}", flush=True)


def work(folder: str, turn: str) -> None:
    director = open_centre(folder, "director", TRAINING_PASSWORD, DAY)
    archive = seat(director, "archive")
    print("ready", flush=True)
    for number in range(1_000):
        item = call(archive, "archives.add_item", number=f"DA-{turn}-{number:04d}", title=f"评分表 {number}", kind="K08", made_on="2024-05-10",
                    quantity="12页", location="档案室-1柜")  # fmt: skip
        told(item)
        asked = call(archive, "archives.request_loan", item.record_id, borrower="闫洋", purpose="核对成绩")
        told(asked)
        with archive.reading() as context:
            [loan] = [found.id for found in find_loan(context.db, asked.value)]
        told(call(director, "archives.approve_loan", loan))
        told(call(archive, "archives.lend", loan))
        told(call(archive, "archives.give_back", loan, pages=12))
        told(call(director, "core.set_rule_value", rule="SYS-011", param="minutes", value=str(5 + number % 20), why="试行"))


def told(outcome: Any) -> None:
    if not outcome.done:
        raise SystemExit(f"refused: {outcome.findings}")
    print(outcome.entry, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The way an office does it without the program: a pandas script over two workbooks, the ledger against the query system's export,
and over the roster, whose cards end soon. Both are programs of their own; they answer what they found and what it cost."""

import json
import sys
import time
from datetime import date, timedelta

NUMBER, COMPARED = "证书编号", ("姓名", "证件号码", "职业名称", "职业技能等级", "发证日期")
CARD, ENDS, STATE, ENDED = "证卡编号", "有效期至", "状态", ("已撤回", "已换发")
AHEAD = 90  # days a card is looked for ahead, as the demo centre is told


def reconcile(ledger: str, export: str) -> int:
    """How many certificates differ, or stand on one side only. No likely pairs, no stock, no sign-offs, no advice: one join."""
    import pandas as pd

    own, theirs = (pd.read_excel(path, dtype=str, engine="calamine") for path in (ledger, export))
    both = own.merge(theirs, on=NUMBER, how="outer", suffixes=("", "_online"), indicator="side")
    same = pd.concat([both[name].fillna("") == both[f"{name}_online"].fillna("") for name in COMPARED], axis=1).all(axis=1)
    return int(((both["side"] != "both") | ~same).sum())


def due(roster: str, today: str) -> int:
    """How many cards end within the days ahead, or have ended and are still out. No working days, no other area."""
    import pandas as pd

    people = pd.read_excel(roster, engine="calamine")
    ends = pd.to_datetime(people[ENDS], errors="coerce")
    last = pd.Timestamp(date.fromisoformat(today) + timedelta(days=AHEAD))
    return int((people[CARD].notna() & ~people[STATE].isin(ENDED) & (ends <= last)).sum())


if __name__ == "__main__":
    clock, cpu = time.perf_counter(), time.process_time()
    found = {"reconcile": reconcile, "due": due}[sys.argv[1]](*sys.argv[2:])
    print(json.dumps({"found": found, "cpu": (time.process_time() - cpu) * 1000, "clock": (time.perf_counter() - clock) * 1000}))

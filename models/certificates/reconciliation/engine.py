"""One reconciliation from files to differences. It only reads; storing a run is a command."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models.certificates.reconciliation.finding import Difference, Run
from models.certificates.reconciliation.network import online
from models.certificates.reconciliation.numbers import register
from models.certificates.reconciliation.online import Export, stage
from models.certificates.reconciliation.paper import paper
from models.certificates.reconciliation.passes import passes
from models.certificates.reconciliation.signoffs import signoffs
from models.core import store
from models.core.centre import Context
from models.core.progress import Progress, Work
from resources.texts import _

STEPS = ((_("合格名单"), passes), (_("证书编号与内容"), register), (_("空白证书"), paper), (_("签收"), signoffs))


@dataclass
class Result:
    """All differences, by class and key; how many rows were held against each other."""

    run: Run
    differences: list[Difference]
    register_rows: int
    online_rows: int

    @property
    def counts(self) -> dict[str, int]:
        return dict(sorted(Counter(one.kind for one in self.differences).items()))


def reconciling(context: Context, files: Sequence[Path], as_of: date, exported_on: date | None = None,
                batches: Sequence[str] = ()) -> Work[Result]:  # fmt: skip
    """Hold everything against everything. files: exports of the query system; without one, nothing is asked of it.

    as_of: the day deadlines are looked at. exported_on: when the export was made; else the file's own word; else as_of.
    batches: only their passes and certificates are held against each other (RCN-011). Raises BadFile.
    """
    run = Run(context, as_of, exported_on, frozenset(batches))
    export = Export()
    if files:
        export = yield from stage(context, files)
        run.exported_on = exported_on or export.exported_on
    with store.roomy(context.db):
        found = yield from _compared(run, export, bool(files))
    unique = {(one.kind, one.key, one.about): one for one in reversed(found) if context.rules[one.kind].active}
    ordered = sorted(unique.values(), key=lambda one: (one.kind, one.key, one.about))
    return Result(run, ordered, run.register_rows, export.rows)


def _compared(run: Run, export: Export, has_export: bool) -> Work[list[Difference]]:
    found: list[Difference] = []
    for done, (name, step) in enumerate(STEPS):
        yield Progress(done, len(STEPS) + 1, name)
        found += step(run)
    yield Progress(len(STEPS), len(STEPS) + 1, _("查询系统"))
    if has_export:
        found += online(run, export)
    return found

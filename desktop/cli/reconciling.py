"""The verb reconcile: the register against everything else, by class and key."""

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.answers import described, finding_lines, opened, progress, say, table
from resources.texts import _


def reconcile(arguments: argparse.Namespace) -> int:
    """Keep a run of the reconciliation; its findings as a list, and as a workbook with --xlsx."""
    import models  # noqa: F401
    from models.core.acts import calling

    given = {"files": "\n".join(str(Path(file).absolute()) for file in arguments.files)}
    given |= {"exported_on": arguments.exported.isoformat()} if arguments.exported else {}
    given |= {"batches": "、".join(arguments.batch)} if arguments.batch else {}
    with opened(arguments) as centre:
        outcome = progress(arguments, calling(centre, "certificates.reconcile", reason=arguments.reason, **given))
        with centre.reading() as context:
            refused = described(context, outcome.findings)
        if not outcome.done:
            return say(arguments, {"ok": False, "findings": refused}, finding_lines(refused))
        answer: dict[str, Any] = {"ok": True} | outcome.value
        if arguments.xlsx:
            from reports.certificates.reconciled import workbook

            Path(arguments.xlsx).write_bytes(workbook(centre.name, outcome.value))
            answer["file"] = arguments.xlsx
    rows = [(one["class"], one["title"], " ".join(filter(None, (one["key"], one["about"]))), one["left"], one["right"], one["action"])
            for one in outcome.value["findings"]]  # fmt: skip
    head = _("{day} 核对：台账 {register} 行，导出 {online} 行，差异 {n} 项").format(
        day=answer["as_of"], register=answer["register_rows"], online=answer["online_rows"], n=len(rows))  # fmt: skip
    listed = table((_("类别"), _("差异"), _("编号"), _("台账"), _("对方"), _("处理办法")), rows) if rows else [_("没有差异")]
    return say(arguments, answer, [head, *listed])

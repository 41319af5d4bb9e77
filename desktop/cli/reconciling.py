"""The verbs reconcile and upload: the register against everything else, and what the platform is told of it."""

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


def upload(arguments: argparse.Namespace) -> int:
    """Collect what the platform does not know yet and write the workbook it gets; what was collected before is written again."""
    import models  # noqa: F401
    from models.certificates.uploading import find_upload
    from models.core.acts import call
    from reports.certificates.national import written

    with opened(arguments) as centre:
        number = arguments.number or ""
        findings: list[Any] = []
        if not number:
            prepared = call(centre, "certificates.prepare_upload")
            findings, number = prepared.findings, prepared.value["upload"] if prepared.done else ""
        with centre.reading() as context:
            found = [one.id for one in find_upload(context.db, number)]
        content = b""
        if found:
            content, outcome = written(centre, found[0])
            findings = [*findings, *outcome.findings]
        with centre.reading() as context:
            told = described(context, findings)
    if not content:
        return say(arguments, {"ok": False, "findings": told}, finding_lines(told) or [_("没有这次上报：{number}").format(number=number)])
    Path(arguments.file).write_bytes(content)
    answer = {"ok": True, "findings": told, "upload": number, "file": arguments.file}
    return say(arguments, answer, [_("上报 {number} 已写入 {file}").format(number=number, file=arguments.file)])

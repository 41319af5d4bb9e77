"""Verbs of the registers: show, import, export, template, print."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from desktop.cli.answers import WrongUse, described, finding_lines, opened, progress, register_of, say, table
from models.core.centre import Centre
from models.core.due import INCOMPLETE
from models.core.kinds import BadValue
from models.core.registers import Field, Register, View, known, not_readable, notes_of, page, records
from resources.texts import _


def _view(context: Any, register: Register, conditions: list[str]) -> tuple[View, dict[str, str]]:
    """The view that --where asks for, and the conditions no index answers (compared with what is shown)."""
    text, facets, ranges, rest = "", {}, {}, {}
    for condition in conditions:
        name, equals, value = condition.partition("=")
        if not equals:
            raise WrongUse(_("条件应为 名称=值：{condition}").format(condition=condition))
        facet = next((one for one in register.facets if one.name == name), None)
        field = next((one for one in register.fields if one.name == name), None)
        if name == "text":
            text = value
        elif facet:
            code = next((code for code, label in facet.options.items() if value in (code, label)), None)
            if code is None:
                raise WrongUse(_("{name} 可为：{options}").format(name=name, options="、".join(f"{code}（{label}）" for code, label in facet.options.items())))
            facets[name] = code
        elif field is None:
            names = [*(one.name for one in register.facets), *(one.name for one in register.fields), "text"]
            raise WrongUse(_("没有条件 {name}；可用：{names}").format(name=name, names="、".join(names)))
        elif ".." in value and field.column is not None:
            low, _dots, high = value.partition("..")
            ranges[name] = (_typed(field, low, context.today), _typed(field, high, context.today))
        else:
            rest[name] = value
    return View(text, facets, ranges), rest


def _typed(field: Field, text: str, today: date) -> Any:
    try:
        return field.kind.parse(text, today)
    except BadValue as bad:
        raise WrongUse(f"{field.label}：{bad.expected}") from None


def _row(context: Any, register: Register, record: Any, clear: bool) -> dict[str, Any]:
    row: dict[str, Any] = {"id": record.id if hasattr(record, "id") else record.seq, "version": getattr(record, "version", 1)}
    for field in register.fields:
        value = field.value(context, record)
        row[field.name] = field.shown(context, record, clear=clear) if field.mask else value.isoformat() if isinstance(value, date) else value
    if any(facet.name == INCOMPLETE[0] for facet in register.facets):
        row["missing"] = [field.label for field in register.fields if field.complete and field.value(context, record) in (None, "")]
    return row


def show(arguments: argparse.Namespace) -> int:
    import models  # noqa: F401
    from models.core.acts import COMMANDS, stands_against
    from models.core.queries import history

    with opened(arguments) as centre, centre.reading() as context:
        register = register_of(context, arguments.register)
        refused = described(context, not_readable(context, register))
        if refused:
            return say(arguments, {"ok": False, "findings": refused, "rows": []}, finding_lines(refused))
        if arguments.key:
            found = known(context, register.table, register.find(context.db, arguments.key)) if register.find else []
            rows = [_row(context, register, record, False) for record in found]
            for row, record in zip(rows, found, strict=True):
                row["findings"] = described(context, notes_of(context, register, record))
                row["history"] = [" ".join(entry) for entry in history(context, record)]
                row["actions"] = {name: described(context, stands_against(context, COMMANDS[name], record)) for name in register.actions}
            lines = [line for record in found for line in _detail(context, register, record)] or [_("没有找到")]
            return say(arguments, {"ok": bool(rows), "findings": [], "rows": rows}, lines)
        view, rest = _view(context, register, arguments.where)
        chosen = page(context, register, view, size=arguments.limit) if not rest else list(records(context, register, view))
        kept = [record for record in chosen if all(register.field(name).shown(context, record, clear=True) == value for name, value in rest.items())]
        rows = [_row(context, register, record, False) for record in kept[: arguments.limit]]
        listed = register.shown
        texts = [[field.shown(context, record) for field in listed] for record in kept[: arguments.limit]]
    lines = table([field.label for field in listed], texts) if texts else [_("没有记录")]
    return say(arguments, {"ok": True, "findings": [], "rows": rows}, lines)


def _detail(context: Any, register: Register, record: Any) -> list[str]:
    lines = [f"{register.title_of(record)}  {register.subtitle(context, record) if register.subtitle else ''}"]
    lines += [f"  {field.label}：{field.shown(context, record)}" for field in register.fields if field.shown(context, record)]
    notes = described(context, notes_of(context, register, record))
    return lines + [f"  {line}" for line in finding_lines(notes)]


def take(arguments: argparse.Namespace) -> int:
    """Import files one by one; the good rows go in, the others come back with row, column, found and expected."""
    import models  # noqa: F401
    from models.core.intake import carrying_out, preview
    from models.core.workbooks import BadFile

    with opened(arguments) as centre:
        answers = []
        for file in map(Path, arguments.files):
            with centre.reading() as context:
                register = register_of(context, arguments.register)
                if register.intake is None:
                    raise WrongUse(_("{register} 不能导入").format(register=register.key))
                findings = _no_permission(context, register)
            if arguments.dry_run and not findings:
                try:
                    report = progress(arguments, preview(centre, register, file, reason=arguments.reason, history=arguments.history))
                    done = True
                except BadFile as bad:
                    report, done = None, False
                    with centre.reading() as context:
                        findings = context.rules["SYS-012"].found("file", name=file.name, why=bad.why, advice=bad.advice)
            else:
                outcome = progress(arguments, carrying_out(centre, register, file, reason=arguments.reason,
                                                           all_or_nothing=arguments.all_or_nothing, history=arguments.history))  # fmt: skip
                report, findings, done = outcome.value, outcome.findings, outcome.done
            with centre.reading() as context:
                answers.append((report, described(context, findings), done))
            if arguments.faults and report is not None and report.faults:
                from reports.workbooks.faults import fault_workbook

                with centre.reading() as context:
                    Path(arguments.faults).write_bytes(fault_workbook(file, report, context.rules["SYS-012"]))
    return _say_reports(arguments, answers)


def _no_permission(context: Any, register: Register) -> list[Any]:
    from models.core.acts import COMMANDS, permission

    assert register.intake is not None
    return permission(context, COMMANDS[register.intake().command])


def _say_reports(arguments: argparse.Namespace, answers: list[Any]) -> int:
    summaries, lines, findings = [], [], []
    for report, found, _done in answers:
        findings += found
        lines += finding_lines(found)
        if report is None:
            continue
        summaries.append(report.summary())
        told = _("{file}：{rows} 行，新增 {new}，变更 {changed}，未变 {unchanged}，待说明 {held}，拒绝 {rejected}，重复 {duplicates}")
        lines.append(told.format(file=report.file, rows=report.rows, new=report.new, changed=report.changed, unchanged=report.unchanged,
                                 held=len({fault.row for fault in report.held}), rejected=len({fault.row for fault in report.rejected}),
                                 duplicates=len(report.duplicates)))  # fmt: skip
        lines += [_("  第 {row} 行 {column}：{found}　应为 {expected}　[{rule} {clause}]").format(**vars(fault)) for fault in report.faults]
        lines += [_("  第 {row} 行 {column}：{found}　已收入并标记：{text}　[{rule} {clause}]").format(**vars(fault)) for fault in report.marked]
        if not report.written and not arguments.dry_run:
            lines.append(_("没有写入"))
    first = summaries[0] if summaries else {}
    ok = all(done for _report, _found, done in answers)
    answer = {"ok": ok, "findings": findings} | (first if len(summaries) < 2 else _summed(summaries))
    return say(arguments, answer, lines)


def _summed(summaries: list[dict[str, Any]]) -> dict[str, Any]:
    totals: dict[str, Any] = {"files": summaries}
    for summary in summaries:
        for name in ("rows", "new", "changed", "unchanged"):
            totals[name] = totals.get(name, 0) + summary[name]
        for name in ("held", "rejected", "duplicates", "marked"):
            totals[name] = totals.get(name, []) + summary[name]
    return totals


def export(arguments: argparse.Namespace) -> int:
    """A register as a workbook; with --full also whole identity numbers, for those who may and with the purpose."""
    import models  # noqa: F401
    from reports.workbooks.export import exporting

    with opened(arguments) as centre:
        with centre.reading() as context:
            register = register_of(context, arguments.register)
            view, _rest = _view(context, register, arguments.where)
        made = progress(arguments, exporting(centre, register, view, full=arguments.full, purpose=arguments.reason))
        with centre.reading() as context:
            findings = described(context, made.findings)
    if findings:
        return say(arguments, {"ok": False, "findings": findings}, finding_lines(findings))
    Path(arguments.file).write_bytes(made.content)
    answer = {"ok": True, "findings": [], "file": arguments.file, "rows": made.rows, "sha256": made.digest}
    return say(arguments, answer, [_("已导出 {rows} 条：{file}").format(rows=made.rows, file=arguments.file)])


def template(arguments: argparse.Namespace) -> int:
    import models  # noqa: F401
    from reports.workbooks.template import template as make

    with opened(arguments) as centre, centre.reading() as context:
        register = register_of(context, arguments.register)
        Path(arguments.file).write_bytes(make(register, context))
    return say(arguments, {"ok": True, "findings": [], "file": arguments.file}, [_("已生成导入模板：{file}").format(file=arguments.file)])


def paper(arguments: argparse.Namespace) -> int:
    """Print a form for one record (card number, name …), or a list form for `all`, with --where of just these records.

    A W-… workbook of a record is written alike.
    """
    import models  # noqa: F401
    from reports.books import books
    from reports.forms import load

    forms = load()
    if arguments.form in books():
        return _book(arguments)
    if arguments.form not in forms:
        raise WrongUse(_("没有表单 {form}；可用：{forms}").format(form=arguments.form, forms="、".join([*forms, *books()])))
    with opened(arguments) as centre:
        rendered = _rendered(centre, arguments, forms[arguments.form].registers)
        with centre.reading() as context:
            findings = described(context, rendered.findings)
        if findings or rendered.pdf is None:
            return say(arguments, {"ok": False, "findings": findings}, finding_lines(findings) or [_("没有找到这条记录")])
        Path(arguments.out).write_bytes(_packed(centre, arguments) or rendered.pdf)
    answer = {"ok": True, "findings": [], "file": arguments.out, "number": rendered.number}
    return say(arguments, answer, [_("已打印到 {file}（文书编号 {number}）").format(file=arguments.out, number=rendered.number)])


def _rendered(centre: Centre, arguments: argparse.Namespace, registers: tuple[str, ...]) -> Any:
    from reports.forms import ALL, render_list, render_named

    if not arguments.where:
        return render_named(centre, arguments.form, arguments.key)
    if arguments.key != ALL or not registers:
        raise WrongUse(_("--where 只用于清单：all"))
    with centre.reading() as context:
        view, rest = _view(context, register_of(context, registers[0]), arguments.where)
    if rest:
        raise WrongUse(_("打印的条件只能是筛选项、日期范围或 text：{names}").format(names="、".join(rest)))
    return render_list(centre, arguments.form, view)


def _book(arguments: argparse.Namespace) -> int:
    from reports.books import written_named

    with opened(arguments) as centre:
        content, found = written_named(centre, arguments.form, arguments.key)
        with centre.reading() as context:
            findings = described(context, found)
    if findings:
        return say(arguments, {"ok": False, "findings": findings}, finding_lines(findings))
    Path(arguments.out).write_bytes(content)
    return say(arguments, {"ok": True, "findings": [], "file": arguments.out}, [_("已导出到 {path}").format(path=arguments.out)])


def _packed(centre: Centre, arguments: argparse.Namespace) -> bytes:
    """The papers of a batch as a ZIP with one PDF a part, where the file is named so; else b""."""
    if arguments.form != "F-EXAM-SET" or Path(arguments.out).suffix.lower() != ".zip":
        return b""
    from models.assessment.queries import find_batch
    from models.core.progress import to_the_end
    from reports.assessment.exams.whole import zipped

    with centre.reading() as context:
        return to_the_end(zipped(context, find_batch(context.db, arguments.key)[0]))

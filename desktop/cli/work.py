"""Verbs of the day's work: due, commands, do, workdays, rules, matrix."""

import argparse
import re
from typing import Any

from desktop.cli.answers import WrongUse, described, finding_lines, opened, say, table
from models.core.dates import DAY, WEEKDAYS, Reckoning, WorkCalendar, published
from models.core.reckoning import NoPeriod, count
from models.core.rulebook import PROFILES, Rulebook
from resources.texts import _


def due(arguments: argparse.Namespace) -> int:
    """What is due for this person on the day: dated items, and beside them the records that are incomplete."""
    import models  # noqa: F401
    from models.core.due import due_items, how_long, incomplete_counts
    from models.core.roles import NAMES

    with opened(arguments) as centre, centre.reading() as context:
        items = due_items(context)
        answer = {
            "ok": True, "findings": [], "on": context.today.isoformat(),
            "items": [{"area": item.area, "register": item.register, "key": item.key, "title": item.title, "kind": item.kind,
                       "due": item.due.isoformat(), "days": (item.due - context.today).days, "state": item.state(context.today),
                       "requirement": item.requirement, "role": item.role, "rule": item.rule,
                       "clause": context.rules[item.rule].clause, "provisional": item.provisional} for item in items],
        }  # fmt: skip
        rows = [(how_long(item, context.today), item.due.isoformat() + (_("（暂定）") if item.provisional else ""), item.kind, item.title,
                 NAMES[item.role], context.rules[item.rule].clause) for item in items]  # fmt: skip
        lacking = incomplete_counts(context)
        answer["incomplete"] = [{"register": key, "count": number} for key, number in lacking.items()]
        head = _("{day} 星期{weekday} · {kind} · 到期事项 {n} 件").format(
            day=context.today, weekday=WEEKDAYS[context.today.weekday()], kind=context.calendar.describe(context.today), n=len(items))  # fmt: skip
    lines = [head, *(table((_("期限"), _("日期"), _("类别"), _("事项"), _("负责"), _("依据")), rows) if rows else [_("今天没有到期事项")])]
    told = _("资料不完整：{register} {n} 条（jiantai show {register} --where complete=no）")
    lines += [told.format(register=key, n=number) for key, number in lacking.items()]
    return say(arguments, answer, lines)


def commands(arguments: argparse.Namespace) -> int:
    import models  # noqa: F401
    from models.core.acts import COMMANDS
    from models.core.roles import titles

    listed: list[dict[str, Any]] = [
        {"command": one.name, "title": one.title, "roles": sorted(one.roles), "row": one.row, "rules": list(one.rules),
         "subject": one.subject.name if one.subject else None,
         "params": [{"name": param.name, "label": param.label, "required": param.required, "expects": param.kind.hint, "help": param.help}
                    for param in one.params]}
        for one in sorted(COMMANDS.values(), key=lambda one: one.name)
    ]  # fmt: skip
    rows = [(one["command"], one["title"], titles(one["roles"]),
             " ".join(([f"{one['subject']}=…"] if one["subject"] else []) + [f"{param['name']}=…" for param in one["params"]]))
            for one in listed]  # fmt: skip
    return say(arguments, {"ok": True, "commands": listed, "findings": []}, table((_("命令"), _("名称"), _("角色"), _("参数")), rows))


def do(arguments: argparse.Namespace) -> int:
    """One command. Its record is named by the subject's own word (card=…, appointment=…), by key=… or id=…."""
    import models  # noqa: F401
    from models.core.acts import COMMANDS, call

    if arguments.command not in COMMANDS:
        raise WrongUse(_("没有命令 {name}；jiantai commands 列出全部").format(name=arguments.command))
    declared = COMMANDS[arguments.command]
    given = _pairs(arguments.given)
    with opened(arguments) as centre:
        record_id = None
        if declared.subject:
            with centre.reading() as context:
                record_id = _subject(context, declared.subject, given)
        outcome = call(centre, declared.name, record_id, reason=arguments.reason, **given)
        with centre.reading() as context:
            findings = described(context, outcome.findings)
    answer = {"ok": outcome.done, "findings": findings, "record": outcome.record_id, "entry": outcome.entry,
              "needs_reason": outcome.needs_reason, "value": outcome.value}  # fmt: skip
    lines = finding_lines(findings)
    if outcome.done:
        value = f" {outcome.value}" if isinstance(outcome.value, str | int) and not isinstance(outcome.value, bool) else ""
        lines.insert(0, _("已完成：{title}{value}（操作日志第 {entry} 条）").format(title=declared.title, value=value, entry=outcome.entry))
    elif outcome.needs_reason:
        lines.append(_("写明理由后可继续：--reason “…”"))
    return say(arguments, answer, lines)


def _pairs(given: list[str]) -> dict[str, str]:
    wrong = [one for one in given if "=" not in one]
    if wrong:
        raise WrongUse(_("应为 名称=值：{wrong}").format(wrong=" ".join(wrong)))
    return dict(one.split("=", 1) for one in given)


def _subject(context: Any, subject: Any, given: dict[str, str]) -> int | None:
    """The id of the record a line names; the words are taken out of `given`. Raises WrongUse when it is not one record."""
    from models.core.registers import known

    if "id" in given:
        return _id(given.pop("id"))
    word = next((name for name in (subject.name, "key") if name in given), None)
    if word is None:
        raise WrongUse(_("请用 {name}=… 指明{label}").format(name=subject.name, label=subject.label))
    text = given.pop(word)
    if text.startswith("id="):  # as the sentence below says it
        return _id(text.removeprefix("id="))
    found = known(context, subject.table, subject.find(context.db, text))
    if len(found) > 1:
        raise WrongUse(_("“{text}”不止一条：{ids}；请用 id=… 指明").format(text=text, ids="、".join(f"id={record.id}" for record in found)))
    return found[0].id if found else 0


def _id(text: str) -> int:
    if not re.fullmatch("[0-9]{1,18}", text):
        raise WrongUse(_("id 应为数字：{text}").format(text=text))
    return int(text)


def workdays(arguments: argparse.Namespace) -> int:
    """The day so many working days (+7, -10), days, months or years (+30天, +1个月, +半年) away, and why each was passed over."""
    calendar, rules = WorkCalendar(published()), Rulebook(PROFILES[-1])  # the readings are the same in every profile
    if arguments.centre:
        with opened(arguments) as centre, centre.reading() as context:
            calendar, rules = context.calendar, context.rules
    try:
        reckoned = count(rules, calendar, arguments.day, arguments.count)
    except NoPeriod as wrong:
        raise WrongUse(str(wrong)) from wrong
    skipped = [{"date": day.isoformat(), "reason": reason} for day, reason in reckoned.skipped]
    answer = {"ok": True, "date": reckoned.day.isoformat(), "skipped": skipped, "provisional": reckoned.provisional,
              "calendars": _calendars(calendar, reckoned), "rules": list(reckoned.rules), "findings": []}  # fmt: skip
    lines = _explained(calendar, arguments.day, arguments.count, reckoned)
    return say(arguments, answer, lines + [f"  {id_}  {rules[id_].sentence()}" for id_ in reckoned.rules])


def _calendars(calendar: WorkCalendar, reckoned: Reckoning) -> dict[str, str]:
    return {str(year): calendar.versions.get(year, _("尚未公布，按周一至周五暂定")) for year in reckoned.years}


def _explained(calendar: WorkCalendar, start: Any, typed: str, reckoned: Reckoning) -> list[str]:
    provisional = _("（暂定：该年度日历尚未公布）") if reckoned.provisional else ""
    unit = _(" 个工作日") if typed.lstrip("+-").isdigit() else ""
    lines = [_("{start} {count}{unit}：{day} 周{weekday}{provisional}").format(
        start=start, count=typed, unit=unit, day=reckoned.day, weekday=WEEKDAYS[reckoned.day.weekday()], provisional=provisional)]  # fmt: skip
    reasons, counted = dict(reckoned.skipped), set(reckoned.counted)
    step = DAY if reckoned.day >= start else -DAY
    day, number = start, 0
    while day != reckoned.day and (reasons or counted):  # calendar days and months pass over nothing
        day += step
        number += day in counted
        extra = f"（{calendar.describe(day)}）" if calendar.entry(day) else ""
        told = _("第 {n} 个工作日").format(n=number) + extra if day in counted else _("不计：{why}").format(why=reasons[day])
        lines.append("  " + _("{day} 周{weekday}").format(day=day, weekday=WEEKDAYS[day.weekday()]) + f"  {told}")
    for year, version in _calendars(calendar, reckoned).items():
        lines.append(_("  {year} 年日历：{version}").format(year=year, version=version))
    return lines


def rules(arguments: argparse.Namespace) -> int:
    """The rules as they stand in this centre today, or one of them with its parameters."""
    from models.core.rulebook import rows as known

    if arguments.rule and arguments.rule not in known():
        raise WrongUse(_("没有规则 {rule}").format(rule=arguments.rule))
    with opened(arguments) as centre, centre.reading() as context:
        chosen = [rule for rule in context.rules if arguments.rule in (None, rule.id)]
        listed = [{"rule": rule.id, "title": rule.title, "text": rule.sentence(), "clause": rule.clause, "standing": rule.standing,
                   "active": rule.active, "version": rule.version, "params": {name: rule.value(name) for name in rule.params}}
                  for rule in chosen]  # fmt: skip
    rows = [(str(one["rule"]), _("适用") if one["active"] else _("不适用"), str(one["clause"]), str(one["text"])) for one in listed]
    return say(arguments, {"ok": True, "rows": listed, "findings": []}, table((_("规则"), _("状态"), _("依据"), _("内容")), rows))


def matrix(arguments: argparse.Namespace) -> int:
    """Who may do what in this centre's region: the rows that say these words, or give this role something."""
    import models  # noqa: F401
    from models.core.matrix import lines, matching

    with opened(arguments) as centre, centre.reading() as context:
        kept = matching(lines(context.rules.profile), " ".join(arguments.words), arguments.role or "")
    listed = [{"row": line.row, "action": line.action, "group": line.group,
               "roles": {cell.role: {"letter": cell.letter, "note": cell.note, "clause": cell.clause} for cell in line.cells if cell.letter},
               "commands": [name for name, _title in line.commands], "registers": list(line.registers)} for line in kept]  # fmt: skip
    rows = [(str(line.row), line.action, cell.name, cell.words + (_("（{note}）").format(note=cell.note) if cell.note else ""), cell.clause)
            for line in kept for cell in line.cells if cell.letter and arguments.role in (None, cell.role)]  # fmt: skip
    return say(arguments, {"ok": True, "rows": listed, "findings": []}, table((_("行"), _("事项"), _("岗位"), _("权限"), _("依据")), rows))

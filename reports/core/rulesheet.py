"""The rules in force in this centre: sentence, clause and values, with what the centre set itself; who may do what."""

from models.core.centre import Context
from models.core.matrix import Cell, lines
from models.core.roles import NAMES, ROLES
from models.core.rulebook import SWITCH, OwnValue, Rule
from reports.kit.grid import listing
from reports.kit.page import A4_LANDSCAPE, Paper
from reports.kit.text import Words, gap, heading
from resources.texts import _, pick

_STANDING = {"stated": _("明文"), "proposed": _("拟定"), "offered": _("选用")}
_SIZE = 8.5


def rule_sheet(context: Context) -> Paper:
    """Every rule that holds today, and those the centre switched off, in the order of the catalogue."""
    shown = [rule for rule in context.rules if rule.active or rule.own]
    rows = [[rule.id, rule.title, rule.sentence(), _values(rule), rule.clause, _standing(rule)] for rule in shown]
    title = "现行规则表"
    about = "    ".join([context.centre.name, context.centre.filing_no, _("共 {n} 条").format(n=len(rows))])
    table = listing(
        ("编号", "规则", "内容", "取值", "依据", "性质"), (24, 32, 78, 60, 46, 17), rows, size=_SIZE, centred=(5,)
    )
    return Paper(title, [heading(title), gap(2), Words(about, 9, align="center"), gap(3), table], A4_LANDSCAPE)


def _standing(rule: Rule) -> str:
    return _STANDING[rule.standing] if rule.active else _("已停用")


def _values(rule: Rule) -> str:
    lines = [
        f"{pick(given['label'])}：{_shown(rule, name)}"
        for name, given in rule.params.items()
        if rule.value(name) is not None
    ]
    if SWITCH in rule.own:
        lines.append(_own(_("启用") if rule.active else _("停用"), rule.own[SWITCH]))
    return "\n".join(lines)


def _shown(rule: Rule, name: str) -> str:
    value = _plain(rule.value(name))
    return _own(value, rule.own[name]) if name in rule.own else value


def _own(value: str, own: OwnValue) -> str:
    return _("{value}（本中心自 {day} 起，{by}：{why}）").format(
        value=value, day=own.from_day.isoformat(), by=own.by, why=own.reason
    )


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return "、".join(map(_plain, value))
    if isinstance(value, dict):
        return "、".join(f"{key}={_plain(one)}" for key, one in value.items())
    return str(value)


def matrix_sheet(context: Context) -> Paper:
    """The permission matrix of this centre's region: a letter a role, and below each action where the letters come from."""
    rows = [
        [str(line.row), line.action, *(cell.words if cell.letter else "" for cell in line.cells), _sources(line.cells)]
        for line in lines(context.rules.profile)
    ]
    about = "    ".join([context.centre.name, context.centre.filing_no, _("共 {n} 行").format(n=len(rows))])
    heads = ("行", "事项", *(NAMES[role] for role in ROLES), "依据")
    widths = (9, 46, *(15.5 for _role in ROLES), 80)
    table = listing(heads, widths, rows, size=_SIZE - 1, centred=(0, *range(2, 2 + len(ROLES))))
    return Paper("权限表", [heading("权限表"), gap(2), Words(about, 9, align="center"), gap(3), table], A4_LANDSCAPE)


def _sources(cells: tuple[Cell, ...]) -> str:
    """主任 湖南 … ；考务（只登记） 河南 …: one entry a role that may something."""
    told = [(cell.name + (f"（{cell.note}）" if cell.note else ""), cell.clause) for cell in cells if cell.letter and cell.clause]
    proposed = [name for name, clause in told if clause == "拟定"]
    parts = [f"{name} {clause}" for name, clause in told if clause != "拟定"]
    return "；".join([*parts, *([f"{'、'.join(proposed)} 拟定"] if proposed else [])])

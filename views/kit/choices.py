"""What the palette offers for a few typed words: records of any register, acts, pages, lists to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from models.core.acts import COMMANDS
from models.core.centre import Context
from models.core.registers import REGISTERS, Register
from models.core.search import fold, search
from resources.texts import _

RECORD, BEGIN, PAGE, FORM = "record", "begin", "page", "form"
_HITS = 40
_NAMED = 8  # acts, pages and forms shown of each kind


@dataclass(frozen=True)
class Choice:
    """One line: its heading, its text, what it is (record · begin · page · form) and where it leads.

    place: key of the page or register. record: the record's id. name: the command or form.
    """

    heading: str
    text: str
    kind: str
    place: str
    record: int = 0
    name: str = ""


@lru_cache(maxsize=4_000)
def _spelled(title: str) -> str:
    from models.core.names import initials

    return " ".join((fold(title), *initials(title)))


def fits(words: Sequence[str], title: str) -> bool:
    """Whether every word occurs in the title or in its pinyin initials."""
    return all(word in _spelled(title) for word in words)


def found(context: Context, typed: str, pages: Sequence[tuple[str, str]]) -> list[Choice]:
    """What fits, records first. pages: (key, title) of those the person may open. Empty words: acts and pages."""
    words = fold(typed).split()
    readable = [REGISTERS[key] for key, _title in pages if key in REGISTERS]
    return [
        *_records(context, typed, readable),
        *_some(words, _acts(context, readable)),
        *_some(words, [Choice(_("页面"), title, PAGE, key) for key, title in pages]),
        *(_some(words, _forms(readable)) if words else ()),
    ]


def _records(context: Context, typed: str, readable: Sequence[Register]) -> list[Choice]:
    """Hits grouped by their register, in the order of the navigation."""
    if not readable or not typed.strip():
        return []
    place = {register.key: number for number, register in enumerate(readable)}
    hits = sorted(search(context.db, typed, list(place), _HITS), key=lambda hit: place[hit.register])
    return [Choice(REGISTERS[hit.register].title, hit.title, RECORD, hit.register, hit.record_id) for hit in hits]


def _acts(context: Context, readable: Sequence[Register]) -> list[Choice]:
    """What starts a record, each once, in the first register that offers it."""
    found: dict[str, Choice] = {}
    for register in readable:
        for name in register.create:
            if COMMANDS[name].roles & context.actor.roles:
                found.setdefault(name, Choice(_("登记"), COMMANDS[name].title, BEGIN, register.key, name=name))
    return list(found.values())


def _forms(readable: Sequence[Register]) -> list[Choice]:
    from reports.forms import load

    declared = load()
    return [
        Choice(_("打印"), declared[form].title, FORM, register.key, name=form)
        for register in readable for form in register.list_forms if form in declared
    ]  # fmt: skip


def _some(words: Sequence[str], choices: Sequence[Choice]) -> list[Choice]:
    return [choice for choice in choices if fits(words, choice.text)][:_NAMED]

"""One typed line as an incident: G3 02机房 跳闸 → kind, room, words. For the exam hall, where every key counts. Pure."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from models.core.names import initials
from models.incidents.terms import ADDRESSEE, kind_rows, named, quick_entries
from resources.texts import _

_ROOM = re.compile(r"\d{1,4}[A-Za-z]?(室|机房|考场|教室|号|实训室)?(、\d{1,4}(室|机房|考场)?)*")
DRILL = "演练"


@dataclass(frozen=True)
class Quick:
    """What a line says. kind: "" where it is not clear yet; text: "" leaves the words to the kind's name."""

    kind: str = ""
    rooms: str = ""
    text: str = ""
    drill: bool = False


def read_line(line: str, kinds: Mapping[str, str]) -> Quick:
    """The tokens of a line: a kind's code in any case (or a unique word of it), a room, 演练; the rest is what happened."""
    found, rest = Quick(), []
    for token in line.split():
        kind = "" if found.kind else kind_of(token, kinds)
        if kind:
            found = replace(found, kind=kind)
        elif token == DRILL:
            found = replace(found, drill=True)
        elif not found.rooms and _ROOM.fullmatch(token):
            found = replace(found, rooms=token)
        else:
            rest.append(token)
    return replace(found, text=" ".join(rest))


def kind_of(token: str, kinds: Mapping[str, str]) -> str:
    """The kind a token names outright: its code, or a word only this kind has; "" otherwise."""
    code = next((code for code in kinds if code.lower() == token.lower()), "")
    if code:
        return code
    exact = [code for code in kinds if token in (kinds[code], *kind_rows()[code].get("also", ()))]
    return exact[0] if len(exact) == 1 else ""


def matching(line: str, kinds: Mapping[str, str]) -> list[str]:
    """Kinds a line may mean, best first: code begins so, name holds a token, its pinyin initials begin so; all for nothing."""
    chosen = read_line(line, kinds).kind
    tokens = [token.lower() for token in line.split() if not _ROOM.fullmatch(token)]
    if chosen:
        return [chosen]
    if not tokens:
        return list(kinds)
    ranked = [(rank, code) for code in kinds if (rank := _rank(tokens[0], code, kinds[code])) is not None]
    return [code for _rank_, code in sorted(ranked, key=lambda one: one[0])]


def _rank(token: str, code: str, name: str) -> int | None:
    if code.lower().startswith(token):
        return 0
    if token in name.lower() or any(token in word for word in kind_rows()[code].get("also", ())):
        return 1
    folded = re.sub(r"[、，（）()\s]", "", name)
    if len(token) < 2:
        return None
    words = initials(folded)
    return 2 if any(one.startswith(token) for one in words) else 3 if any(token in one for one in words) else None


def prescribed(profile: str, codes: Collection[str]) -> list[tuple[str, str, str]]:
    """INC-039: the quick entries of a region under these kinds: (kind, what happened, all of it with its addressee)."""
    found = []
    for row in quick_entries(profile).values():
        if row["kind"] in codes:
            words, whom = named(row), ADDRESSEE.show(row["to"])
            found.append((row["kind"], re.split("[：:]", words)[0], _("{words}（报{whom}）").format(words=words, whom=whom)))
    return found


def hint(quick: Quick, kinds: Mapping[str, str]) -> str:
    """How a line is read, in words: what will be entered when Enter is pressed."""
    if not quick.kind:
        return _("先选类别：代码、名称或拼音首字母")
    parts = [_("演练") if quick.drill else "", f"{quick.kind} {kinds[quick.kind]}", quick.rooms, quick.text]
    return " · ".join(filter(None, parts))

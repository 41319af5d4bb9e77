"""The fonts of paper: found on the computer, embedded into every PDF, chosen character by character.

No font is shipped. A role (Song for body, Hei for titles, Kai for letters) names the files that fill it, best first;
letters and digits come from a proportional face beside it, and a rare character of a name from whichever font has it.
"""

import os
import sys
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path

from models.core.refusals import Refused
from resources.texts import _

SONG, HEI, KAI = "song", "hei", "kai"

_CHINESE = {
    SONG: ("simsun.ttc", "uming.ttc", "msyh.ttc", "wqy-zenhei.ttc", "wqy-microhei.ttc"),
    HEI: ("simhei.ttf", "wqy-zenhei.ttc", "msyh.ttc", "wqy-microhei.ttc", "uming.ttc"),
    KAI: ("simkai.ttf", "ukai.ttc", "simsun.ttc", "uming.ttc", "msyh.ttc", "wqy-zenhei.ttc"),
}
_LATIN = {
    SONG: ("times.ttf", "liberationserif-regular.ttf", "dejavuserifcondensed.ttf"),
    HEI: ("arial.ttf", "liberationsans-regular.ttf"),
    KAI: ("times.ttf", "liberationserif-regular.ttf", "dejavuserifcondensed.ttf"),
}
_RARE = ("simsunb.ttf", "simsunextg.ttf", "msyh.ttc", "wqy-zenhei.ttc", "uming.ttc", "ukai.ttc", "dejavusans.ttf")
_SCALE = {"dejavuserifcondensed.ttf": 0.88}  # faces that look larger than their neighbours at the same size
_MISSING = "〓"  # stands in print for a character no font has, so that nothing vanishes unseen
# Fonts whose marks stand in the middle of their square, as set in Taiwan; the mainland sets them at the lower left.
_CENTRED_MARKS = {"uming.ttc": "、。", "ukai.ttc": "，、。；：！？"}
_MARKS_FROM = "wqy-zenhei.ttc"
_COLLECTION_INDEX = 0  # in each .ttc above the first member is the mainland-China, proportional one


@dataclass
class Face:
    """One role on this computer. `runs` splits a text into pieces, each with the font that has its characters."""

    chinese: str
    latin: str
    rare: tuple[str, ...]
    _known: dict[str, str] = field(default_factory=dict, repr=False)

    def runs(self, text: str) -> list[tuple[str, str]]:
        if any(self._font_of(character) == "" for character in text):
            text = "".join(character if self._font_of(character) else _MISSING for character in text)
        return [(font, "".join(piece)) for font, piece in groupby(text, self._font_of)]

    def width(self, text: str, size: float) -> float:
        """Points that the text takes in one line at `size` points."""
        from reportlab.pdfbase.pdfmetrics import stringWidth

        return float(sum(stringWidth(piece, font, scaled(font, size)) for font, piece in self.runs(text)))

    def _font_of(self, character: str) -> str:
        font = self._known.get(character)
        if font is None:
            own = [self.latin, self.chinese] if "!" <= character <= "~" else [self.chinese]
            if character in _CENTRED_MARKS.get(self.chinese, ""):
                own.insert(0, _MARKS_FROM)
            font = next((name for name in (*own, *self.rare) if _has(name, character)), "")
            self._known[character] = font
        return font


def scaled(font: str, size: float) -> float:
    """The size at which a font looks like `size` beside the Chinese."""
    return size * _SCALE.get(font, 1.0)


@cache
def face(role: str) -> Face:
    """The face of a role. Raises Refused when the computer has no Chinese font that can be embedded."""
    chinese = next((name for name in _CHINESE[role] if _registered(name)), None)
    if chinese is None:
        raise Refused("no_font", _(
            "这台电脑上没有可嵌入的中文字体，无法生成文件。Windows 请安装宋体、黑体；"
            "Linux 请安装 fonts-wqy-zenhei、fonts-arphic-uming、fonts-arphic-ukai。"
        ))  # fmt: skip
    latin = next((name for name in _LATIN[role] if _registered(name)), chinese)
    return Face(chinese, latin, tuple(name for name in _RARE if name != chinese and name in _files()))


def folders() -> list[Path]:
    """Where fonts lie on this system: the computer's and the person's own."""
    if sys.platform == "win32":
        windows, local = os.environ.get("WINDIR", r"C:\Windows"), os.environ.get("LOCALAPPDATA")
        return [Path(windows) / "Fonts", *([Path(local) / "Microsoft" / "Windows" / "Fonts"] if local else [])]
    home = Path.home()
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts"]


@cache
def _files() -> dict[str, Path]:
    """Font files by lower-case name; what the person installed goes before what the computer has."""
    found: dict[str, Path] = {}
    for folder in folders():
        found |= {path.name.lower(): path for path in folder.rglob("*") if path.suffix.lower() in (".ttf", ".ttc")}
    return found


@cache
def _registered(name: str) -> bool:
    """Whether the font is there and readable; it is then known to reportlab under its file name."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    if name not in _files():
        return False
    try:
        pdfmetrics.registerFont(TTFont(name, str(_files()[name]), subfontIndex=_COLLECTION_INDEX))
    except (TTFError, OSError):  # outlines that reportlab cannot embed, or a file that went away
        return False
    return True


def _has(name: str, character: str) -> bool:
    from reportlab.pdfbase.pdfmetrics import getFont

    return _registered(name) and ord(character) in getFont(name).face.charToGlyph

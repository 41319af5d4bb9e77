"""The regulation library: a loaded text cut into clauses, so that a citation opens the clause itself."""

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from models.core.tables import Clause, Regulation

_ARTICLE = re.compile(r"^\s*(第[一二三四五六七八九十百零〇\d]+条)\s*")
_CHAPTER = re.compile(r"^\s*(第[一二三四五六七八九十百零〇\d]+[章节部分]+)\s*(.{0,40})$")
_ITEM = re.compile(r"^\s*([一二三四五六七八九十]+)\s*[、．.]\s*(.*)$")
_TITLE = re.compile(r"^\s*.{2,30}(办法|制度|守则|规则|规程|职责|要求|方案|预案|手册|规定|细则|流程)\s*$")
_PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
_RUN_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_LARGEST_XML = 64 * 1024 * 1024


def read_text(path: Path) -> str:
    """The text of a .txt (UTF-8 or GB18030) or .docx file, one paragraph a line; "" when there is none to read."""
    try:
        if path.suffix.lower() == ".docx":
            return _docx_text(path)
        raw = path.read_bytes()
    except (OSError, zipfile.BadZipFile, KeyError, ElementTree.ParseError):
        return ""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding).strip()
        except UnicodeDecodeError:
            continue
    return ""


def _docx_text(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        if package.getinfo("word/document.xml").file_size > _LARGEST_XML:
            return ""
        content = package.read("word/document.xml")
    # No entities, they can be made to expand without end; Word writes UTF-8, in UTF-16 they would hide from this look.
    if b"\x00" in content or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        return ""
    paragraphs = ElementTree.fromstring(content).iter(_PARAGRAPH)
    return "\n".join("".join(run.text or "" for run in paragraph.iter(_RUN_TEXT)) for paragraph in paragraphs).strip()


def regulation_of(text: str, title: str, profile: str) -> Regulation:
    """A regulation with its clauses: 第N条, or 一、 where there are no articles, each under the part it stands in."""
    regulation = Regulation(title=title, profile=profile)
    part, label, lines = title, "", list[str]()

    def close() -> None:
        body = "\n".join(lines).strip()
        if body:
            regulation.clauses.append(Clause(position=len(regulation.clauses) + 1, part=part[:200], label=label[:40], text=body))
        lines.clear()

    for line in text.splitlines():
        article, chapter, item = _ARTICLE.match(line), _CHAPTER.match(line), _ITEM.match(line)
        if article:
            close()
            label = article[1]
        elif chapter or _TITLE.match(line):
            close()
            part, label = line.strip(), ""
            continue
        elif item and not label.startswith("第"):
            close()
            label = item[1]
        lines.append(line.rstrip())
    close()
    return regulation


def matches(citation: str, clause: Clause) -> bool:
    """Whether a citation such as 考评人员管理办法 第十六条 names this clause: the part's words and the label occur."""
    words = citation.replace("(", " (").split()
    if len(words) < 2 or not clause.label:
        return False
    return words[0] in clause.part + clause.regulation.title and words[1].startswith(clause.label)

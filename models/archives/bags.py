"""BagIt bags (RFC 8493): a folder that proves its own content by SHA-256. Written whole or not at all."""

import csv
import hashlib
import io
import shutil
from collections.abc import Mapping
from pathlib import Path

from models.archives.queries import NO_DATE
from models.archives.tables import ArchiveFile
from models.archives.terms import ITEM_STATE, KIND, MEDIUM

_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_FORBIDDEN = '<>:"/\\|?*'


def safe(name: str) -> str:
    """A file name that every system takes, and that leads nowhere else."""
    cleaned = "".join("_" if character in _FORBIDDEN or ord(character) < 32 else character for character in name).strip(" .")
    return cleaned or "_"


def unused(taken: Mapping[str, object], path: str) -> str:
    """The path, or the path with a number where two files of one item bear the same name (also but for the case)."""
    lower = {one.lower() for one in taken}
    stem, dot, suffix = path.rpartition(".")
    stem, suffix = (stem, dot + suffix) if dot and "/" not in suffix else (path, "")
    tries = (path, *(f"{stem}-{n}{suffix}" for n in range(2, len(taken) + 3)))
    return next(one for one in tries if one.lower() not in lower)


def catalogue(one: ArchiveFile) -> bytes:
    """The contents list of a file as CSV in UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("档号", "题名", "类别", "载体", "形成日期", "页数/份数", "存放位置", "状态"))
    for item in one.items:
        made_on = "" if item.made_on == NO_DATE else item.made_on.isoformat()
        writer.writerow((item.number, item.title, KIND.show(item.kind), MEDIUM.show(item.medium), made_on, item.quantity or "",
                         item.location or "", ITEM_STATE.show(item.state)))  # fmt: skip
    return out.getvalue().encode("utf-8-sig")


def write(target: Path, payload: Mapping[str, bytes], about: Mapping[str, str]) -> None:
    """Write a bag into a folder that is empty or not there. payload: path below data/ → content. Raises OSError."""
    partial = target.with_name(target.name + ".new")
    shutil.rmtree(partial, ignore_errors=True)
    for path, content in payload.items():
        place = partial / "data" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    (partial / "data").mkdir(parents=True, exist_ok=True)
    size = sum(map(len, payload.values()))
    info = "".join(f"{name}: {' '.join(text.split())}\n" for name, text in {**about, "Payload-Oxum": f"{size}.{len(payload)}"}.items())
    manifest = "".join(f"{_sha256(content)}  data/{_escaped(path)}\n" for path, content in sorted(payload.items()))
    tags = {"bagit.txt": _DECLARATION, "bag-info.txt": info, "manifest-sha256.txt": manifest}
    tags["tagmanifest-sha256.txt"] = "".join(f"{_sha256(text.encode())}  {name}\n" for name, text in sorted(tags.items()))
    for name, text in tags.items():
        (partial / name).write_bytes(text.encode())
    if target.exists():
        target.rmdir()
    partial.rename(target)


def _escaped(path: str) -> str:
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

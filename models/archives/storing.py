"""Electronic files: opened only under the rules of consultation, checked for fixity, exported as a bag, packed for upload."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from models.archives import bags, custody, queries, rules
from models.archives.consulting import opens_freely
from models.archives.custody import Shot
from models.archives.keeping import Findings, video_seconds_of
from models.archives.subjects import FILE, KEEPERS
from models.archives.tables import ArchiveFile, ArchiveItem
from models.archives.tables_work import DiaryEntry
from models.archives.terms import SECRET, SHOTS
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.findings import Finding, Severity, blocked
from models.core.kinds import Flag, Text
from models.core.progress import Progress
from models.core.queries import GATES, content_of
from models.core.tables import Attachment
from resources.texts import _

PACKED = _("上传包")
_PHOTOS, _VIDEOS = (".jpg", ".jpeg", ".png"), (".mp4", ".mov")
_IN_PACKAGE = ("K06", "K09", "K17")  # sign-in sheets, room records, photos and videos


def _gate(context: Context, attachment: Attachment) -> list[Finding]:
    """ARC-034 for every window that opens an attachment of an archive item."""
    item = context.db.get(ArchiveItem, int(attachment.subject.partition(":")[2]))
    if item is None:
        return []
    return rules.may_open(item.medium, opens_freely(context, item), queries.reading_now(context, item.id), context.rules["ARC-034"])


GATES["archive_item"] = _gate


def files_of(context: Context, item: ArchiveItem) -> list[Attachment]:
    statement = select(Attachment).where(Attachment.subject == f"archive_item:{item.id}", Attachment.removed_on.is_(None))
    return list(context.db.scalars(statement.order_by(Attachment.id)))


@command("archives.check_fixity", _("校验电子档案"), row=53, letters="C", only=KEEPERS, rules=("ARC-011",))
def check_fixity(unit: Unit) -> Iterator[Finding | Progress]:
    """Read every stored file of the archive and compare its hash; the result goes into the diary. Faults are named."""
    kept = unit.db.scalars(select(Attachment).where(Attachment.subject.startswith("archive_"), Attachment.stored_as != "")).all()
    broken = []
    for done, one in enumerate(kept):
        yield Progress(done, len(kept), one.name)
        if content_of(unit, one) is None:
            broken.append(f"{one.subject} {one.name}")
    told = _("{n} 个文件，{broken} 个不一致").format(n=len(kept), broken=len(broken)) + ("：" + "、".join(broken) if broken else "")
    unit.db.add(DiaryEntry(kind="fixity", on_day=unit.today, by_name=unit.actor.name, text=told, ticked=not broken))
    unit.value = {"files": len(kept), "broken": broken}


def _may_leave(context: Context, one: ArchiveFile) -> Findings:
    if not one.items:
        yield context.rules["ARC-010"].found("items", Severity.BLOCK, list=_("卷内材料"))[0]


@command("archives.export_bag", _("导出 BagIt 包"), subject=FILE, row=53, letters="C", only=KEEPERS, guard=_may_leave,
        rules=("ARC-066", "SEC-004"),
         params=(Param("folder", _("导出到文件夹"), Text(400), help=_("不存在或为空的文件夹")),
                 Param("with_catalogue", _("附卷内目录"), Flag(), default=True)))  # fmt: skip
def export_bag(unit: Unit, one: ArchiveFile, folder: str, with_catalogue: bool) -> Iterator[Finding | Progress]:
    """Write a file of the archive as a BagIt bag (RFC 8493): each scan, the catalogue, SHA-256 of all. Secret items are
    left out and named; nothing is left behind when a stored file is damaged or the act is refused."""
    target, files, left_out = Path(folder), [], []
    for item in one.items:
        attachments = files_of(unit, item)
        if item.secrecy == SECRET and attachments:
            left_out.append(item.number)
            continue
        files += [(item, attachment) for attachment in attachments]
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        yield from unit.rules["SYS-002"].found("folder", label=_("导出到文件夹"), found=folder, expected=_("不存在或为空的文件夹"))
        return
    payload: dict[str, bytes] = {}
    for done, (item, attachment) in enumerate(files):
        yield Progress(done, len(files), attachment.name)
        content = content_of(unit, attachment)
        if content is None:
            yield from unit.rules["ARC-011"].found("file", found=f"{item.number} {attachment.name}", expected=_("完好的文件"))
            return
        payload[bags.unused(payload, f"{item.number}/{bags.safe(attachment.name)}")] = content
    if with_catalogue:
        payload["catalogue.csv"] = bags.catalogue(one)
    about = {"Source-Organization": unit.centre.name, "External-Identifier": one.number, "External-Description": one.title,
             "Bagging-Date": unit.today.isoformat()}  # fmt: skip
    bags.write(target, payload, about)
    unit.detail["bag"] = {"folder_name": target.name, "files": len(payload), "left_out": left_out}
    unit.value = {"folder": str(target), "files": len(payload), "left_out": left_out}
    if left_out:
        yield from unit.rules["SEC-004"].found("items", Severity.RECORD, found=_("涉密件不导出：{list}").format(list="、".join(left_out)))


def _has_batch(context: Context, one: ArchiveFile) -> Findings:
    if not context.rules["ARC-007"].active:
        yield Finding("ARC-007", Severity.BLOCK, "", {"found": _("本地区不要求上传包")})


@command("archives.pack_upload", _("生成上传包"), subject=FILE, row=53, letters="C", guard=_has_batch,
        rules=("ARC-007", "ARC-008", "ARC-009"), params=(
    Param("subjects", _("已拍内容"), SHOTS, help=_("须全部拍到")),
    Param("stamped", _("拍摄时记录了位置和时间"), Flag(), default=False),
))  # fmt: skip
def pack_upload(unit: Unit, one: ArchiveFile, subjects: list[str], stamped: bool) -> Iterator[Finding | Progress]:
    """One ZIP of a batch's sign-in sheets, room records, photos and videos, within its limits, kept with the file."""
    from models.core.files import digest_of

    out, shots = io.BytesIO(), []
    chosen = [
        (item, attachment) for item in one.items if {item.kind, item.also_kind} & set(_IN_PACKAGE) for attachment in files_of(unit, item)
    ]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for done, (item, attachment) in enumerate(chosen):
            yield Progress(done, len(chosen), attachment.name)
            content = content_of(unit, attachment) or b""
            shots += _shot(item, attachment.name, content, stamped)
            packed.writestr(zipfile.ZipInfo(f"{item.number}/{bags.safe(attachment.name)}", (1980, 1, 1, 0, 0, 0)), content)
    content = out.getvalue()
    findings = custody.package_faults(len(content), shots, subjects, unit.rules)
    yield from findings
    if not blocked(findings):
        name = f"{one.number}.zip"
        unit.add(Attachment(subject=f"archive_file:{one.id}", kind=PACKED, name=name, size=len(content), digest=digest_of(content),
                            stored_as=unit.centre.files.put(content), added_at=unit.now))  # fmt: skip
        unit.value = {"name": name, "bytes": len(content), "files": len(chosen)}


def _shot(item: ArchiveItem, name: str, content: bytes, stamped: bool) -> list[Shot]:
    suffix = Path(name).suffix.lower()
    if item.kind != "K17" and item.also_kind != "K17":
        return []
    if suffix in _PHOTOS:
        return [Shot(name, None, stamped or has_place_and_time(content))]
    return [Shot(name, video_seconds_of(content) or 0.0, stamped)] if suffix in _VIDEOS else []


_EXIF_TIME, _EXIF_GPS, _EXIF_DETAIL = 0x0132, 0x8825, 0x8769


def has_place_and_time(content: bytes) -> bool:
    """Whether a photo carries the place and the time it was taken (EXIF)."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as picture:
            exif = picture.getexif()
            detail: Any = exif.get_ifd(_EXIF_DETAIL)
            return bool(exif.get_ifd(_EXIF_GPS)) and bool(exif.get(_EXIF_TIME) or detail)
    except (UnidentifiedImageError, OSError, ValueError):
        return False


__all__ = ["files_of", "has_place_and_time"]

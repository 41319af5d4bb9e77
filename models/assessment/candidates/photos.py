"""Photos of candidates: checked against the region's limits, stored with the application."""

import io
from pathlib import Path

from models.assessment.candidates.guards import CANDIDATE, Findings, within
from models.assessment.candidates.tables import Enrolment
from models.assessment.candidates.terms import ADMITTED, APPLIED, DRAFT, INCOMPLETE, RECHECKED, REVIEWED
from models.core.acts import Param, Unit, command
from models.core.centre import Context
from models.core.changes import name_of
from models.core.commands import add_attachment, file_faults
from models.core.files import digest_of
from models.core.findings import Finding, blocked
from models.core.kinds import File, Flag
from models.core.rulebook import Rule
from resources.texts import _

KIND = "照片"


def photo_faults(name: str, content: bytes, rule: Rule) -> list[Finding]:
    """ASM-PHO-001: a JPEG by content and ending, exactly so many pixels, 3 × 8 bits of colour, smaller than so many bytes.

    rule: off where the region gives no limits; then any readable picture is taken.
    """
    if not rule.active:
        return []
    told = _told(name, content)
    wanted = f"{rule.value('width')}×{rule.value('height')} jpg RGB, < {rule.value('bytes')}"
    fits = told == (".jpg", "JPEG", (rule.value("width"), rule.value("height")), "RGB") and len(content) < rule.value("bytes")
    return [] if fits else rule.found("photo", found=_spelled(told, len(content)), expected=wanted)


def _told(name: str, content: bytes) -> tuple[str, str, tuple[int, int], str] | None:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as picture:
            ending = ".jpg" if Path(name).suffix.lower() in (".jpg", "") else Path(name).suffix.lower()
            return ending, picture.format or "", picture.size, picture.mode
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None


def _spelled(told: tuple[str, str, tuple[int, int], str] | None, size: int) -> str:
    if told is None:
        return _("不是图片，{n} 字节").format(n=size)
    ending, form, (width, height), mode = told
    return f"{width}×{height} {form} {ending} {mode}, {size}"


@command("assessment.set_photo", _("登记照片"), subject=CANDIDATE, row=34, letters="C",
         guard=within(DRAFT, APPLIED, INCOMPLETE, REVIEWED, RECHECKED, ADMITTED), rules=("ASM-PHO-001", "ASM-PHO-002", "ASM-PHO-003", "SYS-003"), params=(
    Param("file", _("照片文件"), File((".jpg", ".jpeg", ".png"))),
    Param("looks_right", _("正面免冠、居中、服装符合要求"), Flag(), default=False),
    Param("original", _("不是扫描或翻拍"), Flag(), default=False),
))  # fmt: skip
def set_photo(unit: Unit, one: Enrolment, file: str, looks_right: bool, original: bool) -> Findings:
    """The photo is kept as an attachment of the application; what only an eye can see the reviewer ticks."""
    path = Path(file)
    findings = file_faults(unit, path)
    if not blocked(findings):
        findings += photo_faults(path.name, path.read_bytes(), unit.rules["ASM-PHO-001"])
    if not original:
        findings += unit.rules["ASM-PHO-003"].found("original", found=_("未确认"))
    if not looks_right:
        findings += unit.rules["ASM-PHO-002"].found("looks_right", found=_("未确认"))
    yield from findings
    if not blocked(findings):
        one.photo = add_attachment(unit, name_of(one), path, KIND).stored_as


def photo_of(context: Context, one: Enrolment) -> bytes | None:
    """The stored photo of an application for tickets and forms; None where there is none."""
    return context.centre.files.get(one.photo) if one.photo else None


def attachment_row(unit: Unit, enrolment_id: int, name: str, content: bytes) -> dict[str, object]:
    """An imported photo as a row of the attachments, its content put into the file store."""
    return {
        "subject": f"enrolment:{enrolment_id}", "kind": KIND, "name": name, "size": len(content), "digest": digest_of(content),
        "stored_as": unit.centre.files.put(content), "added_at": unit.now, "removed_on": None, "removed_why": "",
    }  # fmt: skip

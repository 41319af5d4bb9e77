"""Photos that come with a workbook: pictures lying on its cells, WPS pictures inside cells (DISPIMG), files beside it."""

import posixpath
import re
import zipfile
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree

_DISPIMG = re.compile(r"DISPIMG\(\s*\"([^\"]+)\"", re.IGNORECASE)
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FOLDERS = ("", "照片", "photos", "photo", "考生照片")
_ENDINGS = (".jpg", ".jpeg", ".png")
_LARGEST = 10 * 1024 * 1024  # a picture larger than this is no photo of a person


class Pictures:
    """The pictures of one workbook. Entities were refused when the workbook was read (models.core.workbooks)."""

    def __init__(self, path: Path):
        self._path = path

    def of(self, sheet: str, row: int, cell: str | None, id_no: str) -> bytes | None:
        """The photo of a row: the picture its cell names, the picture lying on the row, or the file named in the cell
        or after the ID number; None when there is none."""
        told = _DISPIMG.search(cell or "")
        if told:
            return self._in_cells.get(told[1])
        return self._on_rows.get((sheet, row)) or self._beside((cell or "").strip(), id_no)

    def _beside(self, name: str, id_no: str) -> bytes | None:
        if not self._folders:
            return None
        names = [Path(name.replace("\\", "/")).name] if name else [id_no + ending for ending in _ENDINGS]
        for folder in self._folders:
            for one in names:
                found = folder.get(one.lower()) if one else None
                if found is not None and found.stat().st_size <= _LARGEST:
                    return found.read_bytes()
        return None

    @cached_property
    def _folders(self) -> list[dict[str, Path]]:
        """The picture files of the folders beside the workbook, by name in small letters; empty ones left out."""
        places = [self._path.parent / name for name in (*_FOLDERS, self._path.stem)]
        listed = [
            {one.name.lower(): one for one in place.iterdir() if one.suffix.lower() in _ENDINGS} for place in places if place.is_dir()
        ]
        return [one for one in listed if one]

    @cached_property
    def _package(self) -> zipfile.ZipFile | None:
        return zipfile.ZipFile(self._path) if zipfile.is_zipfile(self._path) else None

    @cached_property
    def _names(self) -> set[str]:
        return set(self._package.namelist()) if self._package else set()

    def _read(self, name: str) -> bytes | None:
        if self._package is None or name not in self._names or self._package.getinfo(name).file_size > _LARGEST:
            return None
        return self._package.read(name)

    def _targets(self, part: str) -> dict[str, str]:
        """Relationship id → part, of a part of the package."""
        content = self._read(posixpath.join(posixpath.dirname(part), "_rels", posixpath.basename(part) + ".rels"))
        found = ElementTree.fromstring(content) if content else ()
        return {one.get("Id", ""): _joined(part, one.get("Target", "")) for one in found}

    @cached_property
    def _in_cells(self) -> dict[str, bytes]:
        """The pictures WPS keeps inside cells, by the name DISPIMG gives them."""
        part = "xl/cellimages.xml"
        content, targets = self._read(part), self._targets(part)
        pictures: dict[str, bytes] = {}
        for one in ElementTree.fromstring(content).iter() if content else ():
            if one.tag.endswith("}pic"):
                name = next((inner.get("name", "") for inner in one.iter() if inner.tag.endswith("}cNvPr")), "")
                picture = self._read(targets.get(_embedded(one), ""))
                if name and picture:
                    pictures[name] = picture
        return pictures

    @cached_property
    def _on_rows(self) -> dict[tuple[str, int], bytes]:
        """Pictures by sheet and the row (from 1) in which their upper edge lies."""
        book = "xl/workbook.xml"
        content, parts = self._read(book), self._targets(book)
        pictures: dict[tuple[str, int], bytes] = {}
        for sheet in ElementTree.fromstring(content).iter() if content else ():
            if sheet.tag.endswith("}sheet"):
                for drawing in self._targets(parts.get(sheet.get(f"{_REL}id", ""), "")).values():
                    if "/drawings/drawing" in drawing:
                        pictures |= {(sheet.get("name", ""), row): picture for row, picture in self._anchored(drawing)}
        return pictures

    def _anchored(self, drawing: str) -> list[tuple[int, bytes]]:
        content, targets = self._read(drawing), self._targets(drawing)
        found = []
        for anchor in ElementTree.fromstring(content) if content else ():
            row = next(
                (inner.text for start in anchor if start.tag.endswith("}from") for inner in start if inner.tag.endswith("}row")), None
            )
            picture = self._read(targets.get(_embedded(anchor), ""))
            if row is not None and picture:
                found.append((int(row) + 1, picture))
        return found


def _embedded(element: ElementTree.Element) -> str:
    return next((blip.get(f"{_REL}embed", "") for blip in element.iter() if blip.tag.endswith("}blip")), "")


def _joined(part: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(part), target))

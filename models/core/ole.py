"""Looking into an OLE file (.xls, or the envelope of a locked .xlsx) before a reader is let at it: a damaged table of
sectors can send a reader round in circles for ever."""

import struct
from collections.abc import Iterator, Sequence

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END, _UNUSED = 0xFFFFFFFE, 0xFFFFFFFF
_HEADER, _ENTRY, _IN_HEADER = 512, 128, 109  # sizes of the format: header, directory entry, table sectors named in the header
_SHIFTS = (9, 12)
_STREAM, _ROOT = 2, 5


class Damaged(ValueError):
    """The tables of the file contradict themselves."""


def stream_names(content: bytes) -> list[str]:
    """The names of all streams, each of which can be walked from its first sector to its last. Raises Damaged."""
    try:
        return list(_streams(content))
    except (struct.error, UnicodeDecodeError, IndexError) as error:
        raise Damaged(str(error)) from error


def _streams(content: bytes) -> Iterator[str]:
    (shift,) = struct.unpack_from("<H", content, 30)
    first_directory, _flags, cutoff, first_mini = struct.unpack_from("<4I", content, 48)
    if shift not in _SHIFTS:
        raise Damaged("sector size")
    size = 1 << shift
    table = _table(content, size)

    def sectors(start: int) -> bytes:
        return b"".join(content[(one + 1) * size : (one + 2) * size] for one in _walk(table, start))

    directory = sectors(first_directory)
    small = sectors(first_mini) if first_mini not in (_END, _UNUSED) else b""
    small_table = struct.unpack(f"<{len(small) // 4}I", small[: len(small) // 4 * 4])
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        name_size, kind = struct.unpack_from("<HB", directory, at + 64)
        start, length = struct.unpack_from("<2I", directory, at + 116)
        if kind in (_STREAM, _ROOT) and length:
            list(_walk(small_table if kind == _STREAM and length < cutoff else table, start))
        if kind == _STREAM:
            yield directory[at : at + max(0, name_size - 2)].decode("utf-16-le")


def _table(content: bytes, size: int) -> Sequence[int]:
    """The file's table of sectors: for each the one that follows it."""
    count = len(content) // size + 1
    (tables,) = struct.unpack_from("<I", content, 44)
    further, further_count = struct.unpack_from("<2I", content, 68)
    named = list(struct.unpack_from(f"<{_IN_HEADER}I", content, 76))
    if tables > count or further_count > count:
        raise Damaged("table of sectors")
    for _n in range(further_count):
        *more, further = struct.unpack_from(f"<{size // 4}I", content, (further + 1) * size)
        named += more
    found: list[int] = []
    for one in [one for one in named if one not in (_END, _UNUSED)][:tables]:
        found += struct.unpack_from(f"<{size // 4}I", content, (one + 1) * size)
    return found


def _walk(table: Sequence[int], start: int) -> Iterator[int]:
    seen: set[int] = set()
    while start != _END:
        if start in seen or start >= len(table):
            raise Damaged("chain of sectors")
        seen.add(start)
        yield start
        start = table[start]

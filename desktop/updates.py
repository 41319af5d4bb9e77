"""Whether a newer program that somebody brought along is the one its makers signed. Nothing is fetched: a stick is enough.

A release is `release.json` (version, day, notes, the files with their SHA-256) and `release.json.sig` (Ed25519 over its bytes, base64),
beside the files themselves. The public key is resources/release.pub; installer/release.py makes keys and signs.
"""

import base64
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import desktop
import resources
from models.core.refusals import Refused
from resources.texts import _

KEY = "release.pub"
SIGNATURE = ".sig"  # behind the manifest's name
_MOST = 1_000_000  # bytes of a manifest; a list of a few files has some hundred
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Release:
    """A release that was signed. files: those of it that lie beside the manifest, proved; missing: the names of the others."""

    version: str
    day: str
    notes: str
    files: tuple[Path, ...]
    missing: tuple[str, ...]

    @property
    def newer(self) -> bool:
        return _order(self.version) > _order(desktop.__version__)


def check(manifest: Path, key: Path | None = None) -> Release:
    """Prove a manifest and the files beside it. key: another public key than the program's own, as PEM.

    Raises Refused: no key in this program, not readable, not signed, signed by somebody else, a file that was changed.
    """
    content = _read(manifest)
    _prove(content, manifest, key or resources.path(KEY))
    try:
        told: dict[str, Any] = json.loads(content)
        named = {str(one["name"]): str(one["sha256"]) for one in told["files"]}
        release = str(told["version"]), str(told["day"]), str(told["notes"])
        _order(release[0])
    except (ValueError, KeyError, TypeError):
        raise Refused("manifest", _("{file} 不是发布清单。请向发布方索取 release.json").format(file=manifest.name)) from None
    found = [manifest.parent / Path(name).name for name in named]  # only the name: a manifest leads nowhere else
    present = tuple(path for path in found if path.is_file())
    for path in present:
        if _digest(path) != named[path.name]:
            raise Refused("changed", _("{file} 与签名时不一致，可能下载不全或被改动。不要安装，重新取得该文件").format(file=path.name))
    return Release(*release, present, tuple(path.name for path in found if path not in present))


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST:
            raise Refused("manifest", _("{file} 不是发布清单。请向发布方索取 release.json").format(file=path.name))
        return path.read_bytes()
    except OSError:
        raise Refused("unreadable", _("读不到 {file}。发布清单、签名和安装程序要放在同一个文件夹里").format(file=path.name)) from None


def _prove(content: bytes, manifest: Path, key: Path) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    if not key.is_file():
        raise Refused("no-key", _("这个程序没有带发布公钥，不能核对更新。请从取得本程序的地方直接取得新版"))
    public = load_pem_public_key(key.read_bytes())
    signature = _read(manifest.with_name(manifest.name + SIGNATURE))
    try:
        assert isinstance(public, Ed25519PublicKey)
        public.verify(base64.b64decode(signature, validate=False), content)
    except (InvalidSignature, ValueError):
        raise Refused("not-signed", _("签名不符：{file} 不是发布方签发的，或被改动过。不要安装").format(file=manifest.name)) from None


def _order(version: str) -> tuple[int, ...]:
    """0.10.2 → (0, 10, 2). Raises ValueError for anything else."""
    return tuple(int(part) for part in version.split("."))


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def told(release: Release) -> list[str]:
    """What a person reads of a release: whether it is newer, what it brings, what to start."""
    about = {"version": release.version, "day": release.day, "own": desktop.__version__}
    lines = [_("签名有效：鉴台 {version}（{day}），比现有的 {own} 新").format(**about) if release.newer
             else _("签名有效：鉴台 {version}（{day}）不比现有的 {own} 新，不需要安装").format(**about)]  # fmt: skip
    lines += [release.notes] if release.notes else []
    if release.newer:
        lines += [_("先备份，退出程序，再运行 {file}").format(file=path) for path in release.files]
    return lines + ([_("未随附：{names}").format(names="、".join(release.missing))] if release.missing else [])

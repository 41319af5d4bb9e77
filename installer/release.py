"""Signs a release, so that a computer without a network can tell it from a forgery (desktop/updates.py checks it).

python installer/release.py key FOLDER            a new key: the private half into FOLDER (keep it out of the tree), the public half into resources/
python installer/release.py sign KEY FILE [...]   release.json and release.json.sig beside the files

The passphrase of the private key comes from JIANTAI_RELEASE_PASSPHRASE. CHANGELOG.md's newest heading is the note of the release.
"""

import base64
import hashlib
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ROOT = Path(__file__).resolve().parent.parent
PUBLIC = ROOT / "resources" / "release.pub"
PRIVATE = "release.key"


def make_key(folder: Path, passphrase: bytes, public: Path = PUBLIC) -> Path:
    """The private key's file. An existing key is never overwritten: FileExistsError."""
    private = Ed25519PrivateKey.generate()
    path = folder / PRIVATE
    with path.open("xb") as file:
        file.write(private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                         serialization.BestAvailableEncryption(passphrase)))  # fmt: skip
    public.write_bytes(private.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo))
    return path


def sign(key: Path, passphrase: bytes, files: list[Path], version: str, notes: str = "") -> Path:
    """release.json of these files, which lie in one folder, and its signature beside it. Raises ValueError for a wrong passphrase."""
    private = serialization.load_pem_private_key(key.read_bytes(), passphrase)
    assert isinstance(private, Ed25519PrivateKey)
    listed = [{"name": path.name, "size": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()} for path in files]
    release = {"version": version, "day": f"{datetime.now(UTC):%Y-%m-%d}", "notes": notes, "files": listed}
    manifest = files[0].parent / "release.json"
    manifest.write_bytes(json.dumps(release, ensure_ascii=False, indent=1).encode())
    manifest.with_name(manifest.name + ".sig").write_bytes(base64.b64encode(private.sign(manifest.read_bytes())) + b"\n")
    return manifest


def newest_note() -> str:
    """The newest heading of the changelog that names a version, e.g. [0.2.0] - 2026-12-01."""
    heads = [line[3:] for line in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines() if line.startswith("## [")]
    return next((head for head in heads if "Unreleased" not in head), "")


def main(line: list[str]) -> int:
    passphrase = os.environ.get("JIANTAI_RELEASE_PASSPHRASE", "").encode()
    if not passphrase or line[:1] not in (["key"], ["sign"]) or len(line) < (2 if line[0] == "key" else 3):
        print(__doc__, file=sys.stderr)
        return 2
    if line[0] == "key":
        print(make_key(Path(line[1]), passphrase))
    else:
        sys.path.insert(0, str(ROOT))
        from installer.build import version

        print(sign(Path(line[1]), passphrase, [Path(one) for one in line[2:]], version(), newest_note()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

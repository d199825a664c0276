"""Files that the desk hands out: only what is still what its digest says, and nothing of it runs."""

import re
from hashlib import sha256
from pathlib import Path

from fastapi.responses import Response

from holdfire.web.errors import NotThereError

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".svg": "image/svg+xml",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xml": "application/xml",
}
OTHER = "application/octet-stream"
SHUT = (
    "sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
)
"""A document of ours in a frame: its own styles, nothing that runs, nothing from elsewhere."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")


def within(folder: Path, name: str, digest: str) -> bytes:
    """The file of that name in that folder. Raises NotThereError where it is gone, or not what it was."""
    if not _NAME.fullmatch(name):
        raise NotThereError(f"There is no file {name[:120]!r}.", "Choose one of the list.")
    path = folder / name
    content = path.read_bytes() if path.is_file() else b""
    if sha256(content).hexdigest() != digest:
        raise NotThereError(
            f"{name} is gone or was changed since it was issued, so it is not handed out.",
            "holdfire journal verify names what changed; restore it from a copy of the mission.",
        )
    return content


def handed_out(content: bytes, name: str, saved_as: str | None) -> Response:
    """The file as an answer. `saved_as`: the name to save it by; None: shown in a frame of the desk."""
    kind = KINDS.get(Path(name).suffix, OTHER)
    headers = {
        "content-security-policy": SHUT.replace(" allow-same-origin", ""),
        "x-frame-options": "SAMEORIGIN",
    }
    if saved_as is not None:
        headers["content-disposition"] = f'attachment; filename="{saved_as}"'
    else:
        headers["content-security-policy"] += "; frame-ancestors 'self'"
    return Response(content, media_type=kind, headers=headers)

"""The folder of a node: its settings, and where each of its stores lies.

node.toml            party, origin, other nodes' addresses, where the second store lies
keys/                key files, locked
log.sqlite           the log: every leaf and tile
heads.sqlite         newest heads, moved by compare-and-swap; better on another disk (`heads`)
outbox.sqlite        own entries until two others hold them
notes.sqlite         countersigned checkpoints
blobs/  evidence/    files by their SHA-256
snapshot.json        the state at the last closing; may be deleted
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from holdfire.errors import FormError
from holdfire.record.charter import ORIGIN, PARTY
from holdfire.record.storage.durable_files import make_folder, write_whole

FORM = 1
PEERS_MAX = 32
_KEYS = {"form", "party", "origin", "charter", "heads", "peers"}


@dataclass(frozen=True, slots=True)
class NodeSettings:
    """Whose node it is, of which log. `peers` are the addresses of other parties' nodes; `heads` is the
    path of the second store, "" for beside the log. `charter` pins charter version 0 by its digest in hex:
    a log that begins with another is not believed. "": none was pinned yet."""

    party: str
    origin: str
    charter: str = ""
    heads: str = ""
    peers: Mapping[str, str] = field(default_factory=dict)

    def as_toml(self) -> str:
        peers = "".join(f"{_quoted(party)} = {_quoted(url)}\n" for party, url in sorted(self.peers.items()))
        return (
            "# A node of a joint record. Keys lie in keys/; nothing secret stands here.\n"
            f"form = {FORM}\n"
            f"party = {_quoted(self.party)}\n"
            f"origin = {_quoted(self.origin)}\n"
            "# Digest of the first charter, as its parties signed it: the log must begin with it.\n"
            f"charter = {_quoted(self.charter)}\n"
            "# Where the store of newest heads lies. On another disk, a restored backup of this folder\n"
            '# cannot make the node sign an older tree. "": beside the log.\n'
            f"heads = {_quoted(self.heads)}\n"
            "\n"
            '# Addresses of the other parties\' nodes, where they have one: RU = "https://..."\n'
            f"[peers]\n{peers}"
        )


@dataclass(frozen=True, slots=True)
class NodeHome:
    """The paths of a node's stores."""

    folder: Path

    @property
    def settings_file(self) -> Path:
        return self.folder / "node.toml"

    @property
    def keys(self) -> Path:
        return self.folder / "keys"

    @property
    def log(self) -> Path:
        return self.folder / "log.sqlite"

    @property
    def outbox(self) -> Path:
        return self.folder / "outbox.sqlite"

    @property
    def notes(self) -> Path:
        return self.folder / "notes.sqlite"

    @property
    def blobs(self) -> Path:
        return self.folder / "blobs"

    @property
    def evidence(self) -> Path:
        return self.folder / "evidence"

    @property
    def snapshot(self) -> Path:
        return self.folder / "snapshot.json"

    def heads(self, settings: NodeSettings) -> Path:
        return Path(settings.heads) if settings.heads else self.folder / "heads.sqlite"

    @property
    def exists(self) -> bool:
        return self.settings_file.is_file()

    def found(self, settings: NodeSettings) -> None:
        """Lay the folder out; FormError where there is a node already or a name cannot be meant."""
        if self.exists:
            raise FormError(f"{self.folder} holds a node already.", "Name another folder, or use that one.")
        _check(settings, self.settings_file)
        make_folder(self.folder)
        for each in (self.keys, self.blobs, self.evidence):
            make_folder(each)
        self.write(settings)

    def write(self, settings: NodeSettings) -> None:
        _check(settings, self.settings_file)
        write_whole(self.settings_file, settings.as_toml().encode())

    def read(self) -> NodeSettings:
        """The settings; FormError that names the key which is wrong."""
        path = self.settings_file
        try:
            told = tomllib.loads(path.read_text("utf-8"))
        except FileNotFoundError as cause:
            raise FormError(
                f"{self.folder} is no node of a record: it has no node.toml.",
                "holdfire record join makes one.",
            ) from cause
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as cause:
            raise FormError(f"{path} cannot be read: {cause}.", "Mend that line by hand.") from cause
        if told.keys() != _KEYS or told["form"] != FORM or not isinstance(told["peers"], dict):
            raise FormError(
                f"{path} must have exactly {', '.join(sorted(_KEYS))}, and form = {FORM}.", "Mend it by hand."
            )
        settings = NodeSettings(told["party"], told["origin"], told["charter"], told["heads"], told["peers"])
        _check(settings, path)
        return settings


def _check(settings: NodeSettings, path: Path) -> None:
    texts = (
        settings.party,
        settings.origin,
        settings.charter,
        settings.heads,
        *settings.peers,
        *settings.peers.values(),
    )
    rules = {
        "a value is no text": all(type(each) is str for each in texts),
        "party is not 1 to 16 of A-Z 0-9 -": type(settings.party) is str and PARTY.fullmatch(settings.party),
        "origin is no name a log can have": type(settings.origin) is str
        and ORIGIN.fullmatch(settings.origin),
        "charter is no digest of 64 hex digits": re.fullmatch("([0-9a-f]{64})?", settings.charter),
        "there are too many peers": len(settings.peers) <= PEERS_MAX,
        "a peer's address does not start with http:// or https://": all(
            url.startswith(("http://", "https://")) for url in settings.peers.values()
        ),
    }
    for what, holds in rules.items():
        if not holds:
            raise FormError(f"{path}: {what}.", "Correct it and run the same command again.")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

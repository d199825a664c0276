"""Prints section 13 of docs/record-format.md: every format once, with all bytes, made by the package.

    .venv/bin/python tools/worked_bytes.py > worked.md

A test holds the page against it. Keys are made from seeds that stand in the page, so anybody can redo it.
"""

from hashlib import sha256

from holdfire.record.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from holdfire.record.cosignature import cosign, witness_vkey
from holdfire.record.ed25519 import SigningKey, fingerprint
from holdfire.record.entry import Body, read_leaf, signed_text, write_leaf
from holdfire.record.log_proof import make_log_proof
from holdfire.record.note import ED25519, VerifierKey
from holdfire.record.possession import possession_text
from holdfire.record.profile import canon
from holdfire.record.state import root_of_map
from holdfire.record.tree import MemoryHashes, leaf_hash, prove_inclusion, root_of

ORIGIN = "record.example/astana"
NOON = 1_493_899_200


def block(text: str | bytes) -> list[str]:
    """An indented block, long lines and all: the bytes are what counts."""
    shown = text.decode() if isinstance(text, bytes) else text
    return ["", *(f"    {line}" for line in shown.removesuffix("\n").split("\n")), ""]


def key(name: str) -> SigningKey:
    return SigningKey.from_seed(sha256(name.encode()).digest())


def page() -> str:
    """The section, from its heading on."""
    author, host, witness = key("worked author"), key("worked host"), key("worked witness")
    mark = fingerprint("ed25519", author.public)
    lines = [
        "## 13. Worked bytes",
        "Written by `tools/worked_bytes.py`; a test holds this section against the package. The seed of each",
        f"secret key is the SHA-256 of the text named. The origin is `{ORIGIN}`, the time {NOON}",
        "(4 May 2017, 12:00 UTC).",
        "",
        "**Keys.** Seed of `worked author`, its public key, and its fingerprint:",
        *block(f"{sha256(b'worked author').hexdigest()}\n{author.public.hex()}\n{mark}"),
        "The text of its proof of possession as author of TR, and the proof:",
    ]
    possession = possession_text(ORIGIN, "TR", "author", "ed25519", author.public)
    lines += [*block(possession), *block(author.sign(possession).hex())]
    particulars = canon(
        {"act": "intake", "at": "2017-05-04T12:00Z", "content": {"read": 3}, "salt": "00" * 16}
    )
    body = Body(
        party="TR",
        key=mark,
        seq=0,
        prev="",
        type="act",
        content={"act": "intake", "particulars": sha256(particulars).hexdigest(), "public": False},
        t_claimed=NOON,
        blobs=(sha256(particulars).hexdigest(),),
    )
    leaf = write_leaf(body, ORIGIN, author)
    lines += [
        "**An entry.** The particulars, a blob:",
        *block(particulars),
        "The text that is signed:",
        *block(signed_text(ORIGIN, body.canonical())),
        f"The leaf ({len(leaf)} bytes):",
        *block(leaf),
        "Its leaf hash:",
        *block(read_leaf(leaf).hash),
    ]
    tree = MemoryHashes([leaf_hash(leaf), leaf_hash(b"a second leaf"), leaf_hash(b"a third leaf")])
    root = root_of(tree, 3)
    checkpoint = Checkpoint(ORIGIN, 3, root)
    signed = parse_checkpoint(sign_checkpoint(checkpoint, host))
    name = f"{ORIGIN}/witness/TR"
    note = signed.with_signatures(cosign(checkpoint, name, witness, NOON)).to_bytes()
    proof = make_log_proof(0, tuple(prove_inclusion(tree, 0, 3)), note, leaf)
    lines += [
        "**A tree** of that leaf and of the leaves `a second leaf` and `a third leaf` has the root (hex)",
        *block(root.hex()),
        "The log's vkey (`worked host`) and the witness's (`worked witness`):",
        *block(f"{VerifierKey(ORIGIN, ED25519, host.public).text()}\n{witness_vkey(name, witness).text()}"),
        "Its checkpoint, signed by the log and cosigned by the witness:",
        *block(note),
        "The proof of the entry, whose `extra` is the leaf:",
        *block(proof.to_bytes()),
    ]
    state = {"breaches": 0, "feed/TR": {"last": read_leaf(leaf).hash, "next": 1}, "time": 0}
    lines += [
        "**A state** of the three keys",
        *block(canon(state)),
        "has the root (hex)",
        *block(root_of_map(state).hex()),
    ]
    salt = bytes(range(16))
    digest = sha256(b"holdfire/field/v1\n" + salt + b"place" + b"\0" + b"Idlib").hexdigest()
    lines += [
        "**A field digest** of the field `place` with the value `Idlib` and the salt `000102...0f`:",
        *block(digest),
    ]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    print(page(), end="")

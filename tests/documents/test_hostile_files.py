"""Whatever comes in a file: a reading or a clear refusal, within seconds and a bounded memory, in a process
of its own that is stopped where it takes more."""

import os
import random
import resource
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

SECONDS, MEGABYTES = 20, 700
ARABIC = "أعلنت الأطراف في جنيف أن الجولة المقبلة ستعقد قريبا، ولم يحدد موعد لها بعد. "
_READ = textwrap.dedent(
    """
    import json, resource, sys
    from pathlib import Path
    resource.setrlimit(resource.RLIMIT_AS, (%d << 20, %d << 20))
    from holdfire.documents.opening import open_text
    from holdfire.documents.reading import read
    from holdfire.documents.written import written
    from holdfire.errors import DocumentError
    for name in sys.argv[1:]:
        try:
            told = written([read(open_text(Path(name)))])
            print(Path(name).name, "read", sum(len(told[key]) for key in ("meetings", "provisions")))
        except DocumentError as cause:
            print(Path(name).name, "refused", cause.what[:60].replace(chr(10), " "))
    """
) % (MEGABYTES, MEGABYTES)


def _pdf_of_a_picture() -> bytes:
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    head += b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<>>>>endobj\n"
    picture = b"4 0 obj<</Length 18>>stream\n0 0 9 9 re f      \nendstream endobj\n"
    return head + page + picture + b"trailer<</Root 1 0 R>>\n%%EOF"


def _entities() -> bytes:
    lines = ['<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a0 "lol">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    return ("\n".join(lines) + "]><html><body><p>&a11; The sides met.</p></body></html>").encode()


FILES: dict[str, Callable[[], bytes]] = {
    "empty.txt": lambda: b"",
    "empty.html": lambda: b"<html><body></body></html>",
    "spaces.txt": lambda: b" \n\t\n" * 1_000,
    "fifty-megabytes.txt": lambda: b"The sides met on 4 May. " * 2_200_000,
    "one-line.txt": lambda: b"word " * 8_000,
    "one-word.txt": lambda: b"a" * 100_000,
    "quotes.txt": lambda: ('"' * 10_000 + "said " * 2_000).encode(),
    "points.txt": lambda: "\n".join(f"{n}. shall" for n in range(1, 1_000)).encode(),
    "dates.txt": lambda: b"4 May and 5 May to 6 May, " * 1_000,
    "arabic.txt": lambda: ("\n\n".join([ARABIC * 3] * 40)).encode(),
    "mixed.txt": lambda: "The sides met. Встреча. ".encode() + "Стороны".encode("cp1251") + b"\xff\xfeD\x06",
    "nul.txt": lambda: b"The sides\x00met\x00 on 4 May\x00" * 100,
    "deep.html": lambda: b"<html><body>" + b"<div>" * 300_000 + b"The sides met." + b"</div>" * 300_000,
    "tables.html": lambda: b"<html>" + b"<table><tr><td>" * 100_000 + b"The sides met.",
    "entities.html": _entities,
    "references.html": lambda: b"<html><body>" + b"&#38;#38;&amp;&notit;" * 1_000 + b"</body></html>",
    "unclosed.html": lambda: b"<html><body><p " + b"a='<" * 20_000,
    "comments.html": lambda: b"<html><body>" + b"<!--" * 200_000 + b"The sides met.",
    "attributes.html": lambda: b"<html><p " + b" ".join(b'a%d="x"' % n for n in range(60_000)) + b">met</p>",
    "picture.pdf": _pdf_of_a_picture,
    "broken.pdf": lambda: b"%PDF-1.7\n" + random.Random(3).randbytes(200_000),
    "broken.docx": lambda: b"PK\x03\x04" + random.Random(4).randbytes(200_000),
    "noise.bin": lambda: random.Random(5).randbytes(300_000),
}  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are those of Linux")
def test_a_hostile_file_is_read_or_refused_in_time_and_memory(tmp_path: Path) -> None:
    for name, made in FILES.items():
        (tmp_path / name).write_bytes(made())
    start = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", _READ, *(str(tmp_path / name) for name in FILES)],
        capture_output=True, text=True, timeout=SECONDS * 5, check=False,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = {line.split()[0]: line.split()[1] for line in done.stdout.splitlines()}
    assert done.returncode == 0, done.stderr[-2_000:]
    assert set(told) == set(FILES)
    assert used.ru_utime - start.ru_utime < SECONDS
    for name in ("empty.txt", "empty.html", "spaces.txt", "fifty-megabytes.txt", "picture.pdf", "broken.pdf"):
        assert told[name] == "refused", name
    assert told["arabic.txt"] == told["one-line.txt"] == "read"

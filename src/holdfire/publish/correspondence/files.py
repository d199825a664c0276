"""The files of a letter: a DOCX and a PDF in each language, and a manifest of them all."""

import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256

from holdfire.publish.correspondence.docx import letter_docx
from holdfire.publish.correspondence.letter import Letter
from holdfire.publish.correspondence.manifest import FORM, MANIFEST
from holdfire.publish.correspondence.pdf import letter_pdf
from holdfire.publish.correspondence.writing import LANGUAGES, Page, page, page_word, sign_off
from holdfire.publish.pdf import PdfNotMadeError

Gate = Callable[[Mapping[str, str]], None]
"""Reads the words of each page by the name of its files; raises PublishError where they may not go out."""


def letter_files(
    letter: Letter, gate: Gate, languages: Sequence[str] = LANGUAGES
) -> tuple[dict[str, bytes], dict[str, str]]:
    """Each file by its name, and those that could not be made with the reason. The gate reads first."""
    pages = {language: page(letter, language) for language in languages}
    gate({f"letter.{language}": each.words for language, each in pages.items()})
    made: dict[str, bytes] = {}
    omitted: dict[str, str] = {}
    for language, each in pages.items():
        made[f"letter.{language}.docx"] = letter_docx(each, sign_off(each))
        try:
            made[f"letter.{language}.pdf"] = letter_pdf(each, sign_off(each), page_word(language))
        except PdfNotMadeError as cause:
            omitted[f"letter.{language}.pdf"] = cause.what
    made[MANIFEST] = _manifest(letter, pages, made, omitted)
    return made, omitted


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """SHA-256 of each file by its name."""
    return {name: sha256(content).hexdigest() for name, content in sorted(files.items())}


def _manifest(
    letter: Letter, pages: Mapping[str, Page], files: Mapping[str, bytes], omitted: Mapping[str, str]
) -> bytes:
    told = {
        "form": FORM,
        "kind": letter.kind,
        "about": letter.about,
        "day": letter.day.isoformat(),
        "sender": letter.sender,
        "bulletin": letter.bulletin or None,
        "sealed_dataset_sha256": letter.seal or None,
        "exercise": letter.exercise,
        "titles": {language: each.title for language, each in pages.items()},
        "files": digests(files),
        "omitted": dict(omitted),
    }
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()

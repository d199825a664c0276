"""What a proposal is made of on the command line: texts by language, its effect, and how keys are opened."""

import json
from datetime import date
from pathlib import Path

import click

from holdfire.commands.keys_of_ours import open_key, read_file, read_passphrase
from holdfire.mission.centre.deciding import OpenKey
from holdfire.record.canonical import Plain

TEXT_BYTES_MAX = 100_000


class ByLanguage(click.ParamType[tuple[str, str]]):
    """A text in a language: en=FILE."""

    name = "language=file"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        language, equals, file = str(value).partition("=")
        if not equals or not language.isalpha():
            self.fail(f"{value!r} names no language and file. Write en=text.txt.", param, ctx)
        content = read_file(Path(file), TEXT_BYTES_MAX)
        try:
            return language.lower(), content.decode("utf-8-sig").strip()
        except UnicodeDecodeError:
            self.fail(f"{file} is not UTF-8 text.", param, ctx)


def effect_of(
    prolong: str | None, until: date | None, does: Path | None
) -> tuple[dict[str, Plain] | None, date | None]:
    """What the text does, and the end of the term where it prolongs one."""
    if (prolong is None) != (until is None):
        raise click.UsageError("--prolong TERM and --until DAY go together.")
    if prolong is not None and does is not None:
        raise click.UsageError("A text does one thing: give --prolong or --does, not both.")
    if prolong is not None and until is not None:
        return {"effect": "prolong", "term": prolong, "until": until.isoformat()}, until
    if does is None:
        return None, None
    try:
        effect = json.loads(read_file(does, TEXT_BYTES_MAX))
    except (ValueError, RecursionError) as cause:
        raise click.UsageError(f"{does} is no JSON: {cause}.") from cause
    if not isinstance(effect, dict):
        raise click.UsageError(f"{does} is no JSON object with an effect.")
    told = str(effect.get("until") or effect.get("on") or "")
    try:
        return effect, date.fromisoformat(told) if told else None
    except ValueError:
        return effect, None


def keys_by(passphrase_file: Path | None) -> OpenKey:
    """How keys are opened: the passphrase is read once, when the first is needed."""
    read: list[str] = []

    def opened(node, role):  # type: ignore[no-untyped-def]
        if not read:
            read.append(read_passphrase(passphrase_file))
        return open_key(node, role, read[0])

    return opened

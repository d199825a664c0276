"""holdfire account: who may sign in at the desk of a mission."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from holdfire.commands.answers import answer
from holdfire.commands.keys_of_ours import WrongUseError, read_secret
from holdfire.commands.options import as_json, mission_folder, now
from holdfire.mission.folder import Mission
from holdfire.web.people.account import Role

if TYPE_CHECKING:
    from holdfire.web.people.store import Store

ROLES = tuple(map(str, Role))
password_file = click.option(
    "--password-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file whose first line is the password; without it you are asked.",
)
by = click.option("--by", required=True, metavar="NAME", help="Who does this.")
name = click.argument("name", metavar="ACCOUNT")


@click.group()
def account() -> None:
    """Who may sign in at the desk: add accounts, list them, shut them, set them anew."""


@account.command("add")
@mission_folder
@name
@click.argument("role", type=click.Choice(ROLES))
@click.option("--shown", required=True, metavar="PERSON", help="The person's name, as acts will give it.")
@click.option("--party", metavar="ID", help="A delegate's party; an observer's or reporter's, if any.")
@click.option("--cleared", is_flag=True, help="May open confidential files; each reading is written down.")
@click.option("--language", default="en", show_default=True, help="Of the pages: en, ru, tr, ar or fa.")
@password_file
@by
@as_json
def add(
    folder: Path,
    name: str,
    role: str,
    shown: str,
    party: str | None,
    cleared: bool,
    language: str,
    password_file: Path | None,
    by: str,
    as_json: bool,
) -> None:
    """Make an account. Its holder changes the password, and adds a second factor, at the desk.

    \b
    Example: holdfire account add idlib amina officer --shown "A. Haddad" --by "B. Orlov"
    JSON keys: account, role
    """
    store, mission = _store(folder), Mission.open(folder)
    from holdfire.web.people.account import Account
    from holdfire.web.people.accounts import add_account

    if party is not None and party not in (known := {each.id for each in mission.agreement.parties}):
        raise WrongUseError(f"The agreement has no party {party}.", f"It has: {', '.join(sorted(known))}.")
    made = Account(name, shown, Role(role), party, cleared, language)
    add_account(store, made, read_password(password_file), by, now())
    lines = [f"Account {name} ({role}) is made. Open the desk: holdfire serve {folder}"]
    answer(as_json, {"account": name, "role": role}, lines)


@account.command("list")
@mission_folder
@as_json
def list_(folder: Path, as_json: bool) -> None:
    """List the accounts with role, party, clearance and second factor.

    \b
    Example: holdfire account list idlib
    JSON keys: accounts (account, shown, role, party, cleared, second_factor, disabled)
    """
    store = _store(folder)
    from holdfire.web.people.accounts import accounts

    found = accounts(store) if store.path.exists() else []
    told = [
        {
            "account": each.account.name,
            "shown": each.account.shown,
            "role": str(each.account.role),
            "party": each.account.party,
            "cleared": each.account.cleared,
            "second_factor": each.second_factor,
            "disabled": each.disabled,
        }
        for each in found
    ]
    lines = [
        f"{each.account.name:<20} {each.account.role:<14} {each.account.shown}"
        + (f" ({each.account.party})" if each.account.party else "")
        + (", cleared" if each.account.cleared else "")
        + ("" if each.second_factor else ", no second factor")
        + (", SHUT" if each.disabled else "")
        for each in found
    ]
    answer(as_json, {"accounts": told}, lines or ["There is no account yet: holdfire account add."])


@account.command("shut")
@mission_folder
@name
@click.option("--again", is_flag=True, help="Open it again instead.")
@by
@as_json
def shut(folder: Path, name: str, again: bool, by: str, as_json: bool) -> None:
    """Shut an account: its sessions and tokens end at once. What it did stays on record.

    \b
    Example: holdfire account shut idlib amina --by "B. Orlov"
    JSON keys: account, disabled
    """
    store = _store(folder)
    from holdfire.web.people.accounts import set_disabled

    set_disabled(store, name, not again, by, now())
    word = "open again" if again else "shut"
    answer(as_json, {"account": name, "disabled": not again}, [f"Account {name} is {word}."])


@account.command("reset")
@mission_folder
@name
@password_file
@by
@as_json
def reset(folder: Path, name: str, password_file: Path | None, by: str, as_json: bool) -> None:
    """Set a password anew and take the second factors away, for a holder who lost them.

    Sessions and tokens of the account end. The holder changes the password at the desk.

    \b
    Example: holdfire account reset idlib amina --by "B. Orlov"
    JSON keys: account
    """
    store = _store(folder)
    from holdfire.web.people.accounts import account_named, forget_factors, set_password

    account_named(store, name)
    set_password(store, name, read_password(password_file), by, now())
    forget_factors(store, name, by, now())
    answer(as_json, {"account": name}, [f"Account {name} has a new password and no second factor."])


def read_password(path: Path | None) -> str:
    """The password from a file or from the keyboard; WrongUseError where there is none."""
    return read_secret("password", path, True, WrongUseError, "Give --password-file FILE.")


def _store(folder: Path) -> "Store":
    """The file of accounts of a mission's desk; WrongUseError where the desk is not installed."""
    Mission.open(folder)
    try:
        import argon2  # noqa: F401
        import fluent.runtime  # noqa: F401

        from holdfire.web.people.store import Store
    except ModuleNotFoundError as cause:
        raise not_installed(cause) from cause
    return Store.of(folder)


def not_installed(cause: ModuleNotFoundError) -> WrongUseError:
    return WrongUseError(
        f"The desk is not installed here ({cause.name} is missing).",
        "Install it: pip install 'holdfire[web]'",
    )

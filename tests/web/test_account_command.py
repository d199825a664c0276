"""holdfire account: accounts from the command line, with passwords that no command line ever holds."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import holdfire.commands as command_line
from holdfire.mission.folder import Mission
from holdfire.web.people.passwords import fits
from holdfire.web.people.people import People

Run = Callable[..., tuple[int, str, str]]
WORDS, OTHERS = "four words apart here", "four other words there"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """A command as it is typed: its exit code, what it answered, and its messages."""

    def call(*words: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            command_line.main([str(word) for word in words])
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err.replace("\n", " ")

    return call


@pytest.fixture
def folder(mission: Mission) -> Path:
    """A mission, and a file with a password beside it."""
    (mission.folder.parent / "pass.txt").write_text(f"{WORDS}\nnot this line\n")
    (mission.folder.parent / "others.txt").write_text(f"{OTHERS}\r\n")
    return mission.folder


def made(run: Run, folder: Path, *words: object) -> tuple[int, str, str]:
    given = ("--shown", "A. Haddad", "--by", "B. Orlov", "--password-file", folder.parent / "pass.txt")
    return run("account", "add", folder, *words, *given)


def test_an_account_is_made_listed_shut_and_set_anew(run: Run, folder: Path) -> None:
    assert run("account", "list", folder)[1] == "There is no account yet: holdfire account add.\n"
    code, out, _ = made(run, folder, "amina", "delegate", "--party", "turkey", "--cleared")
    assert (code, out) == (
        0,
        f"Account amina (delegate) is made. Open the desk: holdfire serve {folder}\n",
    )
    listed = run("account", "list", folder, "--json")[1]
    assert json.loads(listed)["accounts"] == [
        {
            "account": "amina",
            "shown": "A. Haddad",
            "role": "delegate",
            "party": "turkey",
            "cleared": True,
            "second_factor": False,
            "disabled": False,
        }
    ]
    assert run("account", "shut", folder, "amina", "--by", "B. Orlov")[1] == "Account amina is shut.\n"
    assert "A. Haddad (turkey), cleared, no second factor, SHUT" in run("account", "list", folder)[1]
    people = People.of(folder, bytes)
    assert people.password_of("amina") is None
    again = run("account", "shut", folder, "amina", "--again", "--by", "B. Orlov", "--json")[1]
    assert json.loads(again) == {"account": "amina", "disabled": False}
    assert fits(WORDS, people.password_of("amina"))
    given = ("--password-file", folder.parent / "others.txt", "--by", "B. Orlov")
    out = run("account", "reset", folder, "amina", *given)[1]
    assert out == "Account amina has a new password and no second factor.\n"
    assert fits(OTHERS, people.password_of("amina"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("amina", "delegate"), "A delegate speaks for a party; which one is not said."),
        (("amina", "chief", "--party", "turkey"), "Only delegates and observers belong to a party or body."),
        (("amina", "delegate", "--party", "narnia"), "The agreement has no party narnia. It has: "),
        (("Amina!", "officer"), "'Amina!' cannot be an account's name. Use 2 to 32 small letters"),
        (
            ("amina", "officer", "--language", "de"),
            "There are no pages in de. There are: en, ru, tr, ar, fa.",
        ),
        (("amina", "king"), "'king' is not one of"),
    ],
)
def test_what_makes_no_account_is_refused_in_words(
    run: Run, folder: Path, words: tuple[str, ...], told: str
) -> None:
    code, out, err = made(run, folder, *words)
    assert (code, out) == (2, "")
    assert told in err
    assert WORDS not in err
    assert json.loads(run("account", "list", folder, "--json")[1]) == {"accounts": []}


def test_a_weak_password_makes_no_account_and_is_not_repeated(run: Run, folder: Path) -> None:
    (folder.parent / "pass.txt").write_text("tiny words\n")
    code, _, err = made(run, folder, "amina", "officer")
    assert code == 2
    assert "A password has 12 to 200 characters. Take four words that do not belong together." in err
    assert "tiny words" not in err


def test_a_password_is_no_argument_and_is_asked_for_twice(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = ("account", "add", folder, "amina", "officer", "--shown", "A. Haddad", "--by", "B. Orlov")
    code, _, err = run(*given)
    assert code == 2
    assert "A password is needed, and there is no keyboard to ask at. Give --password-file FILE." in err
    code, _, err = run(*given, "--password-file", folder / "nowhere.txt")
    assert code == 2
    assert "nowhere.txt cannot be read. Name a text file whose first line it is." in err
    assert run(*given, "--password", WORDS)[0] == 2
    asked = []
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("click.prompt", lambda text, **told: asked.append((text, told)) or WORDS)
    assert run(*given)[0] == 0
    ((text, told),) = asked
    assert (text, told["hide_input"], told["confirmation_prompt"]) == ("Password", True, True)


def test_nobody_is_shut_or_set_anew_who_is_not_there(run: Run, folder: Path) -> None:
    for verb in ("shut", "reset"):
        code, _, err = run("account", verb, folder, "nobody", "--by", "B. Orlov")
        assert code == 2
        assert "There is no account nobody. holdfire account list names every one." in err


def test_without_the_desk_installed_it_says_how_to_get_it(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "argon2", None)
    code, _, err = run("account", "list", folder)
    assert code == 2
    assert (
        "The desk is not installed here (argon2 is missing). Install it: pip install 'holdfire[web]'" in err
    )

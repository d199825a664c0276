"""What the desk answers where it cannot do what was asked: a sentence, the rule, and the next step."""

from dataclasses import dataclass

from holdfire.errors import HoldfireError


class DeskError(HoldfireError):
    """Something asked of the desk that it does not do; `status` is HTTP's."""

    status = 400


class NotSignedInError(DeskError):
    """Nobody is signed in, or no longer."""

    status = 401

    def __init__(self) -> None:
        super().__init__("You are not signed in, or were away too long.", "Sign in; nothing was lost.")


class NotAllowedError(DeskError):
    """The account's role does not have that right."""

    status = 403

    def __init__(self, role: str, right: str) -> None:
        super().__init__(
            f"An account of the role {role} may not {right}.",
            "Ask the head of the desk, or sign in as another.",
        )


class ProgramError(DeskError):
    """A program with a token asks for what would let it outlive the token: passkeys, codes, more tokens."""

    status = 403

    def __init__(self) -> None:
        super().__init__(
            "A token does not open the page of its own account.", "Sign in with a browser for that."
        )


class NotThereError(DeskError):
    """Nothing of that name is there, or this account may not know of it: both are answered alike."""

    status = 404


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error as JSON: what is wrong, and what to do about it."""

    what: str
    advice: str

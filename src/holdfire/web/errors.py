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


class UndoneError(DeskError):
    """What was asked for is made from incidents and findings, and they do not follow yet what came since.
    `undone` is the verb that is to be run: fuse, assess."""

    status = 409

    def __init__(self, undone: str) -> None:
        super().__init__(
            "Reports or judgements came since incidents and findings were made: no bulletin is drafted or "
            "signed on them.",
            "Work out now. The desk does so by itself within half a minute, unless it was started with "
            "--by-hand.",
        )
        self.undone = undone


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error as JSON: what is wrong, and what to do about it."""

    what: str
    advice: str

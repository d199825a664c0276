"""The gate of letters: names of those on duty and free texts of acts, which go to nobody in a letter.

A letter to the UN rests on the UN's edition, so it may say what that says. The names of persons at the desk
stand in no letter: who signs a letter is a party.
"""

from collections.abc import Iterable, Mapping

from holdfire.errors import PublishError
from holdfire.publish.gate import leaked
from holdfire.publish.unshown import PERSON, Unshown


def refuse_names(people: Iterable[str], texts: Mapping[str, str]) -> None:
    """Raise PublishError where the name of somebody who enters acts stands in a letter."""
    secrets = [Unshown(each, PERSON) for each in people if len(each) >= 4]
    found = leaked(texts, secrets) if secrets else []
    if found:
        told = "; ".join(str(each) for each in found[:6])
        raise PublishError(
            f"The letter may not go out: {told}.",
            "Nothing was written. Take the name out of the title or words that the letter repeats.",
        )

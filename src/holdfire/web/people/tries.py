"""How often somebody may try: after a few failures each further try has to wait longer.

Failures count for an account as seen from one address, and for an address over all accounts. So a stranger
elsewhere cannot lock an account's own holder out, and one address cannot try every account.
"""

from holdfire.web.errors import DeskError
from holdfire.web.people.store import Store

FREE, FREE_OF_ADDRESS, WITHIN_S, LONGEST_S = 5, 30, 3600, 900


class TooOftenError(DeskError):
    """Too many tries; `wait_s` is how long to wait."""

    status = 429

    def __init__(self, wait_s: int) -> None:
        super().__init__("Too many tries that failed.", f"Wait {wait_s} seconds, then try again.")
        self.wait_s = wait_s


def require_may_try(store: Store, account: str, address: str, now: int) -> None:
    """Raise TooOftenError while the pause after the last failure lasts."""
    with store.open() as file:
        for who, free in ((f"{account}@{address}", FREE), (f"@{address}", FREE_OF_ADDRESS)):
            asked = "SELECT count(*), max(at) FROM tries WHERE who = ? AND at > ?"
            number, last = file.execute(asked, (who, now - WITHIN_S)).fetchall()[0]
            failures = int(str(number))
            if failures >= free:
                wait = min(2 ** min(failures - free, 20), LONGEST_S) - (now - int(str(last)))
                if wait > 0:
                    raise TooOftenError(wait)


def failed(store: Store, account: str, address: str, now: int) -> None:
    with store.open() as file:
        file.execute("DELETE FROM tries WHERE at <= ?", (now - WITHIN_S,))
        file.executemany(
            "INSERT INTO tries(who, at) VALUES(?, ?)", [(f"{account}@{address}", now), (f"@{address}", now)]
        )


def succeeded(store: Store, account: str, address: str) -> None:
    with store.open() as file:
        file.execute("DELETE FROM tries WHERE who = ?", (f"{account}@{address}",))

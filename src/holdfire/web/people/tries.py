"""How often somebody may try: after a few failures each further try has to wait longer.

A try is counted when it begins, so that many at once are not one, and taken back when it succeeds. Failures
count for an account as seen from one address, for an address over all accounts, and for an account over all
addresses. The last does not hold for addresses from which its holder came in before: so a stranger
elsewhere cannot lock the holder out. A passkey is never made to wait.
"""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from holdfire.web.errors import DeskError
from holdfire.web.people.store import Store

WITHIN_S, KNOWN_S = 3600, 60 * 86400


@dataclass(frozen=True, slots=True)
class Pause:
    """After `free` failures within an hour a further try waits 1, 2, 4 ... seconds, at most `longest_s`."""

    free: int
    longest_s: int


HERE, ADDRESS, ACCOUNT, CODE = Pause(5, 900), Pause(30, 900), Pause(100, 60), Pause(20, 900)
"""An account from one address; an address; an account; the codes of an account, whose password is then
known to whoever tries."""


class TooOftenError(DeskError):
    """Too many tries; `wait_s` is how long to wait."""

    status = 429

    def __init__(self, wait_s: int) -> None:
        seconds = "1 second" if wait_s == 1 else f"{wait_s} seconds"
        super().__init__("Too many tries that failed.", f"Wait {seconds}, then try again.")
        self.wait_s = wait_s


@dataclass(frozen=True, slots=True)
class Try:
    """A try that has begun, which stands as a failure until it is taken back."""

    account: str
    network: str
    rows: tuple[int, ...]


def begin_try(store: Store, account: str, address: str, now: int, code: bool = False) -> Try:
    """Count a try of a password, or of a code. Raises TooOftenError while a pause lasts."""
    network = network_of(address)
    with store.writing() as file:
        file.execute("DELETE FROM tries WHERE at <= ?", (now - WITHIN_S,))
        asked = "SELECT 1 FROM known WHERE account = ? AND address = ? AND at > ?"
        at_home = bool(file.execute(asked, (account, network, now - KNOWN_S)).fetchall())
        counted = [(f"here\n{account}\n{network}", HERE), (f"from\n{network}", ADDRESS)]
        if not at_home:
            counted.append((f"code\n{account}", CODE) if code else (f"of\n{account}", ACCOUNT))
        for who, pause in counted:
            asked = "SELECT count(*), max(at) FROM tries WHERE who = ?"
            number, last = file.execute(asked, (who,)).fetchall()[0]
            over = int(str(number)) - pause.free
            if over >= 0:
                wait = min(2 ** min(over, 20), pause.longest_s) - max(now - int(str(last)), 0)
                if wait > 0:
                    raise TooOftenError(wait)
        rows = []
        for who, _ in counted:
            file.execute("INSERT INTO tries(who, at) VALUES(?, ?)", (who, now))
            rows.append(file.last_insert_rowid())
    return Try(account, network, tuple(rows))


def take_back(store: Store, begun: Try) -> None:
    """It did not fail, or was not even looked at."""
    with store.writing() as file:
        file.executemany("DELETE FROM tries WHERE place = ?", [(each,) for each in begun.rows])


def came_in(store: Store, account: str, address: str, now: int) -> None:
    """The holder came in from there: what failed there before is forgotten, and the address is known."""
    network = network_of(address)
    with store.writing() as file:
        file.execute("DELETE FROM tries WHERE who = ?", (f"here\n{account}\n{network}",))
        file.execute("DELETE FROM known WHERE at <= ?", (now - KNOWN_S,))
        file.execute("INSERT OR REPLACE INTO known VALUES(?,?,?)", (account, network, now))


def network_of(address: str) -> str:
    """The address, or of an IPv6 one the 64 bits that its holder did not choose."""
    try:
        told = ip_address(address)
    except ValueError:
        return address
    if isinstance(told, IPv6Address):
        return str(told.ipv4_mapped) if told.ipv4_mapped else f"{IPv6Address(int(told) >> 64 << 64)}/64"
    return str(told)

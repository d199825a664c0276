"""The sender: looks for new lines, and delivers a mark of each, in a thread beside the desk.

What is to be delivered stands in a file before it is sent, so a desk that stops goes on where it was; a mark
whose answer was lost is sent again under the same id.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread

from holdfire.errors import HoldfireError
from holdfire.mission.folder import ISSUED
from holdfire.web.desk import Desk
from holdfire.web.hooks.address import AddressError, Resolve, destination, looked_up, reached
from holdfire.web.hooks.message import BULLETIN, headers, mark_of
from holdfire.web.hooks.pauses import next_try
from holdfire.web.hooks.sending import Tried, post
from holdfire.web.hooks.store import GIVEN_UP, TAKEN, WAITS, Delivery, Hook, Hooks
from holdfire.web.people.account import Account
from holdfire.web.people.accounts import accounts
from holdfire.web.rights import Right, edition_of, may

EVERY_S = 2.0
AT_ONCE = 10
"""So many deliveries of one webhook in one round; one that fails ends its round."""
LINES_AT_ONCE = 500


@dataclass(frozen=True)
class Round:
    """One look and one try of what is due. `resolve` looks names up."""

    desk: Desk
    resolve: Resolve = looked_up

    def __call__(self) -> int:
        """How many deliveries were tried."""
        hooks = Hooks.of(self.desk.folder)
        known = hooks.all(secrets=True)
        if not known or self.desk.people is None:
            return 0
        people = {e.account.name: e.account for e in accounts(self.desk.people.store) if not e.disabled}
        tried = 0
        for hook in known:
            account = people.get(hook.account)
            # One whose account was shut, or may read no more, waits; it is told what came meanwhile if the
            # account is opened again.
            if account is not None and may(account, Right.READ):
                self._note(hooks, hook, account)
                tried += self._deliver(hooks, hook)
        return tried

    def _note(self, hooks: Hooks, hook: Hook, account: Account) -> None:
        lines = [each for each in self.desk.keeper.held().journal if each.number > hook.through]
        if not (lines := lines[:LINES_AT_ONCE]):
            return
        edition = edition_of(account)
        marks = [mark_of(each, each.act == ISSUED, edition) for each in lines]
        wanted = [each for each in marks if hook.every or each.kind == BULLETIN]
        named = [(f"msg_{self.desk.draw(16).hex()}", each) for each in wanted]
        hooks.put(hook.id, named, lines[-1].number, int(self.desk.clock().timestamp()))

    def _deliver(self, hooks: Hooks, hook: Hook) -> int:
        due = hooks.due(hook.id, int(self.desk.clock().timestamp()), AT_ONCE)
        for number, each in enumerate(due, 1):
            if not self._try(hooks, hook, each):
                return number
        return len(due)

    def _try(self, hooks: Hooks, hook: Hook, each: Delivery) -> bool:
        body, now = each.mark.body(self.desk.origin), self.desk.clock()
        try:
            where = destination(hook.address)
            ip = reached(where, self.desk.webhooks_inside, self.resolve)
            told = post(where, ip, body, headers(hook.secret, each.name, now, body))
        except AddressError as cause:
            told = Tried(False, cause.what)
        tries, after = each.tries + 1, int(self.desk.clock().timestamp())
        due = None if told.taken else next_try(tries, after, self.desk.draw(1)[0])
        state = TAKEN if told.taken else GIVEN_UP if due is None else WAITS
        hooks.tried(each.name, tries, state, told.said, after, due)
        return told.taken


class Sender:
    """Sends in the background until it is stopped. `tell` hears, in a sentence, what could not be done."""

    def __init__(self, desk: Desk, tell: Callable[[str], None], every_s: float = EVERY_S) -> None:
        self._round, self._tell, self._every_s = Round(desk), tell, every_s
        self._stopped = Event()
        self._thread = Thread(target=self._work, name="holdfire-webhooks", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join(timeout=15)

    def _work(self) -> None:
        while not self._stopped.wait(self._every_s):
            try:
                self._round()
            except HoldfireError as cause:
                self._tell(f"Webhooks wait: {cause}")

"""Webhooks: which programs elsewhere are told that something is new, and what became of every delivery."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Form, Path, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from holdfire.web.answers import API, SHOWING
from holdfire.web.door import Done, Door, seated
from holdfire.web.errors import DeskError
from holdfire.web.hooks.address import destination, reached
from holdfire.web.hooks.message import new_secret
from holdfire.web.hooks.pauses import TRIES_MAX
from holdfire.web.hooks.store import Delivery, Hook, Hooks
from holdfire.web.page import page
from holdfire.web.pages.sign_in import people_of
from holdfire.web.people.accounts import account_named, accounts
from holdfire.web.people.changes import note
from holdfire.web.rights import Right, may
from holdfire.web.seat import Seat

door = Door(tags=["webhooks"])
Keeper = Annotated[Seat, Depends(seated(Right.ADMINISTER))]
_KEEPER = {"x-right": str(Right.ADMINISTER)}
Number = Annotated[int, Path(ge=1, le=10**9)]


@dataclass(frozen=True, slots=True)
class Made:
    """A webhook that was just made; its secret is told here and never again."""

    id: int
    secret: str


@dataclass(frozen=True, slots=True)
class Webhooks:
    """Webhooks without their secrets, the last deliveries, and accounts for which one may be made. `tries`:
    so often a delivery is tried; `made`: only in the answer that made it."""

    hooks: list[Hook]
    deliveries: list[Delivery]
    accounts: list[str]
    tries: int
    made: Made | None = None


@door.look("/webhooks", "webhooks.html", Right.ADMINISTER, "Webhooks and what was delivered")
def webhooks(seat: Seat) -> Webhooks:
    """Every webhook, and the last deliveries with what they came to."""
    return _told(seat)


def _told(seat: Seat, made: Made | None = None) -> Webhooks:
    kept = Hooks.of(seat.desk.folder)
    found = accounts(people_of(seat).store)
    readers = [e.account.name for e in found if not e.disabled and may(e.account, Right.READ)]
    return Webhooks(kept.all(), kept.last(), readers, TRIES_MAX, made)


class NewHook(BaseModel):
    """Whereto, and for whose eyes: what is told is what that account may know. `every`: of each line of the
    journal, not of bulletins alone."""

    address: Annotated[str, Field(min_length=9, max_length=500)]
    account: Annotated[str, Field(min_length=1, max_length=32)]
    every: bool = False


@door.post(f"{API}/webhooks", summary="Make a webhook", openapi_extra=_KEEPER)
def make_call(seat: Keeper, told: NewHook) -> Made:
    """Make it; the secret that signs is answered once."""
    return _made(seat, told)


@door.post("/webhooks", summary="Make a webhook (form)", openapi_extra=_KEEPER, **SHOWING)
def make_form(request: Request, seat: Keeper, told: Annotated[NewHook, Form()]) -> Response:
    """The same, from the page, which shows the secret once."""
    return page(request, seat, "webhooks.html", _told(seat, _made(seat, told)))


def _made(seat: Seat, told: NewHook) -> Made:
    store = people_of(seat).store
    if not may(account_named(store, told.account).account, Right.READ):
        raise DeskError(
            f"The account {told.account} reads nothing that was issued, so nothing is told for it.",
            "Choose an officer, a head of the desk, a delegate or an observer.",
        )
    _refuse_inside(seat, told.address)
    journal = seat.held.journal
    through = journal[-1].number if journal else -1
    secret = new_secret(seat.desk.draw)
    made = Hooks.of(seat.desk.folder).make(
        told.account, told.address, told.every, secret, through, seat.now, seat.who.name
    )
    with store.writing() as file:
        note(file, told.account, f"webhook {made} made: {told.address}", seat.who.name, seat.now)
    return Made(made, secret)


def _refuse_inside(seat: Seat, address: str) -> None:
    """Refuse at once what would be refused at every try; a name is looked up only then."""
    where = destination(address)
    if seat.desk.webhooks_inside:
        return
    if where.host == "localhost" or (where.host.replace(".", "").isdigit() or ":" in where.host):
        reached(where, False, lambda host, _: ["127.0.0.1"] if host == "localhost" else [host])


@door.act("/webhooks/{hook}/end", Right.ADMINISTER, "End a webhook")
def end(seat: Seat, hook: Number) -> Done:
    """Nothing more is sent; its secret and deliveries are forgotten."""
    Hooks.of(seat.desk.folder).end(hook)
    with people_of(seat).store.writing() as file:
        note(file, seat.who.name, f"webhook {hook} ended", seat.who.name, seat.now)
    return Done(f"Webhook {hook} is ended.", None, "/webhooks")

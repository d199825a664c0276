"""What a route may answer besides what it is asked for, as the OpenAPI description tells it.

Every refusal is one form, `Refusal`: what is wrong, and what to do. Under /api it comes as JSON, on a
page as a page of the desk unless JSON is asked for; what the guard refuses is plain text for a browser.
"""

from collections.abc import Iterable
from typing import Any

from fastapi.responses import HTMLResponse, RedirectResponse, Response

from holdfire.web.errors import Refusal
from holdfire.web.rights import Right

Told = dict[str, Any]
Answers = dict[int | str, Told]

API = "/api"
_REFUSAL: Told = {"schema": {"$ref": "#/components/schemas/Refusal"}}
_WORDS = {
    400: "Asked in a way that the desk does not take; the words say which rule.",
    401: "Nobody is signed in, the token has ended, or what was shown does not fit.",
    403: "The account's role has not the right, or the request came from another site's page.",
    404: "Nothing of that name is there, or this account may not know of it.",
    409: "The mission's own rules refuse it as things stand.",
    413: "More was sent than this address takes.",
    421: "The desk is not called by that name.",
    422: "A field or parameter cannot be taken as it is; the words name each.",
    429: "Too many requests or tries; Retry-After says for how many seconds to wait.",
    503: "The disk does not take what the desk keeps, or too many sign in at once; nothing is half done.",
}
AT_SIGN_IN = ("/sign-in", "/sign-in/code", "/passkeys/sign-in")


def refusals(path: str, posted: bool, asks: bool, right: Right) -> Answers:
    """Every refusal that a route may answer. `asks`: it has parameters or a body."""
    codes = {400, 409, 421, 429, 503}
    if right != Right.ANYBODY:
        codes |= {401, 403}
    if posted:
        codes |= {403, 413}
    if posted and path in AT_SIGN_IN:
        codes |= {401}
    if "{" in path:
        codes |= {404}
    if asks:
        codes |= {422}
    told: Answers = {
        code: {"description": _WORDS[code], "content": {"application/json": _REFUSAL, **_content(path, code)}}
        for code in sorted(codes)
    }
    if path.startswith(API):
        told = {code: each | {"model": Refusal} for code, each in told.items()}
    if not path.startswith(API) and not posted and right != Right.ANYBODY:
        told[303] = {"description": "To the form to sign in, where nobody is signed in."}
    return told


def _content(path: str, code: int) -> Told:
    content: Told = {}
    if not path.startswith(API):
        content["text/html"] = {"schema": {"type": "string"}}
    if code in (403, 413, 421, 429):
        content["text/plain"] = {"schema": {"type": "string"}}
    return content


def handing(kinds: Iterable[str], words: str = "As asked") -> Told:
    """How a route is described that hands out bytes of one of these media types."""
    content: Told = {each.split(";")[0]: {"schema": _schema(each)} for each in kinds}
    return {
        "response_class": Response,
        "response_model": None,
        "responses": {200: {"description": words, "content": content}},
    }


def _schema(kind: str) -> Told:
    return {} if "json" in kind or kind == "text/event-stream" else {"type": "string"}


LEADING: Told = {
    "response_class": RedirectResponse,
    "response_model": None,
    "status_code": 303,
    "response_description": "To the page where it is seen",
}
"""How a route is described that leads to a page."""
SHOWING: Told = {"response_class": HTMLResponse, "response_model": None}
"""How a route is described that answers with a page."""

"""Coming in and going out in a real browser: by a passkey, by a code without scripts, by a session's end."""

import pyotp
import pytest
from browsing import WORDS, Desktop, Ticking

from holdfire.web.pages import live
from holdfire.web.people.people import People


def with_device(page: object) -> None:
    """Give the browser a device that keeps passkeys and knows its person."""
    told = page.context.new_cdp_session(page)  # type: ignore[attr-defined]
    told.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    told.send("WebAuthn.addVirtualAuthenticator", {"options": device})


def test_a_passkey_is_made_and_signs_in_without_a_name(desktop: Desktop) -> None:
    page = desktop.page("amina")
    with_device(page)
    page.goto("/account")
    page.click("[data-passkey=new]")
    page.wait_for_selector("form[action='/account/passkeys/end']")
    page.click("form[action='/sign-out'] button")
    page.wait_for_url("**/sign-in")
    page.goto("/sign-in?then=/account")
    page.click("[data-passkey=use]")
    page.wait_for_url(f"{desktop.origin}/account")
    assert "A. Haddad" in page.inner_text("header")
    page.click("form[action='/account/passkeys/end'] button")
    page.wait_for_selector("form[action='/account/passkeys/end']", state="detached")
    page.click("form[action='/sign-out'] button")
    page.wait_for_url("**/sign-in")
    page.click("[data-passkey=use]")
    page.wait_for_selector("#passkey-told:not([hidden])")
    assert "This passkey was not accepted." in page.inner_text("#passkey-told")
    assert desktop.faults == []


def test_a_password_and_a_code_do_without_scripts(desktop: Desktop) -> None:
    page = desktop.page("amina", java_script_enabled=False)
    page.goto("/account")
    seed = page.get_attribute("input[name=seed]", "value")
    page.fill("input[name=code]", pyotp.TOTP(seed).at(Ticking()()))
    page.click("form[action='/account/codes'] button")
    recovery = page.inner_text(".notice code")
    assert len(recovery) == 19
    page.click("form[action='/sign-out'] button")
    page.fill("input[name=name]", "amina")
    page.fill("input[name=password]", WORDS)
    page.click("main button.primary")
    assert page.url.endswith("/sign-in/code?then=/")
    page.fill("input[name=code]", "000000")
    page.click("main button.primary")
    assert "Name, password or code are not right." in page.inner_text("[role=alert]")
    page.fill("input[name=code]", recovery)
    page.click("main button.primary")
    page.wait_for_url(f"{desktop.origin}/")
    assert "A. Haddad" in page.inner_text("header")


def test_a_page_whose_session_ended_says_so(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "CLOSES_AFTER_S", 5)
    page = desktop.page("amina")
    page.wait_for_selector("body[data-ready]")
    store = People.of(desktop.folder, bytes).store
    with store.writing() as file:
        file.execute("DELETE FROM sessions")
    # The stream that keeps the page fresh is opened anew when it ends, and not for nobody.
    page.wait_for_selector("[data-line] a", timeout=90_000)
    assert page.inner_text("[data-line]") == ("You are signed out. This page is not renewed. Sign in again.")
    page.click("[data-line] a")
    page.wait_for_url("**/sign-in?then=/")
    assert desktop.faults == []

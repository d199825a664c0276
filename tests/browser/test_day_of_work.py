"""A day at the desk, in real browsers: by keyboard, by two persons, without a line, without scripts."""

import hashlib
import json
import time

from browsing import Desktop

from holdfire.web.field.inbox import Inbox


def test_an_officer_answers_by_keyboard_alone_and_the_row_leaves(desktop: Desktop) -> None:
    page = desktop.page("amina")
    page.wait_for_selector("body[data-ready]")
    first, second = [row.get_attribute("data-incident") for row in page.query_selector_all(".row")[:2]]
    press = page.keyboard.press
    press("j")
    press("v")
    page.keyboard.type("complaint by phone")
    press("Enter")
    page.wait_for_url("**/incidents/**")
    assert page.url.endswith(first)
    assert "A. Haddad" in page.inner_text("#history-title ~ .table")
    page.goto("/")
    page.wait_for_selector("body[data-ready]")
    rows = [row.get_attribute("data-incident") for row in page.query_selector_all(".row")]
    assert rows[0] == second
    press("j")
    press("d")
    page.keyboard.type("a wedding")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    press("Enter")
    page.wait_for_url("**/?**" if "?" in page.url else "**/")
    page.wait_for_selector("body[data-ready]")
    assert second not in [row.get_attribute("data-incident") for row in page.query_selector_all(".row")]
    assert desktop.faults == []


def test_what_one_answers_another_sees_without_asking(desktop: Desktop) -> None:
    one, other = desktop.page("amina"), desktop.page("boris")
    other.wait_for_selector("body[data-ready]")
    first = other.query_selector(".row").get_attribute("data-incident")
    one.goto(f"/incidents/{first}")
    one.fill("#case input[name=why]", "complaint by phone")
    one.click("#case button.primary")
    other.wait_for_selector(f".row[data-incident='{first}']", state="detached", timeout=15_000)
    assert desktop.faults == []


def test_two_persons_a_draft_a_signature_and_a_delegate_who_reads_it(desktop: Desktop) -> None:
    one, other, chief = desktop.page("amina"), desktop.page("boris"), desktop.page("carla")
    first = one.query_selector(".row").get_attribute("data-incident")
    address = f"/incidents/{first}"
    one.goto(address)
    one.fill("#case input[name=why]", "complaint by phone")
    one.click("#case button.primary")
    one.select_option("#case select[name=step_to]", "under verification")
    one.fill("#case form.inline input[name=why]", "patrol sent")
    one.click("#case form.inline button.primary")
    one.click("#case details summary")
    one.select_option("#case details select[name=step_to]", "violation minor")
    one.fill("#case details textarea[name=why]", "crater seen")
    one.click("#case details button.primary")
    assert one.query_selector("form[action$='/confirm']") is None, "not by the same person"
    other.goto(address)
    other.click("form[action$='/confirm'] button")
    assert "B. Orlov" in other.inner_text("#history-title ~ .table")
    chief.goto("/bulletins/draft/2017-06-02/parties")
    chief.click("main a.button.primary")
    chief.click("main form button.primary")
    chief.wait_for_url("**/bulletins/*")
    delegate = desktop.page("leyla")
    delegate.goto("/bulletins")
    delegate.click("main table a")
    shown = json.loads(delegate.request.get("/api" + delegate.url.removeprefix(desktop.origin)).text())
    with delegate.expect_download() as got:
        delegate.click("a[download]:has-text('incidents.csv')")
    content = got.value.path().read_bytes()
    assert hashlib.sha256(content).hexdigest() == shown["issued"]["files"]["incidents.csv"]
    assert delegate.request.get("/api/bulletins/draft/2017-06-02/un").status == 403
    assert desktop.faults == []


def test_three_delegates_consent_and_the_body_has_decided(desktop: Desktop) -> None:
    put = desktop.page("leyla")
    put.goto("/decisions")
    put.fill("input[name=title]", "Patrols twice a week")
    put.select_option("select[name=body]", "joint-working-group")
    put.fill("textarea[name=text_en]", "Patrols go twice a week.")
    put.click("form[action='/decisions'] button.primary")
    for name in ("leyla", "ivan", "reza"):
        page = desktop.page(name)
        page.goto("/decisions")
        page.click("article a.button.primary")
        page.select_option("select[name=vote]", "consent")
        page.click("form[action$='/say'] button.primary")
        page.wait_for_load_state()
    assert "adopted" in page.inner_text("main")
    assert desktop.faults == []


def test_a_report_written_without_a_line_arrives_once(desktop: Desktop) -> None:
    page = desktop.page("nour")
    page.goto("/report")
    page.wait_for_selector("body[data-outbox='0']")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.wait_for_selector("body[data-outbox='0']")
    context = page.context
    context.set_offline(True)
    page.reload()
    page.wait_for_selector("#field")
    page.select_option("select[name=act]", "fire/shelling")
    page.fill("input[name=day]", "2017-06-03")
    page.select_option("select[name=place_by]", "not_known")
    page.click("#field button.primary")
    page.wait_for_selector("body[data-outbox='1']")
    inbox = Inbox(desktop.folder / "desk" / "inbox.sqlite")
    assert inbox.number_waiting() == 0
    context.set_offline(False)
    page.wait_for_selector("body[data-outbox='0']", timeout=40_000)
    page.reload()
    page.wait_for_selector("body[data-outbox='0']")
    time.sleep(0.5)
    (sent,) = inbox.waiting()
    assert (sent.account, sent.told["act"]) == ("nour", "fire/shelling")
    assert desktop.faults == []


def test_the_desk_works_with_scripts_off(desktop: Desktop) -> None:
    page = desktop.page("amina", java_script_enabled=False)
    first = page.query_selector(".row")
    name = first.get_attribute("data-incident")
    first.query_selector("summary").click()
    page.fill(f"#{name} input[name=why]", "complaint by phone")
    page.click(f"#{name} form button.primary")
    assert page.url.endswith(f"/incidents/{name}")
    page.goto("/report")
    page.fill("input[name=day]", "2017-06-03")
    page.select_option("select[name=place_by]", "not_known")
    page.click("#field button.primary")
    assert Inbox(desktop.folder / "desk" / "inbox.sqlite").number_waiting() == 1


def test_a_passkey_signs_in_without_a_word(desktop: Desktop) -> None:
    page = desktop.page("amina")
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    page.goto("/account")
    page.click("button[data-passkey=new]")
    page.wait_for_selector("form[action='/account/passkeys/end']")
    page.click("form[action='/sign-out'] button")
    page.wait_for_url("**/sign-in")
    page.click("button[data-passkey=use]")
    page.wait_for_selector(".queue")
    assert desktop.faults == []

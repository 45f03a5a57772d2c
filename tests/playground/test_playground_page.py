"""The page in a real browser: what people do in the workspace, and what the whole bot answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.playground.conftest import Act

pytestmark = pytest.mark.chromium

WINDOWS: list[dict[str, Any]] = [
    {"width": 1280, "height": 800, "dark": False},
    {"width": 390, "height": 844, "dark": True},
]


def say(page: Page, text: str) -> None:
    field = page.locator(".channel .composer textarea")
    field.fill(text)
    field.press("Enter")


def last(page: Page) -> Locator:
    return page.locator(".channel .entry").last


def become(page: Page, name: str) -> None:
    page.locator(".people button", has_text=name).click()
    page.locator(".people [aria-pressed=true]", has_text=name).wait_for()


def faults(page: Page) -> list[str]:
    """What axe-core calls serious or critical."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("window", WINDOWS, ids=["desktop light", "phone dark"])
def test_a_contact_is_logged_by_a_form_filled_wrongly_and_then_rightly(act: Act, window: dict[str, Any]) -> None:
    page = act("U0MIA", **window)
    say(page, "/logcontact")
    form = page.get_by_role("dialog", name="Log a contact")
    form.get_by_role("button", name="Log", exact=True).click()
    assert form.locator(".error").inner_text() == "Please fill this in."
    customer = form.get_by_role("combobox", name="Customer")
    assert customer.evaluate("field => document.activeElement === field")
    customer.press_sequentially("velm")
    page.get_by_role("option", name="Velmont Aerotech GmbH").click()
    people = form.get_by_role("combobox", name="Who was there")
    people.press_sequentially("katrin")
    page.get_by_role("option", name="Katrin Voss").first.wait_for()
    people.press("Enter")
    form.get_by_label("Day").fill("2026-03-10")
    form.get_by_label("When you meet next").fill("2026-03-09")
    form.get_by_label("What you learned").fill("Their new line starts in May.")
    assert faults(page) == []
    form.get_by_role("button", name="Log", exact=True).click()
    form.get_by_text("What is planned lies ahead.").wait_for()
    assert form.get_by_label("When you meet next").get_attribute("aria-invalid") == "true"
    form.get_by_label("When you meet next").fill("2026-03-19")
    form.get_by_role("button", name="Log", exact=True).click()
    form.wait_for(state="hidden")
    logged = last(page)
    logged.get_by_text("Velmont Aerotech GmbH").first.wait_for()
    say(page, "/whoknows Katrin Voss")
    page.get_by_text("last contact yesterday").first.wait_for()


@pytest.mark.parametrize("window", WINDOWS, ids=["desktop light", "phone dark"])
def test_a_button_of_who_knows_whom_opens_the_form_with_the_customer_in_it(act: Act, window: dict[str, Any]) -> None:
    page = act("U0MIA", **window)
    say(page, "/whoknows ACME")
    last(page).get_by_text("Who knows them").wait_for()
    assert faults(page) == []
    last(page).get_by_role("button", name="Log a contact").click()
    form = page.get_by_role("dialog", name="Log a contact")
    assert form.get_by_role("combobox", name="Customer").input_value() == "ACME Corp."
    page.keyboard.press("Escape")
    form.wait_for(state="hidden")


def test_the_next_morning_brings_the_nudge_which_a_reply_in_its_thread_answers(act: Act) -> None:
    page = act("U0MIA")
    assert page.locator(".entry").count() == 0
    page.get_by_role("button", name="Next morning").click()
    nudge = page.get_by_role("article", name="Rapport, 9:00")
    nudge.get_by_text("have not heard from us for too long").wait_for()
    assert page.locator(".clock time").inner_text() == "Wed 11 Mar, 9:00"
    nudge.hover()
    nudge.get_by_role("button", name="More about this message").click()
    page.get_by_role("menuitem", name="Reply in thread").click()
    thread = page.get_by_role("region", name="Thread")
    field = thread.get_by_role("textbox", name="Reply in thread")
    field.fill("called them yesterday")
    field.press("Enter")
    thread.locator(".entry").nth(2).get_by_role("button").first.wait_for()
    nudge.get_by_role("button", name="Replies: 2").wait_for()
    nudge.get_by_role("button", name="Snooze a week").first.click()
    page.locator(".channel .entry").nth(1).get_by_text("Pellgate Insurance plc").wait_for()


def test_on_monday_those_who_were_not_looking_find_what_came_in_the_meantime(act: Act) -> None:
    page = act("U0MIA")
    page.get_by_role("button", name="Next Monday").click()
    page.locator(".clock time", has_text="Mon 16 Mar, 9:00").wait_for()
    page.get_by_role("button", name="Raj Menon").locator(".count").wait_for()
    become(page, "Raj Menon")
    page.locator(".entry", has_text="Corvane Chemicals Inc.").first.wait_for()
    assert page.locator(".people [aria-pressed=true] .count").count() == 0


@pytest.mark.parametrize("window", WINDOWS, ids=["desktop light", "phone dark"])
def test_the_korean_teammate_is_spoken_to_in_korean(act: Act, window: dict[str, Any]) -> None:
    page = act("U0MIA", **window)
    if window["width"] < 720:
        page.get_by_role("button", name="Channels and people").click()
    become(page, "윤지수")
    page.get_by_role("button", name="/whoknows 한빛전자").click()
    page.locator(".composer textarea").press("Enter")
    page.get_by_text("나에게만 표시").last.wait_for()
    last(page).get_by_text("강도현").first.wait_for()
    assert page.locator("html").get_attribute("lang") == "ko-KR"
    assert page.get_by_role("tab", name="메시지").get_attribute("aria-selected") == "true"
    assert faults(page) == []


def test_home_shows_ones_customers_and_its_buttons_work(act: Act) -> None:
    page = act("U0MIA")
    page.get_by_role("tab", name="Home").click()
    home = page.get_by_role("tabpanel")
    home.get_by_role("button", name="Log a contact").first.click()
    page.get_by_role("dialog", name="Log a contact").wait_for()
    assert faults(page) == []


@pytest.mark.parametrize("user", ["U0NILS", "U0JANE"])
def test_whoever_is_not_on_the_team_learns_nothing(user: str, act: Act) -> None:
    page = act(user)
    for text in ("/whoknows ACME", "/neglected", "@Rapport who knows ACME"):
        before = page.locator(".entry.only").count()
        if user == "U0NILS" and text.startswith("@"):
            page.get_by_role("link", name="sales").click()
            before = 0
        say(page, text)
        page.locator(".entry.only").nth(before).wait_for()
    said = " ".join(page.locator(".scroll").all_inner_texts())
    assert "Mia Brandt" not in said.replace("told Mia Brandt", "")
    assert "ACME Corp." not in said


def test_a_colleague_is_let_in_by_the_admin_who_was_told(act: Act) -> None:
    page = act("U0NILS")
    say(page, "/whoknows ACME")
    last(page).get_by_text("Mia Brandt").wait_for()
    page.get_by_role("button", name="Next morning").click()
    page.get_by_role("button", name="Mia Brandt").locator(".count").wait_for()
    become(page, "Mia Brandt")
    add = page.get_by_role("button", name="Add Nils Aker")
    add.click()
    add.wait_for(state="hidden")
    become(page, "Nils Aker")
    say(page, "/whoknows ACME")
    last(page).get_by_text("Who knows them").wait_for()


def test_commands_are_offered_as_one_types_and_taken_by_the_keyboard(act: Act) -> None:
    page = act("U0MIA")
    field = page.locator(".composer textarea")
    field.press_sequentially("/wh")
    offered = page.get_by_role("listbox", name="Commands").get_by_role("option")
    assert offered.count() == 1
    field.press("Tab")
    assert field.input_value() == "/whoknows "
    page.locator(".usage", has_text="/whoknows").wait_for()
    field.press_sequentially("acme")
    field.press("Enter")
    last(page).get_by_text("Who knows them").wait_for()


def test_nothing_is_sent_while_an_input_method_composes_a_syllable(act: Act) -> None:
    page = act("U0JISU")
    field = page.locator(".composer textarea")
    field.fill("한빛전")
    composing = "new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true, isComposing: true})"
    assert field.evaluate(f"field => field.dispatchEvent({composing})"), "the Enter was taken for one that sends"
    assert field.input_value() == "한빛전"


def test_a_message_is_logged_from_its_menu(act: Act) -> None:
    page = act("U0RAJ")
    page.get_by_role("link", name="sales").click()
    say(page, "Renee Sharpe of Corvane called: <b>their</b> line 3 stands still & nobody knows why")
    message = page.get_by_role("article").last
    assert "<b>their</b> line 3 stands still & nobody" in message.inner_text()
    message.hover()
    message.get_by_role("button", name="More about this message").click()
    page.get_by_role("menuitem", name="Log to a customer").click()
    page.get_by_role("dialog").get_by_role("button", name="Log", exact=True).wait_for()


def test_a_narrow_window_scrolls_nowhere_sideways(act: Act) -> None:
    page = act("U0MIA", width=320, height=640)
    say(page, "/neglected team")
    last(page).get_by_text("The team's customers").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Channels and people").click()
    page.get_by_role("link", name="sales").click()
    page.get_by_role("heading", name="#sales").wait_for()


def test_each_keystroke_in_a_search_is_answered(act: Act) -> None:
    page = act("U0MIA")
    say(page, "/logcontact")
    field = page.get_by_role("combobox", name="Customer")
    for typed in ("a", "ac", "acm", "한"):
        field.fill(typed)
        page.locator("dialog [role=option]").first.wait_for()


def test_a_card_that_is_attached_becomes_a_person(act: Act) -> None:
    page = act("U0MIA")
    card = b"BEGIN:VCARD\r\nFN:Petra Lang\r\nORG:Velmont Aerotech GmbH\r\nTITLE:CFO\r\nEND:VCARD\r\n"
    picker = page.locator(".composer input[type=file]")
    picker.set_input_files({"name": "petra.vcf", "mimeType": "text/vcard", "buffer": card})
    page.locator(".attached", has_text="petra.vcf").wait_for()
    assert faults(page) == []
    page.get_by_role("button", name="Send", exact=True).click()
    page.locator(".entry", has_text="New here: Petra Lang at Velmont Aerotech GmbH").wait_for()
    assert page.locator(".attached").count() == 0
    assert page.get_by_role("link", name="petra.vcf").count() == 1

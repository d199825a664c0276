"""Characters that cannot be seen are shown by their number, in every file of every edition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_case import DAY, incident, sealed
from test_editions import every_text

from holdfire.incidents.table import INCIDENTS
from holdfire.publish.bulletin import compose
from holdfire.publish.edition import Edition
from holdfire.publish.visible import SHOWN, visible


def test_a_name_turned_round_by_an_override_is_shown_with_it():
    """U+202E makes a reader see "Idlib" where "bildI" is written."""
    assert visible("\u202ebildI\u202c") == "[U+202E]bildI[U+202C]"


def test_words_of_persian_keep_their_joiners():
    assert visible("می\u200cخواهم") == "می\u200cخواهم"


@given(st.text())
def test_no_control_survives_and_nothing_else_changes(text):
    made = visible(text)
    assert not set(made) & set(SHOWN)
    for hidden, shown in SHOWN.items():
        text = text.replace(hidden, shown)
    assert made == text


@pytest.mark.parametrize("edition", list(Edition))
def test_no_file_of_any_edition_holds_one_in_a_text_of_a_source(edition):
    hostile = "".join(SHOWN)
    rows = [
        incident(
            1, f"Sara{hostile}qib", 36.806, 35.865, adm1=f"a{hostile}", doubts=[f"d{hostile}"],
            sources=[f"s{hostile}"], origins=[f"o{hostile}"], actor=[f"x{hostile}"],
        )
    ]  # fmt: skip
    dataset = sealed(incidents=INCIDENTS.of(rows), mission_name=f"Orontes{hostile}")
    text = every_text(edition, dataset)
    # Line ends of our own files, the mark of the CSV, and JSON's own escapes of controls.
    ours = {"\n", "\r", "\ufeff"}
    assert not (set(text) & set(SHOWN)) - ours
    assert "\\u0000" not in text
    assert "Orontes[U+0000][U+0001]" in text
    assert "[U+202E]" in text


def test_a_line_break_in_a_place_name_cuts_no_row_in_two():
    rows = [incident(1, "Saraqib\r\nDouma", 36.806, 35.865)]
    bulletin = compose(sealed(incidents=INCIDENTS.of(rows)), DAY, Edition.UN)
    assert "Saraqib[U+000D][U+000A]Douma" in bulletin.annex[0].where

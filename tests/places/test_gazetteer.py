"""From a name to places: several scripts, several spellings, and homonyms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfire.places.gazetteer import Gazetteer, PlaceEntry
from holdfire.places.library import library_gazetteer
from holdfire.places.names import alternatives, bracketed, spelling
from holdfire.places.point import Point

SYRIA = library_gazetteer(["SY"])


def village(code: str, name: str, *names: str, people: int | None = None) -> PlaceEntry:
    return PlaceEntry(code, name, Point(36.5, 35.5), "test", "SY", None, people, names)


class TestSpelling:
    @pytest.mark.parametrize(
        "same",
        [
            ("Khan Shaykhun", "Khān Shaykhūn", "Khan Sheikhoun", "Khan Cheikhoun", "خان شيخون", "Хан-Шейхун"),
            ("Douma", "Duma", "Dūmā", "دوما", "Дума"),
            ("Ma'arrat al-Nu'man", "Maarrat an Numan", "معرة النعمان", "Маарет-эн-Нуман"),
            ("Ar-Raqqa", "Ar Raqqah Governorate", "Raqqa", "الرقة", "الرقه", "Эр-Ракка"),
            ("As-Sweida", "As Suwayda", "السويداء", "Эс-Сувейда"),
            ("Deir-ez-Zor", "Dayr Az Zawr", "Deir ez Zor Governorate", "دير الزور", "Дейр-эз-Зор"),
            ("Al-Hudaydah", "Hodeidah", "Hudaida", "الحديدة", "الحديده"),
            ("Idlib", "Idleb", "إدلب", "ادلب", "محافظة إدلب", "Идлиб"),
            ("Saraqib", "Saraqeb", "سراقب", "سَرَاقِب", "سراقـــب"),
            ("Deirezzor", "Deir ez-Zor"),
        ],
        ids=lambda names: names[0],
    )
    def test_spellings_of_one_name_share_their_consonants(self, same):
        assert len({spelling(name).consonants for name in same}) == 1, [spelling(name) for name in same]

    @pytest.mark.parametrize(
        "kindred", [("Khan Shaykhun", "Khan Shaykun"), ("Homs", "Хомс"), ("Abu al-Duhur", "أبو الظهور")]
    )
    def test_sounds_that_are_written_with_kindred_letters_meet_in_the_rough_form(self, kindred):
        one, other = map(spelling, kindred)
        assert one.rough == other.rough

    @pytest.mark.parametrize(
        ("one", "other"), [("Idlib", "Dalib"), ("Homs", "Hama"), ("Daraa", "Darkush"), ("Afrin", "Saraqib")]
    )
    def test_different_names_stay_apart(self, one, other):
        assert spelling(one).rough != spelling(other).rough

    def test_an_article_alone_and_a_kind_of_place_alone_are_still_names(self):
        assert spelling("Al").sounds == "al"
        assert spelling("Town").sounds

    def test_the_vowels_of_arabic_script_are_open(self):
        assert not spelling("دوما").vowelled
        assert spelling("Дума").vowelled

    @given(st.text(max_size=40))
    def test_any_text_has_a_spelling_and_accents_do_not_change_it_twice(self, text):
        once = spelling(text)
        assert spelling(once.plain).plain == once.plain

    def test_a_field_may_hold_two_names_and_a_bracket(self):
        assert alternatives("Al Eis/Ash Shaykh Isa") == ("Al Eis/Ash Shaykh Isa", "Al Eis", "Ash Shaykh Isa")
        assert alternatives("Duma (Shaqa)") == ("Duma (Shaqa)", "Duma")
        assert bracketed("Duma (Shaqa)") == ("Shaqa",)


class TestFind:
    @pytest.mark.parametrize(
        ("name", "found"),
        [
            *[
                (each, "Khān Shaykhūn")
                for each in ("Khan Shaykhun", "Khan Shaykun", "خان شيخون", "Хан-Шейхун")
            ],
            *[(each, "Dūmā") for each in ("Douma", "Duma", "دوما", "Дума", "Duma city")],
            *[
                (each, "Ma‘arrat an Nu‘mān")
                for each in ("Maaret al-Numan", "معرة النعمان", "Мааррат-эн-Нуман")
            ],
            *[(each, "Saraqib") for each in ("Saraqeb", "سراقب", "Sarakib town")],
            *[(each, "Ar Rastan") for each in ("Rastan", "الرستن", "Ar-Rastan")],
        ],
    )
    def test_towns_of_geonames_come_first_in_any_script(self, name, found):
        assert SYRIA.find(name)[0].entry.name == found

    def test_a_slip_of_the_pen_is_found_with_a_lower_score_and_says_how_far_off_it_is(self):
        best = SYRIA.find("Khan Shaikun")[0]
        slip = SYRIA.find("Khan Shajkhun")[0]
        assert best.entry == slip.entry
        assert slip.score < best.score <= 0.96
        assert slip.why == "close: 1 letter differs"

    def test_the_better_the_match_the_higher_the_score_and_each_says_why(self):
        listed = Gazetteer(
            [village("1", "Khan Shaykhun"), village("2", "Khan Shaykun"), village("3", "Qansheqin")]
        )
        found = listed.find("Khan Shaykhun")
        assert [each.entry.id for each in found] == ["1", "2", "3"]
        assert found[0].why == "spelt the same"
        assert found[1].why.startswith("same consonants (xnckn) but for kindred ones")
        assert found[0].score == 1 > found[1].score > found[2].score > 0

    def test_homonyms_all_come_back_whatever_the_limit_and_the_larger_comes_first(self):
        four = [village(str(each), "Duma", people=each * 100 or None) for each in range(4)]
        found = Gazetteer([*four, village("x", "Dumar")]).find("دوما", limit=1)
        assert [each.entry.id for each in found] == ["3", "2", "1", "0"]
        assert len({each.score for each in found}) == 1

    def test_a_limit_cuts_what_is_less_alike(self):
        listed = Gazetteer([village("1", "Duma"), village("2", "Dumar"), village("3", "Dumarr")])
        assert len(listed.find("Duma", limit=1)) == 1
        assert len(listed.find("Duma", limit=2)) == 2

    def test_a_bracket_is_weaker_than_the_name_before_it(self):
        listed = Gazetteer([village("1", "Abdin (Khan Shaykun)"), village("2", "Khan Shaykun")])
        found = listed.find("Khan Shaykun")
        assert [(each.entry.id, each.score) for each in found] == [("2", 1.0), ("1", 0.6)]
        assert found[1].why == "spelt the same; but it stands in brackets"

    def test_two_consonants_alone_are_weak_evidence(self):
        listed = Gazetteer([village("1", "Damascus", "DAM"), village("2", "Duma")])
        airport = next(each for each in listed.find("دوما") if each.entry.id == "1")
        assert airport.score < 0.8 < listed.find("دوما")[0].score

    def test_both_names_of_a_field_are_looked_up(self):
        listed = Gazetteer([village("1", "Ash Shaykh Isa")])
        assert listed.find("Al Eis/Ash Shaykh Isa town")[0].entry.id == "1"

    @pytest.mark.parametrize("name", ["", "...", "Zzyzx Springs", "東京"])
    def test_nothing_alike_gives_nothing(self, name):
        assert SYRIA.find(name) == []

    def test_the_name_that_matched_is_told(self):
        assert SYRIA.find("خان شيخون")[0].matched_name == "خان شيخون"

    @given(st.text(max_size=30))
    def test_any_text_can_be_asked_and_scores_are_in_order(self, text):
        scores = [each.score for each in SYRIA.find(text)]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < each <= 1 for each in scores)

    def test_two_gazetteers_together_keep_what_both_know(self):
        both = SYRIA + Gazetteer([village("C4181", "Khan Shaykhun")])
        assert {each.entry.source for each in both.find("Khan Shaykhun")} == {"geonames_SY", "test"}

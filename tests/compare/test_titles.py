from __future__ import annotations

from pipeline.compare.titles import Headline, chosen_title

BEGINNING = "Best Buy has stopped ordering smartphones from Huawei and will stop selling its products in a few weeks."


def title(*titles: str, present: int | None = None, copies: frozenset[int] = frozenset()) -> str | None:
    """The headline chosen from articles that all begin the same, the earliest first."""
    headlines = [Headline(at, written, BEGINNING, at in copies) for at, written in enumerate(titles)]
    chosen = chosen_title(headlines, present)
    return chosen.title if chosen else None


def test_the_headline_that_says_what_the_others_say_names_the_story() -> None:
    """A joke, a question and a teaser are no names, though they came first."""
    best = "Best Buy stops selling Huawei phones"
    assert title("Huawei? Who-awei?", "Bye bye, Buy", "You won't believe who lost a shelf", best) == best


def test_of_equal_headlines_the_earliest_is_taken() -> None:
    """Nothing else tells them apart."""
    assert title("Best Buy stops selling Huawei phones", "Huawei phones: Best Buy stops selling").startswith("Best Buy")


def test_a_name_stays_unless_another_is_clearly_better() -> None:
    """Who reads the list of stories every morning knows a story by its name."""
    nearly = "Best Buy stops ordering smartphones from Huawei, its customers told"
    assert title(nearly, "Best Buy stops selling Huawei smartphones", present=0) == nearly
    assert title("A shelf gone", "Best Buy stops selling Huawei smartphones", present=0).startswith("Best Buy")


def test_copies_have_no_vote() -> None:
    """Twenty sites that took over one headline say it once."""
    odd, plain = "Shelf shock for a giant in retail", "Best Buy stops ordering Huawei smartphones"
    assert title(plain, *[odd] * 20, copies=frozenset(range(1, 21))) == plain


def test_a_story_without_headlines_has_none_to_choose() -> None:
    """Seeds are plain texts; their story goes by its most carried claim."""
    assert title("", " ") is None
    assert chosen_title([]) is None


def test_one_article_names_its_story() -> None:
    """There is nothing to choose from."""
    assert title("Why?") == "Why?"

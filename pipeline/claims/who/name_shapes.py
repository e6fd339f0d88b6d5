"""What is a name, and what it looks like by itself: a person's, or one that companies and authorities bear."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.claims.reading.nouns import BODIES, CLASSES, COUNTRIES, SINGULAR, gender_of
from pipeline.claims.reading.remembered import Remembered
from pipeline.claims.reading.word_cards import small

if TYPE_CHECKING:
    from pipeline.claims.reading.sentences import Passage

__all__ = [
    "DAYS",
    "NAME_TAGS",
    "filed_under",
    "is_name_token",
    "is_nobodys",
    "is_organised",
    "is_party_seat",
    "is_several",
    "looks_like_a_person",
    "without_article",
]

_CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays "
    "Sundays January February March April May June July August September October November December Christmas "
    "Easter Jan. Feb. Aug. Sept. Sep. Oct. Nov. Dec.".split()
)
"""Written with a capital, and nobody."""
DAYS = frozenset(word for word in _CALENDAR if word.endswith("day"))
_OF_A_PARTY = re.compile(r"[DRI]-[A-Z].*")
""" "R-Utah", "D-Calif.": where an American politician is elected, and nobody."""
_ONE_OF_ITS_KIND = frozenset("congress senate parliament kremlin pentagon treasury".split())
"""Bodies that go by a common noun; any other with a capital, "the Committee", is the one named before."""
NAME_TAGS = frozenset({"NNP", "NNPS"})

_ORGANISATION = re.compile(
    r"(?:\bL\.L\.[PC]\.|\bLLP\b)|\b(?:Inc|Corp|Co|Ltd|LLC|PLC|plc|AG|SE|SA|NV|AB|ASA|GmbH|Group|Holdings|Company|Bank|\w+bank|University|Institute"
    r"|College|Department|Ministry|Agency|Administration|Organi[sz]ation|Commission|Committee|Council|Court|Congress|Senate"
    r"|Parliament|Party|Alliance|Union|Association|Federation|Foundation|Authority|House|Office|Bureau|Police|Guild|Society"
    r"|Hospital|Clinic|School|Airlines?|Airways|Motors?|Technolog(?:y|ies)|Systems|Labs?|Laborator(?:y|ies)|Partners|Times"
    r"|Post|News|Journal|Daily|Press|Street|Center|Centre|Board|Fund|Trust|Services?|Club|League|Mobile|Energy|Pharma\w*"
    r"|Therapeutics|United|City|Town|Rovers|Wanderers|Athletic|Storage|Transit|Rail|Railways?|Shipping|Lines?|Marine"
    r"|Capital|Securities|Insurance|Foods|Steel|Steelworks|Oil|Gas|Power|Water|Waste|Solutions|Industries|International"
    r"|Global|Logistics|Freight|Media|Studios?|Pictures|Records|Games|Software|Networks?|Communications|Telecom|Outdoors?"
    r"|Leisure|Travel|Tours|Construction|Engineering|Electronics|Electric|Aviation|Aerospace|Chemicals|Minerals|Mining"
    r"|Metals|Resources|Ventures|Digital|Entertainment|Finance|Financial|Mutual|Assurance|Ferries|Cruises|Buses|Airport|Ports?"
    r"|Brothers|Sons|Works|Farms?|Stores|Supermarkets|Hotels?|Properties|Homes|Brewery|Naturals|Nutrition|Health\w*|Care"
    r"|Army|Navy|Force|Guard|Brigade|Survey|Observatory|Telescope|Theatre|Museum|Gallery|Church|Chamber|Coalition|Movement"
    r"|Foundr(?:y|ies)|Baker(?:y|ies)|Dair(?:y|ies)|Brewer(?:y|ies)|Refiner(?:y|ies)|Quarr(?:y|ies)|Batter(?:y|ies)|Coaches|Controls"
    r"|Appliances|Tyres|Tools|Trailers|Textiles|Plastics|Ceramics|Components|Furniture"
    r"|Campaign|Network|Project|Program(?:me)?|Elevator)\b"
)
_NO_PERSON = re.compile(
    r"\b(?:Act|Law|Bill|Amendment|Treaty|Accord|Agreement|Deal|Rule|Rights|Plan|Pact|Code|Order|Report|Index|Award|Prize"
    r"|Day|Week|War|Summit|Conference|Convention|Election|Cup|Stadium|Arena|Bridge|Tower|Tunnel|Park|Square|Avenue|Road"
    r"|Highway|Island|Islands|River|Lake|Mountains?|Valley|Beach|Bay|Sea|Ocean|County|State|States|Province|District"
    r"|Zone|Region|Republic|Kingdom|Desert|Forest|Hall|Palace|Castle|Cathedral|Store|Mall|Inn|Prison|Jail|Base|Camp|Fort"
    r"|Dr|\w+(?:tion|sion|ity|ship|ment|ness|ism|ance|ence|ics|ology|acy))\b"
)
"""Words of which no last name is made: laws, days, places, and what ends as abstract nouns do."""
_SEVERAL = re.compile(r".+(?:icans|[ai]ians|crats|ists|tives|tinians|liberals|[a-z]{3}anis|[Pp]olice)")
"""How nationalities and followers end in the plural."""
_NOT_FIRST = frozenset(
    {
        "The",
        "United",
        "New",
        "North",
        "South",
        "West",
        "East",
        "Best",
        "Great",
        "Capitol",
        "Saudi",
        "San",
        "Asteroid",
        "Hurricane",
    }
)


@lru_cache(maxsize=20_000)
def is_organised(name: str) -> bool:
    """Whether the name has a word of which companies, authorities, clubs and papers make theirs."""
    return _ORGANISATION.search(name) is not None


@lru_cache(maxsize=20_000)
def looks_like_a_person(name: str) -> bool:
    """Whether two or three plain capitalised words could be first and last name."""
    words = name.split()
    return (
        2 <= len(words) <= 3
        and all(word[:1].isupper() and word[1:].replace("-", "").replace("’", "").isalpha() for word in words)
        and not any(word.isupper() for word in words)
        and not is_organised(name)
        and words[0] not in _NOT_FIRST
        and (_NO_PERSON.search(name) is None or gender_of(words[0]) != "")
        and not is_several(name)
    )


@lru_cache(maxsize=20_000)
def is_several(name: str) -> bool:
    """Whether the name is one of many: "Americans", "House Democrats"."""
    return _SEVERAL.fullmatch(name.rpartition(" ")[2]) is not None


def is_name_token(p: Passage, i: int) -> bool:
    """Whether the word is part of a proper name."""
    return p.tags[i] in NAME_TAGS and _MAY_BE_NAME[p.words[i]]


_MAY_BE_NAME = Remembered(lambda word: word[0].isupper() and len(word) > 1 and not is_party_seat(word))


def is_party_seat(word: str) -> bool:
    """Whether it is a party and a state: "R-Utah", "D-Calif."."""
    return word[1:2] == "-" and _OF_A_PARTY.fullmatch(word) is not None


def is_nobodys(p: Passage, start: int, end: int) -> bool:
    """Whether it is nobody's name: a day or month, "Sunday", "May 12", but no "May-Britt"; "the Committee"."""
    word = p.words[start]
    if start + 1 == end:
        return _IS_NOBODYS[word]
    if word not in _CALENDAR or p.ends[start] == p.starts[start + 1]:
        return False
    return word in DAYS or not p.words[start + 1].isalpha()


def _is_nobodys(word: str) -> bool:
    """Also "the Committee", which another name stands behind, and "Critics" at the beginning."""
    low = small(word)
    if word in _CALENDAR or low in _ONE_OF_ITS_KIND or low in COUNTRIES:
        return word in _CALENDAR
    return CLASSES.get(low) in BODIES or (low in SINGULAR and CLASSES[low] in {"people", "known"})


_IS_NOBODYS = Remembered(_is_nobodys)


@lru_cache(maxsize=5_000)
def without_article(phrase: str) -> str:
    """Return the phrase without a "the" before it and commas around it."""
    stripped = phrase.strip(" ,")
    return stripped[4:] if stripped[:4].lower() == "the " else stripped


@lru_cache(maxsize=5_000)
def filed_under(name: str) -> str:
    """Return what a name is filed under."""
    return without_article(name).lower()

"""What a name looks like by itself: a person's, or one with a word that companies and authorities bear."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["is_organised", "looks_like_a_person"]

_ORGANISATION = re.compile(
    r"\b(?:Inc|Corp|Co|Ltd|LLC|PLC|plc|AG|SE|SA|NV|AB|ASA|GmbH|Group|Holdings|Company|Bank|\w+bank|University|Institute"
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
    r"|Campaign|Network|Project|Program(?:me)?|Elevator)\b"
)
_NOT_FIRST = frozenset(
    {"The", "United", "New", "North", "South", "West", "East", "Best", "Great", "Saudi", "San", "Asteroid", "Hurricane"}
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
    )

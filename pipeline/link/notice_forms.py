"""
The standing forms in which newsrooms take back what they printed.

The headings and the "earlier version of this article" of American papers, "amended" as the Guardian has it, "corrected
to say" of agencies, "happy to make clear" of titles under a press council. OUTLET stands for the name of who speaks.
"""

from __future__ import annotations

import re

__all__ = [
    "CHANGED", "HEADING", "NOTICE", "NOT_SO", "ONLY_NAMED", "PRINTED", "PRINTED_IF_CHANGED", "PRINTED_IF_WRONG",
    "RIGHTS", "TELLTALE", "THAT_WAS_WRONG",
]  # fmt: skip

_PIECE = r"(?:story|article|report|piece|post|page|headline|caption|item|version)"
_OURS = rf"(?:(?:this|our)(?: \w+){{0,2}} {_PIECE}|the (?:story|article|headline|post|page))"
_EARLIER = r"(?:earlier|previous|original) (?:version|edition|headline|caption)s?"
_SAID = (
    r"(?:reported|said|stated|wrote|gave|named|published|printed|described|suggested|claimed|implied|listed"
    r"|referred to|told (?:you|(?:our )?(?:readers|listeners|viewers)))"
)
_WRONGLY = r"(?:wrongly|incorrectly|mistakenly|erroneously|falsely|inaccurately|originally|previously|initially)"
_MIS = r"(?:mis(?:stated|identified|named|spelled|spelt|quoted|attributed|characteri[sz]ed|reported|represented))"
_MENDED = r"(?:corrected|amended|updated|edited|changed)"
_DATED = (
    r"(?:on|of|from|dated|last|published|in)\s(?:on\s)?(?:\d+|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul"
    r"|aug|sep|oct|nov|dec)\w*|last|week|month|page)"
)
_THAT = r"(?: that\b)?"

HEADING = re.compile(
    r"^\W*(?:corrections?(?: and clarifications)?|clarifications?|corrected|erratum|retraction)\b[^\w\n]*",
    re.IGNORECASE,
)
NOTICE = re.compile(
    rf"\b(?:this|our|the|an?) {_PIECE}\b[^.;]{{0,60}}\b(?:has|have|had|was|were) (?:since )?(?:been )?(?:corrected"
    r"|amended|retracted|withdrawn|changed to (?:correct|remove))\b"
    rf"|\b(?:earlier|previous) (?:version|edition|headline)s? (?:of|on) (?:this|our|the) {_PIECE}\b"
    rf"|\b(?:earlier|previous) (?:version|edition|headline)s? (?:{_WRONGLY} )?(?:{_MIS}|{_SAID})\b"
    r"|\b(?:corrected|amended) to (?:remove|say|show|reflect|make clear)\b|^\W*corrects? (?:paragraph|to|headline)\b",
    re.IGNORECASE,
)
"""A sentence that is one, whatever it says of what was printed."""

# What was printed follows each of these.
PRINTED = re.compile(
    rf"\b{_EARLIER}(?: (?:of|on|to) {_OURS}\b[^.;]{{0,60}}?(?: {_WRONGLY})? (?:{_MIS}|{_SAID})"
    rf"| (?:{_WRONGLY} {_SAID}|{_MIS}))\b{_THAT}"
    rf"|\b(?:{_OURS}|OUTLET)\b[^.;]{{0,60}}? {_WRONGLY} {_SAID}\b{_THAT}"
    rf"|\bwe {_WRONGLY} {_SAID}\b(?:[^.;]{{0,40}}? that\b)?"
    rf"|\b(?:we|OUTLET) (?:were|was) wrong (?:to|when (?:we|it)) \w+{_THAT}"
    rf"|\b(?:{_MENDED}|corrects) to (?:remove|delete) (?:an? |the |any )?(?:\w+ )?(?:claim|statement|reference"
    r"|suggestion|line|sentence|paragraph|passage|quote)(?: (?:that|to|about|saying))*"
    r"|\b(?:we|OUTLET)(?: have| has)? (?:retract|retracts|retracted|withdrew|withdrawn|withdraw)\b(?: \w+)?"
    rf" {_PIECE}{_THAT}",
    re.IGNORECASE,
)
PRINTED_IF_WRONG = re.compile(
    rf"\b(?:(?<!as )we|this (?:newspaper|paper|site|programme)|our (?:\w+ )?(?:{_PIECE}|edition)s?"
    rf"|(?:an?|the) {_PIECE} {_DATED}|OUTLET)\b[^.;]{{0,200}}?\b{_SAID}\b{_THAT}",
    re.IGNORECASE,
)
"""Only where it is also said to have been wrong; "as we reported" says the contrary."""
PRINTED_IF_CHANGED = re.compile(
    rf"\b{_EARLIER} {_SAID}\b{_THAT}|\bit (?:had )?{_WRONGLY} {_SAID}\b{_THAT}", re.IGNORECASE
)
"""Only where the words before speak of an article that was changed: a bill has earlier versions too."""
CHANGED = re.compile(rf"\b(?:this|our|the|an?) {_PIECE}\b[^.;]{{0,60}}\b{_MENDED}\b", re.IGNORECASE)
ONLY_NAMED = re.compile(rf"{_MIS}$", re.IGNORECASE)
""""Misstated the number of dead": what is so is told in the next sentence, and what was printed nowhere."""

# What is so follows each of these.
RIGHTS = re.compile(
    rf"\b{_OURS}\b[^.;]{{0,60}}\b{_MENDED} to (?:say|show|reflect|state|make clear|clarify|note|read|indicate){_THAT}"
    rf"|\b(?:we are|we['’]re) (?:happy|glad|pleased) to (?:make (?:it )?clear|clarify|point out){_THAT}"
    rf"|\bwe now (?:accept|acknowledge|recogni[sz]e){_THAT}"
    r"|\bcontrary to (?:what (?:we|OUTLET)|our)\b[^,.;]{0,80},"
    r"|\b(?:we|OUTLET) got (?:it|this|that) wrong\b[^,.;:]{0,40}[,;:]?"
    rf"|\b(?:we|OUTLET|{_OURS}) should (?:instead )?have (?:said|read|stated|reported){_THAT}",
    re.IGNORECASE,
)

NOT_SO = re.compile(
    r"\b(?:in fact|in error|erroneous|wrong(?:ly)?|incorrect(?:ly)?|mistaken(?:ly)?|mistake|error|untrue|inaccurate"
    r"|apologi[sz]e|sorry|regret|which (?:it|he|she|they) (?:is|are|was|were|did|has|have|had) not)\b",
    re.IGNORECASE,
)
THAT_WAS_WRONG = re.compile(
    r"^\W*(?:this|that|it|both|neither|these|the (?:claim|report|statement|article|story|figure)s?)\b[^.;]{0,60}?"
    r"\b(?:wrong|(?:in)?correct(?:ed)?|not (?:so|true|right|accurate|the case)|untrue|inaccurate|false|mistaken"
    r"|an? (?:error|mistake)|been (?:corrected|amended|removed))\b"
    r"|^\W*(?:in fact|in reality)\b|\bwe (?:regret|apologi[sz]e|are sorry|accept|retract|withdraw|are happy)\b",
    re.IGNORECASE,
)
"""A sentence that says so of the one before it."""
TELLTALE = re.compile(
    r"correct|amended|version|earlier headline|originally|previously|initially|wrong|mis(?:taken|stated)|error|erron"
    r"|retract|withdr|clarif|in fact|accept|acknowledge|apologi|regret|happy to|contrary to|inaccura|untrue|not true"
    r"|not the case",
    re.IGNORECASE,
)
"""Without one of these a text has no such form."""

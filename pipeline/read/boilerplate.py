"""
Lines that change on their own while an article stays as it was: clocks, counters, credits, invitations, lists of links.

Only a whole line (or sentence) made of nothing else counts, so that no word of the article's own can hide in one: what
is taken for boilerplate here is never reported as changed.
"""

from __future__ import annotations

import re

__all__ = ["begins_a_list", "continues_a_list", "is_boilerplate_line", "is_boilerplate_sentence"]

# Characters. Longer lines are prose.
_LONGEST = 200
_WORD = re.compile(r"[^\W_]+(?:[.:,][^\W_]+)*")
_NUMBER = re.compile(r"\d[\d.,:]*(?:st|nd|rd|th|am|pm|[kmbhs])?|one|two|three|four|five|six|seven|eight|nine|ten|an?")
_CLOCK = re.compile(r"(?:\d\dt)?\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?(?:am|pm|z|h)?|\d{1,2}(?:\.\d\d)?(?:am|pm)")
_CALENDAR = frozenset(
    "jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october nov"
    " november dec december mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday"
    " sun sunday".split()
)
_STAMPED = frozenset("updated published posted modified edited".split())
_LATELY = frozenset("ago now yesterday today".split())
_AROUND_STAMPS = frozenset(
    "on at by the of last first just about over more than less and sec secs second seconds min mins minute minutes hr"
    " hrs hour hours day days week weeks month months year years a.m p.m am pm a p m et est edt ct cst cdt mt mst mdt"
    " pt pst pdt gmt utc bst ist cet cest z local time date ist".split()
)
_COUNTED = frozenset(
    "share shares shared like likes comment comments view views retweet retweets tweet tweets reaction reactions repost"
    " reposts reply replies facebook twitter whatsapp linkedin reddit pinterest telegram instagram".split()
)
_AROUND_COUNTS = frozenset(
    "on via this article story to and post pin print save email e mail copy link add leave show hide all no x with by"
    " read min minute minutes".split()
)
_INVITATION = re.compile(
    r"(?:advertisement|sponsored(?: content)?|promoted|loading(?: …|\.\.\.)?|story continues below.{0,40}"
    r"|continue reading.{0,40}|all rights reserved|(?:copyright|©|\(c\)) .+|back to top|skip to .+"
    r"|(?:sign up|subscribe|register) (?:for|to|now|here|today)\b.*|follow (?:us|@?\w+) on .+|join the conversation"
    r"|(?:download|get) (?:our|the) .{0,30}\bapp\b.*|click here .*"
    r"|\d+[ -]min(?:ute)?s? read|first published.{0,40})\W*",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"(?:read|see|watch|listen|explore|also read|also see|related|more|don't miss|in pictures|must read)"
    r"(?: more| also| next| now| further| this| on this)?\s*(?:[:»›→>|].*|$)"
    r"|read the (?:full|whole|rest of the) (?:story|article|report|text)\W*",
    re.IGNORECASE,
)
_LIST_HEADING = re.compile(
    r"(?:related|recommended|trending|popular|latest|more|top|further|also|you (?:may|might) (?:also )?(?:like|enjoy)"
    r"|most (?:read|popular|viewed|shared|commented)|read (?:more|also|next)|see also|in case you missed it|up next"
    r"|what to read next|from around the web|editors?['’] picks?)"
    r"(?: (?:stories|articles|news|coverage|content|links|topics|reading|reads|posts|videos|now|here))*"
    r"(?: (?:on|from|in|this) [^.!?]{1,40})?\W*",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\(?(?:file )?(?:photo(?:graph|graphy|s)?|image|picture|pic|illustration|video|foto|bild|graphic)s?"
    r"(?: credits?| source| by| courtesy(?: of)?|:|/| \|)[^.!?]{0,80}\)?"
    r"|\(?credits?\s*[:/|][^.!?]{0,80}"
    r"|[(©]?\s*(?:reuters|afp|ap|ap photo|epa|getty(?: images)?|bloomberg|shutterstock|dpa|pa)"
    r"(?:\s*(?:/|\||via)\s*[^.!?]{1,80})?\W*",
    re.IGNORECASE,
)


def is_boilerplate_line(line: str) -> bool:
    """Is a whole line nothing but a date, a counter, a credit, an invitation or a pointer to something else?"""
    words = _words(line)
    if not words or len(line) > _LONGEST:
        return not words
    return (
        is_boilerplate_sentence(line)
        or _made_of(words, _CALENDAR | _LATELY, _AROUND_STAMPS | _STAMPED)
        or _made_of(words, frozenset(filter(_CLOCK.fullmatch, words)), _AROUND_STAMPS)
        or _made_of(words, _COUNTED, _AROUND_COUNTS)
        or any(pattern.fullmatch(line) for pattern in (_INVITATION, _POINTER))
    )


def is_boilerplate_sentence(sentence: str) -> bool:
    """Is a sentence, also one in a paragraph, nothing but "Updated at 10:05" or a credit?"""
    if len(sentence) > _LONGEST:
        return False
    stamped = _made_of(_words(sentence), _STAMPED, _AROUND_STAMPS | _CALENDAR | _LATELY)
    return stamped or _CREDIT.fullmatch(sentence) is not None


def begins_a_list(line: str) -> bool:
    """Is a line the heading of links to other articles?"""
    return len(line) <= _LONGEST and _LIST_HEADING.fullmatch(line) is not None


def continues_a_list(line: str) -> bool:
    """Can a line be the headline of another article? A paragraph ends in a full stop, or runs long."""
    return len(line) <= _LONGEST and not line.rstrip("\"'”’»)").endswith((".", "。", ":"))


def _words(line: str) -> list[str]:
    return _WORD.findall(line[: _LONGEST + 1].lower())


def _made_of(words: list[str], signs: frozenset[str], around: frozenset[str]) -> bool:
    """Is one word a sign, and every other one, too, or a number, or what stands around signs?"""
    return any(word in signs for word in words) and all(
        word in signs or word in around or _NUMBER.fullmatch(word) or _CLOCK.fullmatch(word) for word in words
    )

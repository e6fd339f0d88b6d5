"""
Paragraphs and sentences of news text, with exact offsets on the text as it came.

A line is a paragraph (extracted pages and feeds put one paragraph on a line), except that hard-wrapped lines are put
together again. A sentence is never broken inside a quotation: "“It is over. We lost,” he said." is one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import reduce
from itertools import compress
from operator import or_
from typing import TYPE_CHECKING

from pipeline.claims.reading.lexicon import CLOSING, CUES
from pipeline.claims.reading.quotes import QUOTED, Quotation, quotations
from pipeline.claims.reading.tags import tags_of
from pipeline.claims.reading.tokens import laid_out
from pipeline.claims.reading.verbs import mend_missing_verb, mend_opening_noun
from pipeline.claims.reading.word_cards import may_be_verb

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.models import Span

__all__ = ["Passage", "paragraphs", "passage", "sentences"]

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_WRAPPED_AT_LEAST = 45
_ENDS = frozenset({".", "?", "!", "…", "...", "。", "？", "！", "؟"})
_BULLETS = frozenset("*•·▪▫‣●○◦■–—-")
"""Before an entry of a list, white space between them, and no part of its sentence."""
_LAST_MARKS = frozenset(".?!…。？！؟")
_QUESTIONS = frozenset({"?", "!", "…", "...", "？", "！"})
_CLOSERS = frozenset({"”", '"', "''", "’", "'", ")", "]", "»"})
_OPENERS = frozenset({"“", '"', "``", "''", "‘", "'", "(", "[", "«", "—", "–", "-", "•"})
_MAY_END_A_SENTENCE = frozenset(
    {"U.S.", "U.K.", "U.N.", "E.U.", "a.m.", "p.m.", "D.C.", "Inc.", "Corp.", "Co.", "Ltd.", "Jr."}
)
_LONGEST_SENTENCE = 500
"""Tokens. Nobody writes longer ones; text without full stops is cut there, so that no rule looks over all of it."""
_LONGEST_SPEAKER = 6
_SPEECH_VERBS = frozenset(word for word, cue in CUES.items() if cue.lemma in CLOSING and not word.endswith("ing"))
_STARTERS = frozenset(
    "The A An It He She They We I You This That These Those In On At But And However Meanwhile Since After Before "
    "While When As If For Its His Her Their Our Last Earlier Later There Some Many Most Now Still Both Asked".split()
)


@dataclass(slots=True, eq=False)
class Passage:
    """
    A paragraph in parallel columns, one place for each token. Known by identity: no two passages are equal.

    `quoted` holds the index into `quotes` of the quotation that a token stands in, or -1; `sentences` are ranges of
    token indices. `quotes` too: first token, one past the last. `marks` are the tokens that are marks or end with one:
    most rules look for those, and one token in eight is. `signs` are the bits that signs.py gives the words.

    Nothing writes to it once it is made; said to Python with `frozen`, that would take four times as long.
    """

    text: str
    start: int
    end: int
    words: tuple[str, ...]
    lows: tuple[str, ...]
    tags: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    quoted: tuple[int, ...]
    quotes: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]
    marks: tuple[int, ...]
    signs: int

    def span(self, first: int, last: int) -> Span:
        """Return the character offsets of the tokens from `first` up to, not with, `last`."""
        return self.starts[first], self.ends[last - 1]

    def marks_between(self, first: int, last: int) -> tuple[int, ...]:
        """Return the marks from token `first` up to, not with, `last`."""
        return self.marks[bisect_left(self.marks, first) : bisect_left(self.marks, last)]

    def cut(self, first: int, last: int) -> str:
        """Return the text of those tokens as it stands in the article."""
        return self.text[self.starts[first] : self.ends[last - 1]]


def paragraphs(text: str) -> Iterator[Span]:
    """Yield the offsets of each paragraph, white space around it left out."""
    begin, finish = -1, -1
    for match in _LINE.finditer(text):
        line = match.group()
        body = line.strip()
        if not body:
            continue
        start = match.start() + line.index(body)
        if begin >= 0 and _goes_on(text, begin, finish, start):
            finish = start + len(body)
            continue
        if begin >= 0:
            yield begin, finish
        begin, finish = start, start + len(body)
    if begin >= 0:
        yield begin, finish


def _goes_on(text: str, begin: int, finish: int, start: int) -> bool:
    gap = text[finish:start]
    line_began = max(text.rfind("\n", begin, finish) + 1, begin)
    return (
        gap.count("\n") == 1
        and finish - line_began >= _WRAPPED_AT_LEAST
        and text[start].islower()
        and text[finish - 1] not in ".!?:;”\"’'…)"
    )


def passage(text: str, start: int, end: int) -> Passage:
    """Return the paragraph `text[start:end]` cut into tagged tokens, quotations and sentences."""
    tokens = laid_out(text, start, end)
    starts, ends, words, lows, *_ = tokens
    marks = (*compress(range(len(words)), tokens.marked),)
    tags, signs = tags_of(tokens, marks), reduce(or_, filter(None, tokens.signs), 0)
    quoted, quotes = _places(starts, quotations(text, start, end) if signs & QUOTED else ())
    opened = int(len(words) > 1 and words[0] in _BULLETS and starts[1] > ends[0])
    found = tuple(_ranges(words, marks, quoted, quotes, opened))
    for first, last in found:
        if tags[first] == "VB":
            mend_opening_noun(tags, lows, first, last)
        mend_missing_verb(tags, lows, first, last, may_be_verb)
    return Passage(
        text=text,
        start=start,
        end=end,
        words=words,
        lows=lows,
        tags=tuple(tags),
        starts=starts,
        ends=ends,
        quoted=quoted,
        quotes=quotes,
        sentences=found,
        marks=marks,
        signs=signs,
    )


def sentences(text: str) -> list[Span]:
    """Return the offsets of every sentence of a text, in order."""
    found: list[Span] = []
    for start, end in paragraphs(text):
        cut = passage(text, start, end)
        found += [cut.span(first, last) for first, last in cut.sentences]
    return found


def _places(starts: Sequence[int], marks: Sequence[Quotation]) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
    if not marks:
        return (-1,) * len(starts), ()
    quoted = [-1] * len(starts)
    quotes: list[tuple[int, int]] = []
    for mark in marks:
        first = bisect_right(starts, mark.start - 1)
        last = bisect_right(starts, mark.end - 1)
        quoted[first:last] = [len(quotes)] * (last - first)
        quotes.append((first, last))
    return tuple(quoted), tuple(quotes)


def _ranges(
    words: Sequence[str], marks: Sequence[int], quoted: Sequence[int], quotes: Sequence[tuple[int, int]], first: int
) -> Iterator[tuple[int, int]]:
    count = len(words)
    # Whatever ends a sentence ends in such a mark itself, save what is cut for its length.
    for i in [*[i for i in marks if words[i][-1] in _LAST_MARKS], count]:
        while i - first >= _LONGEST_SENTENCE:
            yield first, first + _LONGEST_SENTENCE
            first += _LONGEST_SENTENCE
        end = _sentence_end(words, quoted, quotes, i) if first < i < count else None
        if end is not None:
            yield first, end
            first = end
    if first < count:
        yield first, count


def _sentence_end(words: Sequence[str], quoted: Sequence[int], quotes: Sequence[tuple[int, int]], i: int) -> int | None:
    """Where the sentence ends that the mark at `i` ends, or None when it ends none."""
    word = words[i]
    if word not in _ENDS and word not in _MAY_END_A_SENTENCE and not _abbreviated_end(words, quoted, i):
        return None
    after = i + 1
    while after < len(words) and words[after] in _CLOSERS and not _reopens(quoted, after):
        after += 1
    if quoted[i] >= 0 and after < quotes[quoted[i]][1]:
        return None
    if after >= len(words):
        return after
    if word in _QUESTIONS and quoted[after - 1] >= 0 and _speech_follows(words, after):
        return None
    return after if _starts_a_sentence(words, after, known=word in _MAY_END_A_SENTENCE) else None


def _abbreviated_end(words: Sequence[str], quoted: Sequence[int], i: int) -> bool:
    """An abbreviation before a new quotation: "of Fresno, Calif. “I think …”"."""
    word = words[i]
    return (
        len(word) > 2
        and word[-1] == "."
        and i + 1 < len(words)
        and words[i + 1] in {"“", '"', "''"}
        and _reopens(quoted, i + 1)
    )


def _speech_follows(words: Sequence[str], at: int) -> bool:
    """Whether the quotation that just ended with a mark goes on with its speaker, as in “Why?” Ann Lee asked."""
    for word in words[at : at + _LONGEST_SPEAKER]:
        if word in _ENDS or word in _OPENERS or word == ",":
            return False
        if word in _SPEECH_VERBS:
            return True
    return False


def _reopens(quoted: Sequence[int], at: int) -> bool:
    return quoted[at] >= 0 and quoted[at] != quoted[at - 1]


def _starts_a_sentence(words: Sequence[str], at: int, *, known: bool) -> bool:
    word = words[at]
    if known:
        return word in _STARTERS
    return word[:1].isupper() or word[:1].isdigit() or word in _OPENERS or not word.isascii()

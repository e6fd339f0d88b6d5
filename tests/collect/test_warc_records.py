from __future__ import annotations

import gzip
import io
import random
import zlib
from collections.abc import Callable

import pytest
from fastwarc.stream_io import Lz4Writer

from pipeline.collect.local.unpacking import unpacked
from pipeline.collect.local.warc_records import Broken, whole_records

Make = Callable[..., bytes]

LARGEST = 1_000_000


def cut(archive: bytes, largest: int = LARGEST) -> list[bytes | Broken]:
    """The records of an archive in memory."""
    return list(whole_records(unpacked(io.BytesIO(archive)), largest))


def brief(archive: bytes, largest: int = LARGEST) -> list[str]:
    """The last part of each record's address, and why the broken ones are broken."""
    return [
        record.reason if isinstance(record, Broken) else record.split(b"example/")[1].split(b"\r\n")[0].decode()
        for record in cut(archive, largest)
    ]


def lz4(plain: bytes) -> bytes:
    """The bytes as one lz4 frame."""
    packed = io.BytesIO()
    with Lz4Writer(packed) as writer:
        writer.write(plain)
    return packed.getvalue()


def member_by_member(*records: bytes) -> bytes:
    """The records as WARC files have them: each a gzip member of its own."""
    return b"".join(map(gzip.compress, records))


PACKINGS = {
    "plain": lambda *records: b"".join(records),
    "gzip": member_by_member,
    "one gzip member": lambda *records: gzip.compress(b"".join(records)),
    "gzip members of 100 bytes": lambda *records: b"".join(
        gzip.compress(b"".join(records)[start : start + 100]) for start in range(0, sum(map(len, records)), 100)
    ),
    "lz4": lambda *records: lz4(b"".join(records)),
}


@pytest.fixture
def three(warc_record: Make) -> list[bytes]:
    """Three records, one, two and three."""
    return [warc_record(url=f"http://news.example/{name}") for name in ("one", "two", "three")]


@pytest.mark.parametrize("packing", PACKINGS)
def test_every_record_comes_whole_however_the_file_is_packed(packing: str, three: list[bytes]) -> None:
    """Records come as they were written, whatever their compression, also when its members are not the records."""
    assert [record for record in cut(PACKINGS[packing](*three)) if record] == [record[:-4] for record in three]


def test_a_damaged_gzip_member_costs_its_own_record(three: list[bytes]) -> None:
    """A byte flipped in the middle of a compressed record leaves the ones before and after."""
    packed = [bytearray(gzip.compress(record)) for record in three]
    packed[1][len(packed[1]) // 2] ^= 0xFF
    assert brief(b"".join(packed)) == ["one", "the compressed data are damaged", "three"]


def test_a_record_whose_checksum_is_wrong_is_not_taken(three: list[bytes]) -> None:
    """A member that inflates well and fails its checksum is damaged somewhere; nobody knows where."""
    packed = [bytearray(gzip.compress(record)) for record in three]
    packed[1][-8] ^= 0xFF
    assert brief(b"".join(packed)) == ["one", "the compressed data are damaged", "three"]


def test_a_member_that_lost_its_beginning_is_counted(three: list[bytes]) -> None:
    """Bytes between members that begin none are damage, not padding."""
    packed = [bytearray(gzip.compress(record)) for record in three]
    packed[1][0] = 1
    assert brief(b"".join(packed)) == ["one", "the compressed data are damaged", "three"]


def test_a_member_cut_off_in_the_middle_of_the_file_does_not_take_the_next_with_it(three: list[bytes]) -> None:
    """A download that was resumed at the wrong place loses the record it broke in, and no other."""
    one, two, three_ = map(gzip.compress, three)
    told = brief(one + two[:150] + three_)
    assert (len(told), told[0], told[-1]) == (3, "one", "three")


@pytest.mark.parametrize(
    ("packing", "reason"),
    [
        ("plain", "it breaks off before its end"),
        ("gzip", "the file breaks off"),
        ("one gzip member", "the file breaks off"),
    ],
)
def test_the_end_that_is_missing_is_noted(packing: str, reason: str, three: list[bytes]) -> None:
    """A file that breaks off gives the records before, and says that it broke off."""
    whole = PACKINGS[packing](*three)
    told = brief(whole[:-30])
    assert told[-1] == reason
    assert told[:-1] == ["one", "two", "three"][: len(told) - 1]


@pytest.mark.parametrize("packing", ["plain", "gzip", "one gzip member"])
@pytest.mark.parametrize("length", [20, 700, "abc", "-5", "", 10**18])
def test_a_record_that_lies_about_its_length_is_skipped_alone(
    packing: str, length: object, three: list[bytes], warc_record: Make
) -> None:
    """Too short, too long, none: its text would be cut or mixed with another's; the next record is found."""
    liar = warc_record(url="http://news.example/liar", length=length)
    told = brief(PACKINGS[packing](three[0], liar, three[1], three[2]))
    assert told[0] == "one"
    assert "liar" not in told
    assert told[-1] == "three"
    assert sum(reason not in {"one", "two", "three"} for reason in told) == 1


def test_rubbish_between_records_is_passed_over(three: list[bytes]) -> None:
    """Something else than a record is skipped to the next line that begins one; the record before it ends in doubt."""
    rubbish = b"\x00\x01 no record WARC/1.0 either\n" * 20
    assert brief(rubbish + three[0] + three[1]) == ["something else stands where a record should begin", "one", "two"]


def test_a_page_cannot_bring_a_record_of_its_own(warc_record: Make, three: list[bytes]) -> None:
    """A page with the text of a WARC record in it is one record; what it quotes is not taken for another's word."""
    quoted = warc_record(b"\r\n\r\n" + three[1] + b"and so on", url="http://news.example/forger")
    for packing in ("plain", "gzip"):
        assert brief(PACKINGS[packing](three[0], quoted, three[2])) == ["one", "forger", "three"]
    large = warc_record(b"\r\n\r\n" + three[1] + b"x" * 5000, url="http://news.example/forger")
    assert brief(b"".join((three[0], large, three[2])), largest=3000) == ["one", "larger than 0.003 MB", "three"]
    assert brief(member_by_member(three[0], large[:-100], three[2])) == ["one", "it breaks off before its end", "three"]


def test_a_header_without_end_is_given_up(three: list[bytes]) -> None:
    """Headers end within 64 KB."""
    assert brief(b"WARC/1.1\r\n" + b"X: y\r\n" * 20_000 + b"\r\n\r\n" + three[0]) == ["its header has no end", "one"]


def test_what_inflates_beyond_measure_is_left(three: list[bytes]) -> None:
    """A few kilobytes that stand for hundreds of megabytes are not unpacked to their end."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = b"".join(packer.compress(bytes(1 << 20)) for _ in range(200)) + packer.flush()
    pieces = unpacked(io.BytesIO(zeros))
    assert sum(len(piece) for piece in pieces if isinstance(piece, bytes)) < 70_000_000
    told = brief(gzip.compress(three[0]) + zeros + gzip.compress(three[1]))
    assert told == ["one", "inflates more than a hundredfold", "two"]


def test_a_file_of_nothing_but_beginnings_comes_to_an_end(three: list[bytes]) -> None:
    """Each record claims all that follows, each false member stores it; a few are seen through, many are given up."""
    claims = b"".join(b"WARC/1.0\r\nContent-Length: 900000\r\n\r\n" for _ in range(10_000))
    assert {type(record) for record in cut(claims)} == {Broken}
    false_member = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x00\xff\xff\x00\x00"
    assert brief(false_member * 500 + gzip.compress(three[0]))[-1] == "one"
    assert {type(record) for record in cut(false_member * 20_000)} == {Broken}


def test_an_empty_file_has_no_records() -> None:
    """Nothing comes of nothing."""
    assert cut(b"") == cut(gzip.compress(b"")) == cut(b"\r\n\r\n") == []


@pytest.mark.parametrize("packing", ["plain", "gzip", "lz4"])
def test_no_damage_makes_it_fail(packing: str, three: list[bytes]) -> None:
    """Bytes changed, left out and put in at random: it comes to an end, and good records stay as they were."""
    dice = random.Random(20180322)  # noqa: S311 - the same damage every time
    whole, originals = PACKINGS[packing](*three * 4), {record[:-4] for record in three}
    survivors = 0
    for _ in range(300):
        hurt = bytearray(whole)
        at = dice.randrange(len(hurt))
        hurt[at : at + dice.choice((0, 1, 40))] = dice.randbytes(dice.choice((0, 1, 40)))
        survivors += sum(record in originals for record in cut(bytes(hurt)))
    assert survivors > 300 * (1 if packing == "lz4" else 10)

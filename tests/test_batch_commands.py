"""The batch commands: a JSON line in, a JSON line out, whatever the line holds."""

from __future__ import annotations

import gzip
import json
import os
from typing import TYPE_CHECKING

import pytest

from pipeline.claims.rules import RULES
from pipeline.read.extract import LARGEST_PAGE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome, Site


@pytest.mark.parametrize("command", ["claims", "group", "extract"])
def test_half_a_surrogate_pair_stops_no_line(claimwatch: Callable[..., Outcome], tmp_path: Path, command: str) -> None:
    """JSON can carry it and UTF-8 cannot; it goes out as it came in."""
    (tmp_path / "one.html").write_text("<html><body><p>Page not found</p></body></html>", encoding="utf-8")
    broken = {"id": "\ud800", "text": "Best Buy \udfff has ceased ordering “phones”, CNET reported. " * 9}
    whole = {"id": 2, "text": "Huawei denied it."}
    pages = {"url": "http://h.example/\ud800", "path": str(tmp_path / "one.html")}
    stdin = "\n".join(json.dumps(record | pages) for record in (broken, {"id": 1, "path": "\ud800"}, whole))
    outcome = claimwatch(command, "--jsonl", stdin=stdin.encode())
    assert outcome.code == 0
    answers = [json.loads(line) for line in outcome.out.splitlines()]
    assert [answer["id"] for answer in answers] == ["\ud800", 1, 2]
    assert "error" not in answers[0] | answers[2]


def test_claims_lines_answer_each_line_and_survive_any(claimwatch: Callable[..., Outcome]) -> None:
    """One answer a line, in order; a bad line is an "error" and the next one is answered."""
    good = {"id": "a", "text": "“We will stay,” said Ada Brown, a spokeswoman for Best Buy."}
    lines = [
        json.dumps(good).encode(),
        b"not json",
        b'{"id": 2}',
        b'{"id": 3, "text": "caf\xe9"}',
        b"[1]",
        json.dumps(good).encode(),
    ]
    outcome = claimwatch("claims", "--jsonl", stdin=b"\n".join(lines))
    answers = [json.loads(line) for line in outcome.out.splitlines()]
    assert outcome.code == 0
    assert [answer["id"] for answer in answers] == ["a", None, 2, None, None, "a"]
    assert ["error" in answer for answer in answers] == [False, True, True, True, True, False]
    said = answers[0]["claims"][0]
    assert " ".join(said) == (
        "claim evidence evidence_span speaker speaker_entity speaker_span speaker_kind cue cue_span content_span mode"
        " polarity certainty factuality subject event_type plover object time origin origin_span via chain tier"
        " extractor"
    )
    assert said["extractor"] == RULES.stamp
    assert good["text"][slice(*said["evidence_span"])] == said["evidence"]


def test_group_lines_find_the_copy(claimwatch: Callable[..., Outcome], seed_texts: dict[str, str]) -> None:
    """In order of arrival, with passages on both sides."""
    texts = {"a": seed_texts["000"], "b": seed_texts["004"], "c": "Menu Home\n" + seed_texts["000"] + "\nSubscribe"}
    stdin = "\n".join(json.dumps({"id": name, "text": text}) for name, text in texts.items()).encode()
    answers = {row["id"]: row for row in map(json.loads, claimwatch("group", "--jsonl", stdin=stdin).out.splitlines())}
    assert (answers["b"]["decision"], answers["c"]["decision"], answers["c"]["of"]) == (
        "independent",
        "near_duplicate",
        "a",
    )
    assert answers["c"]["story"] == answers["a"]["story"]
    passage = answers["c"]["passages"][0]
    assert passage["other"] == "a"


def test_extract_lines_read_pages_from_files(claimwatch: Callable[..., Outcome], site: Site, tmp_path: Path) -> None:
    """The article of each file, an empty text where there is none, an error where there is no file."""
    site.article("/one", "Huawei again", "Best Buy has ceased ordering new smartphones from Huawei. " * 10)
    (tmp_path / "one.html").write_bytes(site.answers["/one"])
    (tmp_path / "wall.html").write_text("<html><body><p>Page not found</p></body></html>", encoding="utf-8")
    records = [
        {"id": 1, "url": "http://example.org/1", "path": str(tmp_path / "one.html")},
        {"id": 2, "url": "http://example.org/2", "path": str(tmp_path / "gone.html")},
        {"id": 3, "url": "http://example.org/3", "path": str(tmp_path / "wall.html")},
    ]
    stdin = "\n".join(map(json.dumps, records)).encode()
    answers = [json.loads(line) for line in claimwatch("extract", "--jsonl", stdin=stdin).out.splitlines()]
    assert [answer["id"] for answer in answers] == [1, 2, 3]
    assert "ceased ordering" in answers[0]["text"]
    assert (answers[0]["outlet"], answers[0]["quality"]) == ("The Loopback Times", "full")
    assert "cannot be read" in answers[1]["error"]
    assert (answers[2]["text"], answers[2]["quality"]) == ("", "not_an_article")


def test_files_without_an_end_and_too_large_ones_cost_their_own_line_only(
    claimwatch: Callable[..., Outcome], tmp_path: Path
) -> None:
    """A device and a pipe would be read for ever, and a few kilobytes of gzip may be gigabytes."""
    os.mkfifo(tmp_path / "pipe.html")
    (tmp_path / "bomb.html").write_bytes(gzip.compress(bytes(LARGEST_PAGE + 1)))
    (tmp_path / "long.html").write_bytes(b"<p>" * (LARGEST_PAGE // 3 + 1))
    (tmp_path / "cut.html").write_bytes(gzip.compress(b"<p>Huawei</p>" * 99)[:-20])
    said = b"Best Buy has ceased ordering new smartphones from Huawei. " * 10
    (tmp_path / "whole.txt.gz").write_bytes(gzip.compress(said[:290]) + gzip.compress(said[290:]))
    paths = [
        "/dev/zero",
        tmp_path / "pipe.html",
        tmp_path,
        *(tmp_path / f"{name}.html" for name in ("bomb", "long", "cut")),
    ]
    stdin = "\n".join(json.dumps({"id": 1, "path": str(path)}) for path in [*paths, tmp_path / "whole.txt.gz"]).encode()
    *errors, last = map(json.loads, claimwatch("extract", "--jsonl", stdin=stdin).out.splitlines())
    assert [answer["error"].partition("cannot be read: ")[2] for answer in errors] == [
        *["not a file that could be read to its end"] * 3,
        *["larger than 5 MB"] * 2,
        "the compressed body broke off before its end",
    ]
    assert last["text"] == said.decode().strip()


def test_text_files_are_read_as_they_stand(claimwatch: Callable[..., Outcome], tmp_path: Path) -> None:
    """As in a folder of them; what holds nothing, or something else, says what it is."""
    text = "Best Buy has ceased ordering <new> smartphones from Huawei. " * 10
    for name, body in (
        ("text", text.encode()),
        ("empty", b""),
        ("binary", bytes(range(256)) * 9),
        ("pdf", b"%PDF-1.7 "),
    ):
        (tmp_path / f"{name}.txt").write_bytes(body)
        (tmp_path / f"{name}.html").write_bytes(body)
    names = ("text.txt", "empty.txt", "binary.txt", "pdf.txt", "empty.html", "binary.html", "pdf.html")
    stdin = "\n".join(json.dumps({"id": name, "path": str(tmp_path / name)}) for name in names).encode()
    first, *others = map(json.loads, claimwatch("extract", "--jsonl", stdin=stdin).out.splitlines())
    assert first["text"] == text.strip()
    assert [answer["reason"].partition(": ")[2] for answer in others] == ["empty", "a binary file", "a PDF"] * 2

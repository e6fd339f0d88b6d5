"""Run claimwatch over a folder of real pages, served on loopback as one feed, twice; count rows, time and memory."""

from __future__ import annotations

import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pipeline.store.database import Database
from pipeline.store.published import Published

VIEWS = ("articles", "stories", "claims", "mentions", "passages", "drops")


def serve(pages: dict[str, Path]) -> ThreadingHTTPServer:
    """Serve the pages and a feed of them on a free port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.strip("/")
            found = name == "feed.xml" or name in pages
            body = b"no such page"
            if found:
                listed = name == "feed.xml"
                body = feed(self.headers["Host"], pages) if listed else gzip.decompress(pages[name].read_bytes())
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "application/rss+xml" if name == "feed.xml" else "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def feed(host: str, pages: dict[str, Path]) -> bytes:
    """Return an RSS feed of the pages."""
    items = "".join(f"<item><link>http://{host}/{escape(name)}</link></item>" for name in pages)
    return f"<rss version='2.0'><channel><title>pages</title>{items}</channel></rss>".encode()


def run(topic: Path, db: Path) -> float:
    """Run claimwatch once and return the seconds it took; what it says goes to our own output."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "pipeline", "run", "--topic", str(topic), "--db", str(db)]
    subprocess.run(command, check=True, env=os.environ | {"CLAIMWATCH_ALLOW_PRIVATE": "127.0.0.1"})
    return time.perf_counter() - began


def main() -> None:
    """Print the figures of a folder of pages."""
    pages = {path.name.removesuffix(".html.gz"): path for path in sorted(Path(sys.argv[1]).glob("html/*.html.gz"))}
    server = serve(pages)
    with tempfile.TemporaryDirectory() as home:
        topic, db = Path(home) / "topic", Path(home) / "db"
        (topic / "articles").mkdir(parents=True)
        (topic / "articles" / "seed.txt").write_text("A seed is needed to make a topic.", encoding="utf-8")
        (topic / "topic.toml").write_text('name = "anything"\n[thresholds]\nrelevance = 0.0\n', encoding="utf-8")
        url = f"http://127.0.0.1:{server.server_port}/feed.xml"
        outline = f'<opml version="2.0"><body><outline xmlUrl="{url}"/></body></opml>'
        (topic / "feeds.opml").write_text(outline, encoding="utf-8")
        counts = []
        for turn in ("first", "second"):
            seconds = run(topic, db)
            published = Published(Database(db).published)
            counts.append({view: published.ask(f"SELECT count(*) FROM {view}").rows[0][0] for view in VIEWS})
            print(f"{turn} run: {seconds:.1f} s for {len(pages)} pages; {json.dumps(counts[-1])}")
        stored = published.ask("SELECT count(*) FROM articles WHERE NOT is_seed").rows[0][0]
        dropped = Counter(row[0] for row in published.ask("SELECT reason FROM drops").rows)
        print(f"pages accounted for: {stored + sum(dropped.values())} of {len(pages)}; drops: {dict(dropped)}")
        print(f"second run added rows: {counts[0] != counts[1]}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory of the largest process: {peak:.0f} MB")


if __name__ == "__main__":
    main()

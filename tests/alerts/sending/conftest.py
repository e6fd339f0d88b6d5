"""Messages, and who takes them: a web address and a mail server on loopback."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import socketserver
import ssl
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pipeline.models import Alert, Channel, Facts, Message, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FOLDER = Path(__file__).parent
SEEN = dt.datetime(2018, 3, 22, 1, 22, tzinfo=dt.UTC)
BEST_BUY = json.loads((FOLDER / "best_buy.json").read_text(encoding="utf-8"))


_LINES = json.loads((FOLDER / "hostile.json").read_text(encoding="utf-8")).items()
HOSTILE: dict[str, str] = {name: said["text"] * said["times"] for name, said in _LINES}
"""What has been found in feeds, and what somebody who knows the services would put there."""


@pytest.fixture(params=HOSTILE)
def hostile(request: pytest.FixtureRequest) -> str:
    """Text from the web that wants to be more than text."""
    return HOSTILE[request.param]


@pytest.fixture
def all_hostile() -> dict[str, str]:
    """Every text from the web that wants to be more than text, by what it tries."""
    return HOSTILE


@pytest.fixture
def filled(message_of: Callable[..., Message], alert_of: Callable[..., Alert]) -> Callable[[str], Message]:
    """Make a message with a text in every field that can hold one."""
    fields = "why claim evidence speaker origin via basis outlet title first_outlet story before".split()

    def fill(text: str) -> Message:
        facts = dict.fromkeys(fields, text) | {"details": (text, text), "url": f"javascript:{text}"}
        return message_of(
            alert_of(**facts).model_copy(update={"title": text, "body": text, "rule": text, "subject": text}),
            key=text[:300],
            thread=text,
            topic=text,
            topic_name=text,
            subject=text,
            changed=(text,),
            last_at=SEEN,
            how_to_silence=text,
        )

    return fill


@pytest.fixture
def alert_of() -> Callable[..., Alert]:
    """Make an alert from some facts, the others those of the Best Buy story."""

    def make(number: int = 1, *, severity: Severity = Severity.NOTABLE, bare: bool = False, **facts: Any) -> Alert:
        return Alert(
            alert_id=2**60 + number,
            rule="corroborated",
            topic="phones",
            severity=severity,
            thread="story:2",
            subject="claim:1",
            trigger="2",
            claim_id=1,
            story_id=2**61,
            facts=Facts(**({"why": "it fired"} if bare else BEST_BUY) | facts),
            title="2nd independent origin: Best Buy will stop selling Huawei phones",
            body="2nd independent origin",
            created_at=SEEN,
        )

    return make


@pytest.fixture
def message_of(alert_of: Callable[..., Alert]) -> Callable[..., Message]:
    """Make a message of one alert with such facts, or of the alerts given."""

    def make(*alerts: Alert, facts: dict[str, Any] | None = None, **fields: Any) -> Message:
        whole: dict[str, Any] = {
            "key": "k-17",
            "kind": "alerts",
            "thread": "story:2",
            "topic": "phones",
            "topic_name": "Phones",
            "subject": "Best Buy stops selling Huawei phones",
            "alerts": alerts or (alert_of(**facts or {}),),
            "how_to_silence": "claimwatch alerts silence story:2",
            "created_at": SEEN,
        }
        return Message(**whole | fields)

    return make


@pytest.fixture
def channel() -> Channel:
    """A channel in New York whose people read more on a dashboard."""
    return Channel(name="desk", to="stdout", timezone="America/New_York", link="https://watch.example.org/")


class Taken(NamedTuple):
    """One request."""

    path: str
    headers: dict[str, str]
    body: bytes


class Asked(BaseHTTPRequestHandler):
    """One request to a receiver."""

    server: Any

    def do_GET(self) -> None:
        """Note who loads something."""
        self.server.receiver.taken.append(Taken(self.path, dict(self.headers), b""))
        self.send_error(404)

    def do_PUT(self) -> None:
        """Take it as it would a POST."""
        self.do_POST()

    def do_POST(self) -> None:
        """Take a message, and answer as the receiver was told to."""
        receiver: Receiver = self.server.receiver
        body = self.rfile.read(int(self.headers["Content-Length"]))
        receiver.taken.append(Taken(self.path, dict(self.headers), body))
        with suppress(OSError):
            if receiver.dripping:
                for byte in b"HTTP/1.1 200 OK\r\nX-Slowly: " + b"x" * 60:
                    self.wfile.write(bytes([byte]))
                    time.sleep(0.2)
            answer = f"{self.path} {self.headers}".encode() if receiver.echoing else receiver.answer
            self.send_response(receiver.status)
            if not receiver.endless:
                self.send_header("Content-Length", str(len(answer)))
            for name, value in receiver.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)
            while receiver.endless:
                self.wfile.write(b"x" * 2**16)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Web(ThreadingHTTPServer):
    """A receiver's door."""

    daemon_threads = True
    block_on_close = False
    receiver: Receiver

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is no error of the receiver."""


class Receiver:
    """A web address that takes messages, answers as it is told to, and remembers."""

    def __init__(self) -> None:
        self.taken: list[Taken] = []
        self.status, self.headers, self.answer = 200, dict[str, str](), b"thank you"
        self.dripping = self.echoing = self.endless = False
        self.server = Web(("127.0.0.1", 0), Asked)
        self.server.receiver = self
        self.host = f"127.0.0.1:{self.server.server_port}"
        self.url = f"http://{self.host}/hook"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A web address on loopback."""
    receiver = Receiver()
    yield from _serving(receiver.server, receiver)


class Mailed(NamedTuple):
    """One mail, as its server had it."""

    sender: str
    recipients: list[str]
    data: bytes
    user: bytes | None
    encrypted: bool


class Talk(socketserver.StreamRequestHandler):
    """One conversation of a mail server."""

    server: Any

    def handle(self) -> None:
        """Answer each command until somebody goes away."""
        self.post: Post = self.server.post
        self.encrypted, self.user, self.sender, self.to = self.server.encrypted, None, "", []
        with suppress(OSError):
            while self.post.dripping:
                self.wfile.write(b"2")
                time.sleep(0.2)
            self._say("220 post.example")
            while (line := self.rfile.readline()) and self._answer(line.decode().strip()):
                pass

    def finish(self) -> None:
        """Close what TLS was put around too."""
        super().finish()
        self.request.close()

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")

    def _answer(self, command: str) -> bool:
        word = command.upper()
        told = next((reply for begin, reply in self.post.replies.items() if word.startswith(begin)), None)
        if word == "QUIT":
            return False
        if told:
            self._say(told)
        elif word.startswith("EHLO"):
            known = [name for name in self.post.knows if not (name == "STARTTLS" and self.encrypted)]
            self._say("\r\n".join([*(f"250-{name}" for name in ["post.example", *known]), "250 SIZE 1000000"]))
        elif word == "STARTTLS":
            self._say("220 go on")
            self.request, self.encrypted = self.server.tls.wrap_socket(self.request, server_side=True), True
            self.setup()
        elif word.startswith("AUTH"):
            self.user = command.encode()
            self._say("235 welcome")
        elif word == "DATA":
            self._take()
        else:
            self._note(word.partition(":")[0], command.partition("<")[2].partition(">")[0])
            self._say("250 fine")
        return True

    def _note(self, word: str, address: str) -> None:
        if word == "MAIL FROM":
            self.sender, self.to = address, []
        elif word == "RCPT TO":
            self.to = [*self.to, address]

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b"..") else line)
        self.post.mails.append(Mailed(self.sender, self.to, b"".join(lines), self.user, self.encrypted))
        self._say(self.post.replies.get("(MAIL)", "250 queued as 17"))


class Server(socketserver.ThreadingTCPServer):
    """A mail server's door."""

    daemon_threads = True
    block_on_close = False
    post: Post
    tls: ssl.SSLContext
    encrypted: bool

    def get_request(self) -> tuple[Any, Any]:
        """Begin with TLS where that is asked for."""
        request, address = super().get_request()
        return (self.tls.wrap_socket(request, server_side=True) if self.encrypted else request), address

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is no error of the server."""


class Post:
    """A mail server that takes mail, answers as it is told to, and remembers."""

    def __init__(self, certificate: Path, *, encrypted: bool = False) -> None:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate)
        self.mails: list[Mailed] = []
        self.replies: dict[str, str] = {}
        """Begin of a command in capitals: what it is answered."""
        self.knows = ["STARTTLS", "AUTH PLAIN LOGIN"]
        self.dripping = False
        self.server = Server(("127.0.0.1", 0), Talk)
        self.server.post, self.server.tls, self.server.encrypted = self, tls, encrypted
        self.host = f"127.0.0.1:{self.server.server_address[1]}"


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a key and its certificate for 127.0.0.1, made for these tests."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    today = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("certificate") / "loopback.pem"
    private = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(key.private_bytes(*private) + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def post(certificate: Path) -> Iterator[Post]:
    """A mail server that knows STARTTLS."""
    post = Post(certificate)
    yield from _serving(post.server, post)


@pytest.fixture
def encrypted_post(certificate: Path) -> Iterator[Post]:
    """A mail server that is encrypted from the start."""
    post = Post(certificate, encrypted=True)
    yield from _serving(post.server, post)


def _serving(server: socketserver.BaseServer, what: Any) -> Iterator[Any]:
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield what
    server.shutdown()
    thread.join()
    server.server_close()

from __future__ import annotations

import datetime as dt
import json
import os
import socket
import ssl
import subprocess
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pipeline.collect.fetch import Fetcher, Request

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGE = b"<html><body><p>Best Buy stops selling Huawei phones.</p></body></html>"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(PAGE) + PAGE


def test_a_name_server_cannot_swap_the_address(server: Any, now: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is judged is what is connected to, whatever the name stood for a moment before."""
    answers = iter(["93.184.216.34", *["127.0.0.1"] * 9])

    def rebinding(_: str, port: int, *__: Any, **___: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr("socket.getaddrinfo", rebinding)
    server.serve("/a", PAGE)
    assert rebinding("outlet.example", 80)[0][4][0] == "93.184.216.34"
    fetched = Fetcher().fetch_one(Request(url=f"http://outlet.example:{server.port}/a", kind="feed"), lambda: now)
    assert fetched.fetch.error == "127.0.0.1 is not on the public internet; CLAIMWATCH_ALLOW_PRIVATE can permit it"
    assert server.asked == []


class Authority:
    """Signs certificates, as the world's authorities do."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _called(name)
        self.path = folder / f"{name}.pem"
        self.path.write_bytes(self._signed(self._name, self._key, (-9, 9), x509.BasicConstraints(True, None)))

    def certificate(self, host: str, days: tuple[int, int]) -> Path:
        """A certificate with its key, valid from and to so many days from today."""
        key = ec.generate_private_key(ec.SECP256R1())
        path = self._folder / f"{host}.pem"
        path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + self._signed(_called(host), key, days, x509.SubjectAlternativeName([x509.DNSName(host)]))
        )
        return path

    def _signed(self, name: x509.Name, key: Any, days: tuple[int, int], extension: x509.ExtensionType) -> bytes:
        begin, end = (dt.datetime.now(tz=dt.UTC) + dt.timedelta(days=day) for day in days)
        builder = x509.CertificateBuilder(self._name, name, key.public_key(), x509.random_serial_number(), begin, end)
        signed = builder.add_extension(extension, critical=True).sign(self._key, hashes.SHA256())
        return signed.public_bytes(serialization.Encoding.PEM)


def _called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


class Encrypted(NamedTuple):
    """What asking encrypted hosts brought: errors by host, and how often each was connected to and heard a word."""

    errors: dict[str, str | None]
    connections: dict[str, int]
    heard: list[str]


# Which authorities are trusted is read when Python's ssl is loaded, so the asking has a process of its own.
ASK = """
import json, sys
from datetime import UTC, datetime
from pipeline.collect.fetch import Fetcher, Request
proxy, ports = sys.argv[1], json.loads(sys.argv[2])
known = {host: ("127.0.0.1", port) for host, port in ports.items() if host != "tunnel.example"}
fetcher = Fetcher(allow_private=frozenset({"127.0.0.1"}), resolve=known, proxies={"https": proxy})
requests = [Request(url=f"https://{host}/a", kind="feed") for host in ports]
results = fetcher.fetch_all(requests, lambda: datetime.now(UTC))
print(json.dumps({fetched.request.url.split("/")[2]: fetched.fetch.error for fetched in results}))
"""


@pytest.fixture
def encrypted(tmp_path: Path, listen: Any, proxy: Any) -> Encrypted:
    """Ask five hosts with certificates of all kinds, one of them by a tunnel through a proxy."""
    authority, stranger = Authority(tmp_path, "authority"), Authority(tmp_path, "stranger")
    heard: list[str] = []

    def serving(host: str, certificate: Path) -> Callable[[socket.socket], None]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)

        def serve(connection: socket.socket) -> None:
            with context.wrap_socket(connection, server_side=True) as wire:
                wire.recv(65536)
                heard.append(host)
                wire.sendall(ANSWER)

        return serve

    good = authority.certificate("good.example", (-1, 1))
    certificates = {
        "good.example": good,
        "other.example": good,
        "expired.example": authority.certificate("expired.example", (-3, -1)),
        "unknown.example": stranger.certificate("unknown.example", (-1, 1)),
        "tunnel.example": authority.certificate("tunnel.example", (-1, 1)),
    }
    listeners = {host: listen(serving(host, certificate)) for host, certificate in certificates.items()}
    proxy.ports = {host: listener.port for host, listener in listeners.items()}
    asked = subprocess.run(  # noqa: S603 - this Python, and a script of ours
        [sys.executable, "-c", ASK, proxy.url, json.dumps(proxy.ports)],
        env=os.environ | {"SSL_CERT_FILE": str(authority.path)},
        capture_output=True,
        timeout=60,
        check=True,
    )
    return Encrypted(json.loads(asked.stdout), {host: one.connections for host, one in listeners.items()}, heard)


def test_a_certificate_is_always_verified(encrypted: Encrypted, proxy: Any) -> None:
    """One in order is accepted, also through a tunnel; any other is an error that says why, and the end of it."""
    assert encrypted.errors["good.example"] is None
    assert encrypted.errors["tunnel.example"] is None
    assert [head.split("\r\n")[0] for head in proxy.asked] == ["CONNECT tunnel.example:443 HTTP/1.1"]
    assert "certificate has expired" in (encrypted.errors["expired.example"] or "")
    assert "not valid for 'other.example'" in (encrypted.errors["other.example"] or "")
    assert "unable to get local issuer certificate" in (encrypted.errors["unknown.example"] or "")
    # Neither a word nor a second try went to those three.
    assert sorted(encrypted.heard) == ["good.example", "tunnel.example"]
    assert set(encrypted.connections.values()) == {1}

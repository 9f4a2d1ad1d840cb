"""A mail server and a web server of one test, on 127.0.0.1 and a port of the kernel's choice."""

from __future__ import annotations

import base64
import http.server
import ipaddress
import socketserver
import ssl
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa


@dataclass
class Mailbox:
    """How a mail server answers, and what it got."""

    security: str = "none"  # none, starttls, ssl
    user: str = ""
    password: str = ""
    refuses: tuple[str, ...] = ()  # recipients
    is_silent: bool = False  # takes the connection and never answers
    port: int = 0
    mails: list[str] = field(default_factory=list[str])
    recipients: list[str] = field(default_factory=list[str])
    commands: list[str] = field(default_factory=list[str])


@dataclass
class Web:
    """How a web server answers, and what it got."""

    status: int = 200
    location: str = ""
    url: str = ""
    bodies: list[bytes] = field(default_factory=list[bytes])


@contextmanager
def running(server: socketserver.BaseServer) -> Generator[int]:
    """Serve in a thread until the end of the block; yields the port."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield int(cast("tuple[str, int]", server.server_address)[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Session(socketserver.BaseRequestHandler):
    """One connection to the mail server: the few commands that smtplib sends."""

    def handle(self) -> None:
        """Answer until the client quits."""
        self.server_: Any = self.server
        self.box: Mailbox = self.server_.box
        self.stop: threading.Event = self.server_.stop
        if self.box.is_silent:
            self.stop.wait(10)
            return
        try:
            if self.box.security == "ssl":
                self._encrypt()
            self._say("220 test")
            for line in iter(self._line, ""):
                self.box.commands.append(line.split(" ")[0].upper())
                if line.upper() == "QUIT":
                    self._say("221 bye")
                    return
                self._answer(line)
        except (OSError, ssl.SSLError):  # the client does not trust the certificate, or left
            return

    def _encrypt(self) -> None:
        self.request = self.server_.tls.wrap_socket(self.request, server_side=True)

    def _line(self) -> str:
        got = b""
        while not got.endswith(b"\r\n"):
            byte = self.request.recv(1)
            if not byte:
                return ""
            got += byte
        return got.decode().rstrip("\r\n")

    def _say(self, text: str) -> None:
        self.request.sendall(f"{text}\r\n".encode())

    def _answer(self, line: str) -> None:
        verb, _, rest = line.partition(" ")
        address = rest.partition("<")[2].partition(">")[0]
        if verb.upper() == "EHLO":
            extra = ["STARTTLS"] if self.box.security == "starttls" else []
            lines = ["test", *extra, "AUTH PLAIN", "8BITMIME"]
            self._say("\r\n".join([*(f"250-{word}" for word in lines[:-1]), f"250 {lines[-1]}"]))
        elif verb.upper() == "STARTTLS":
            self._say("220 go")
            self._encrypt()
        elif verb.upper() == "AUTH":
            _, user, password = base64.b64decode(rest.split(" ")[1]).decode().split("\0")
            is_right = (user, password) == (self.box.user, self.box.password)
            self._say("235 in" if is_right else f"535 wrong password {password}")
        elif verb.upper() == "RCPT":
            is_refused = address in self.box.refuses
            self._say("550 no such user" if is_refused else "250 ok")
            self.box.recipients += [] if is_refused else [address]
        elif verb.upper() == "DATA":
            self._say("354 go on")
            self.box.mails.append("\n".join(iter(self._line, ".")))
            self._say("250 taken")
        else:
            self._say("250 ok")


class _Threaded(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def mail_server(box: Mailbox, certificate: Path | None = None) -> Generator[Mailbox]:
    """A mail server that behaves as `box` says; TLS needs the file of `make_certificate`."""
    with _Threaded(("127.0.0.1", 0), _Session) as server:
        state: Any = server
        state.box, state.stop = box, threading.Event()
        if certificate:
            state.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            state.tls.load_cert_chain(certificate)
        with running(server) as port:
            box.port = port
            yield box
            state.stop.set()


@contextmanager
def web_server(web: Web) -> Generator[Web]:
    """A web server that takes POST and GET and answers as `web` says."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            web.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(web.status)
            if web.location:
                self.send_header("Location", web.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            web.bodies.append(b"GET")
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Print nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server, running(server) as port:
        web.url = f"http://127.0.0.1:{port}/hook/secret-token"
        yield web


def make_certificate(path: Path) -> Path:
    """Write a key and a certificate of 127.0.0.1 that it signs itself into one PEM file."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    form, kind = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    secret = key.private_bytes(form, kind, serialization.NoEncryption())
    path.write_bytes(secret + made.public_bytes(form))
    return path

"""A small mail server (SMTP, RFC 5321) that refuses whom it is told to refuse."""

from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Event, Thread


class MailServer(ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Talk)
        self.port = self.server_address[1]
        self.refused: dict[str, str] = {}  # address: the answer it gets
        self.received: list[tuple[list[str], str]] = []
        self.may_answer = Event()  # while it is clear, letters are kept and nobody is told so
        self.may_answer.set()
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()


class Talk(StreamRequestHandler):
    server: MailServer

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.to: list[str] = []
        self.say("220 test ready")
        while line := self.rfile.readline().decode().strip():
            word = line.upper().split(":")[0].split(" ")[0]
            if word == "QUIT":
                self.say("221 bye")
                return
            getattr(self, f"on_{word.lower()}", self.on_other)(line)

    def on_other(self, line: str) -> None:
        self.say("250 ok")

    def on_rcpt(self, line: str) -> None:
        address = line.split("<")[1].split(">")[0]
        if address in self.server.refused:
            self.say(self.server.refused[address])
            return
        self.to.append(address)
        self.say("250 ok")

    def on_data(self, line: str) -> None:
        self.say("354 go on")
        body = []
        while (got := self.rfile.readline().decode()) != ".\r\n":
            body.append(got)
        self.server.received.append((self.to, "".join(body)))
        self.server.may_answer.wait(30)
        self.say("250 kept")

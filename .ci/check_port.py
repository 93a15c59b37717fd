"""Exit 0 when the port named on the command line can be served here; else say why not, and what to type."""

import errno
import socket
import sys


def problem_with(text: str) -> str | None:
    """What is wrong with the port, as a sentence, or nothing."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        return f"PORT={text} is not a port: it is a number from 1 to 65535."
    with socket.socket() as probe:
        # As gunicorn does: connections just closed must not look like a server.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return f"Port {text} is already in use, perhaps by this site in another window."
            return f"Port {text} cannot be used: {error.strerror}."
    return None


if __name__ == "__main__":
    if problem := problem_with(sys.argv[1]):
        sys.exit(f"{problem}\nChoose another one, for example: make run PORT=8001")

"""How "make run" serves the site: two processes of four threads, reachable from this machine only."""

import os

bind = f"127.0.0.1:{os.environ['PORT']}"
workers = 2
worker_class = "gthread"
threads = 4
graceful_timeout = 5
loglevel = "warning"
# Nobody steers this server from outside; without this a socket is made in the home folder.
control_socket_disable = True


def when_ready(server: object) -> None:
    """Called once gunicorn listens: only now is the address worth printing."""
    print(os.environ["COUNCIL_WELCOME"], flush=True)

"""Starts and kills a server of one's own on a data folder that is kept, for the scripts in this folder that need more than one start.

Import it before cloister_http, which reads the address and the token that it sets.
"""
import http.client
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
os.environ["CLOISTER_URL"] = f"http://127.0.0.1:{port}"
os.environ["CLOISTER_TOKEN"] = "only-for-this-run-0123456789abcdef0123456789"

top = pathlib.Path(__file__).resolve().parent.parent
jar = top / "target" / "cloister.jar"
scratch = pathlib.Path(tempfile.mkdtemp())
data = scratch / "data"
if not jar.exists():
    sys.exit(f"no {jar}: run ./mvnw -DskipTests package first")


def java():
    found = subprocess.run([top / "bench" / "java25"], stdout=subprocess.PIPE, text=True)
    return found.stdout.strip() or sys.exit(found.returncode)


def start(*command, **settings):
    """Gives the process and every status that /readyz answered until it was ready.

    The command, if there is one, is what Java is given in place of the jar; settings are environment variables.
    """
    environment = {**os.environ, **settings, "SERVER_PORT": str(port), "CLOISTER_DATA": str(data),
                   "CLOISTER_BOOTSTRAP_TOKEN": os.environ["CLOISTER_TOKEN"]}
    log = open(scratch / "server.log", "ab")
    server = subprocess.Popen([java(), *(command or ("-Xmx1g", "-jar", str(jar)))], env=environment, stdout=log, stderr=log)
    statuses = []
    for _ in range(2_400):
        if server.poll() is not None:
            sys.exit(f"the server ended while starting:\n{(scratch / 'server.log').read_text()[-3000:]}")
        try:
            asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            asked.request("GET", "/readyz")
            statuses.append(asked.getresponse().status)
            if statuses[-1] == 200:
                return server, statuses
        except OSError:
            pass
        time.sleep(0.1)
    server.kill()
    sys.exit("not ready after 240 s")

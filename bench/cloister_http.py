"""Talks to a running Cloister, for the scripts in this folder. Python's standard library only."""
import http.client
import json
import mimetypes
import os
import pathlib
import sys
import threading
import time
import urllib.parse
import uuid

_address = urllib.parse.urlsplit(os.environ.get("CLOISTER_URL", "http://127.0.0.1:8080"))
_token = os.environ.get("CLOISTER_TOKEN", "")
_thread = threading.local()

SETTLED = {"ready", "failed", "quarantined"}


class Refused(Exception):
    """The server answered with a problem; its status and stable code are kept."""

    def __init__(self, what, status, problem):
        self.status = status
        self.code = problem.get("code", "") if isinstance(problem, dict) else ""
        super().__init__(f"{what}: {status} {problem}")


def request(method, path, body=b"", content_type=None):
    """Sends on this thread's own kept-alive connection; gives the parsed JSON, or raises Refused."""
    headers = {"Authorization": f"Bearer {_token}", "Accept": "application/json"}
    if content_type:
        headers["Content-Type"] = content_type
    if method == "POST":
        headers["Idempotency-Key"] = str(uuid.uuid4())
    connection = getattr(_thread, "connection", None)
    if connection is None:
        connection = http.client.HTTPConnection(_address.hostname, _address.port, timeout=120)
        _thread.connection = connection
    try:
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        data = answer.read()
    except (http.client.HTTPException, OSError):
        connection.close()
        _thread.connection = None
        raise
    try:
        parsed = json.loads(data) if data else None
    except ValueError:
        parsed = data.decode("utf-8", "replace")
    if answer.status >= 300:
        raise Refused(f"{method} {path}", answer.status, parsed)
    return parsed


def hang_up():
    """Forgets this thread's connection, as after the server was started again."""
    if getattr(_thread, "connection", None) is not None:
        _thread.connection.close()
        _thread.connection = None


def get(path, **parameters):
    query = urllib.parse.urlencode({k: v for k, v in parameters.items() if v is not None})
    return request("GET", f"{path}?{query}" if query else path)


def upload(file, collection):
    """Sends one file; gives the record of its acknowledgement."""
    edge = uuid.uuid4().hex
    name = urllib.parse.quote(file.name, safe=" ()[]{}!$&'+,;=@~")
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    body = (
        f'--{edge}\r\nContent-Disposition: form-data; name="collection"\r\n\r\n{collection}\r\n'
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'
    ).encode() + file.read_bytes() + f"\r\n--{edge}--\r\n".encode()
    answer = request("POST", "/api/v1/documents", body, f"multipart/form-data; boundary={edge}")
    return answer["documents"][0]


def new_collection(prefix):
    """Makes a collection of its own for this run, so that runs do not disturb each other."""
    name = f"{prefix}-{uuid.uuid4().hex[:8]}"
    request("POST", "/api/v1/collections", json.dumps({"name": name}).encode(), "application/json")
    return name


def settle(collection, seconds=3600):
    """Waits until every document of the collection is settled; gives how many are in which state."""
    end = time.monotonic() + seconds
    while True:
        counts = {s: get("/api/v1/documents", collection=collection, status=s, size=1)["total"]
                  for s in ("received", "reading", "indexing", *sorted(SETTLED))}
        if not sum(n for s, n in counts.items() if s not in SETTLED):
            return {s: n for s, n in counts.items() if n}
        if time.monotonic() > end:
            sys.exit(f"not settled after {seconds} s: {counts}")
        time.sleep(0.5)


def documents(collection):
    """Every document record of the collection."""
    page, found = 0, []
    while True:
        answer = get("/api/v1/documents", collection=collection, page=page, size=200)
        found += answer["items"]
        if not answer["items"] or len(found) >= answer["total"]:
            return found
        page += 1


def files_of(folder):
    """The files below a folder, in a stable order, without hidden ones."""
    root = pathlib.Path(folder)
    found = sorted(p for p in root.rglob("*") if p.is_file() and not p.name.startswith("."))
    return found or sys.exit(f"no files in {folder}")


def spread(seconds):
    """Median, 95th and 99th percentile in milliseconds."""
    ordered = sorted(s * 1000 for s in seconds)
    at = lambda share: ordered[min(len(ordered) - 1, int(len(ordered) * share))]
    return f"p50 {at(.50):.1f} ms, p95 {at(.95):.1f} ms, p99 {at(.99):.1f} ms"

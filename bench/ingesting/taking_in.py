"""Has a server take in the files of a folder over HTTP, in turns with reading, or embedding, them alone; started by bench/ingest,
which says how."""
import argparse
import collections
import concurrent.futures
import datetime
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

options = argparse.ArgumentParser()
options.add_argument("folder")
options.add_argument("classpath")
options.add_argument("silence", help="what on the class path keeps a process from logging")
options.add_argument("--vectors", action="store_true")
options.add_argument("--rounds", type=int, default=3)
options.add_argument("--parallel", type=int, default=4)
options = options.parse_args()

import own_server  # sets the environment that the next one reads
import cloister_http as cloister
from processes import Memory

# as the product starts itself; the jar does so by itself
PATIENT = ["-XX:Tier4InvocationThreshold=20000", "-XX:Tier4MinInvocationThreshold=2400", "-XX:Tier4CompileThreshold=60000",
           "-XX:Tier4BackEdgeThreshold=160000"]
NATIVE = "--enable-native-access=ALL-UNNAMED"
WITHOUT_VECTORS = ["-Xmx1g", *PATIENT, "--add-modules=jdk.incubator.vector", NATIVE, "-cp", options.classpath,
                   "io.cloister.models.builtin.WithoutVectors"]


class Alone:
    """What is measured in a process of its own, which waits in between."""

    def __init__(self):
        self.process = subprocess.Popen(
            [own_server.java(), "-Xmx1g", *PATIENT, NATIVE, "-cp", f"{options.silence}:{options.classpath}",
             "io.cloister.models.builtin.Alone", own_server.scratch / "alone", options.folder],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.answer()

    def answer(self):
        return self.process.stdout.readline().strip() or sys.exit("what measures alone ended")

    def ask(self, what):
        self.process.stdin.write(what + "\n")
        self.process.stdin.flush()
        return self.answer()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def jobs_since(begin):
    """Ends of the jobs that were made since, by their kinds, in seconds after it."""
    page, ends = 0, {}
    while True:
        some = cloister.get("/api/v1/jobs", page=page, size=200)["items"]
        for job in some:
            if moment(job["createdAt"]) >= begin and job["endedAt"]:
                ends.setdefault(job["kind"], []).append(moment(job["endedAt"]) - begin)
        if not some or moment(some[-1]["createdAt"]) < begin:
            return ends
        page += 1


def moment(text):
    return datetime.datetime.fromisoformat(text).timestamp()


def send(file, collection):
    begin = time.perf_counter()
    cloister.upload(file, collection)
    return time.perf_counter() - begin


def take_in():
    """Seconds until all are settled, and until all are found by their words; then how that went, in words."""
    collection = cloister.new_collection("ingest")
    begin = time.time()
    with concurrent.futures.ThreadPoolExecutor(options.parallel) as pool:
        answered = list(pool.map(lambda file: send(file, collection), files))
    counts = cloister.settle(collection)
    memory.look()
    failures = collections.Counter(one["failure"]["code"] for one in cloister.documents(collection) if one["failure"])
    ends = jobs_since(begin)
    by_words = max(end for kind, all in ends.items() if kind.startswith("read") for end in all)
    return (max(end for all in ends.values() for end in all), by_words,
            f"acknowledged {cloister.spread(answered)}; {counts}, failures {dict(failures) or 'none'}")


files = cloister.files_of(options.folder)
size = sum(file.stat().st_size for file in files) / 1e6
server, _ = own_server.start(*([] if options.vectors else WITHOUT_VECTORS), CLOISTER_INGEST_OCR_ENABLED="false")
memory = Memory(server.pid)
alone = Alone()
try:
    what = "embed" if options.vectors else "read"
    print(f"{len(files)} files, {size:.1f} MB, no pictures read, {'with' if options.vectors else 'without'} vectors")
    seconds, _, went = take_in()
    print(f"for the first time, which warms up: taken in {seconds:.1f} s; {went}")
    passages, tokens = alone.ask("cut").split()
    shares, words = [], []
    for _ in range(options.rounds):
        by_itself = float(alone.ask(what))
        cloister.hang_up()  # it was idle for too long
        seconds, by_words, went = take_in()
        shares.append(100 * by_itself / seconds)
        words.append(100 * by_words / seconds)
        rate = f" ({int(tokens) / by_itself:.0f} tokens/s)" if options.vectors else ""
        print(f"{what} alone {by_itself:.1f} s{rate}; taken in {seconds:.1f} s, found by words after {by_words:.1f} s: "
              f"{shares[-1]:.0f} % of the rate alone; {went}")
    print(f"{passages} passages, {tokens} tokens; the middle of the rounds {statistics.median(shares):.0f} % of the rate alone; "
          + (f"words after {statistics.median(words):.0f} % of the whole time; " if options.vectors else "")
          + f"most memory: server {memory.most[server.pid]} MB, its reading processes {memory.others()} MB")
finally:
    alone.close()
    server.terminate()
    server.wait()
    shutil.rmtree(own_server.scratch)

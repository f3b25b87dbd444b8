"""Has a server take in one long PDF and looks each second how far it says it is; started by bench/ingest, which says how."""
import argparse
import concurrent.futures
import pathlib
import shutil
import sys
import time

options = argparse.ArgumentParser()
options.add_argument("folder", type=pathlib.Path)
options = options.parse_args()

import own_server  # sets the environment that the next one reads
import cloister_http as cloister
from processes import Memory

pdf, words = options.folder / "long.pdf", (options.folder / "words.txt").read_text().split()
pages = len(words)


class Course:
    """What the job that reads, or the one that embeds, said of itself, each time it was asked."""

    def __init__(self):
        self.told = []  # when, done, of how many, left by its own estimate
        self.state = "queued"

    def note(self, job, now):
        if self.state not in ("queued", "running"):
            return
        self.state = job["state"]
        if job["state"] != "queued":
            self.told.append((now, job["done"], job["total"], job["etaSeconds"]))

    def faults(self, wanted):
        known = [(done, of) for _, done, of, _ in self.told if of]
        if any(later < earlier for (earlier, _), (later, _) in zip(known, known[1:])):
            yield "it went back"
        if any(done > of for done, of in known):
            yield "more than 100 %"
        if {of for _, of in known} != {wanted}:
            yield f"it was out of {sorted({of for _, of in known})}, not of {wanted}"
        if self.state != "done" or known[-1][0] != wanted:
            yield f"it ended as {self.state} with {known[-1][0]} done"

    def says(self, what, wanted):
        if not self.told:
            faults.append(f"{what}: no job said so")
            return
        first, last = self.told[0][0], self.told[-1][0]
        growing = [at for (at, done, _, _), (_, before, _, _) in zip(self.told[1:], self.told) if done > before]
        stood = max(later - earlier for earlier, later in zip([first, *growing], [*growing, last]))
        at = lambda share: next((when - first for when, done, of, _ in self.told if of and done >= share * of), 0)
        halves = [(left, last - when) for when, done, of, left in self.told if of and left is not None and done >= of / 2]
        print(f"{what}: {wanted} in {last - first:.0f} s, asked {len(self.told)} times; a quarter, half, three quarters, all after "
              + ", ".join(f"{100 * at(share) / max(1, last - first):.0f}" for share in (.25, .5, .75, 1))
              + f" % of that; longest without a step {stood:.0f} s"
              + (f"; half done it said {halves[0][0]} s were left, and it were {halves[0][1]:.0f}" if halves else ""))
        for fault in self.faults(wanted):
            faults.append(f"{what}: {fault}")


def hit(word, document):
    """The page on which the word is found in the document; None if it is not found."""
    hits = cloister.get("/api/v1/search", q=word, mode="keyword", collection=collection, size=3)["hits"]
    return next((one["passage"]["page"] for one in hits if one["document"]["id"] == document), None)


def passages(document):
    number, found = 0, []
    while True:
        some = cloister.get(f"/api/v1/documents/{document}/passages", page=number, size=200)
        found += some["items"]
        if len(found) >= some["total"] or not some["items"]:
            return found
        number += 1


faults = []
server, _ = own_server.start()
memory = Memory(server.pid)
try:
    collection = cloister.new_collection("long-pdf")
    courses = {"read": Course(), "embed": Course()}
    begin = time.monotonic()
    document = cloister.upload(pdf, collection)["id"]
    print(f"{pages} pages, {pdf.stat().st_size / 1e6:.1f} MB: acknowledged after {time.monotonic() - begin:.1f} s")
    by_words = None
    while True:
        time.sleep(1)
        now = time.monotonic() - begin
        memory.look()
        for job in cloister.get("/api/v1/jobs", size=50)["items"]:
            if course := courses.get(job["kind"].split("-")[0]):  # what takes long has a kind of its own
                course.note(job, now)
        if by_words is None and hit(words[-2], document) is not None:
            by_words = now
        record = cloister.get(f"/api/v1/documents/{document}")
        if now > 3600 or record["status"] in cloister.SETTLED and all(each.state != "running" for each in courses.values()):
            break
    if record["status"] != "ready" or by_words is None:
        sys.exit(f"it is {record['status']}, found by its words after {by_words} s, {record['failure']}")
    print(f"ready after {now:.0f} s, {record['passages']} passages; found by its words after {by_words:.0f} s ({100 * by_words / now:.0f} %)")
    courses["read"].says("pages read", pages)
    courses["embed"].says("passages embedded", record["passages"])
    print(f"most memory: server {memory.most[server.pid]} MB, its reading processes {memory.others()} MB")
    lacking = sorted(set(range(1, pages + 1)) - {one["page"] for one in passages(document)})
    print(f"pages with passages: {pages - len(lacking)} of {pages}")
    if record["pages"] != pages or lacking:
        faults.append(f"{record['pages']} pages, without passages {lacking[:10]}")
    asked = sorted({1, 2, pages // 2, pages - 1, pages, *range(1, pages, max(1, pages // 20))})
    with concurrent.futures.ThreadPoolExecutor(1) as one:
        found = list(one.map(lambda page: hit(words[page - 1], document), asked))
    print(f"own words of {len(asked)} pages: {sum(a == b for a, b in zip(asked, found))} found on their page; "
          f"that of page {pages - 1} on page {found[asked.index(pages - 1)]}")
    faults += [f"the word of page {a} was found on {b}" for a, b in zip(asked, found) if a != b]
finally:
    server.terminate()
    server.wait()
    shutil.rmtree(own_server.scratch)
sys.exit("\n".join(faults) or None)

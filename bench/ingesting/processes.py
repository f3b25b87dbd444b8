"""What processes take of memory, by Linux's own count."""
import os
import pathlib
import re


def _status(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return ""


def _number(name, status):
    found = re.search(rf"^{name}:\s+(\d+)", status, re.M)
    return int(found.group(1)) if found else 0


class Memory:
    """The most that a process and those that it started ever took (VmHWM), as of the last look."""

    def __init__(self, pid):
        self.pid = pid
        self.most = {}  # megabytes

    def look(self):
        parents = {int(p): _number("PPid", _status(p)) for p in os.listdir("/proc") if p.isdigit()}
        family = {self.pid}
        while more := {p for p, parent in parents.items() if parent in family} - family:
            family |= more
        for pid in family:
            self.most[pid] = max(self.most.get(pid, 0), _number("VmHWM", _status(pid)) // 1024)

    def others(self):
        return sorted((most for pid, most in self.most.items() if pid != self.pid), reverse=True)

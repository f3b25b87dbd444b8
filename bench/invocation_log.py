"""The rows and the questions of bench/invocation-log, which says how it is used."""
import os
import sys
import time

from cloister_http import get, spread

DAYS = 180
AT_ONCE = 100_000


def fill(rows):
    """SQL for a log as an organisation of two hundred people leaves it: a few people and functions ask most."""
    print("set autocommit on;")
    for begin in range(0, rows, AT_ONCE):
        end = min(rows, begin + AT_ONCE)
        print(f"""
insert into model_invocation (id, at, function, connection, model, user_id, user_name, input_tokens, output_tokens,
  estimated, cost_micros, first_token_millis, millis, outcome, detail, cached)
select random_uuid(7), dateadd('SECOND', -cast(({rows} - x) * {DAYS * 86400.0 / rows} as bigint), current_timestamp),
  case when mod(x * 7919, 10) < 6 then 'answer' when mod(x * 7919, 10) < 9 then 'tag' else 'draft' end,
  'connection-' || mod(x * 104729, 3), 'model-' || mod(x * 104729, 6),
  cast(lpad(cast(who as varchar), 32, '0') as uuid), 'person-' || who, 200 + mod(x * 31, 4000), 1 + mod(x * 17, 500),
  false, mod(x, 997) * 10, 80 + mod(x, 900), 300 + mod(x * 13, 9000),
  case when mod(x, 53) = 0 then 'failed' else 'completed' end, case when mod(x, 53) = 0 then 'timed-out' end, false
from (select x, mod(x * 15485863, 200) * mod(x * 32452843, 200) / 200 who from system_range({begin + 1}, {end})) numbered;""")
    print("""
delete from model_usage;
insert into model_usage
select dimension, on_day, what, count(*), sum(case when outcome = 'failed' then 1 else 0 end), 0, 0,
  sum(input_tokens), sum(output_tokens), sum(cost_micros), sum(millis)
from (
  select d.dimension, date '1970-01-01' + cast(floor(extract(epoch from i.at) / 86400) as integer) as on_day,
    case d.dimension when 'function' then i.function when 'user' then i.user_name
      else i.connection || '/' || i.model end as what, i.*
  from model_invocation i cross join (values ('function'), ('model'), ('user')) d (dimension)) each_call
group by dimension, on_day, what;
delete from model_invocation_count;
insert into model_invocation_count (on_day, function, connection, model, outcome, calls)
select on_day, function, connection, model, outcome, count(*)
from (
  select date '1970-01-01' + cast(floor(extract(epoch from at) / 86400) as integer) as on_day,
    function, connection, model, outcome
  from model_invocation) each_call
group by on_day, function, connection, model, outcome;
analyze;""")


def memory():
    with open(f"/proc/{os.environ['CLOISTER_PID']}/status") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmRSS"))


def ask(name, path, rounds=7, **parameters):
    seconds = []
    for _ in range(rounds):
        begin = time.perf_counter()
        get(path, **parameters)
        seconds.append(time.perf_counter() - begin)
    print(f"  {name:<44} first {seconds[0] * 1000:8.1f} ms, then {spread(seconds[1:])}")


def measure(rows):
    log = "/api/v1/models/invocations"
    day = lambda ago: time.strftime("%Y-%m-%d", time.gmtime(time.time() - ago * 86400))
    total = get(log, size=1)["total"]
    assert total == rows, f"{total} rows instead of {rows}"
    print(f"{rows} rows; the server holds {memory()} MB")
    ask("the latest page", log, size=50)
    ask("the page in the middle, by number", log, size=50, page=rows // 100)
    ask("the last page, by number", log, size=50, page=rows // 50 - 1)
    middle = get(log, size=1, page=rows // 2)["items"][0]["id"]
    ask("the page after one in the middle, by key", log, size=50, before=middle)
    ask("one function", log, size=50, function="draft")
    ask("one user", log, size=50, user="person-3")
    ask("one model", log, size=50, model="connection-1/model-4")
    ask("several models", log, size=50, model="connection-1/")
    ask("one model's calls in the middle, by number", log, size=50, model="connection-1/model-4", page=rows // 600)
    ask("failed calls of one model", log, size=50, model="connection-1/model-4", outcome="failed")
    ask("a model that is not there", log, size=50, model="no such model")
    ask("one user's calls in the middle, by number", log, size=50, user="person-3", page=rows // 40_000)
    ask("failed calls", log, size=50, outcome="failed")
    ask("one user's failed calls of a function", log, size=50, user="person-3", outcome="failed", function="answer")
    ask("one day, half a year ago", log, size=50, **{"from": day(150), "to": day(149)})
    for group in ("function", "model", "user", "day"):
        ask(f"sums by {group}, all days", "/api/v1/models/usage", group=group)
    ask("sums by user, one month", "/api/v1/models/usage", group="user", **{"from": day(60), "to": day(30)})
    print(f"the server holds {memory()} MB")


if sys.argv[1] == "--sql":
    fill(int(sys.argv[2]))
else:
    measure(int(sys.argv[1]))

package io.cloister.models;

import static io.cloister.models.Faults.KEY;
import static io.cloister.models.Faults.event;
import static io.cloister.models.Faults.fault;
import static io.cloister.models.Faults.good;
import static io.cloister.models.Faults.head;
import static io.cloister.models.Faults.said;
import static io.cloister.models.Faults.sleep;
import static io.cloister.models.Faults.typed;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.cloister.models.Faults.Fault;
import io.cloister.models.RawEndpoint.Line;
import io.cloister.models.RawEndpoint.Play;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What endpoints say in good HTTP that is no reply, or only the beginning of one. */
final class FaultyReplies {

  private FaultyReplies() {}

  // --- what it says by its status -----------------------------------------------------------

  static List<Fault> ofStatus() {
    var faults = new ArrayList<Fault>();
    faults.add(status("400 Bad Request", "bad-request"));
    faults.add(status("401 Unauthorized", "wrong-key"));
    faults.add(status("402 Payment Required", "no-credit"));
    faults.add(status("403 Forbidden", "wrong-key"));
    faults.add(status("404 Not Found", "unknown-model|no-such-address"));
    faults.add(status("405 Method Not Allowed", "no-such-address"));
    faults.add(status("408 Request Timeout", "timed-out"));
    faults.add(status("413 Content Too Large", "too-long"));
    faults.add(status("418 I'm a teapot", "bad-request"));
    faults.add(status("422 Unprocessable Content", "bad-request"));
    faults.add(status("429 Too Many Requests", "rate-limited"));
    faults.add(status("429 Too Many Requests", "rate-limited", "Retry-After: 30"));
    faults.add(
        status(
            "429 Too Many Requests", "rate-limited", "Retry-After: Fri, 01 Jan 2100 00:00:00 GMT"));
    faults.add(
        status(
            "429 Too Many Requests", "rate-limited", "Retry-After: 999999999999999999999999999"));
    faults.add(status("429 Too Many Requests", "rate-limited", "Retry-After: -1"));
    faults.add(status("429 Too Many Requests", "rate-limited", "Retry-After: soon"));
    faults.add(status("500 Internal Server Error", "server-error"));
    faults.add(status("502 Bad Gateway", "server-error"));
    faults.add(status("503 Service Unavailable", "overloaded", "Retry-After: 5"));
    faults.add(status("504 Gateway Timeout", "timed-out"));
    faults.add(status("529 Overloaded", "overloaded"));
    faults.add(status("599 What", "server-error"));
    faults.add(status("302 Found", "redirected", "Location: http://169.254.169.254/"));
    faults.add(status("307 Temporary Redirect", "redirected", "Location: //elsewhere.example/"));
    faults.add(
        fault(
            "an error of a gigabyte",
            "failed:server-error",
            line -> {
              line.read().send(head("500 Internal Server Error", "Content-Length: 1000000000"));
              flood(line, "x");
            }));
    faults.add(
        fault(
            "an error that does not end",
            "failed:.*",
            line -> {
              line.read().send(head("500 Internal Server Error", "Content-Length: 100") + "no");
              line.rest();
            }));
    return faults;
  }

  private static Fault status(String status, String code, String... headers) {
    var name = status + (headers.length == 0 ? "" : ", " + headers[0]);
    var body = "{\"error\":{\"message\":\"no, %s\"}}".formatted(KEY);
    var lines = new ArrayList<>(List.of(headers));
    lines.add("Content-Type: application/json");
    lines.add("Content-Length: " + body.length());
    var head = head(status, lines.toArray(String[]::new));
    return fault(name, "failed:(" + code + ")", said(head + body));
  }

  // --- a body of success that is none -------------------------------------------------------

  static List<Fault> ofTheBody() {
    var faults = new ArrayList<Fault>();
    faults.add(fault("a web page", "failed:not-a-reply", page("text/html", "<html>Hi</html>")));
    faults.add(fault("plain text", "failed:not-a-reply", page("text/plain", "Hello.")));
    faults.add(fault("a picture", "failed:not-a-reply", page("image/png", "\211PNG\r\n")));
    for (var body :
        List.of(
            "{\"choices\":[{\"mess", "null", "7", "\"Hello.\"", "[]", "[{}]", "{}", "NaN", "{,}")) {
      faults.add(fault("JSON as " + body, "failed:not-a-reply", page("application/json", body)));
    }
    faults.add(
        fault(
            "JSON that is deep",
            "failed:not-a-reply",
            page("application/json", "{\"choices\":" + "[".repeat(100_000))));
    faults.add(
        fault(
            "an error that says 200",
            "failed:(server-error|overloaded|rate-limited|bad-request)",
            page("application/json", "{\"error\":{\"message\":\"CUDA out of memory\"}}")));
    faults.add(
        fault(
            "choices of none",
            "failed:(not-a-reply|no-text)",
            page("application/json", "{\"choices\":[],\"data\":[]}")));
    faults.add(
        fault(
            "choices of null",
            "failed:(not-a-reply|no-text)",
            page("application/json", "{\"choices\":null,\"data\":null}")));
    faults.add(
        fault(
            "choices of something else",
            "failed:(not-a-reply|no-text)",
            page("application/json", "{\"choices\":\"no\",\"data\":\"no\"}")));
    faults.add(
        fault(
            "a body of a gigabyte",
            "failed:too-large",
            line -> {
              line.read().send(typed(line, "Content-Length: 1000000000"));
              flood(line, "{\"id\":\"");
            }));
    faults.add(
        fault(
            "a body by the drop",
            "failed:timed-out",
            line -> {
              line.read().send(typed(line, "Content-Length: 1000000000"));
              drip(line, " ");
            }));
    faults.add(
        fault(
            "a body that stops",
            "failed:timed-out",
            line -> {
              line.read().send(typed(line, "Content-Length: 100") + "{");
              line.rest();
            }));
    return faults;
  }

  // --- streams ------------------------------------------------------------------------------

  /** To a call that is not streamed, a good reply comes; the fault is that of the stream. */
  static List<Fault> ofStreams() {
    return List.of(
        stream("no closing mark", "incomplete:cut-off", line -> line.send(event("Hello."))),
        stream("closed before a word", "failed:cut-off", _ -> {}),
        stream("cut within an event", "(incomplete|failed):.*", line -> line.send(half())),
        stream(
            "reset within an event",
            "(incomplete|failed):.*",
            line -> {
              line.send(event("Hel") + half());
              line.reset();
            }),
        stream(
            "idle after a piece",
            "incomplete:timed-out",
            line -> {
              line.send(event("Hel"));
              line.rest();
            }),
        stream("silent from the start", "failed:timed-out", Line::rest),
        stream(
            "comments for ever", "(failed|incomplete):timed-out", line -> drip(line, ": ping\n\n")),
        stream(
            "empty events for ever",
            "(failed|incomplete):timed-out",
            line -> drip(line, "data:\n\n")),
        stream(
            "empty pieces for ever",
            "(failed|incomplete):timed-out",
            line -> drip(line, event(""))),
        stream(
            "an error in the middle",
            "(incomplete|failed):(server-error|overloaded|cut-off)",
            line ->
                line.send(
                    event("Hel")
                        + "data: {\"error\":{\"message\":\"no, "
                        + KEY
                        + "\",\"code\":503}}\n\n")),
        stream(
            "nonsense in the middle",
            "(incomplete|failed):(not-a-reply|cut-off)",
            line -> line.send(event("Hel") + "data: {nonsense\n\n")),
        stream(
            "a line without end",
            "(incomplete|failed):(too-large|cut-off)",
            line -> flood(line, "data: ")),
        stream(
            "words without end",
            "incomplete:(length|too-large|cut-off|timed-out)",
            line -> {
              while (true) {
                line.send(event("again and ".repeat(40)));
                sleep(1);
              }
            }));
  }

  private static Fault stream(String name, String outcome, Play play) {
    return new Fault(
        name,
        line -> {
          if (line.read().isStreamed()) {
            line.send(head("200 OK", "Content-Type: text/event-stream", "Connection: close"));
            play.on(line);
          } else {
            line.send(typed(line));
            line.send(good(line));
          }
        },
        "completed:",
        outcome);
  }

  // --- help ---------------------------------------------------------------------------------

  private static Play page(String type, String body) {
    return line ->
        line.read()
            .send(
                head("200 OK", "Content-Type: " + type, "Content-Length: " + body.length()) + body);
  }

  private static String half() {
    var event = event("lo.");
    return event.substring(0, event.length() / 2);
  }

  private static void flood(Line line, String begin) throws IOException {
    line.send(begin);
    var block = "x".repeat(64 * 1024).getBytes(ISO_8859_1);
    while (true) {
      line.send(block);
    }
  }

  private static void drip(Line line, String drop) throws IOException {
    while (true) {
      line.send(drop);
      sleep(20);
    }
  }
}

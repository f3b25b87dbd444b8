package io.cloister.models;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.models.RawEndpoint.Line;
import io.cloister.models.RawEndpoint.Play;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** What endpoints were seen or feared to do, each with what is to come of a call. */
final class Faults {

  static final String KEY = ModelsOnly.KEY;

  private Faults() {}

  /**
   * @param whole how a call ends that is not streamed, as a pattern of {@code outcome:detail}
   * @param streamed how one ends that is
   */
  record Fault(String name, Play play, String whole, String streamed) {

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Fault> all() {
    var all = new ArrayList<Fault>();
    all.addAll(ofTheConnection());
    all.addAll(ofHttp());
    all.addAll(ofStatus());
    all.addAll(ofTheBody());
    all.addAll(ofStreams());
    return all;
  }

  private static Fault fault(String name, String outcome, Play play) {
    return new Fault(name, play, outcome, outcome);
  }

  // --- before HTTP --------------------------------------------------------------------------

  private static List<Fault> ofTheConnection() {
    return List.of(
        fault("closes at once", "failed:cut-off", _ -> {}),
        fault("resets at once", "failed:(cut-off|connection-refused)", Line::reset),
        fault("closes once asked", "failed:cut-off", Line::read),
        fault("resets once asked", "failed:cut-off", line -> line.read().reset()),
        fault("never reads", "failed:timed-out", line -> pause(line)),
        fault("never answers", "failed:timed-out", line -> line.read().rest()),
        fault("speaks TLS", "failed:.*", line -> line.send("\u0015\u0003\u0003\0\2\2\50")),
        fault("speaks something else", "failed:.*", line -> line.send("SSH-2.0-OpenSSH_9.9\r\n")));
  }

  private static void pause(Line line) throws IOException {
    line.rest();
  }

  // --- HTTP ---------------------------------------------------------------------------------

  private static List<Fault> ofHttp() {
    return List.of(
        fault("half a status line", "failed:cut-off", said("HTTP/1.1 2")),
        fault("half of the headers", "failed:cut-off", said("HTTP/1.1 200 OK\r\nContent-Ty")),
        fault(
            "half of the headers, then nothing",
            "failed:timed-out",
            line -> {
              line.read().send("HTTP/1.1 200 OK\r\nContent-Ty");
              line.rest();
            }),
        fault(
            "headers without end",
            "failed:(cut-off|timed-out|not-a-reply)",
            line -> {
              line.read().send("HTTP/1.1 200 OK\r\n");
              while (true) {
                line.send("X-More: " + "x".repeat(1000) + "\r\n");
              }
            }),
        fault(
            "continues for ever",
            "failed:(cut-off|timed-out)",
            line -> {
              line.read();
              while (true) {
                line.send("HTTP/1.1 100 Continue\r\n\r\n");
                sleep(5);
              }
            }),
        fault("a negative length", "failed:.*", said(head("200 OK", "Content-Length: -5"))),
        fault("a length that is no number", "failed:.*", said(head("200 OK", "Content-Length: x"))),
        fault(
            "a length too long",
            "(failed|incomplete):cut-off",
            line -> {
              var body = good(line.read());
              line.send(typed(line, "Content-Length: " + (body.length + 100)));
              line.send(body);
            }),
        fault(
            "a length too short",
            "(failed|incomplete):(not-a-reply|cut-off)",
            line -> {
              var body = good(line.read());
              line.send(typed(line, "Content-Length: " + body.length / 2));
              line.send(body);
            }),
        fault(
            "chunks of no size",
            "failed:.*",
            line -> line.read().send(typed(line, "Transfer-Encoding: chunked") + "zz\r\n{}\r\n")),
        fault(
            "a chunk cut off",
            "failed:cut-off",
            line ->
                line.read().send(typed(line, "Transfer-Encoding: chunked") + "fff\r\n{\"id\":")),
        fault("204 without a body", "failed:.*", said(head("204 No Content"))),
        fault("an empty body", "failed:.*", line -> body(line, "")),
        fault(
            "gzip that nobody asked for",
            "failed:.*",
            line -> {
              var body = gzip(good(line.read()));
              line.send(typed(line, "Content-Encoding: gzip", "Content-Length: " + body.length));
              line.send(body);
            }),
        fault(
            "a bomb of gzip",
            "failed:.*",
            line -> {
              var body = gzip(new byte[50_000_000]);
              line.read()
                  .send(typed(line, "Content-Encoding: gzip", "Content-Length: " + body.length));
              line.send(body);
            }));
  }

  // --- what it says by its status -----------------------------------------------------------

  private static List<Fault> ofStatus() {
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

  private static List<Fault> ofTheBody() {
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
  private static List<Fault> ofStreams() {
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

  private static Play said(String bytes) {
    return line -> line.read().send(bytes);
  }

  private static Play page(String type, String body) {
    return line ->
        line.read()
            .send(
                head("200 OK", "Content-Type: " + type, "Content-Length: " + body.length()) + body);
  }

  private static void body(Line line, String body) throws IOException {
    line.read().send(typed(line, "Content-Length: " + body.length()) + body);
  }

  static String head(String status, String... headers) {
    return "HTTP/1.1 " + status + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
  }

  /** As a good reply begins; what is not said else ends with the connection. */
  static String typed(Line line, String... headers) {
    var type = line.isStreamed() ? "text/event-stream" : "application/json";
    var all = new ArrayList<>(List.of("Content-Type: " + type, "Connection: close"));
    all.addAll(List.of(headers));
    return head("200 OK", all.toArray(String[]::new));
  }

  static byte[] good(Line line) {
    var said =
        line.isForVectors()
            ? "{\"data\":[{\"index\":0,\"embedding\":[0.6,0.8]}],\"usage\":{\"prompt_tokens\":2}}"
            : line.isStreamed()
                ? event("Hel") + event("lo.") + ending()
                : """
                {"id":"c1","choices":[{"index":0,"finish_reason":"stop",
                "message":{"role":"assistant","content":"Hello."}}],
                "usage":{"prompt_tokens":11,"completion_tokens":7}}
                """;
    return said.getBytes(UTF_8);
  }

  private static String ending() {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
        + "data: [DONE]\n\n";
  }

  private static String event(String piece) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}\n\n"
        .formatted(piece);
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

  private static void sleep(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static byte[] gzip(byte[] bytes) {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}

package io.cloister.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.models.RawEndpoint.Line;
import io.cloister.models.RawEndpoint.Play;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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

    /** Whether it may end by the time being over; every other ends as soon as it is read. */
    boolean mayTakeAllTime() {
      return Stream.of("failed:timed-out", "incomplete:timed-out")
          .anyMatch(end -> end.matches(whole) || end.matches(streamed));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Fault> all() {
    var all = new ArrayList<Fault>();
    all.addAll(ofTheConnection());
    all.addAll(ofHttp());
    all.addAll(FaultyReplies.ofStatus());
    all.addAll(FaultyReplies.ofTheBody());
    all.addAll(FaultyReplies.ofStreams());
    return all;
  }

  static Fault fault(String name, String outcome, Play play) {
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

  // --- help ---------------------------------------------------------------------------------

  static Play said(String bytes) {
    return line -> line.read().send(bytes);
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
            : line.isForRanks()
                ? "{\"results\":[{\"index\":0,\"relevance_score\":0.9}]}"
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

  static String event(String piece) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}\n\n"
        .formatted(piece);
  }

  static void sleep(long millis) throws IOException {
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

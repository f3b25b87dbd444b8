package io.cloister.sources.s3;

import static io.cloister.sources.PlaceServer.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.cloister.Running;
import io.cloister.sources.PlaceServer;
import io.cloister.sources.TriedSource;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A small server of a bucket, which checks signatures and lists two objects at a time. */
@Running
class S3SourceTests {

  private static final String LIST =
      "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><IsTruncated>%s</IsTruncated>%s</ListBucketResult>";
  private static final String BROKEN =
      "<EncodingType>url</EncodingType><Contents><Key>plant/%zz</Key></Contents>";
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @LocalServerPort int port;

  private final Map<String, String> objects = new ConcurrentSkipListMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private boolean isEncoding = true;
  @AutoClose private final PlaceServer server = PlaceServer.start(this::answer);
  @AutoClose private TriedSource source;

  @BeforeEach
  void furnish() {
    source = new TriedSource(port);
  }

  @Test
  void bringsTheObjectsOfAPrefixPageByPage() {
    objects.put("plant/valves.txt", "The valve is inspected in autumn.");
    objects.put("plant/süd/pumps (1)+2.txt", "The pump is oiled in spring.");
    objects.put("plant/empty/", "");
    objects.put("plant/.hidden.txt", "Nobody reads this.");
    objects.put("plants.txt", "Of another prefix.");
    objects.put("plant/a/deep.txt", "Deep down.");
    source.add("s3", place("docs"), secret("right") + ",\"whenGone\":\"bin\"");
    assertThat(source.problem()).isNull();
    assertThat(source.files())
        .containsExactlyInAnyOrder("valves.txt", "pumps (1)+2.txt", "deep.txt");
    assertThat(source.shown()).doesNotContain("the right secret");

    objects.put("plant/valves.txt", "The valve is inspected in winter.");
    asked.clear();
    source.look();
    assertThat(source.last("updated")).isEqualTo(1);
    assertThat(source.last("unchanged")).isEqualTo(2);
    assertThat(asked).filteredOn(each -> !each.contains("list-type")).hasSize(1);

    objects.keySet().removeIf(key -> key.startsWith("plant/"));
    source.look();
    assertThat(source.problem()).as("a prefix without a key").isEqualTo("empty-place");
    assertThat(source.last("binned")).isZero();
    assertThat(source.last("heldBack")).isEqualTo(3);
    assertThat(source.files()).hasSize(3);
    source.binHeldBack();
    assertThat(source.last("binned")).isEqualTo(3);
    assertThat(source.problem()).isNull();
    assertThat(source.files()).isEmpty();
  }

  @Test
  void tellsWhatIsWrong() {
    objects.put("plant/valves.txt", "The valve is inspected in autumn.");
    source.add("s3", place("docs"), secret("wrong"));
    assertThat(source.problem()).isEqualTo("sign-in-refused");
    source.change("s3", place("none"), secret("right"));
    source.look();
    assertThat(source.problem()).isEqualTo("not-there");
    source.change("s3", place("docs"), secret("right"));
    source.look();
    assertThat(source.files()).containsExactly("valves.txt");
    assertThat(source.refused("s3", place("no/bucket"), "")).contains("\"field\":\"bucket\"");
  }

  @Test
  void endsWhenToldToAlthoughTheListDoesNot() {
    source.add("s3", place("none"), secret("right"));
    source.change("s3", place("endless"), secret("right"));
    int before = source.begin();
    await().until(() -> asked.size() > 20);
    source.change("s3", place("none"), secret("right"));
    source.ended(before);
    assertThat(source.problem()).isEqualTo("stopped");
  }

  @Test
  void endsWithAServerThatKeepsSendingItToTheSamePage() {
    source.add("s3", place("again"), secret("right"));
    assertThat(source.problem()).isEqualTo("not-understood");
  }

  @Test
  void takesKeysAsTheServerWritesThem() {
    objects.put("plant/100%+.txt", "The valve is inspected in autumn.");
    source.add("s3", place("docs"), secret("right"));
    assertThat(source.files()).containsExactly("100%+.txt");
    isEncoding = false;
    source.look();
    assertThat(source.problem()).isNull();
    assertThat(source.last("unchanged")).isEqualTo(1);
  }

  @Test
  void doesNotUnderstandKeysThatAreEncodedWrongly() {
    source.add("s3", place("broken"), secret("right"));
    assertThat(source.problem()).isEqualTo("not-understood");
  }

  // --- the server ---------------------------------------------------------------------------

  private String place(String bucket) {
    return """
    {"endpoint":"%s","region":"eu-central-1","bucket":"%s","prefix":"plant/",\
    "accessKey":"ADA"}
    """
        .formatted(server.address(), bucket);
  }

  private static String secret(String which) {
    return ",\"secret\":\"the %s secret\"".formatted(which);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var uri = exchange.getRequestURI();
    asked.add(uri.toString());
    var path = uri.getPath();
    if (!isSigned(exchange)) {
      send(exchange, 403, "<Error><Code>SignatureDoesNotMatch</Code></Error>");
    } else if (path.equals("/docs")) {
      send(exchange, 200, listed(uri));
    } else if (path.equals("/endless")) {
      send(
          exchange,
          200,
          LIST.formatted(
              "true", "<NextContinuationToken>" + asked.size() + "</NextContinuationToken>"));
    } else if (path.equals("/again")) {
      send(
          exchange,
          200,
          LIST.formatted("true", "<NextContinuationToken>a</NextContinuationToken>"));
    } else if (path.equals("/broken")) {
      send(exchange, 200, LIST.formatted("false", BROKEN));
    } else if (path.startsWith("/docs/") && objects.containsKey(path.substring(6))) {
      send(exchange, 200, objects.get(path.substring(6)));
    } else {
      send(exchange, 404, "<Error><Code>NoSuchBucket</Code></Error>");
    }
  }

  /** By the signer whose own tests are the reference's examples. */
  private static boolean isSigned(HttpExchange exchange) {
    var headers = exchange.getRequestHeaders();
    var at = Instant.from(MOMENT.parse(String.valueOf(headers.getFirst("x-amz-date"))));
    var expected =
        new Signature("ADA", "the right secret", "eu-central-1")
            .headers(
                "GET",
                exchange.getRequestURI(),
                String.valueOf(headers.getFirst("Host")),
                Map.of(),
                at);
    return expected.get("Authorization").equals(headers.getFirst("Authorization"));
  }

  private String listed(URI uri) {
    var query =
        Arrays.stream(uri.getQuery().split("&"))
            .map(each -> each.split("=", 2))
            .collect(Collectors.toMap(each -> each[0], each -> each[1]));
    var from = query.getOrDefault("continuation-token", "");
    var keys =
        objects.keySet().stream()
            .filter(key -> key.startsWith(query.get("prefix")) && key.compareTo(from) > 0)
            .toList();
    var page = keys.subList(0, Math.min(2, keys.size()));
    boolean isTruncated = keys.size() > 2;
    return LIST.formatted(
        isTruncated,
        (isTruncated ? "<NextContinuationToken>" + page.getLast() + "</NextContinuationToken>" : "")
            + (isEncoding ? "<EncodingType>url</EncodingType>" : "")
            + page.stream().map(this::entry).collect(Collectors.joining()));
  }

  private String entry(String key) {
    return "<Contents><Key>%s</Key><ETag>&quot;%d&quot;</ETag><Size>1</Size></Contents>"
        .formatted(isEncoding ? URLEncoder.encode(key, UTF_8) : key, objects.get(key).hashCode());
  }
}

package io.cloister.ingest;

import static io.cloister.ScriptedEndpoint.chat;
import static io.cloister.ScriptedEndpoint.json;
import static io.cloister.ingest.Recordings.said;
import static io.cloister.ingest.Recordings.segment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloister.Caller;
import io.cloister.ScriptedEndpoint;
import io.cloister.ScriptedProduct;
import io.cloister.jobs.JobId;
import io.cloister.jobs.JobRun;
import io.cloister.models.ModelFunction;
import java.awt.Color;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was read before a model was routed, or is longer than the limit, is made up for. */
class WaitingTests {

  private static final String WAITING = "/api/v1/models/waiting";

  private static ScriptedProduct product;
  private static ScriptedEndpoint endpoint;
  private static Caller admin;

  @BeforeAll
  static void start() {
    product = product();
    endpoint = product.endpoint();
    admin = product.admin();
  }

  /** With a model that hears and one that sees, to which nothing is routed yet. */
  static ScriptedProduct product() {
    return ScriptedProduct.start("--cloister.ingest.ocr.enabled=false")
        .connect("ear", "public", "{\"name\":\"whisper\",\"kinds\":[\"transcription\"]}")
        .connect(
            "eye", "public", "{\"name\":\"sees\",\"kinds\":[\"chat\"],\"contextTokens\":32000}");
  }

  @AfterAll
  static void stop() {
    product.close();
  }

  @BeforeEach
  void room() {
    product.room();
    product.unroute();
    limit("null", "null");
  }

  /** What waits is counted over all rooms. */
  @AfterEach
  void nothingIsLeft() {
    product.database().sql("delete from model_gap").update();
  }

  @Test
  void recordingsThatMayBeSentAreReadAgainByOneCall() {
    var first = product.read("one.wav", Waves.of(2, 4_000), "public");
    var second = product.read("two.wav", Waves.of(3, 4_000), "public");
    var secret = product.read("three.wav", Waves.of(4, 4_000), "secret");
    assertThat(waiting("transcribe")).isEqualTo(new Waits(3, 0));
    assertThat(retry("transcribe")).isEqualTo(409);

    endpoint.script(json(said(segment(0, 2, "The anemometer stands still."))));
    product.route("transcribe", "ear/whisper");
    assertThat(waiting("transcribe")).isEqualTo(new Waits(3, 2));
    int before = endpoint.seen().size();
    assertThat(retry("transcribe")).isEqualTo(202);

    assertThat(mended(first)).contains("anemometer");
    assertThat(mended(second)).contains("anemometer");
    assertThat(endpoint.seen()).hasSize(before + 2);
    assertThat(product.document(secret.get("id").asString()).at("/failure/code").asString())
        .isEqualTo("not-transcribed");
    assertThat(waiting("transcribe")).isEqualTo(new Waits(1, 0));
    assertThat(retry("transcribe")).isEqualTo(409);
  }

  @Test
  void picturesAndScansAreReadAgainByOneCall() throws IOException {
    var picture = product.read("alone.png", Sights.picture(Color.PINK), "public");
    var scan = product.read("scan.pdf", Sights.scan("Typed, and long enough here."), "public");
    assertThat(scan.get("status").asString()).isEqualTo("ready");
    assertThat(scan.get("failure").isNull()).isTrue(); // nobody wanted a model to look at it
    assertThat(waiting("vision")).isEqualTo(new Waits(2, 0));

    endpoint.script(chat("A sundial on a wall."));
    product.route("vision", "eye/sees");
    assertThat(waiting("vision")).isEqualTo(new Waits(2, 2));
    assertThat(retry("vision")).isEqualTo(202);

    await().until(() -> waiting("vision").equals(new Waits(0, 0)));
    assertThat(mended(picture)).contains("sundial");
    assertThat(mended(scan)).contains("Typed, and long enough", "sundial");
  }

  @Test
  void pagesBeyondTheLimitWaitUntilItIsRaised() throws IOException {
    limit("1", "null");
    endpoint.script(chat("The first sluice."), chat("The second sluice."));
    product.route("vision", "eye/sees");
    int before = endpoint.seen().size();

    var scan =
        product.read("long.pdf", Sights.scan("Typed, and as long as it has to be."), "public");

    assertThat(scan.get("status").asString()).isEqualTo("ready");
    assertThat(scan.at("/failure/code").asString()).isEqualTo("not-described");
    assertThat(scan.at("/failure/detail").asString())
        .isEqualTo("1 of 2 pages described: the limit is 1 for one document");
    assertThat(endpoint.seen()).hasSize(before + 1);
    assertThat(product.found("first sluice")).contains(scan.get("id").asString());
    assertThat(waiting("vision")).isEqualTo(new Waits(1, 0));

    limit("0", "0");
    assertThat(waiting("vision")).isEqualTo(new Waits(1, 1));
    assertThat(retry("vision")).isEqualTo(202);

    assertThat(mended(scan)).contains("first sluice", "second sluice");
    assertThat(endpoint.seen()).hasSize(before + 2); // the first page was paid for
  }

  @Test
  void hoursBeyondTheLimitWaitUntilItIsRaised() {
    limit("null", "1");
    endpoint.script(json(said(segment(0, 9, "The ferry leaves the harbour."))));
    product.route("transcribe", "ear/whisper");
    int before = endpoint.seen().size();

    var talk = product.read("talk.wav", Waves.of(4_000, 500), "public");

    assertThat(talk.get("status").asString()).isEqualTo("ready");
    assertThat(talk.at("/failure/code").asString()).isEqualTo("not-transcribed");
    assertThat(talk.at("/failure/detail").asString())
        .isEqualTo("it lasts 1 h 6 min; the limit is 1 h of a recording");
    assertThat(product.text(talk.get("id").asString())).contains("ferry");
    int asked = endpoint.seen().size();
    assertThat(asked).isEqualTo(before + 9);
    assertThat(waiting("transcribe")).isEqualTo(new Waits(1, 0));

    limit("null", "2");
    endpoint.script(json(said(segment(0, 9, "The ferry comes back."))));
    assertThat(retry("transcribe")).isEqualTo(202);

    assertThat(mended(talk)).contains("leaves the harbour", "comes back");
    assertThat(endpoint.seen()).hasSize(asked + 1);
  }

  @Test
  void whatWasStoppedGoesOnBehindWhatItHadQueued() {
    for (int i = 1; i <= 3; i++) {
      product.read("part%d.wav".formatted(i), Waves.of(i, 4_000), "public");
    }
    var some = product.database().sql("select id from job limit 1").query(UUID.class).single();
    endpoint.script(json(said(segment(0, 1, "The pendulum swings."))));
    product.route("transcribe", "ear/whisper");
    int before = endpoint.seen().size();
    var handler = product.bean(WaitingJob.class);
    var wanted = new WaitingJob.Wanted(ModelFunction.TRANSCRIBE, Instant.now()).payload();

    handler.run(new Steps(new JobId(some), wanted, 1));
    await().until(() -> waiting("transcribe").equals(new Waits(2, 2)));
    handler.run(new Steps(new JobId(some), wanted, 9));

    await().until(() -> waiting("transcribe").equals(new Waits(0, 0)));
    handler.run(new Steps(new JobId(some), wanted, 9));
    assertThat(endpoint.seen()).hasSize(before + 3);
  }

  // --- help ---------------------------------------------------------------------------------

  private record Waits(long documents, long ready) {}

  /** Goes so many steps and is then stopped. */
  private static final class Steps implements JobRun {

    private final JobId id;
    private final String payload;
    private int left;

    Steps(JobId id, String payload, int left) {
      this.id = id;
      this.payload = payload;
      this.left = left;
    }

    @Override
    public JobId id() {
      return id;
    }

    @Override
    public String payload() {
      return payload;
    }

    @Override
    public void progress(long done, long total, String message) {
      left--;
    }

    @Override
    public boolean isCancelled() {
      return left == 0;
    }
  }

  private static Waits waiting(String function) {
    return JsonMapper.shared()
        .readTree(admin.get(WAITING).body())
        .valueStream()
        .filter(each -> each.get("function").asString().equals(function))
        .map(each -> new Waits(each.get("documents").asLong(), each.get("ready").asLong()))
        .findFirst()
        .orElseThrow();
  }

  private static int retry(String function) {
    return admin.post(WAITING + "/" + function + "/retry", "").statusCode();
  }

  private static void limit(String pages, String hours) {
    var set =
        admin.send(
            "PUT",
            "/api/v1/models/limits",
            "{\"visionPages\":%s,\"transcribeHours\":%s}".formatted(pages, hours));
    assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
  }

  /** The text of a document once nothing of it is missing any more. */
  private static String mended(JsonNode document) {
    var id = document.get("id").asString();
    await()
        .until(() -> {
          var now = product.document(id);
          return now.get("status").asString().equals("ready") && now.get("failure").isNull();
        });
    return product.text(id);
  }
}

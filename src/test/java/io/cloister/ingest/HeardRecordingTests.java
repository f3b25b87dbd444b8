package io.cloister.ingest;

import static io.cloister.ScriptedEndpoint.error;
import static io.cloister.ScriptedEndpoint.json;
import static io.cloister.ScriptedEndpoint.status;
import static io.cloister.ingest.Recordings.said;
import static io.cloister.ingest.Recordings.segment;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloister.Caller;
import io.cloister.ScriptedEndpoint;
import io.cloister.ScriptedProduct;
import io.cloister.library.Status;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ApplicationEventMulticaster;

/** Recordings on their way from an upload to the words that are said in them, over HTTP. */
class HeardRecordingTests {

  private static ScriptedProduct product;
  private static ScriptedEndpoint endpoint;
  private static Caller admin;

  @BeforeAll
  static void start() {
    product = Recordings.product();
    endpoint = product.endpoint();
    admin = product.admin();
  }

  @AfterAll
  static void stop() {
    product.close();
  }

  @BeforeEach
  void room() {
    product.room();
    product.route("transcribe", "ear/whisper");
  }

  @Test
  void isFoundByItsNameWhileNoModelHearsIt() {
    product.unroute();
    int before = endpoint.seen().size();

    var document = product.read("Gasworks anniversary.wav", Waves.of(2, 4_000), "public");

    assertThat(document.get("status").asString()).isEqualTo("ready");
    assertThat(document.at("/failure/code").asString()).isEqualTo("not-transcribed");
    assertThat(document.at("/failure/hint").asString()).contains("route 'transcribe'");
    assertThat(product.found("anniversary")).contains(document.get("id").asString());
    assertThat(endpoint.seen()).hasSize(before);

    product.route("transcribe", "ear/whisper");
    endpoint.script(json(said(segment(0, 2, "The gasometer was painted green."))));
    assertThat(product.retried(document.get("id").asString()).get("failure").isNull()).isTrue();
    assertThat(product.found("gasometer")).contains(document.get("id").asString());
  }

  @Test
  void isFoundOnceItIsSaidToBeReady() {
    product.unroute();
    var found = new AtomicReference<String>();
    ApplicationListener<PayloadApplicationEvent<DocumentAdvanced>> asking =
        ApplicationListener.forPayload(advanced -> {
          if (advanced.status() == Status.READY) {
            found.compareAndSet(null, product.found("lighthouse"));
          }
        });
    var listeners = product.bean(ApplicationEventMulticaster.class);
    listeners.addApplicationListener(asking);
    try {
      var id = product.upload("Lighthouse keeper.wav", Waves.of(2, 4_000), "public");

      await().until(() -> found.get() != null);
      assertThat(found.get()).contains(id);
    } finally {
      listeners.removeApplicationListener(asking);
    }
  }

  @Test
  void isNotSentWhereItsLabelMayNotGo() {
    int before = endpoint.seen().size();

    var document = product.read("secret.wav", Waves.of(2, 4_000), "secret");

    assertThat(document.get("status").asString()).isEqualTo("ready");
    assertThat(document.at("/failure/code").asString()).isEqualTo("not-transcribed");
    assertThat(document.at("/failure/detail").asString()).contains("secret text may go no further");
    assertThat(endpoint.seen()).hasSize(before);
  }

  @Test
  void asksForNoPieceTwice() {
    endpoint.script(
        json(said(segment(0, 3, "The first reservoir is full."))), status(500, "out of memory"));

    var document = product.read("long.wav", Waves.of(421, 4_000), "public");

    assertThat(document.get("status").asString()).isEqualTo("ready");
    assertThat(document.at("/failure/code").asString()).isEqualTo("not-transcribed");
    int failed = endpoint.seen().size();
    endpoint.script(json(said(segment(0, 1, "The second reservoir is empty."))));

    var mended = product.retried(document.get("id").asString());

    assertThat(mended.get("failure").isNull()).isTrue();
    assertThat(endpoint.seen()).hasSize(failed + 1);
    var id = document.get("id").asString();
    assertThat(product.text(id)).contains("first reservoir", "second reservoir");
    assertThat(product.passage("second").get("seconds").asInt()).isEqualTo(420);
    assertThat(product.rows("model_part")).isZero();
  }

  @Test
  void knowsTheTimeOfThePieceWhereTheModelTellsNone() {
    endpoint.script(
        error(400, "response_format 'verbose_json' is not compatible with this model"),
        json("{\"text\":\"The turbine hums.\"}"),
        json("{\"text\":\"The dynamo was replaced.\"}"));

    product.read("plain.wav", Waves.of(440, 4_000), "public");

    assertThat(product.passage("dynamo").get("seconds").asInt()).isEqualTo(420);
    assertThat(moments()).contains(0L, 420_000L);
  }

  @Test
  void nothingMoreOfItIsSentOnceItIsInTheBin() {
    var binned = new AtomicReference<String>();
    endpoint.script(
        (own, exchange) -> {
          await().until(() -> binned.get() != null);
          assertThat(admin.delete("/api/v1/documents/" + binned.get()).statusCode())
              .isBetween(200, 204);
          json(said(segment(0, 3, "The first reservoir is full."))).play(own, exchange);
        },
        json(said(segment(0, 1, "The second reservoir is empty."))));
    int before = endpoint.seen().size();

    var id = product.upload("regretted.wav", Waves.of(421, 4_000), "public");
    binned.set(id);

    await().until(() -> product.rows("model_part") > 0);
    await().until(() -> product.isSettled(id));
    assertThat(endpoint.seen()).hasSize(before + 1);
    assertThat(admin.post("/api/v1/documents/" + id + "/restore", "{}").statusCode())
        .isBetween(200, 204);
    assertThat(product.retried(id).get("failure").isNull()).isTrue();
    assertThat(endpoint.seen()).hasSize(before + 2);
  }

  @Test
  void aDeadEndpointHoldsUpNobody() {
    endpoint.script(status(503, "down"));
    var first = product.upload("dead.wav", Waves.of(2, 4_000), "public");
    var text = product.upload("after.txt", "Life goes on.".getBytes(UTF_8), "public");

    assertThat(product.settled(text).get("status").asString()).isEqualTo("ready");
    var document = product.settled(first);
    assertThat(document.get("status").asString()).isEqualTo("ready");
    assertThat(document.at("/failure/code").asString()).isEqualTo("not-transcribed");
    assertThat(document.at("/failure/detail").asString()).contains("ear/whisper");
  }

  @Test
  void aListOfRecordingsIsNone() {
    int before = endpoint.seen().size();
    var id =
        product.upload(
            "radio.m3u", "#EXTM3U\r\nhttp://tracker.example/1.mp3\r\n".getBytes(UTF_8), "public");

    var document = product.settled(id);

    assertThat(document.at("/failure/code").asString()).isNotEqualTo("not-transcribed");
    var content = admin.get("/api/v1/documents/" + id + "/content");
    assertThat(content.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(endpoint.seen()).hasSize(before);
  }

  @Test
  void keepsItsNameWhereNothingIsSaid() {
    endpoint.script(json("{\"text\":\"\",\"segments\":[]}"));

    var document = product.read("Remembrance silence.wav", Waves.of(2, 4_000), "public");

    assertThat(document.get("status").asString()).isEqualTo("ready");
    assertThat(document.at("/failure/detail").asString()).contains("no word");
    assertThat(product.found("remembrance")).contains(document.get("id").asString());
  }

  @Test
  void leavesNothingWhenItIsPurged() {
    endpoint.script(json(said(segment(0, 2, "Ding dong."))));
    var id = product.upload("gone.wav", Waves.of(2, 4_000), "public");
    product.settled(id);
    assertThat(product.rows("version_time")).isPositive();

    assertThat(admin.delete("/api/v1/documents/" + id + "?purge=true").statusCode())
        .isBetween(200, 204);

    var left =
        product
            .database()
            .sql(
                "select count(*) from version_time t left join document_version v"
                    + " on v.id = t.version_id where v.id is null or v.document_id = ?")
            .param(UUID.fromString(id))
            .query(Long.class)
            .single();
    assertThat(left).isZero();
    assertThat(product.found("Ding")).doesNotContain(id);
  }

  private static List<Long> moments() {
    return product.database().sql("select from_millis from version_time").query(Long.class).list();
  }
}

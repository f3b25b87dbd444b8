package io.cloister.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloister.Caller;
import io.cloister.Running;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files on their way from an upload to a searchable document, over HTTP. */
@Running
class IngestionTests {

  private static final JsonMapper JSON = JsonMapper.shared();

  @LocalServerPort int port;
  @Autowired RoomForTexts texts;

  private Caller admin;
  private String collection;

  @BeforeEach
  void room() {
    admin = Caller.admin(port);
    collection = "ingest-" + UUID.randomUUID();
    admin.makeCollection(collection);
  }

  @Test
  void makesAnUploadSearchable() {
    var words = "The zirconium valve " + UUID.randomUUID() + " is inspected every autumn.";
    var received = upload("valves.txt", words);

    var document = settled(received);

    assertThat(document.get("status").asString()).isEqualTo("ready");
    assertThat(document.get("title").asString()).isEqualTo("valves");
    assertThat(document.get("language").asString()).isEqualTo("en");
    assertThat(admin.get("/api/v1/documents/" + received + "/text").body()).isEqualTo(words);
    assertThat(admin.get("/api/v1/search?q=zirconium&collection=" + collection).body())
        .contains(received);
  }

  @Test
  void everyPassageIsVerbatimAtItsOffsets() {
    var text = new StringBuilder();
    for (int i = 0; i < 120; i++) {
      text.append("Sentence number %d speaks of 😀 and of Größe. ".formatted(i));
    }
    var id = upload("long.txt", text.toString());
    settled(id);

    var whole = admin.get("/api/v1/documents/" + id + "/text").body();
    var passages = json(admin.get("/api/v1/documents/" + id + "/passages?size=200")).get("items");
    assertThat(passages.size()).isGreaterThan(3);
    for (var passage : passages) {
      assertThat(whole.substring(passage.get("start").asInt(), passage.get("end").asInt()))
          .isEqualTo(passage.get("text").asString());
    }
  }

  @Test
  void givesTextAndExportAlsoToThoseWhoAskForJson() {
    var id = upload("plain.txt", "Plain words " + UUID.randomUUID());
    settled(id);
    var program = Caller.admin(port).with("Accept", "application/json");

    assertThat(program.get("/api/v1/documents/" + id + "/text").body()).startsWith("Plain words");
    assertThat(program.get("/api/v1/export?collection=" + collection).body()).contains(id);
  }

  @Test
  void answersTheDocumentThatIsThereForTheSameBytes() {
    var words = "Same bytes " + UUID.randomUUID();
    var first = upload("one.txt", words);

    var again = send("two.txt", words, "");
    var kept = send("two.txt", words, "?duplicates=keep");

    assertThat(again.get("id").asString()).isEqualTo(first);
    assertThat(again.get("duplicateOf").asString()).isEqualTo(first);
    assertThat(kept.get("id").asString()).isNotEqualTo(first);
    assertThat(kept.get("duplicateOf").isNull()).isTrue();
  }

  @Test
  void saysWhyAFileFailedAndLetsItBeRetried() {
    var id = upload("empty.docx", "");

    assertThat(settled(id).at("/failure/code").asString()).isEqualTo("empty");
    assertThat(admin.post("/api/v1/documents/" + id + "/retry", "{}").statusCode()).isEqualTo(202);
    assertThat(settled(id).at("/failure/code").asString()).isEqualTo("empty");
  }

  @Test
  void quarantinesWhatKillsItsReaderTwice() {
    var id = upload("exit.mock", "<?xml version=\"1.0\"?><mock><system_exit/></mock>");

    var document = settled(id);

    assertThat(document.get("status").asString()).isEqualTo("quarantined");
    assertThat(document.at("/failure/code").asString()).isEqualTo("internal");
    assertThat(settled(upload("after.txt", "Life goes on.")).get("status").asString())
        .isEqualTo("ready");
  }

  @Test
  void aLongTextThatWaitsForRoomKeepsNoOtherFileWaiting() {
    var file = "long-" + UUID.randomUUID() + ".txt";
    String id;
    try (var _ = texts.take(5 * RoomForTexts.SHORT, () -> false)) {
      id = upload(file, "档案" + " ".repeat(RoomForTexts.SHORT) + "保存六年。");
      await().untilAsserted(() -> assertThat(kindsOfJobs(file)).contains(ReadJob.LONG));
      settled(upload("short.txt", "Life goes on " + UUID.randomUUID()));

      assertThat(json(admin.get("/api/v1/documents/" + id)).get("status").asString())
          .isEqualTo("reading");
    }
    assertThat(settled(id).get("status").asString()).isEqualTo("ready");
    assertThat(kindsOfJobs(file)).containsExactlyInAnyOrder(ReadJob.KIND, ReadJob.LONG);
  }

  @Test
  void addsAVersionThatTakesThePlaceOfTheFirst() {
    var id = upload("policy.txt", "Kept twelve months " + UUID.randomUUID());
    settled(id);

    var answer =
        admin.upload(
            "/api/v1/documents/" + id + "/versions", Map.of(), "policy.txt", "Kept six months.");
    assertThat(answer.statusCode()).isEqualTo(202);

    var document = settled(id);
    assertThat(document.get("version").asInt()).isEqualTo(2);
    assertThat(document.get("versions").size()).isEqualTo(2);
    assertThat(admin.get("/api/v1/documents/" + id + "/text").body()).isEqualTo("Kept six months.");
  }

  @Test
  void isDoneWithWordsWhereTheModelWasMadeForNoneOfThem() {
    var word = "перекрытие" + System.nanoTime();
    var file = "отчёт-" + UUID.randomUUID() + ".txt";
    var id =
        upload(file, "Осмотр, %s: клапан исправен, насос пока нет. ".formatted(word).repeat(200));

    assertThat(settled(id).get("passages").asInt()).isGreaterThan(8);
    assertThat(admin.get("/api/v1/search?q=%s&collection=%s".formatted(word, collection)).body())
        .contains(id);
    assertThat(kindsOfJobs(file)).containsExactly(ReadJob.KIND);

    var english = upload("en-" + file, "The valve was looked at, the pump was not. ".repeat(200));
    settled(english);
    assertThat(kindsOfJobs("en-" + file)).containsExactly(EmbedJob.KIND, ReadJob.KIND);
  }

  /** The newest first. */
  private List<String> kindsOfJobs(String file) {
    return json(admin.get("/api/v1/jobs?size=50"))
        .get("items")
        .valueStream()
        .filter(job -> job.get("message").asString().equals(file))
        .map(job -> job.get("kind").asString())
        .toList();
  }

  @Test
  void refusesAFileForACollectionThatIsNotThere() {
    var answer = admin.upload("/api/v1/documents?collection=nowhere", Map.of(), "a.txt", "words");

    assertThat(answer.statusCode()).isEqualTo(404);
  }

  private String upload(String name, String content) {
    return send(name, content, "").get("id").asString();
  }

  private JsonNode send(String name, String content, String query) {
    var answer =
        admin.upload("/api/v1/documents" + query, Map.of("collection", collection), name, content);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return json(answer).get("documents").get(0);
  }

  private JsonNode settled(String id) {
    var settled = java.util.Set.of("ready", "failed", "quarantined");
    await()
        .until(() ->
            settled.contains(json(admin.get("/api/v1/documents/" + id)).get("status").asString()));
    return json(admin.get("/api/v1/documents/" + id));
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }
}

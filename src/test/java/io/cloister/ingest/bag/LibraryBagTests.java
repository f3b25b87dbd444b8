package io.cloister.ingest.bag;

import static io.cloister.SlowMachines.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.ServerProcess;
import io.cloister.library.text.Moments;
import io.cloister.library.text.PassageId;
import io.cloister.library.text.Said;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A collection leaves the running product, and comes in where there is nothing yet. */
@Running
class LibraryBagTests {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String NAME = "bag-" + UUID.randomUUID();
  private static final String WORD = "w" + UUID.randomUUID().toString().replace("-", "");

  @LocalServerPort int port;
  @Autowired Moments moments;
  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aLibraryIsTheSameAfterItWasExportedAndImported() throws Exception {
    var admin = Caller.admin(port);
    var collection = fill(admin, moments);
    var bag = folder.resolve("library.zip");
    Files.write(bag, bytes(port, Running.TOKEN, "/api/v1/export?format=bagit&collection=" + NAME));
    var here = library(path -> bytes(port, Running.TOKEN, path), collection);
    var binned = ids(json(port, Running.TOKEN, "/api/v1/documents?size=200&collection=" + NAME));

    try (var there = new ServerProcess(folder, http)) {
      there.start();
      wasUsedAndEmptied(Caller.withToken(there.port(), ServerProcess.TOKEN));
      refusesWhatIsNotWhole(there, bag);
      assertThat(there.json("/api/v1/documents").path("total").asInt()).isZero();
      assertThat(send(there, Files.readAllBytes(bag)).statusCode()).isEqualTo(202);
      there.kill();
      there.start();
      ServerProcess.eventually(
          "all are found again",
          () -> there.json("/api/v1/documents?size=200&status=ready").path("total").asInt() == 2);

      assertThat(ids(there.json("/api/v1/documents?size=200&collection=" + NAME)))
          .isEqualTo(binned);
      var copy = library(path -> bytes(there.port(), ServerProcess.TOKEN, path), collection);
      assertThat(copy.keySet()).isEqualTo(here.keySet());
      here.forEach((path, answer) -> assertThat(copy.get(path)).as(path).isEqualTo(answer));
      ServerProcess.eventually(
          "its words are found",
          () -> there.json("/api/v1/search?mode=keyword&q=" + WORD).path("total").asInt() == 1);
      var again = send(there, Files.readAllBytes(bag));
      assertThat(again.statusCode()).isEqualTo(409);
      assertThat(again.body()).contains("(documents: 2, binned: 1, ", "also from the bin");
      assertThat(folder.resolve("data/bags")).isEmptyDirectory();
    }
  }

  /** Two documents, one with two versions and tags; one more is in the bin. */
  private static String fill(Caller admin, Moments moments) {
    var collection =
        JSON.readTree(admin.post("/api/v1/collections", "{\"name\":\"%s\"}".formatted(NAME)).body())
            .path("id")
            .asString();
    admin.send(
        "PUT",
        "/api/v1/collections/%s/keeping".formatted(collection),
        "{\"keepDays\":400,\"binDays\":null,\"hold\":\"a case\"}");
    var first = upload(admin, "/api/v1/documents", "Zeugnis ü 1.txt", "The first words of it. ");
    var second =
        upload(
            admin,
            "/api/v1/documents",
            "page.html",
            "<html><body><h1>Heading</h1><p>Text under it.</p></body></html>");
    var third = upload(admin, "/api/v1/documents", "gone.txt", "In the bin. ");
    settled(admin, first, second, third);
    upload(admin, "/api/v1/documents/" + first + "/versions", "b.txt", "Then %s. ".formatted(WORD));
    settled(admin, first);
    admin.send(
        "PUT",
        "/api/v1/documents/%s/tags".formatted(first),
        "{\"tags\":[\"bagged %s\"]}".formatted(WORD));
    admin.send(
        "PATCH",
        "/api/v1/documents/" + second,
        "{\"title\":\"A title\",\"label\":\"secret\",\"metadata\":{\"case\":\"7\"}}");
    said(admin, second, moments);
    admin.delete("/api/v1/documents/" + third);
    return collection;
  }

  /** Of a document that is gone, the term stays that it was tagged with. */
  private static void wasUsedAndEmptied(Caller admin) {
    var answer =
        admin.upload("/api/v1/documents", Map.of("collection", "library"), "a.txt", "A few words.");
    var id = JSON.readTree(answer.body()).at("/documents/0/id").asString();
    settled(admin, id);
    var tagged =
        admin.send(
            "PUT",
            "/api/v1/documents/%s/tags".formatted(id),
            "{\"tags\":[\"bagged %s\"]}".formatted(WORD));
    assertThat(tagged.statusCode()).as(tagged.body()).isEqualTo(200);
    assertThat(admin.delete("/api/v1/documents/%s?purge=true".formatted(id)).statusCode())
        .isEqualTo(204);
  }

  /** As if it were a recording. */
  private static void said(Caller admin, String document, Moments moments) {
    var passages = admin.get("/api/v1/documents/" + document + "/passages").body();
    var id = PassageId.of(JSON.readTree(passages).at("/items/0/id").asString());
    moments.replace(
        id.version(), List.of(new Said(0, 7, Duration.ofSeconds(754), Duration.ofSeconds(760))));
    assertThat(admin.get("/api/v1/documents/" + document + "/passages").body())
        .contains("\"seconds\":754");
  }

  private static String upload(Caller admin, String path, String name, String text) {
    var answer = admin.upload(path, Map.of("collection", NAME), name, text.repeat(20));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return JSON.readTree(answer.body()).at("/documents/0/id").asString();
  }

  private static void settled(Caller admin, String... documents) {
    for (var id : documents) {
      ServerProcess.eventually(
          "it is read",
          () ->
              JSON.readTree(admin.get("/api/v1/documents/" + id).body())
                  .path("status")
                  .asString("")
                  .equals("ready"));
    }
  }

  /** A bag that is not whole is refused with its reason, and leaves nothing. */
  private void refusesWhatIsNotWhole(ServerProcess there, Path bag) throws Exception {
    var whole = Files.readAllBytes(bag);
    var cut = java.util.Arrays.copyOf(whole, whole.length / 2);
    assertThat(code(send(there, cut))).isEqualTo("bag-unreadable");
    assertThat(code(send(there, changed(whole)))).isEqualTo("bag-checksum");
    assertThat(code(send(there, "words".getBytes(UTF_8)))).isEqualTo("bag-unreadable");
    assertThat(folder.resolve("data/bags")).isEmptyDirectory();
  }

  /** The same bag, with one original that has another byte. */
  private static byte[] changed(byte[] bag) throws IOException {
    var changed = new ByteArrayOutputStream();
    try (var in = new ZipInputStream(new ByteArrayInputStream(bag));
        var out = new ZipOutputStream(changed)) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        var bytes = in.readAllBytes();
        if (entry.getName().contains("/original/")) {
          bytes[0] ^= 1;
        }
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(bytes);
      }
    }
    return changed.toByteArray();
  }

  private static String code(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    return JSON.readTree(answer.body()).path("code").asString();
  }

  private HttpResponse<String> send(ServerProcess there, byte[] bag) throws Exception {
    return http.send(
        there
            .request("/api/v1/import")
            .timeout(PATIENCE)
            .header("Content-Type", "application/zip")
            .POST(BodyPublishers.ofByteArray(bag))
            .build(),
        BodyHandlers.ofString(UTF_8));
  }

  private interface Get {
    byte[] of(String path);
  }

  /** Everything that is answered about the collection and its documents. */
  private static Map<String, Object> library(Get get, String collection) {
    var all = new LinkedHashMap<String, Object>();
    var place = (ObjectNode) JSON.readTree(get.of("/api/v1/collections/" + collection));
    place.remove("access"); // of people, who are others here
    all.put("collection", place);
    all.put("keeping", JSON.readTree(get.of("/api/v1/collections/" + collection + "/keeping")));
    for (var id : ids(JSON.readTree(get.of("/api/v1/documents?size=200&collection=" + NAME)))) {
      var path = "/api/v1/documents/" + id;
      var document = JSON.readTree(get.of(path));
      all.put(path, document);
      for (var version : document.path("versions")) {
        var number = "?version=" + version.path("version").asInt();
        all.put(path + "/content" + number, new String(get.of(path + "/content" + number), UTF_8));
        all.put(path + "/text" + number, new String(get.of(path + "/text" + number), UTF_8));
      }
      all.put(path + "/passages", JSON.readTree(get.of(path + "/passages")));
    }
    return all;
  }

  private static List<String> ids(JsonNode listed) {
    return listed.path("items").valueStream().map(it -> it.path("id").asString()).sorted().toList();
  }

  private JsonNode json(int at, String token, String path) {
    return JSON.readTree(bytes(at, token, path));
  }

  private byte[] bytes(int at, String token, String path) {
    try {
      var answer =
          http.send(
              HttpRequest.newBuilder(java.net.URI.create("http://127.0.0.1:" + at + path))
                  .header("Authorization", "Bearer " + token)
                  .timeout(PATIENCE)
                  .build(),
              BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      return answer.body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

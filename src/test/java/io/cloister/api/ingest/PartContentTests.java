package io.cloister.api.ingest;

import static io.cloister.api.ingest.Wholes.lockedPdf;
import static io.cloister.api.ingest.Wholes.mail;
import static io.cloister.api.ingest.Wholes.sevenZip;
import static io.cloister.api.ingest.Wholes.tarGz;
import static io.cloister.api.ingest.Wholes.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Role;
import io.cloister.web.Shelf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** Attachments and members of archives, had by themselves over HTTP. */
@Running
class PartContentTests {

  private static final Set<String> SETTLED = Set.of("ready", "failed", "quarantined");

  private static final List<String> SAFE =
      List.of(
          "Content-Type",
          "Content-Disposition",
          "Content-Security-Policy",
          "X-Content-Type-Options",
          "Cross-Origin-Resource-Policy",
          "Cache-Control");

  @LocalServerPort int port;
  @Autowired ApplicationContext product;

  private final String word = "w" + UUID.randomUUID().toString().replace("-", "");
  private Caller admin;

  @BeforeEach
  void callers() {
    admin = Caller.admin(port);
  }

  @Test
  void attachmentsComeAsTheyWereSentAndAreNeverRendered() {
    var page = "<html><body><script>alert(1)</script>%s</body></html>".formatted(word);
    var id = ready("two.eml", mail("First %s.".formatted(word), "\u00dcbersicht.html", page));

    var part = part(id, names(id).indexOf("\u00dcbersicht.html"));

    assertThat(part.body()).isEqualTo(page);
    assertThat(header(part, "Content-Type")).isEqualTo("application/octet-stream");
    assertThat(header(part, "Content-Disposition"))
        .startsWith("attachment;")
        .contains("filename*=UTF-8''%C3%9Cbersicht.html");
    assertThat(header(part, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(part, "Content-Security-Policy")).isEqualTo("sandbox; default-src 'none'");
    assertThat(header(part, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    assertThat(header(part, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(part, "Content-Length")).isEqualTo(String.valueOf(page.length()));
    var trail = admin.get("/api/v1/audit?subject=document/" + id).body();
    assertThat(JsonPath.<List<String>>read(trail, "$.items[*].action")).contains("part.read");
  }

  @Test
  void partsOfPartsAreHadWhereverTheyAre() throws IOException {
    var deepest = zip("sub/d\u00e4ta.txt", "deep " + word, "twin.txt", "inner twin " + word);
    var tar = tarGz("inside.txt", "in a tar " + word);
    var id =
        ready(
            "outer.zip",
            zip(
                "twin.txt",
                "outer twin " + word,
                "inner.zip",
                deepest,
                "all.tar.gz",
                tar,
                "last.txt",
                "last " + word));
    var names = names(id);

    assertThat(names)
        .containsExactly(
            "twin.txt",
            "inner.zip",
            "sub/d\u00e4ta.txt",
            "twin.txt",
            "all.tar.gz",
            "all.tar",
            "inside.txt",
            "last.txt");
    assertThat(part(id, 0).body()).isEqualTo("outer twin " + word);
    assertThat(bytes(id, 1)).isEqualTo(deepest);
    assertThat(part(id, 2).body()).isEqualTo("deep " + word);
    assertThat(header(part(id, 2), "Content-Disposition"))
        .contains("filename*=UTF-8''d%C3%A4ta.txt");
    assertThat(part(id, 3).body()).isEqualTo("inner twin " + word);
    assertThat(bytes(id, 4)).isEqualTo(tar);
    assertThat(part(id, 6).body()).isEqualTo("in a tar " + word);
    assertThat(part(id, 7).body()).isEqualTo("last " + word);
    problem(part(id, 8), 404, "not-found");
    problem(part(id, -1), 404, "not-found");
  }

  @Test
  void namesArePathsNowhere() throws IOException {
    var id =
        ready(
            "slips.zip",
            zip(
                "../../etc/x-" + word,
                "one " + word,
                "..\\..\\con\r\nSet-Cookie: a=b.txt",
                "two " + word,
                "../..",
                "three " + word));

    assertThat(header(part(id, 0), "Content-Disposition"))
        .contains("x-" + word)
        .doesNotContain("..", "/", "\\");
    assertThat(part(id, 1).body()).isEqualTo("two " + word);
    assertThat(header(part(id, 1), "Content-Disposition")).doesNotContain("\\", "\r", "\n", "..");
    assertThat(part(id, 1).headers().allValues("Set-Cookie")).isEmpty();
    assertThat(part(id, 2).body()).isEqualTo("three " + word);
    assertThat(header(part(id, 2), "Content-Disposition")).doesNotContain("filename=\"..\"");
  }

  @Test
  void whatUnpacksToFarTooMuchIsRefused() throws IOException {
    var id = ready("zeros.zip", zip("note.txt", "A note " + word, "zeros.bin", new byte[80 << 20]));

    problem(part(id, names(id).indexOf("zeros.bin")), 422, "bomb");
    assertThat(part(id, names(id).indexOf("note.txt")).body()).isEqualTo("A note " + word);
  }

  @Test
  void aLockedWholeAsksForItsPassword() throws IOException {
    var id = sent(admin, "locked.pdf", lockedPdf("sesame", "figures.txt", "42 " + word));
    settles(id, "failed");
    problem(part(id, 0), 422, "encrypted");
    admin.post("/api/v1/documents/" + id + "/retry", "{\"password\":\"sesame\"}");
    settles(id, "ready");
    var one = "/api/v1/documents/" + id + "/parts/0/content";

    problem(admin.get(one), 422, "encrypted");
    problem(admin.post(one, "{\"password\":\"simsim\"}"), 422, "encrypted");
    assertThat(admin.post(one, "{\"password\":\"sesame\"}").body()).isEqualTo("42 " + word);
    var person = Caller.signedIn(port, "admin", Running.PASSWORD);
    var page = person.get("/d/" + id + "/parts/0");
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("The file is locked with a password", "name=\"password\"");
    var unlocked = person.submit("/d/" + id, "/d/" + id + "/parts/0", Map.of("password", "sesame"));
    assertThat(unlocked.body()).isEqualTo("42 " + word);
    var tooLong = Map.of("password", "s".repeat(201));
    assertThat(person.submit("/d/" + id, "/d/" + id + "/parts/0", tooLong).statusCode())
        .isEqualTo(400);
    var told = admin.post(one, "{\"password\":\"sesame\"}");
    for (var name : SAFE) {
      assertThat(header(unlocked, name)).isNotEmpty().isEqualTo(header(told, name));
    }
  }

  @Test
  void aDamagedWholeSaysSo() throws IOException {
    var whole = zip("a.txt", "One " + word, "b.txt", "Two " + word);
    var id = sent(admin, "cut.docx", Arrays.copyOf(whole, 40));
    settles(id, "failed");

    var refused = part(id, 0);

    problem(refused, 422, "corrupt");
    assertThat(JsonPath.<String>read(refused.body(), "$.hint")).contains("original");
  }

  @Test
  void sevenZipFilesHavePartsToo() throws IOException {
    var id = ready("both.7z", sevenZip("first.txt", "second.txt"));

    assertThat(names(id)).containsExactly("first.txt", "second.txt");
    assertThat(part(id, 1).body()).isEqualTo("in second.txt");
  }

  @Test
  void anOlderVersionKeepsItsParts() throws IOException {
    var id = ready("files.zip", zip("old.txt", "old " + word));
    admin.upload(
        "/api/v1/documents/" + id + "/versions",
        Map.of(),
        "files.zip",
        zip("new.txt", "new " + word));
    await().until(() -> names(id).contains("new.txt"));

    assertThat(part(id, 0).body()).isEqualTo("new " + word);
    assertThat(admin.get("/api/v1/documents/" + id + "/parts/0/content?version=1").body())
        .isEqualTo("old " + word);
    var person = Caller.signedIn(port, "admin", Running.PASSWORD);
    assertThat(person.get("/d/" + id + "?v=1").body()).contains("/d/" + id + "/parts/0?v=1");
    assertThat(person.get("/d/" + id + "/parts/0?v=1").body()).isEqualTo("old " + word);
  }

  @Test
  void onlyWhoMayReadTheWholeHasItsParts() throws IOException {
    var collection = "parts " + word;
    admin.makeCollection(collection);
    var id = uploaded(collection, zip("secret.txt", "secret " + word));
    var shelf = new Shelf(product);
    var name = "stranger-" + word.substring(0, 9);
    shelf.person(name, Role.STAFF);
    var stranger = Caller.signedIn(port, name, Shelf.PASSWORD);

    assertThat(part(id, 0).body()).isEqualTo("secret " + word);
    problem(stranger.get("/api/v1/documents/" + id + "/parts/0/content"), 404, "not-found");
    assertThat(stranger.get("/d/" + id + "/parts/0").statusCode()).isEqualTo(404);
    admin.delete("/api/v1/documents/" + id);
    problem(part(id, 0), 404, "not-found");
    var owner = Caller.signedIn(port, "admin", Running.PASSWORD);
    assertThat(owner.get("/d/" + id + "/parts/0").statusCode()).isEqualTo(404);
  }

  private String uploaded(String collection, byte[] bytes) {
    var answer =
        admin.upload("/api/v1/documents", Map.of("collection", collection), "s.zip", bytes);
    var id = JsonPath.<String>read(answer.body(), "$.documents[0].id");
    settles(id, "ready");
    return id;
  }

  private String ready(String fileName, byte[] bytes) {
    var id = sent(admin, fileName, bytes);
    settles(id, "ready");
    return id;
  }

  private static String sent(Caller caller, String fileName, byte[] bytes) {
    var answer = caller.upload("/api/v1/documents", Map.of(), fileName, bytes);
    return JsonPath.read(answer.body(), "$.documents[0].id");
  }

  private void settles(String id, String status) {
    var document = await().until(() -> document(id), one -> SETTLED.contains(status(one)));
    assertThat(status(document)).as(document).isEqualTo(status);
  }

  private String document(String id) {
    return admin.get("/api/v1/documents/" + id).body();
  }

  private static String status(String document) {
    return JsonPath.read(document, "$.status");
  }

  private List<String> names(String id) {
    return JsonPath.read(admin.get("/api/v1/documents/" + id + "/parts").body(), "$.items[*].name");
  }

  private HttpResponse<String> part(String id, int ordinal) {
    return admin.get("/api/v1/documents/%s/parts/%d/content".formatted(id, ordinal));
  }

  private byte[] bytes(String id, int ordinal) {
    try (var in = admin.stream("/api/v1/documents/%s/parts/%d/content".formatted(id, ordinal))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static void problem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(JsonPath.<String>read(answer.body(), "$.code")).isEqualTo(code);
    assertThat(JsonPath.<String>read(answer.body(), "$.hint")).isNotBlank();
  }
}

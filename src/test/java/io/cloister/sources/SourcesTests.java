package io.cloister.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Role;
import io.cloister.web.Shelf;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Folders that are looked at by themselves, over HTTP and on the real disk. */
@Running
class SourcesTests {

  private static final String SOURCES = "/api/v1/sources";
  private static final Duration A_WHILE = Duration.ofSeconds(60);

  @LocalServerPort int port;
  @Autowired BeanFactory product;

  @Value("${cloister.sources.folders}")
  Path watched;

  private final String name = "source-" + UUID.randomUUID();
  private Caller admin;
  private Path folder;
  private String source = "";
  private int looks;

  @BeforeEach
  void furnish() throws IOException {
    admin = Caller.admin(port);
    assertThat(admin.post("/api/v1/collections", "{\"name\":\"%s\"}".formatted(name)))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(201);
    folder = Files.createDirectories(watched.resolve(name));
  }

  @AfterEach
  void remove() {
    if (!source.isEmpty()) {
      assertThat(admin.delete(SOURCES + "/" + source).statusCode()).isEqualTo(204);
    }
  }

  @Test
  void bringsWhatIsNewByItselfAndWhatChangesAsAVersion() throws IOException {
    put("valves.txt", "The valve is inspected in autumn.");
    put("sub/deep/pumps.txt", "The pump is oiled in spring.");
    put(".hidden.txt", "Nobody reads this.");
    put("half.crdownload", "Half of it.");
    Files.createSymbolicLink(folder.resolve("passwd.txt"), Path.of("/etc/passwd"));
    add("\"folderTags\":true");

    awaitLooks(1);
    assertThat(titles()).containsExactlyInAnyOrder("valves", "pumps");
    await()
        .atMost(A_WHILE)
        .untilAsserted(() -> assertThat(documents()).contains("\"deep\"", "\"sub\""));
    assertThat(last("added")).isEqualTo(2);

    put("valves.txt", "The valve is inspected in winter.");
    look();
    assertThat(last("updated")).isEqualTo(1);
    assertThat(last("unchanged")).isEqualTo(1);
    assertThat(versions()).containsExactlyInAnyOrder(2, 1);
    look();
    assertThat(last("unchanged")).isEqualTo(2);
  }

  @Test
  void leavesWhatIsStillBeingWritten() throws IOException {
    put("done.txt", "All of it.");
    var scan = Files.writeString(folder.resolve("scan.txt"), "The first page");
    add("");

    await()
        .atMost(A_WHILE)
        .until(() -> {
          Files.setLastModifiedTime(scan, FileTime.from(Instant.now().plusSeconds(4)));
          return admin.get(SOURCES + "/" + source + "/runs").body().contains("\"waiting\":1");
        });
    assertThat(titles()).containsExactly("done");
    // it is taken soon after it was finished, without waiting for the next turn
    await().atMost(A_WHILE).untilAsserted(() -> assertThat(titles()).contains("scan"));
  }

  @Test
  void binsWhatIsGoneButNotBecauseADiskIs() throws IOException {
    put("stays.txt", "This stays.");
    put("goes.txt", "This goes.");
    add("\"whenGone\":\"bin\"");
    awaitLooks(1);

    Files.delete(folder.resolve("goes.txt"));
    look();
    assertThat(last("binned")).isEqualTo(1);
    assertThat(titles()).containsExactly("stays");

    Files.delete(folder.resolve("stays.txt"));
    look();
    assertThat(problem()).isEqualTo("empty-folder");
    assertThat(titles()).containsExactly("stays");
    Files.delete(folder);
    look();
    assertThat(problem()).isEqualTo("no-folder");
    assertThat(titles()).containsExactly("stays");
  }

  @Test
  void holdsBackAFolderThatIsGoneWithAllThatWasInIt() throws IOException {
    put("stays.txt", "This stays.");
    put("share/one.txt", "One of the share.");
    put("share/deep/two.txt", "Two of the share.");
    add("\"whenGone\":\"bin\"");
    awaitLooks(1);
    assertThat(titles()).containsExactlyInAnyOrder("stays", "one", "two");

    Files.delete(folder.resolve("share/one.txt"));
    Files.delete(folder.resolve("share/deep/two.txt"));
    look();
    assertThat(problem()).isEqualTo("missing-folder");
    assertThat(last("binned")).isZero();
    assertThat(titles()).containsExactlyInAnyOrder("stays", "one", "two");

    put("share/deep/two.txt", "Two of the share.");
    look();
    assertThat(titles()).as("the disk is back, one file was deleted").contains("two", "stays");
    assertThat(versions()).containsOnly(1);
  }

  @Test
  void makesGoodWhatAKillCutOff() throws IOException {
    put("cases/killed.txt", "Brought, but neither noted nor tagged.");
    add("\"enabled\":false,\"folderTags\":true,\"whenGone\":\"bin\"");
    // as a kill right after the acknowledgement leaves it
    product
        .getBean(SourceFiles.class)
        .begin(SourceId.of(source), "cases/killed.txt", Instant.now());
    admin.upload(
        "/api/v1/documents?collection=" + name,
        Map.of(),
        "killed.txt",
        "Brought, but neither noted nor tagged.");

    look();
    assertThat(titles()).containsExactly("killed");
    await().atMost(A_WHILE).untilAsserted(() -> assertThat(documents()).contains("\"cases\""));
    put("cases/other.txt", "Another case.");
    look();
    Files.delete(folder.resolve("cases/killed.txt"));
    look();
    assertThat(titles()).containsExactly("other");
  }

  @Test
  void leavesADocumentThatItDidNotBring() throws IOException {
    assertThat(
            admin
                .upload(
                    "/api/v1/documents?collection=" + name,
                    Map.of(),
                    "by-hand.txt",
                    "Brought by hand.")
                .statusCode())
        .isEqualTo(202);
    put("same.txt", "Brought by hand.");
    put("other.txt", "Another.");
    add("\"whenGone\":\"bin\"");
    awaitLooks(1);
    assertThat(titles()).containsExactlyInAnyOrder("by-hand", "other");

    Files.delete(folder.resolve("same.txt"));
    look();
    assertThat(last("binned")).isZero();
    assertThat(titles()).containsExactlyInAnyOrder("by-hand", "other");
  }

  @Test
  void movesAwayWhatItTook() throws IOException {
    put("a/scan.txt", "The first scan.");
    add("\"afterwards\":\"move\",\"whenGone\":\"bin\"");
    awaitLooks(1);
    assertThat(folder.resolve("a/scan.txt")).doesNotExist();
    assertThat(folder.resolve("_imported/a/scan.txt")).hasContent("The first scan.");

    put("a/scan.txt", "The second scan.");
    look();
    assertThat(folder.resolve("_imported/a/scan.txt (2)")).hasContent("The second scan.");
    assertThat(titles()).containsExactly("scan", "scan");
  }

  @Test
  void refusesFoldersThatAreNotAllowed() throws IOException {
    Files.createSymbolicLink(folder.resolve("out"), Path.of("/etc"));
    for (var place : List.of("/etc", "..", name + "/../../database", name + "/out", "none")) {
      var refused = admin.post(SOURCES, wanted(place, ""));
      assertThat(refused.statusCode()).as(place).isEqualTo(422);
      assertThat(refused.body()).contains("\"field\":\"folder\"", "cloister.sources.folders");
    }
    assertThat(admin.post(SOURCES, wanted(name, "\"minutes\":0")).statusCode()).isEqualTo(422);
    add("");
    assertThat(admin.post(SOURCES, wanted(name, "")).body()).contains("Another source");
  }

  @Test
  void endsWithoutTroubleWhenItIsRemovedMeanwhile() throws IOException {
    for (int i = 0; i < 200; i++) {
      put("file-%d.txt".formatted(i), "This is %d.".formatted(i));
    }
    add("");
    await()
        .atMost(A_WHILE)
        .until(() -> JsonPath.read(admin.get(SOURCES + "/" + source).body(), "$.job") != null);
    var job = JsonPath.<String>read(admin.get(SOURCES + "/" + source).body(), "$.job");
    assertThat(admin.delete(SOURCES + "/" + source).statusCode()).isEqualTo(204);
    source = "";

    await().atMost(A_WHILE).until(() -> state(job), List.of("cancelled", "done")::contains);
  }

  @Test
  void isSetUpOnAPage() throws IOException {
    var word = "w" + UUID.randomUUID().toString().replace("-", "");
    put(word + ".txt", "Brought from the page.");
    new Shelf(product).person(name, Role.ADMIN);
    var person = Caller.signedIn(port, name, Shelf.PASSWORD);
    var form =
        new HashMap<>(Map.of("name", name, "folder", "/etc", "minutes", "5", "kind", "folder"));

    var refused = person.submit("/admin/sources", "/admin/sources", form);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("There is no such folder", "value=\"/etc\"");

    form.putAll(Map.of("folder", name, "enabled", "true"));
    var made = person.submit("/admin/sources", "/admin/sources", form);
    var page = made.headers().firstValue("location").orElseThrow();
    source = page.substring(page.lastIndexOf('/') + 1);
    awaitLooks(1);
    assertThat(person.get("/admin/sources").body()).contains(name, "well");
    assertThat(person.get("/admin/sources/" + source).body()).contains("What was done");
    assertThat(admin.get("/api/v1/documents?q=" + word).body()).contains(word);
  }

  // --- help ---------------------------------------------------------------------------------

  /** A file that nobody has written to for an hour; each call's time differs. */
  private void put(String path, String text) throws IOException {
    var file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(
        file, FileTime.from(Instant.now().minus(Duration.ofHours(1)).plusMillis(looks)));
  }

  private void add(String more) {
    var made = admin.post(SOURCES, wanted(name, more));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    source = JsonPath.read(made.body(), "$.id");
  }

  private String wanted(String place, String more) {
    return "{\"name\":\"%s\",\"folder\":\"%s\",\"collection\":\"%s\"%s}"
        .formatted(name, place, name, more.isEmpty() ? "" : "," + more);
  }

  private void look() {
    looks = JsonPath.read(admin.get(SOURCES + "/" + source + "/runs").body(), "$.total");
    assertThat(admin.post(SOURCES + "/" + source + "/run", "{}").statusCode()).isEqualTo(202);
    awaitLooks(looks + 1);
  }

  private void awaitLooks(int many) {
    await()
        .atMost(A_WHILE)
        .untilAsserted(() ->
            assertThat(
                    JsonPath.<Integer>read(
                        admin.get(SOURCES + "/" + source + "/runs").body(), "$.total"))
                .isGreaterThanOrEqualTo(many));
  }

  private String state(String job) {
    return JsonPath.read(admin.get("/api/v1/jobs/" + job).body(), "$.state");
  }

  private int last(String what) {
    return JsonPath.read(admin.get(SOURCES + "/" + source).body(), "$.lastRun." + what);
  }

  private String problem() {
    return JsonPath.read(admin.get(SOURCES + "/" + source).body(), "$.lastRun.problem.code");
  }

  private String documents() {
    return admin.get("/api/v1/documents?size=100&collection=" + name).body();
  }

  private List<String> titles() {
    return JsonPath.read(documents(), "$.items[*].title");
  }

  private List<Integer> versions() {
    return JsonPath.read(documents(), "$.items[*].version");
  }
}

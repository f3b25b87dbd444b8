package io.cloister.sources;

import static io.cloister.sources.TriedSource.SOURCES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Role;
import io.cloister.web.Shelf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Folders that are looked at by themselves, over HTTP and on the real disk. */
@Running
class SourcesTests {

  @LocalServerPort int port;
  @Autowired BeanFactory product;

  @Value("${cloister.sources.folders}")
  Path folders;

  private WatchedFolder folder;
  @AutoClose private TriedSource source;
  private Caller admin;

  @BeforeEach
  void furnish() throws IOException {
    folder = WatchedFolder.in(folders, port);
    source = folder.source();
    admin = Caller.admin(port);
  }

  @Test
  void bringsWhatIsNewByItselfAndWhatChangesAsAVersion() throws IOException {
    folder.put("valves.txt", "The valve is inspected in autumn.");
    folder.put("sub/deep/pumps.txt", "The pump is oiled in spring.");
    folder.put(".hidden.txt", "Nobody reads this.");
    folder.put("half.crdownload", "Half of it.");
    Files.createSymbolicLink(folder.path().resolve("passwd.txt"), Path.of("/etc/passwd"));
    folder.add("\"folderTags\":true");

    source.ended(0);
    assertThat(source.titles()).containsExactlyInAnyOrder("valves", "pumps");
    await().untilAsserted(() -> assertThat(source.documents()).contains("\"deep\"", "\"sub\""));
    assertThat(source.last("added")).isEqualTo(2);

    folder.put("valves.txt", "The valve is inspected in winter.");
    source.look();
    assertThat(source.last("updated")).isEqualTo(1);
    assertThat(source.last("unchanged")).isEqualTo(1);
    assertThat(source.versions()).containsExactlyInAnyOrder(2, 1);
    source.look();
    assertThat(source.last("unchanged")).isEqualTo(2);
  }

  @Test
  void leavesWhatIsStillBeingWritten() throws IOException {
    folder.put("done.txt", "All of it.");
    var scan = Files.writeString(folder.path().resolve("scan.txt"), "The first page");
    folder.add("");

    await()
        .until(() -> {
          Files.setLastModifiedTime(scan, FileTime.from(Instant.now().plusSeconds(4)));
          return source.runs().contains("\"waiting\":1");
        });
    assertThat(source.titles()).containsExactly("done");
    // it is taken soon after it was finished, without waiting for the next turn
    await().untilAsserted(() -> assertThat(source.titles()).contains("scan"));
  }

  @Test
  void refusesFoldersThatAreNotAllowed() throws IOException {
    Files.createSymbolicLink(folder.path().resolve("out"), Path.of("/etc"));
    for (var place :
        List.of("/etc", "..", source.name() + "/../../database", source.name() + "/out", "none")) {
      var refused = admin.post(SOURCES, folder.wanted(place, ""));
      assertThat(refused.statusCode()).as(place).isEqualTo(422);
      assertThat(refused.body()).contains("\"field\":\"folder\"", "cloister.sources.folders");
    }
    assertThat(admin.post(SOURCES, folder.wanted(source.name(), "\"minutes\":0")).statusCode())
        .isEqualTo(422);
    folder.add("");
    assertThat(admin.post(SOURCES, folder.wanted(source.name(), "")).body())
        .contains("Another source");
  }

  @Test
  void endsWithoutTroubleWhenItIsRemovedMeanwhile() throws IOException {
    for (int i = 0; i < 200; i++) {
      folder.put("file-%d.txt".formatted(i), "This is %d.".formatted(i));
    }
    folder.add("");
    await().until(() -> JsonPath.read(source.shown(), "$.job") != null);
    var job = JsonPath.<String>read(source.shown(), "$.job");
    source.remove();

    await().until(() -> state(job), List.of("cancelled", "done")::contains);
  }

  @Test
  void isSetUpOnAPage() throws IOException {
    var word = "w" + UUID.randomUUID().toString().replace("-", "");
    folder.put(word + ".txt", "Brought from the page.");
    new Shelf(product).person(source.name(), Role.ADMIN);
    var person = Caller.signedIn(port, source.name(), Shelf.PASSWORD);
    var form =
        new HashMap<>(
            Map.of("name", source.name(), "folder", "/etc", "minutes", "5", "kind", "folder"));

    var refused = person.submit("/admin/sources", "/admin/sources", form);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("There is no such folder", "value=\"/etc\"");

    form.putAll(Map.of("folder", source.name(), "enabled", "true"));
    var made = person.submit("/admin/sources", "/admin/sources", form);
    var page = made.headers().firstValue("location").orElseThrow();
    source.is(page.substring(page.lastIndexOf('/') + 1));
    source.ended(0);
    assertThat(person.get("/admin/sources").body()).contains(source.name(), "well");
    assertThat(person.get("/admin/sources/" + source.id()).body()).contains("What was done");
    assertThat(admin.get("/api/v1/documents?q=" + word).body()).contains(word);
  }

  private String state(String job) {
    return JsonPath.read(admin.get("/api/v1/jobs/" + job).body(), "$.state");
  }
}

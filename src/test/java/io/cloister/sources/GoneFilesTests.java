package io.cloister.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloister.Caller;
import io.cloister.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What becomes of documents whose files are gone, and of files that were taken. */
@Running
class GoneFilesTests {

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
  void binsWhatIsGoneButNotBecauseADiskIs() throws IOException {
    folder.put("stays.txt", "This stays.");
    folder.put("goes.txt", "This goes.");
    folder.add("\"whenGone\":\"bin\"");
    source.ended(0);

    folder.delete("goes.txt");
    source.look();
    assertThat(source.last("binned")).isEqualTo(1);
    assertThat(source.titles()).containsExactly("stays");

    folder.delete("stays.txt");
    source.look();
    assertThat(source.problem()).isEqualTo("empty-place");
    assertThat(source.titles()).containsExactly("stays");
    Files.delete(folder.path());
    source.look();
    assertThat(source.problem()).isEqualTo("no-folder");
    assertThat(source.titles()).containsExactly("stays");
  }

  @Test
  void holdsBackAFolderThatIsGoneWithAllThatWasInIt() throws IOException {
    folder.put("stays.txt", "This stays.");
    folder.put("share/one.txt", "One of the share.");
    folder.put("share/deep/two.txt", "Two of the share.");
    folder.add("\"whenGone\":\"bin\"");
    source.ended(0);
    assertThat(source.titles()).containsExactlyInAnyOrder("stays", "one", "two");

    folder.delete("share/one.txt");
    folder.delete("share/deep/two.txt");
    source.look();
    assertThat(source.problem()).isEqualTo("missing-folder");
    assertThat(source.last("binned")).isZero();
    assertThat(source.titles()).containsExactlyInAnyOrder("stays", "one", "two");

    folder.put("share/deep/two.txt", "Two of the share.");
    source.look();
    assertThat(source.titles())
        .as("the disk is back, one file was deleted")
        .contains("two", "stays");
    assertThat(source.versions()).containsOnly(1);
  }

  @Test
  void makesGoodWhatAKillCutOff() throws IOException {
    folder.put("cases/killed.txt", "Brought, but neither noted nor tagged.");
    folder.add("\"enabled\":false,\"folderTags\":true,\"whenGone\":\"bin\"");
    // as a kill right after the acknowledgement leaves it
    product
        .getBean(SourceFiles.class)
        .begin(SourceId.of(source.id()), "cases/killed.txt", Instant.now());
    admin.upload(
        "/api/v1/documents?collection=" + source.name(),
        Map.of(),
        "killed.txt",
        "Brought, but neither noted nor tagged.");

    source.look();
    assertThat(source.titles()).containsExactly("killed");
    await().untilAsserted(() -> assertThat(source.documents()).contains("\"cases\""));
    folder.put("cases/other.txt", "Another case.");
    source.look();
    folder.delete("cases/killed.txt");
    source.look();
    assertThat(source.titles()).containsExactly("other");
  }

  @Test
  void leavesADocumentThatItDidNotBring() throws IOException {
    assertThat(
            admin
                .upload(
                    "/api/v1/documents?collection=" + source.name(),
                    Map.of(),
                    "by-hand.txt",
                    "Brought by hand.")
                .statusCode())
        .isEqualTo(202);
    folder.put("same.txt", "Brought by hand.");
    folder.put("other.txt", "Another.");
    folder.add("\"whenGone\":\"bin\"");
    source.ended(0);
    assertThat(source.titles()).containsExactlyInAnyOrder("by-hand", "other");

    folder.delete("same.txt");
    source.look();
    assertThat(source.last("binned")).isZero();
    assertThat(source.titles()).containsExactlyInAnyOrder("by-hand", "other");
  }

  @Test
  void movesAwayWhatItTook() throws IOException {
    folder.put("a/scan.txt", "The first scan.");
    folder.add("\"afterwards\":\"move\",\"whenGone\":\"bin\"");
    source.ended(0);
    assertThat(folder.path().resolve("a/scan.txt")).doesNotExist();
    assertThat(folder.path().resolve("_imported/a/scan.txt")).hasContent("The first scan.");

    folder.put("a/scan.txt", "The second scan.");
    source.look();
    assertThat(folder.path().resolve("_imported/a/scan.txt (2)")).hasContent("The second scan.");
    assertThat(source.titles()).containsExactly("scan", "scan");
  }
}

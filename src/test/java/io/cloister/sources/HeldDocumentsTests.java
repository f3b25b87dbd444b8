package io.cloister.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.JdbcQueries;
import io.cloister.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcOperations;

/** What is not binned although it is gone, because too much of the source is. */
@Running
class HeldDocumentsTests {

  @LocalServerPort int port;

  @Autowired JdbcOperations database;

  @Value("${cloister.sources.folders}")
  Path folders;

  private WatchedFolder folder;
  @AutoClose private TriedSource source;

  @BeforeEach
  void furnish() throws IOException {
    folder = WatchedFolder.in(folders, port);
    source = folder.source();
  }

  @Test
  void holdsBackAllOfAFolderThatIsEmptiedOrNotMountedAnyMore() throws IOException {
    bring(3);

    deleteUpTo(3);
    source.look();
    assertThat(source.problem()).isEqualTo("empty-place");
    assertThat(source.last("binned")).isZero();
    assertThat(source.last("heldBack")).isEqualTo(3);
    assertThat(source.heldBack()).isEqualTo(3);

    Files.delete(folder.path());
    source.look();
    assertThat(source.problem()).isEqualTo("no-folder");
    assertThat(source.titles()).hasSize(3);
  }

  @Test
  void binsAHandfulAndUpToHalfWithoutAsking() throws IOException {
    bring(14);

    deleteUpTo(7);
    source.look();
    assertThat(source.problem()).as("half of them").isNull();
    assertThat(source.last("binned")).isEqualTo(7);

    deleteUpTo(12);
    source.look();
    assertThat(source.last("binned")).as("five of seven").isEqualTo(5);
    assertThat(source.titles()).hasSize(2);
  }

  @Test
  void binsMoreThanHalfAndAHandfulOnlyOnceItIsTold() throws IOException {
    bring(11);
    deleteUpTo(6);
    source.look();
    assertThat(source.problem()).isEqualTo("much-gone");
    assertThat(source.last("binned")).isZero();
    assertThat(source.titles()).hasSize(11);

    assertThat(source.bin(7)).as("another number than is held back").isEqualTo(409);
    file(1);
    source.look();
    assertThat(source.heldBack()).as("one is back, five of eleven are not").isZero();
    assertThat(source.last("binned")).isEqualTo(5);
    assertThat(source.problem()).isNull();
  }

  @Test
  void keepsHoldingBackAlthoughOtherFilesCome() throws IOException {
    bring(7);
    deleteUpTo(6);
    source.look();

    for (int each = 101; each <= 120; each++) {
      file(each);
    }
    source.look();
    source.look();
    assertThat(source.problem()).as("six of 27 by now").isEqualTo("much-gone");
    assertThat(source.heldBack()).isEqualTo(6);
    assertThat(source.titles()).hasSize(27);

    source.binHeldBack();
    assertThat(source.problem()).isNull();
    assertThat(source.last("binned")).isEqualTo(6);
    assertThat(source.titles()).hasSize(21);
  }

  @Test
  void binsNothingThatIsGoneOnlyAfterItWasToldTo() throws IOException {
    bring(9);
    deleteUpTo(6);
    source.look();
    deleteUpTo(9);

    source.binHeldBack();
    assertThat(source.last("binned")).isEqualTo(6);
    assertThat(source.problem()).isEqualTo("empty-place");
    assertThat(source.heldBack()).isEqualTo(3);
    assertThat(source.titles()).hasSize(3);
  }

  @Test
  void keepsWhatItIsToldToKeep() throws IOException {
    bring(6);
    deleteUpTo(6);
    source.look();

    assertThat(source.keep(5)).isEqualTo(409);
    assertThat(source.keep(6)).isEqualTo(204);
    source.look();
    assertThat(source.problem()).isNull();
    assertThat(source.heldBack()).isZero();
    assertThat(source.titles()).hasSize(6);

    file(1);
    source.look();
    assertThat(source.titles()).as("known by its content").hasSize(6);
  }

  @Test
  void binsWhatItIsToldToAlthoughItKeepsByNowWhatIsGone() throws IOException {
    bring(8);
    deleteUpTo(6);
    source.look();
    folder.change("\"whenGone\":\"keep\",\"enabled\":false");

    source.binHeldBack();
    assertThat(source.last("binned")).isEqualTo(6);
    assertThat(source.heldBack()).isZero();
    assertThat(source.titles()).containsExactlyInAnyOrder("7", "8");

    deleteUpTo(8);
    source.look();
    assertThat(source.titles()).as("of these nothing was said").hasSize(2);
  }

  @Test
  void aWordIsTakenBackByKeepingWhatIsGone() throws IOException {
    bring(7);
    deleteUpTo(6);
    source.look();
    var away = Files.move(folder.path(), folder.path().resolveSibling(source.name() + "-away"));
    source.binHeldBack();
    assertThat(source.problem()).as("nothing could be seen").isEqualTo("no-folder");

    Files.move(away, folder.path());
    folder.change("\"whenGone\":\"keep\",\"enabled\":false");
    source.look();
    assertThat(source.last("binned")).isZero();
    assertThat(source.titles()).hasSize(7);
  }

  @Test
  void asksTheDatabaseNotForEachOfThem() throws IOException {
    bring(30);
    deleteUpTo(30);
    assertThat(queries(source::look)).as("all are held back").hasSizeLessThan(30);
    assertThat(source.heldBack()).isEqualTo(30);
    assertThat(queries(source::binHeldBack)).as("all are binned").hasSizeLessThan(30);
    assertThat(source.last("binned")).isEqualTo(30);
  }

  /** Those about the files of sources. */
  private List<String> queries(Runnable work) {
    return JdbcQueries.during(database, work).stream()
        .filter(query -> query.contains("source_file"))
        .toList();
  }

  private void bring(int files) throws IOException {
    for (int each = 1; each <= files; each++) {
      file(each);
    }
    folder.add("\"whenGone\":\"bin\",\"enabled\":false");
    source.look();
    assertThat(source.titles()).hasSize(files);
  }

  private void file(int number) throws IOException {
    folder.put(number + ".txt", "This is file " + number);
  }

  private void deleteUpTo(int number) throws IOException {
    for (int each = 1; each <= number; each++) {
      Files.deleteIfExists(folder.path().resolve(each + ".txt"));
    }
  }
}

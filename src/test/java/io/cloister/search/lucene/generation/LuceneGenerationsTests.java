package io.cloister.search.lucene.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cloister.Running;
import io.cloister.models.Embedder;
import io.cloister.models.Embedders;
import io.cloister.models.StubEmbedder;
import io.cloister.search.Generations.State;
import io.cloister.search.lucene.files.LuceneIndex;
import io.cloister.search.lucene.files.SearchProperties;
import io.cloister.search.lucene.files.VectorForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** The generations of a server that stops. */
@Running
class LuceneGenerationsTests {

  @Autowired Embedders embedders;
  @Autowired LucenePassageIndex.Means means;
  @TempDir Path folder;

  private final Embedder model = new StubEmbedder("model", 2, _ -> new float[] {1, 0});

  @Test
  void closesAllThoughSomeCannotBe() throws Exception {
    var generations = generations();
    var folders = new GenerationFolders(folder);
    for (int number = 2; number <= 4; number++) {
      generations.open(row(number));
    }
    spoil(generations.active(), folders.of(1));
    spoil(generations.other(3).orElseThrow(), folders.of(3));

    var failed = catchThrowable(generations::close);

    assertThat(failed).hasMessageContaining("could not be closed");
    assertThat(failed.getSuppressed()).singleElement().isInstanceOf(IOException.class);
    for (int number : new int[] {2, 4}) {
      // nobody has it open any more
      new LuceneIndex(folders.of(number), properties(), model.fingerprint()).close();
    }
  }

  /** Takes the lock away from what was just written to, as somebody who clears up might. */
  private static void spoil(IndexGeneration generation, Path files) throws IOException {
    var document = new Document();
    document.add(new StringField("id", "1", Field.Store.NO));
    generation.index().replace(new Term("id", "1"), List.of(document));
    generation.index().show();
    Files.delete(files.resolve("write.lock"));
  }

  private LuceneGenerations generations() throws IOException {
    var database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    new ResourceDatabasePopulator(new ClassPathResource("db/migration/V043__index_generations.sql"))
        .execute(database);
    var rows = new GenerationRows(JdbcClient.create(database));
    return new LuceneGenerations(properties(), model, embedders, rows, means, Clock.systemUTC());
  }

  private GenerationRows.Row row(int number) {
    var now = Clock.systemUTC().instant();
    return new GenerationRows.Row(
        number, "builtin/model", model.fingerprint(), null, State.READY, now, "", now);
  }

  private SearchProperties properties() {
    return new SearchProperties(
        folder, 100, 0.6, 0.8, 0.2, Duration.ofMinutes(10), VectorForm.BYTE);
  }
}

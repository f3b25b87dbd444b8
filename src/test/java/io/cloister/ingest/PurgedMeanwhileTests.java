package io.cloister.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloister.Running;
import io.cloister.jobs.JobHandler;
import io.cloister.jobs.JobId;
import io.cloister.jobs.JobRun;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.document.Documents;
import io.cloister.library.document.Versions;
import io.cloister.search.Shelf;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Documents that are purged in the middle of what a job does with them. */
@Running
class PurgedMeanwhileTests {

  @Autowired List<JobHandler> handlers;
  @Autowired Versions versions;
  @Autowired Documents documents;
  @Autowired Shelf shelf;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  @Test
  void aReadingEndsWithoutWords() throws Exception {
    for (var kind : List.of(ReadJob.KIND, HearJob.KIND)) {
      var version = unread(kind);

      run(kind, version.id().toString(), () -> documents.purge(version.document()));

      assertThat(versions.find(version.id())).isEmpty();
    }
  }

  @Test
  void theOthersOfABatchAreIndexed() throws Exception {
    var gone = unread("gone");
    var stays = unread("stays");
    var both = VersionList.payload(List.of(gone, stays));

    try (var thread = Executors.newSingleThreadExecutor()) {
      Future<?> job =
          transaction.execute(_ -> {
            documents.purge(gone.document());
            var begun = thread.submit(() -> run(IndexJob.KIND, both, () -> {}));
            // it has the text by now, and waits for what becomes of the document
            await().until(this::doesAnybodyWait);
            return begun;
          });
      job.get();
    }

    assertThat(versions.find(gone.id())).isEmpty();
    assertThat(versions.require(stays.id()).status()).isEqualTo(Status.READY);
  }

  private boolean doesAnybodyWait() {
    return jdbc.sql("select count(*) from information_schema.sessions where blocker_id is not null")
            .query(Integer.class)
            .single()
        > 0;
  }

  /** With a text, as if nobody had read it yet. */
  private Version unread(String name) {
    var version = shelf.addUnindexed(shelf.collection(), name, "en", "Words of " + name);
    versions.advance(version.id(), Status.RECEIVED);
    return versions.require(version.id());
  }

  /**
   * @param atFirst done when the job has just begun
   */
  private Void run(String kind, String payload, Runnable atFirst) throws Exception {
    var handler = handlers.stream().filter(one -> one.kind().equals(kind)).findFirst();
    handler.orElseThrow().run(new Run(payload, atFirst));
    return null;
  }

  private static final class Run implements JobRun {

    private final JobId id = new JobId(UUID.randomUUID());
    private final String payload;
    private final Runnable atFirst;
    private boolean hasBegun;

    Run(String payload, Runnable atFirst) {
      this.payload = payload;
      this.atFirst = atFirst;
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
      if (!hasBegun) {
        hasBegun = true;
        atFirst.run();
      }
    }

    @Override
    public boolean isCancelled() {
      return false;
    }
  }
}

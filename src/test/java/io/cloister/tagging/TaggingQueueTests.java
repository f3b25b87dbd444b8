package io.cloister.tagging;

import static io.cloister.SlowMachines.PATIENCE;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.cloister.library.DocumentId;
import io.cloister.library.VersionId;
import io.cloister.search.DocumentIndexed;
import io.cloister.search.Foreground;
import io.cloister.search.PassageIndex;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaggingQueueTests {

  private final DocumentId document = new DocumentId(UUID.randomUUID());
  private final PassOver passOver = mock();
  private final TaggingProperties properties = mock();
  private final TaggingQueue queue =
      new TaggingQueue(
          mock(Passes.class),
          passOver,
          mock(PassageIndex.class),
          mock(Foreground.class),
          properties);

  @BeforeEach
  void start() {
    when(properties.waiting()).thenReturn(10);
    queue.start();
    queue.begin();
  }

  @AfterEach
  void stop() {
    queue.stop();
  }

  @Test
  void givesUpWhatCannotBeTagged() {
    doThrow(new IllegalStateException()).when(passOver).document(any(), anyBoolean());

    queue.indexed(indexed());

    verify(passOver, timeout(PATIENCE.toMillis())).giveUp(document);
  }

  @Test
  void givesUpNothingThatFailsForTheEndOfTheServer() {
    doAnswer(
            _ -> {
              await().atMost(PATIENCE).until(() -> !queue.isRunning());
              throw new RejectedExecutionException("closed");
            })
        .when(passOver)
        .document(any(), anyBoolean());
    queue.indexed(indexed());
    verify(passOver, timeout(PATIENCE.toMillis())).document(any(), anyBoolean());

    queue.stop();

    verify(passOver, never()).giveUp(any());
  }

  private DocumentIndexed indexed() {
    return new DocumentIndexed(document, new VersionId(UUID.randomUUID()));
  }
}

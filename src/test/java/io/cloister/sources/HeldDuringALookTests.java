package io.cloister.sources;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.library.Conflict;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A look that runs has read already what was held back: nobody's word reaches it any more. */
class HeldDuringALookTests {

  private final Sources sources = mock();
  private final SourceRows rows = mock();
  private final SourceFiles files = mock();
  private final Actor actor = mock();
  private final SourceId source = new SourceId(UUID.randomUUID());
  private final HeldDocuments held =
      new HeldDocuments(sources, rows, files, mock(AuditTrail.class), Clock.systemUTC());

  @Test
  void nothingIsSaidOfItUntilTheLookHasEnded() {
    when(sources.isLookedAt(any(), any())).thenReturn(true);

    assertThatThrownBy(() -> held.keep(source, 3, actor))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("being looked at");
    assertThatThrownBy(() -> held.bin(source, 3, actor))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("being looked at");
    verifyNoInteractions(rows, files);
  }
}

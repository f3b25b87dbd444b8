package io.cloister.library.bin;

import io.cloister.identity.Actor;
import io.cloister.library.AccessScope;
import io.cloister.library.Conflict;
import io.cloister.library.document.DocumentFilter;
import io.cloister.library.document.DocumentOrder;
import io.cloister.library.document.Documents;
import org.springframework.stereotype.Service;

/** The bin as a whole. */
@Service
public class Bin {

  private static final int A_PART = 200;
  private static final DocumentFilter BINNED = new DocumentFilter(null, null, null, true);

  private final Documents documents;
  private final Purges purges;

  Bin(Documents documents, Purges purges) {
    this.documents = documents;
    this.purges = purges;
  }

  /**
   * What became of the documents in the bin.
   *
   * @param held how many stay because their collections are under a hold
   */
  public record Emptied(int purged, int held) {}

  /** Purges what is in the bin of the collections of {@code scope}, but for what is held. */
  public Emptied empty(AccessScope scope, Actor actor) {
    int purged = 0;
    int held = 0;
    while (true) {
      // those that are held come first and are passed over
      var some = documents.list(BINNED, DocumentOrder.NEWEST, scope, 0, A_PART + held).items();
      int before = purged;
      held = 0;
      for (var document : some) {
        try {
          purges.purge(document, actor);
          purged++;
        } catch (Conflict _) {
          held++;
        }
      }
      if (purged == before) {
        return new Emptied(purged, held);
      }
    }
  }
}

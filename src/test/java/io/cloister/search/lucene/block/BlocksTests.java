package io.cloister.search.lucene.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.governance.Label;
import io.cloister.library.CollectionId;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.Sha256;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.VersionId;
import io.cloister.library.text.PartNames;
import io.cloister.library.text.Passage;
import io.cloister.search.lucene.terms.Analysis;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BlocksTests {

  private static final int PASSAGES = 1_000;
  private static final DocumentId ID = new DocumentId(new UUID(0, 1));
  private static final VersionId VERSION = new VersionId(new UUID(0, 2));

  @Test
  void makesNothingOfALongTextBeforeItIsComeTo() {
    var asked = new ArrayList<Integer>();
    var passages =
        new AbstractList<Passage>() {
          @Override
          public Passage get(int place) {
            asked.add(place);
            return new Passage(VERSION, place, null, place * 10, null, "Words " + place);
          }

          @Override
          public int size() {
            return PASSAGES;
          }
        };
    var blocks = new Blocks(new Analysis());

    var made =
        blocks.of(
            new Block(document(), version(), List.of(), passages, PartNames.NONE, null, false));

    var documents = made.iterator();
    documents.next();
    assertThat(asked).containsExactly(0);
    assertThat(made).hasSize(PASSAGES + 1);
  }

  private static Version version() {
    return new Version(
        VERSION,
        ID,
        1,
        new Sha256("0".repeat(64)),
        1,
        "long.txt",
        "text/plain",
        Status.READY,
        null,
        null,
        "en",
        PASSAGES,
        Instant.EPOCH,
        "");
  }

  private static Document document() {
    return new Document(
        ID,
        new CollectionId(new UUID(0, 3)),
        "papers",
        null,
        "Long",
        Label.INTERNAL,
        Map.of(),
        version(),
        Instant.EPOCH,
        Instant.EPOCH);
  }
}

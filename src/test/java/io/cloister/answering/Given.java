package io.cloister.answering;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.library.CollectionId;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.Sha256;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.VersionId;
import io.cloister.library.text.Passage;
import io.cloister.search.Hit;
import io.cloister.search.TermStatistics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What tests of answers are given: documents that were found, without a database. */
final class Given {

  static final Actor STAFF = new Actor(UserId.random(), "staff", Role.STAFF, Set.of());

  /** Every word is in one passage of a hundred. */
  static final TermStatistics RARE =
      new TermStatistics() {
        @Override
        public long passages() {
          return 100;
        }

        @Override
        public long passagesWith(String word, String language) {
          return 1;
        }
      };

  private Given() {}

  static Hit hit(String title, String text, double score) {
    return hit(title, text, score, Label.INTERNAL, "en");
  }

  static Hit hit(String title, String text, double score, Label label, String language) {
    var id = DocumentId.random();
    var version =
        new Version(
            VersionId.random(),
            id,
            1,
            Sha256.of(text.getBytes(StandardCharsets.UTF_8)),
            text.length(),
            title + ".txt",
            "text/plain",
            Status.READY,
            null,
            null,
            language,
            1,
            Instant.EPOCH,
            "staff");
    var document =
        new Document(
            id,
            CollectionId.random(),
            "library",
            null,
            title,
            label,
            Map.of(),
            version,
            Instant.EPOCH,
            Instant.EPOCH);
    return new Hit(
        score,
        document,
        List.of(),
        new Passage(version.id(), 0, null, 0, null, text),
        List.of(),
        true,
        false);
  }
}

package io.cloister.library.original;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.Running;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.library.CollectionId;
import io.cloister.library.NotFound;
import io.cloister.library.Version;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
import io.cloister.library.document.NewDocument;
import io.cloister.library.document.NewVersion;
import io.cloister.library.document.Versions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The bytes of documents that are purged while others with the same bytes come. */
@Running
class OriginalsTests {

  private static final Actor ANN =
      new Actor(UserId.random(), "originals-ann", Role.STAFF, Set.of());

  @Autowired Originals originals;
  @Autowired Versions versions;
  @Autowired Documents documents;
  @Autowired Collections collections;
  @Autowired TransactionTemplate transaction;

  private final byte[] bytes = ("bytes " + UUID.randomUUID()).getBytes(UTF_8);
  private CollectionId collection;

  @BeforeEach
  void room() {
    collection = collections.create("originals " + UUID.randomUUID(), Label.PUBLIC, ANN).id();
  }

  @Test
  void areGoneWithTheLastDocumentThatHadThem() throws IOException {
    var one = document();
    var other = document();

    documents.purge(one.document());
    assertIsThere(other);

    documents.purge(other.document());
    assertIsGone(other);
  }

  @Test
  void stayWhenThePurgeIsRolledBack() throws IOException {
    var version = document();

    transaction.executeWithoutResult(status -> {
      documents.purge(version.document());
      status.setRollbackOnly();
    });

    assertIsThere(version);
  }

  @Test
  void stayForWhatArrivedBeforeThePurge() throws IOException {
    var old = document();
    try (var kept = kept()) {
      documents.purge(old.document());
      add(kept);
    }

    assertIsThere(old);
  }

  @Test
  void areGoneWhenWhatArrivedWasNotAdded() throws IOException {
    var old = document();
    try (var _ = kept()) {
      documents.purge(old.document());
    }

    assertIsGone(old);
  }

  private Version document() throws IOException {
    try (var kept = kept()) {
      return add(kept);
    }
  }

  private Originals.Kept kept() throws IOException {
    return originals.keep(new ByteArrayInputStream(bytes));
  }

  private Version add(Originals.Kept kept) {
    var version = new NewVersion(kept.bytes(), "a.txt", "text/plain", ANN);
    return versions.addDocument(
        new NewDocument(collection, null, "A", Label.PUBLIC, Map.of(), version));
  }

  private void assertIsThere(Version version) throws IOException {
    try (var in = originals.open(version)) {
      assertThat(in).hasBinaryContent(bytes);
    }
  }

  private void assertIsGone(Version version) {
    assertThatExceptionOfType(NotFound.class).isThrownBy(() -> originals.open(version));
  }
}

package io.cloister.access;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.library.CollectionId;
import io.cloister.library.DocumentId;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
import io.cloister.library.document.NewDocument;
import io.cloister.library.document.NewVersion;
import io.cloister.library.document.ReadFacts;
import io.cloister.library.document.Versions;
import io.cloister.library.original.Originals;
import io.cloister.library.text.Part;
import io.cloister.library.text.Passage;
import io.cloister.library.text.Passages;
import io.cloister.library.text.PlainText;
import io.cloister.library.text.TextParts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Makes documents for {@link MatrixThings}: each in a collection of its own. */
final class MatrixDocuments {

  private static final String TEXT = "Applications are kept six months.";
  private static final String MAIL =
      """
      From: ada@example.org
      Subject: Matrix
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary="edge"

      --edge
      Content-Type: text/plain; name="note.txt"
      Content-Disposition: attachment; filename="note.txt"

      A note.
      --edge--
      """;

  private final ApplicationContext context;
  private final Actor owner;
  private final Function<Boolean, CollectionId> collection;

  /**
   * @param collection a new one, which the caller may read or not
   */
  MatrixDocuments(
      ApplicationContext context, Actor owner, Function<Boolean, CollectionId> collection) {
    this.context = context;
    this.owner = owner;
    this.collection = collection;
  }

  DocumentId binned(boolean owned) {
    var id = ready(owned);
    context.getBean(Documents.class).bin(id);
    return id;
  }

  /** With one part, a text. */
  DocumentId mail(boolean owned) {
    var id = document(owned, "matrix.eml", "message/rfc822", MAIL.replace("\n", "\r\n"));
    context
        .getBean(TextParts.class)
        .replace(current(id).id(), List.of(new Part("note.txt", "text/plain", 1, 0, 4)));
    return id;
  }

  DocumentId ready(boolean owned) {
    return document(owned, "matrix.txt", "text/plain", TEXT);
  }

  /** Ready, with a text of one passage. */
  private DocumentId document(boolean owned, String name, String type, String content) {
    var versions = context.getBean(Versions.class);
    try (var bytes =
        new ByteArrayInputStream((content + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8))) {
      var kept = context.getBean(Originals.class).keep(bytes).bytes();
      var version =
          versions.addDocument(
              new NewDocument(
                  collection.apply(owned),
                  null,
                  "Matrix",
                  Label.INTERNAL,
                  Map.of(),
                  new NewVersion(kept, name, type, owner)));
      versions.keepText(
          version.id(), new PlainText(TEXT, List.of(0)), new ReadFacts(type, 1, "en"));
      context
          .getBean(Passages.class)
          .replace(version.id(), List.of(new Passage(version.id(), 0, 1, 0, null, TEXT)));
      versions.advance(version.id(), Status.READY);
      return versions.documentOf(version.id()).orElseThrow().id();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Written, its owner somebody else: as rows, since nobody here waits for a job. */
  UUID draft(boolean owned) {
    var document = ready(owned);
    var version = current(document);
    var jdbc = context.getBean(JdbcClient.class);
    var id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into draft (id, owner_id, actor, title, template, language, inputs, label, state,
              job_id, revision, created_at, updated_at)
            values (?, ?, ?, 'Matrix', 'summary', 'en', '{}', 'internal', 'draft', ?, 1, now(), now())
            """)
        .params(
            id,
            owner.user().value(),
            context.getBean(JsonMapper.class).writeValueAsString(owner),
            UUID.randomUUID())
        .update();
    jdbc.sql(
            """
            insert into draft_source (draft_id, ordinal, document_id, version_id, version, title,
              file_name, sha256)
            values (?, 0, ?, ?, 1, 'Matrix', 'matrix.txt', ?)
            """)
        .params(id, document.value(), version.id().value(), version.sha256().hex())
        .update();
    jdbc.sql(
            """
            insert into draft_section (draft_id, ordinal, id, heading, written, markdown, sentences)
            values (?, 0, 'in-short', 'In short', true, 'Words.', '[]')
            """)
        .param(id)
        .update();
    return id;
  }

  private Version current(DocumentId document) {
    var collections = context.getBean(Collections.class);
    return context.getBean(Documents.class).require(document, collections.scopeOf(owner)).current();
  }
}

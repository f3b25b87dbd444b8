package io.cloister.tagging;

import io.cloister.library.DocumentId;
import io.cloister.library.VersionId;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** For which version of each document suggestions were made last. */
@Repository
class Passes {

  private final JdbcClient jdbc;
  private final Clock clock;

  Passes(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The version that suggestions were last made for. */
  Optional<VersionId> versionOf(DocumentId document) {
    return jdbc.sql("select version_id from tagging_pass where document_id = ?")
        .param(document.value())
        .query((row, _) -> new VersionId(row.getObject(1, UUID.class)))
        .optional();
  }

  /** Why the last pass was not what it could have been, as a word of {@link Fallback}. */
  Optional<String> noteOf(DocumentId document) {
    return jdbc.sql("select note from tagging_pass where document_id = ? and note is not null")
        .param(document.value())
        .query(String.class)
        .optional();
  }

  @Transactional
  public void passed(DocumentId document, VersionId version, @Nullable String note) {
    jdbc.sql("delete from tagging_pass where document_id = ?").param(document.value()).update();
    jdbc.sql(
            "insert into tagging_pass (document_id, version_id, note, made_at)"
                + " values (:document, :version, :note, :at)")
        .param("document", document.value())
        .param("version", version.value())
        .param("note", note)
        .param("at", OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)))
        .update();
  }

  /** Documents that are ready and whose current version no pass was made for, newest first. */
  List<DocumentId> missing(int most) {
    return jdbc.sql(
            """
            select d.id from document d join document_version v on v.id = d.current_version
            left join tagging_pass p on p.document_id = d.id
            where v.status = 'ready' and d.binned_at is null
              and (p.version_id is null or p.version_id <> v.id)
            order by d.created_at desc limit ?
            """)
        .param(most)
        .query((row, _) -> new DocumentId(row.getObject(1, UUID.class)))
        .list();
  }
}

package io.cloister.library.document;

import io.cloister.governance.Label;
import io.cloister.library.DocumentId;
import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The labels that documents have by now, for what is about to be sent somewhere. */
@Repository
public class Labels {

  private final JdbcClient jdbc;

  Labels(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The strictest of these documents; {@link Label#SECRET} if one of them was purged or is in the
   * bin: nothing of it is to go anywhere.
   */
  public Label strictest(Collection<DocumentId> documents) {
    var ids = documents.stream().map(DocumentId::value).distinct().toArray(UUID[]::new);
    var labels =
        jdbc.sql("select label from document where id = any (?) and binned_at is null")
            .param(ids)
            .query(String.class)
            .list();
    return labels.size() < ids.length
        ? Label.SECRET
        : Label.strictest(labels.stream().map(Label::of).toList());
  }
}

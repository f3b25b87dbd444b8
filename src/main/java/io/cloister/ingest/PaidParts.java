package io.cloister.ingest;

import io.cloister.library.VersionId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * What models said of the parts of a file that is not read to its end yet. Kept part by part, so
 * that none is asked for twice, whatever ends the reading.
 */
@Repository
class PaidParts {

  private final JdbcClient jdbc;

  PaidParts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param model {@code connection/model}
   * @param isWhole whether the model came to its end
   */
  record Paid(String model, String text, boolean isWhole) {}

  /**
   * @param part which of the file it is, as {@code 600000-1200000} of a sound
   */
  Optional<Paid> find(VersionId version, String part) {
    return jdbc.sql("select model, text from model_part where version_id = ? and part = ?")
        .params(version.value(), part)
        .query((row, _) -> new Paid(row.getString(1), row.getString(2), true))
        .optional();
  }

  @Transactional
  public void keep(VersionId version, String part, Paid paid) {
    jdbc.sql("delete from model_part where version_id = ? and part = ?")
        .params(version.value(), part)
        .update();
    jdbc.sql("insert into model_part (version_id, part, model, text) values (?, ?, ?, ?)")
        .params(version.value(), part, paid.model(), paid.text())
        .update();
  }

  /** Once the version's text has them. */
  void forget(VersionId version) {
    jdbc.sql("delete from model_part where version_id = ?").param(version.value()).update();
  }
}

package io.cloister.search.lucene.generation;

import io.cloister.search.Generations.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The generations of the index as rows. */
@Component
public class GenerationRows {

  private final JdbcClient jdbc;

  GenerationRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param probes null if the model is known by its fingerprint alone
   */
  public record Row(
      int number,
      String model,
      String fingerprint,
      byte @Nullable [] probes,
      State state,
      Instant createdAt,
      String createdBy,
      @Nullable Instant builtAt) {}

  public List<Row> all() {
    return jdbc.sql("select * from index_generation order by number")
        .query((row, _) -> row(row))
        .list();
  }

  public Optional<Row> find(int number) {
    return jdbc.sql("select * from index_generation where number = ?")
        .param(number)
        .query((row, _) -> row(row))
        .optional();
  }

  public void insert(Row row) {
    jdbc.sql(
            """
            insert into index_generation
              (number, model, fingerprint, probes, state, created_at, created_by, built_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(row.number(), row.model(), row.fingerprint())
        .param(row.probes())
        .params(row.state().word(), at(row.createdAt()), row.createdBy())
        .param(row.builtAt() == null ? null : at(row.builtAt()))
        .update();
  }

  public void rename(int number, String model, String fingerprint) {
    jdbc.sql("update index_generation set model = ?, fingerprint = ? where number = ?")
        .params(model, fingerprint, number)
        .update();
  }

  void built(int number, Instant when) {
    jdbc.sql("update index_generation set state = ?, built_at = ? where number = ? and state = ?")
        .params(State.READY.word(), at(when), number, State.BUILDING.word())
        .update();
  }

  /** Both or neither. */
  @Transactional
  public void activate(int number) {
    jdbc.sql("update index_generation set state = ? where state = ?")
        .params(State.FORMER.word(), State.ACTIVE.word())
        .update();
    jdbc.sql("update index_generation set state = ? where number = ?")
        .params(State.ACTIVE.word(), number)
        .update();
  }

  public void delete(int number) {
    jdbc.sql("delete from index_generation where number = ?").param(number).update();
  }

  private static Row row(ResultSet row) throws SQLException {
    var built = row.getObject("built_at", OffsetDateTime.class);
    return new Row(
        row.getInt("number"),
        row.getString("model"),
        row.getString("fingerprint"),
        row.getBytes("probes"),
        State.of(row.getString("state")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("created_by"),
        built == null ? null : built.toInstant());
  }

  private static OffsetDateTime at(Instant when) {
    return OffsetDateTime.ofInstant(when, ZoneOffset.UTC);
  }
}

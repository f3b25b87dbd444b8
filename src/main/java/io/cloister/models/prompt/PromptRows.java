package io.cloister.models.prompt;

import io.cloister.models.ModelFunction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Prompts as administrators wrote them, and which of them are used. */
@Repository
class PromptRows {

  private final JdbcClient jdbc;

  PromptRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The words for one function and one family of models. */
  record Slot(ModelFunction function, String family) {}

  int add(Slot key, String text, String note, Instant at, String userName) {
    int number =
        1
            + jdbc.sql(
                    "select coalesce(max(number), 0) from model_prompt_version where function = ? and family = ?")
                .params(key.function().word(), key.family())
                .query(Integer.class)
                .single();
    jdbc.sql("insert into model_prompt_version values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            key.function().word(),
            key.family(),
            number,
            text,
            note,
            at.atOffset(ZoneOffset.UTC),
            userName)
        .update();
    return number;
  }

  /** All versions, the latest first. */
  List<PromptEditing.Version> versions(Slot key) {
    return jdbc.sql(
            "select number, note, at, user_name from model_prompt_version where function = ? and family = ? order by number desc")
        .params(key.function().word(), key.family())
        .query((row, _) -> version(row))
        .list();
  }

  private static PromptEditing.Version version(ResultSet row) throws SQLException {
    return new PromptEditing.Version(
        row.getInt("number"),
        row.getString("note"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("user_name"));
  }

  Optional<String> text(Slot key, int number) {
    return jdbc.sql(
            "select text from model_prompt_version where function = ? and family = ? and number = ?")
        .params(key.function().word(), key.family(), number)
        .query(String.class)
        .optional();
  }

  /** The numbers that are used, where it is not what ships. */
  Map<Slot, Integer> used() {
    var used = new HashMap<Slot, Integer>();
    jdbc.sql("select function, family, number from model_prompt")
        .query(row -> {
          used.put(
              new Slot(ModelFunction.of(row.getString("function")), row.getString("family")),
              row.getInt("number"));
        });
    return used;
  }

  /** All that were ever written for, used or not. */
  List<Slot> known() {
    return jdbc.sql("select distinct function, family from model_prompt_version")
        .query((row, _) -> new Slot(ModelFunction.of(row.getString(1)), row.getString(2)))
        .list();
  }

  /**
   * @param number 0 for what ships
   */
  void use(Slot key, int number) {
    jdbc.sql("delete from model_prompt where function = ? and family = ?")
        .params(key.function().word(), key.family())
        .update();
    if (number > 0) {
      jdbc.sql("insert into model_prompt values (?, ?, ?)")
          .params(key.function().word(), key.family(), number)
          .update();
    }
  }
}

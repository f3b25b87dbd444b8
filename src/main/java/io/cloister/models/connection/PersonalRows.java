package io.cloister.models.connection;

import io.cloister.database.Snapshot;
import io.cloister.models.ModelFunction;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** For which functions people's own models are asked. */
@Repository
public class PersonalRows {

  private final JdbcClient jdbc;
  private final Snapshot<Set<ModelFunction>> functions = new Snapshot<>(this::read);

  PersonalRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public Set<ModelFunction> functions() {
    return functions.get();
  }

  private Set<ModelFunction> read() {
    List<String> words =
        jdbc.sql("select function from personal_function").query(String.class).list();
    return words.stream()
        .map(ModelFunction::of)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ModelFunction.class)));
  }

  /** To be called in a transaction. */
  void replace(Set<ModelFunction> wanted) {
    jdbc.sql("delete from personal_function").update();
    for (var function : wanted) {
      jdbc.sql("insert into personal_function (function) values (?)")
          .param(function.word())
          .update();
    }
    functions.changed();
  }
}

package io.cloister.models.route;

import io.cloister.database.Snapshot;
import io.cloister.governance.Label;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.connection.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rules before the table of routes, as rows. */
@Repository
class RuleRows {

  private final JdbcClient jdbc;
  private final Snapshot<List<RouterRule>> rules = new Snapshot<>(this::read);

  RuleRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** In their order; a model that is gone is left out. */
  List<RouterRule> all() {
    return rules.get();
  }

  void changed() {
    rules.changed();
  }

  private List<RouterRule> read() {
    var chains = new LinkedHashMap<Integer, List<ModelName>>();
    RowCallbackHandler one =
        row ->
            chains
                .computeIfAbsent(row.getInt(1), _ -> new ArrayList<>())
                .add(NamedRows.model(row.getString(2), row.getString(3)));
    jdbc.sql(
            """
            select r.rule, c.name, r.model
            from model_rule_chain r left join model_connection c on c.id = r.connection_id
            order by r.rule, r.ordinal
            """)
        .query(one);
    return jdbc.sql("select * from model_rule order by ordinal")
        .query((row, _) -> rule(row, chains.getOrDefault(row.getInt("ordinal"), List.of())))
        .list();
  }

  private static RouterRule rule(ResultSet row, List<ModelName> chain) throws SQLException {
    var function = row.getString("function");
    var label = row.getString("label");
    var question = row.getString("question");
    var within = row.getObject("within_millis", Long.class);
    return new RouterRule(
        row.getString("name"),
        function == null ? null : ModelFunction.of(function),
        label == null ? null : Label.of(label),
        row.getObject("min_tokens", Integer.class),
        row.getObject("max_tokens", Integer.class),
        row.getObject("min_sources", Integer.class),
        row.getObject("max_sources", Integer.class),
        question == null ? null : QuestionKind.of(question).orElseThrow(),
        RouterRule.Preference.of(row.getString("preference")).orElseThrow(),
        within == null ? null : Duration.ofMillis(within),
        chain);
  }

  /** Every model has been found among {@code connections} before. */
  void replace(List<RouterRule> wanted, List<Connection> connections) {
    jdbc.sql("delete from model_rule").update();
    int ordinal = 0;
    for (var rule : wanted) {
      jdbc.sql("insert into model_rule values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
          .params(
              Arrays.<@Nullable Object>asList(
                  ordinal,
                  rule.name(),
                  rule.function() == null ? null : rule.function().word(),
                  rule.label() == null ? null : rule.label().word(),
                  rule.minTokens(),
                  rule.maxTokens(),
                  rule.minSources(),
                  rule.maxSources(),
                  rule.question() == null ? null : rule.question().word(),
                  rule.preference().word(),
                  rule.within() == null ? null : rule.within().toMillis()))
          .update();
      int place = 0;
      for (var name : rule.chain()) {
        jdbc.sql("insert into model_rule_chain values (?, ?, ?, ?)")
            .params(
                Arrays.<@Nullable Object>asList(
                    ordinal, place++, NamedRows.id(name, connections), name.model()))
            .update();
      }
      ordinal++;
    }
    changed();
  }
}

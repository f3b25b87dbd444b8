package io.cloister.models;

import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The log of every call of a model. */
@Repository
public class Invocations {

  private static final String WHERE =
      """
      where (cast(:from as timestamp with time zone) is null or at >= :from)
        and (cast(:to as timestamp with time zone) is null or at < :to)
        and (cast(:function as varchar) is null or function = :function)
        and (cast(:model as varchar) is null
             or locate(:model, lower(connection || '/' || model)) > 0)
        and (cast(:user as varchar) is null or user_name = :user)
        and (cast(:outcome as varchar) is null or outcome = :outcome)
      """;

  private final JdbcClient jdbc;

  Invocations(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A stretch of the log, the latest first.
   *
   * @param total how many there are in all
   */
  public record Stretch(List<Invocation> items, long total) {}

  /** What the sums are made over. */
  public enum Group {
    FUNCTION("function"),
    MODEL("connection || '/' || model"),
    USER("user_name"),
    DAY("cast(cast(at as date) as varchar)");

    private final String expression;

    Group(String expression) {
      this.expression = expression;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Group> of(String word) {
      for (var group : values()) {
        if (group.word().equals(word)) {
          return Optional.of(group);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * @param key the function, model, user or day
   * @param failed how many gave no text
   */
  public record Usage(
      String key,
      long calls,
      long failed,
      long inputTokens,
      long outputTokens,
      long costMicros,
      long millis) {}

  /**
   * @param page from 0
   */
  public Stretch list(InvocationFilter filter, int page, int size, Actor actor) {
    actor.require(Role.ADMIN, "see the log of models");
    var values = values(filter);
    long total =
        jdbc.sql("select count(*) from model_invocation " + WHERE)
            .params(values)
            .query(Long.class)
            .single();
    var items =
        jdbc.sql(
                "select * from model_invocation "
                    + WHERE
                    + " order by sequence desc offset :skip rows fetch next :size rows only")
            .params(values)
            .param("skip", (long) page * size)
            .param("size", size)
            .query((row, _) -> invocation(row))
            .list();
    return new Stretch(items, total);
  }

  /** Sums over what the filter leaves; by day the latest first, else the most calls first. */
  public List<Usage> usage(Group group, InvocationFilter filter, Actor actor) {
    actor.require(Role.ADMIN, "see the use of models");
    return jdbc.sql(
            """
            select %s as what, count(*) as calls,
              sum(case when outcome in ('completed', 'incomplete', 'stopped') then 0 else 1 end),
              sum(input_tokens), sum(output_tokens), sum(cost_micros), sum(millis)
            from model_invocation %s
            group by %s order by %s fetch first 500 rows only
            """
                .formatted(
                    group.expression,
                    WHERE,
                    group.expression,
                    group == Group.DAY ? "what desc" : "calls desc, what"))
        .params(values(filter))
        .query((row, _) ->
            new Usage(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7)))
        .list();
  }

  void add(Invocation invocation) {
    jdbc.sql(
            """
            insert into model_invocation (id, at, function, connection, model, user_id, user_name,
              document, input_tokens, output_tokens, estimated, cost_micros, first_token_millis,
              millis, outcome, detail, fallback_from, cached)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            Arrays.asList(
                invocation.id(),
                invocation.at().atOffset(ZoneOffset.UTC),
                invocation.function().word(),
                invocation.connection(),
                invocation.model(),
                invocation.user().value(),
                invocation.userName(),
                invocation.document(),
                invocation.inputTokens(),
                invocation.outputTokens(),
                invocation.estimated(),
                invocation.costMicros(),
                invocation.firstTokenMillis(),
                invocation.millis(),
                invocation.outcome().word(),
                invocation.detail(),
                invocation.fallbackFrom(),
                invocation.cached()))
        .update();
  }

  private static Map<String, @Nullable Object> values(InvocationFilter filter) {
    var values = new HashMap<String, @Nullable Object>();
    values.put("from", at(filter.from()));
    values.put("to", at(filter.to()));
    values.put("function", filter.function() == null ? null : filter.function().word());
    values.put("model", filter.model() == null ? null : filter.model().toLowerCase(Locale.ROOT));
    values.put("user", filter.user());
    values.put("outcome", filter.outcome() == null ? null : filter.outcome().word());
    return values;
  }

  private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static Invocation invocation(ResultSet row) throws SQLException {
    return new Invocation(
        row.getObject("id", UUID.class),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        ModelFunction.of(row.getString("function")),
        row.getString("connection"),
        row.getString("model"),
        new UserId(row.getObject("user_id", UUID.class)),
        row.getString("user_name"),
        row.getString("document"),
        row.getInt("input_tokens"),
        row.getInt("output_tokens"),
        row.getBoolean("estimated"),
        row.getLong("cost_micros"),
        row.getObject("first_token_millis", Long.class),
        row.getLong("millis"),
        Invocation.Outcome.of(row.getString("outcome")).orElseThrow(),
        row.getString("detail"),
        row.getString("fallback_from"),
        row.getBoolean("cached"));
  }
}

package io.cloister.models.log;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.models.ModelName;
import io.cloister.models.connection.Connection;
import io.cloister.models.log.Invocation.Outcome;
import io.cloister.models.log.TrackRecord.FirstToken;
import io.cloister.models.log.TrackRecord.LastFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads how connections did lately from the log. A few seconds old at most. */
@Repository
public class TrackRecords {

  private static final int LATEST = 200; // of each model, and of these as many of all
  private static final Duration FRESH = Duration.ofSeconds(3);

  private final JdbcClient jdbc;
  private final LoadingCache<ModelName, List<Call>> latest =
      Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(1_000).build(this::read);

  TrackRecords(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Call(
      Instant at, Outcome outcome, @Nullable String detail, @Nullable Long firstTokenMillis) {

    /** Else the call ended here. */
    boolean isAsked() {
      return switch (outcome) {
        case COMPLETED, INCOMPLETE, FAILED, REFUSED, STOPPED -> true;
        case BLOCKED, OVER_BUDGET -> false;
      };
    }
  }

  public TrackRecord of(Connection connection, Actor actor) {
    actor.require(Role.ADMIN, "see how the connections of models did");
    var calls =
        connection.models().stream()
            .map(model -> latest.get(new ModelName(connection.name(), model.name())))
            .flatMap(List::stream)
            .filter(Call::isAsked)
            .sorted(Comparator.comparing(Call::at).reversed())
            .limit(LATEST)
            .toList();
    var failures = calls.stream().filter(call -> call.outcome().isFailed()).toList();
    return new TrackRecord(calls.size(), failures.size(), lastOf(failures), firstToken(calls));
  }

  private static @Nullable LastFailure lastOf(List<Call> failures) {
    return failures.stream()
        .findFirst()
        .map(call -> new LastFailure(call.at(), Objects.toString(call.detail(), "")))
        .orElse(null);
  }

  private static @Nullable FirstToken firstToken(List<Call> calls) {
    var millis =
        calls.stream().map(Call::firstTokenMillis).filter(Objects::nonNull).sorted().toList();
    return millis.isEmpty()
        ? null
        : new FirstToken(millis.size(), quantile(millis, 0.5), quantile(millis, 0.95));
  }

  private static long quantile(List<Long> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  // the latest of all are read, and only then looked at: however few of them count, no more is read
  private List<Call> read(ModelName model) {
    return jdbc.sql(
            """
            select at, outcome, detail, first_token_millis from (
              select at, outcome, detail, first_token_millis, cached from model_invocation
              where connection = ? and model = ?
              order by at desc, sequence desc fetch first %d rows only) latest
            where not cached
            """
                .formatted(LATEST))
        .params(model.connection(), model.model())
        .query((row, _) ->
            new Call(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Outcome.of(row.getString("outcome")).orElseThrow(),
                row.getString("detail"),
                row.getObject("first_token_millis", Long.class)))
        .list();
  }
}

package io.cloister.models.route;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.cloister.models.ModelName;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How long each model takes for a reply, by its latest ones. Half a minute old at most. */
@Component
class ModelSpeeds {

  private static final int LATEST = 100;
  private static final int ENOUGH = 5;
  private static final double MOST_OF_THEM = 0.95;

  private final JdbcClient jdbc;
  private final LoadingCache<ModelName, Optional<Duration>> times =
      Caffeine.newBuilder()
          .expireAfterWrite(Duration.ofSeconds(30))
          .maximumSize(1_000)
          .build(this::read);

  ModelSpeeds(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Nineteen of twenty of its latest replies took no longer; empty if too few are known. */
  Optional<Duration> mostTook(ModelName model) {
    return times.get(model);
  }

  private Optional<Duration> read(ModelName model) {
    var millis =
        jdbc
            .sql(
                """
                select millis from model_invocation
                where connection = ? and model = ? and outcome = 'completed' and not cached
                order by at desc, sequence desc fetch first %d rows only
                """
                    .formatted(LATEST))
            .params(model.connection(), model.model())
            .query(Long.class)
            .list()
            .stream()
            .sorted()
            .toList();
    return millis.size() < ENOUGH
        ? Optional.empty()
        : Optional.of(
            Duration.ofMillis(millis.get((int) Math.ceil(MOST_OF_THEM * millis.size()) - 1)));
  }
}

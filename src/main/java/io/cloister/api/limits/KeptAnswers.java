package io.cloister.api.limits;

import io.cloister.identity.UserId;
import io.cloister.library.DocumentPurged;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The answers to requests with an Idempotency-Key; kept when they are given, for a while. */
@Repository
class KeptAnswers {

  private final JdbcClient jdbc;
  private final LimitProperties properties;
  private final Clock clock;

  KeptAnswers(JdbcClient jdbc, LimitProperties properties, Clock clock) {
    this.jdbc = jdbc;
    this.properties = properties;
    this.clock = clock;
  }

  Optional<Answer> find(UserId account, String key) {
    return jdbc.sql(
            """
            select request_hash, status, media_type, location, body, readable from api_answer
            where account_id = ? and idempotency_key = ? and created_at > ?
            """)
        .params(account.value(), key, time(oldest()))
        .query((row, _) ->
            new Answer(
                row.getString(1),
                row.getInt(2),
                row.getString(3),
                row.getString(4),
                row.getBytes(5),
                row.getString(6)))
        .optional();
  }

  @Transactional
  public void keep(UserId account, String key, Answer answer) {
    jdbc.sql("delete from api_answer where created_at <= ?").param(time(oldest())).update();
    jdbc.sql(
            """
            insert into api_answer (account_id, idempotency_key, request_hash, status, media_type,
              location, body, readable, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            Arrays.asList(
                account.value(),
                key,
                answer.requestHash(),
                answer.status(),
                answer.mediaType(),
                answer.location(),
                answer.body(),
                answer.readable(),
                time(clock.instant())))
        .update();
  }

  /** An answer may have words of the document: then it is not given again. */
  @EventListener
  @Transactional
  public void forget(DocumentPurged purged) {
    var id = purged.document().toString();
    jdbc.sql("select account_id, idempotency_key, body from api_answer")
        .query((row, _) ->
            new String(row.getBytes(3), StandardCharsets.UTF_8).contains(id)
                ? List.of(row.getObject(1, UUID.class), row.getString(2))
                : List.of())
        .list()
        .forEach(found -> {
          if (!found.isEmpty()) {
            jdbc.sql("delete from api_answer where account_id = ? and idempotency_key = ?")
                .params(found)
                .update();
          }
        });
  }

  private Instant oldest() {
    return clock.instant().minus(properties.answersKept());
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  /**
   * @param requestHash of method, address and body of the request
   * @param readable the collections that whoever got it could read then
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(
      String requestHash,
      int status,
      @Nullable String mediaType,
      @Nullable String location,
      byte[] body,
      String readable) {}
}

package io.cloister.search.letters;

import io.cloister.governance.Label;
import io.cloister.identity.People;
import io.cloister.identity.UserId;
import io.cloister.library.Document;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
import io.cloister.models.alert.HouseMail;
import io.cloister.notices.NoticeFailed;
import jakarta.annotation.PreDestroy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.MessageSource;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells people by mail of what their saved searches found: in one letter what came since the last
 * one, never of what its reader may not read at that moment. A letter that does not arrive is tried
 * again; after a crash one may come twice, under the same id.
 */
@Component
final class NewsLetters {

  private static final Logger log = LoggerFactory.getLogger(NewsLetters.class);
  private static final int MOST_TITLES = 20;

  private final News news;
  private final LetterBoxes boxes;
  private final HouseMail mail;
  private final People people;
  private final Collections collections;
  private final Documents documents;
  private final MessageSource messages;
  private final LettersProperties properties;
  private final Clock clock;
  private final Map<UserId, Instant> notBefore = new HashMap<>();
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("letters").factory());

  NewsLetters(
      News news,
      LetterBoxes boxes,
      HouseMail mail,
      People people,
      Collections collections,
      Documents documents,
      MessageSource messages,
      LettersProperties properties,
      Clock clock) {
    this.news = news;
    this.boxes = boxes;
    this.mail = mail;
    this.people = people;
    this.collections = collections;
    this.documents = documents;
    this.messages = messages;
    this.properties = properties;
    this.clock = clock;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    long millis = properties.tick().toMillis();
    var _ = ticks.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      if (mail.isSet()) {
        var now = clock.instant();
        var day = now.atZone(ZoneOffset.UTC).toLocalDate();
        var today = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        news.owners(today).forEach(owner -> look(owner, today, now));
      }
    } catch (RuntimeException e) {
      log.warn("Letters of saved searches wait: {}", e.toString());
    }
  }

  /** One whose letter cannot be written keeps no other waiting. */
  private void look(UserId owner, Instant today, Instant now) {
    if (notBefore.getOrDefault(owner, Instant.MIN).isAfter(now)) {
      return;
    }
    try {
      tell(owner, due(news.untold(owner, today), now), now);
    } catch (RuntimeException e) {
      notBefore.put(owner, now.plus(properties.again()));
      log.warn("A letter of saved searches waits: {}", e.toString());
    }
  }

  private void tell(UserId owner, List<News.Row> due, Instant now) {
    if (due.isEmpty()) {
      return;
    }
    var box = boxes.of(owner);
    var actor = people.actor(owner);
    if (box.isEmpty() || actor.isEmpty()) {
      return;
    }
    var scope = collections.scopeOf(actor.get());
    var readable =
        documents.find(due.stream().map(News.Row::document).distinct().toList(), scope).stream()
            .collect(Collectors.toMap(Document::id, document -> document));
    var told = due.stream().filter(row -> readable.containsKey(row.document())).toList();
    try {
      if (!told.isEmpty()) {
        var letter = new Letter(messages, Locale.of(box.get().language()));
        told.forEach(row -> letter.add(row.name(), readable.get(row.document())));
        mail.send(id(owner, told), box.get().address(), letter.subject(), letter.text());
      }
      news.told(due);
      notBefore.remove(owner);
    } catch (NoticeFailed e) {
      notBefore.put(owner, now.plus(properties.again()));
      if (e.isOfRecipient()) {
        boxes.stop(owner, String.valueOf(e.getMessage()));
      }
      log.warn("A letter of saved searches did not arrive: {}", e.getMessage());
    }
  }

  /** At once is when some time passed since the first, so that many come in one letter. */
  private List<News.Row> due(List<News.Row> untold, Instant now) {
    boolean isTime =
        untold.stream()
            .anyMatch(row -> !row.daily() && !row.found().plus(properties.gather()).isAfter(now));
    return untold.stream().filter(row -> row.daily() || isTime).toList();
  }

  private static String id(UserId owner, List<News.Row> told) {
    var said = owner + " " + told.stream().map(News.Row::toString).collect(Collectors.joining());
    return "news-" + UUID.nameUUIDFromBytes(said.getBytes(StandardCharsets.UTF_8));
  }

  /** What is new, by search. */
  private static final class Letter {

    private final MessageSource messages;
    private final Locale locale;
    private final Map<String, List<Document>> found = new LinkedHashMap<>();

    Letter(MessageSource messages, Locale locale) {
      this.messages = messages;
      this.locale = locale;
    }

    void add(String search, @Nullable Document document) {
      if (document != null) {
        found.computeIfAbsent(search, _ -> new ArrayList<>()).add(document);
      }
    }

    String subject() {
      long all = found.values().stream().flatMap(List::stream).map(Document::id).distinct().count();
      return say("letters.news.subject", all);
    }

    /** What is confidential is told of, but not by name: mail goes through many hands. */
    String text() {
      var text = new StringBuilder(say("letters.news")).append('\n');
      found.forEach((search, all) -> {
        text.append('\n').append(search).append('\n');
        var named = all.stream().filter(one -> one.label().compareTo(Label.INTERNAL) <= 0).toList();
        named.stream()
            .limit(MOST_TITLES)
            .forEach(
                one -> text.append("  - %s (%s)\n".formatted(one.title(), one.collectionName())));
        int more = all.size() - Math.min(MOST_TITLES, named.size());
        if (more > 0) {
          text.append("  ").append(say("letters.news.more", more)).append('\n');
        }
      });
      return text.append('\n').append(say("letters.news.where")).append('\n').toString();
    }

    private String say(String key, Object... values) {
      return messages.getMessage(key, values, locale);
    }
  }

  @PreDestroy
  void end() throws InterruptedException {
    ticks.shutdown();
    if (!ticks.awaitTermination(10, TimeUnit.SECONDS)) {
      log.warn("Stopped while letters of saved searches were being sent.");
    }
  }
}

package io.cloister.search.corpus;

import io.cloister.search.SavedQuery;
import io.cloister.search.SearchResult.FacetValue;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Says what was counted, in the language of the question. */
@Component
class CorpusWords {

  private static final int MOST_VALUES = 12;

  private final MessageSource messages;

  CorpusWords(MessageSource messages) {
    this.messages = messages;
  }

  String of(CorpusAnswer answer, LocalDate today) {
    var locale = answer.question().language();
    var which = restriction(answer.question().query(), locale, today);
    var counted = message("corpus.count", locale, answer.total(), which);
    var first = answer.documents().isEmpty() ? null : answer.documents().getFirst().document();
    var said =
        switch (answer.question().kind()) {
          case COUNT, LIST -> counted;
          case OLDEST, NEWEST ->
              first == null
                  ? counted
                  : message(
                      answer.question().kind() == CorpusQuestion.Kind.OLDEST
                          ? "corpus.oldest"
                          : "corpus.newest",
                      locale,
                      first.title(),
                      day(first.updatedAt().atZone(ZoneOffset.UTC).toLocalDate(), locale),
                      which);
          case PER -> counted + " " + values(answer, locale);
        };
    var coverage =
        message("corpus.coverage", locale, answer.counted(), answer.readable())
            + (answer.complete() ? "" : " " + message("corpus.incomplete", locale));
    return said.strip() + " " + coverage;
  }

  private String values(CorpusAnswer answer, Locale locale) {
    var some =
        answer.values().stream()
            .limit(MOST_VALUES)
            .map(value -> name(answer.question().by(), value, locale) + ": " + value.count())
            .collect(Collectors.joining("; "));
    return some.isEmpty() ? "" : message("corpus.per", locale, some);
  }

  private String name(String by, FacetValue value, Locale locale) {
    return switch (by) {
      case "type" -> message("frame.type." + value.value(), locale);
      case "language" -> language(value.value(), locale);
      default -> value.value();
    };
  }

  /** To what it was narrowed, each with a blank before it. */
  private String restriction(SavedQuery query, Locale locale, LocalDate today) {
    var said = new ArrayList<String>();
    one(query, "type")
        .forEach(type ->
            said.add(message("corpus.of.type", locale, message("frame.type." + type, locale))));
    one(query, "tag").forEach(tag -> said.add(message("corpus.of.tag", locale, tag)));
    one(query, "collection")
        .forEach(name -> said.add(message("corpus.of.collection", locale, name)));
    one(query, "language")
        .forEach(code -> said.add(message("corpus.of.language", locale, language(code, locale))));
    one(query, "q")
        .forEach(q -> said.add(message("corpus.of.words", locale, q.replace(" AND ", " "))));
    var filter = query.query(0, 1, false, today).filter();
    if (filter.from() != null || filter.to() != null) {
      said.add(
          message("corpus.of.days", locale, day(filter.from(), locale), day(filter.to(), locale)));
    }
    return said.stream().map(each -> " " + each).collect(Collectors.joining());
  }

  private static List<String> one(SavedQuery query, String name) {
    return query.values().getOrDefault(name, List.of());
  }

  private static String language(String code, Locale locale) {
    return Locale.forLanguageTag(code).getDisplayLanguage(locale);
  }

  private static String day(@Nullable LocalDate day, Locale locale) {
    var written = locale.equals(Locale.ENGLISH) ? Locale.UK : locale;
    return day == null
        ? "…"
        : DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(written).format(day);
  }

  private String message(String key, Locale locale, Object... arguments) {
    return messages.getMessage(key, arguments, locale);
  }
}

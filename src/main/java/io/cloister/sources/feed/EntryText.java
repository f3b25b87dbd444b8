package io.cloister.sources.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rometools.rome.feed.synd.SyndCategory;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import io.cloister.sources.place.Item;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * What an entry of a feed says, as a page: the same bytes for the same words.
 *
 * @param path its id
 * @param title in one line
 * @param changedAt null if the feed does not tell
 * @param tags its first categories
 * @param page in HTML
 */
record EntryText(
    String path, String title, @Nullable Instant changedAt, List<String> tags, String page)
    implements Item {

  private static final int LONGEST_NAME = 150;
  private static final int MOST_TAGS = 20; // each may be a new one for everybody

  static EntryText of(SyndEntry entry) {
    var title = line(entry.getTitle());
    var link = line(entry.getLink());
    var id = Stream.of(line(entry.getUri()), link, title).filter(each -> !each.isEmpty());
    var at = at(entry.getUpdatedDate(), entry.getPublishedDate());
    return new EntryText(
        key(id.findFirst().orElse("")),
        title.isEmpty() ? "Entry" : title,
        at,
        entry.getCategories().stream()
            .map(SyndCategory::getName)
            .filter(Objects::nonNull)
            .map(EntryText::line)
            .filter(name -> !name.isEmpty())
            .distinct()
            .limit(MOST_TAGS)
            .toList(),
        page(entry, title, link, at));
  }

  /** What fits the database, and is another for another text. */
  static String key(String text) {
    return text.length() <= 500 ? text : text.substring(0, 400) + " " + digest(text);
  }

  static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)), 0, 20);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String name() {
    var name = title.replaceAll("[/\\\\:*?\"<>|]", " ").replaceAll("\\s+", " ").strip();
    return name.substring(0, Math.min(LONGEST_NAME, name.length())) + ".html";
  }

  @Override
  public String mark() {
    return digest(page);
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(page.getBytes(UTF_8));
  }

  private static String page(SyndEntry entry, String title, String link, @Nullable Instant at) {
    var author = line(entry.getAuthor());
    var about =
        Stream.of(author, at == null ? "" : at.toString(), link)
            .filter(each -> !each.isEmpty())
            .map(HtmlUtils::htmlEscape)
            .collect(Collectors.joining("<br>\n"));
    return """
    <!doctype html>
    <html><head><meta charset="utf-8"><title>%s</title>%s%s</head>
    <body>
    <h1>%s</h1>
    <p>%s</p>
    %s
    </body></html>
    """
        .formatted(
            HtmlUtils.htmlEscape(title),
            meta("author", author),
            at == null ? "" : meta("dcterms.modified", at.toString()),
            HtmlUtils.htmlEscape(title),
            about,
            content(entry));
  }

  private static String meta(String name, String value) {
    return value.isEmpty()
        ? ""
        : "<meta name=\"%s\" content=\"%s\">".formatted(name, HtmlUtils.htmlEscape(value));
  }

  /** All of it where the feed has that, else what it says in short. */
  private static String content(SyndEntry entry) {
    var all =
        entry.getContents().stream()
            .filter(content -> content.getValue() != null && !content.getValue().isBlank())
            .map(EntryText::html)
            .collect(Collectors.joining("\n"));
    var description = entry.getDescription();
    return !all.isEmpty() || description == null || description.getValue() == null
        ? all
        : html(description);
  }

  private static String html(SyndContent content) {
    var text = content.getValue();
    return "text/plain".equals(content.getType()) || "text".equals(content.getType())
        ? "<p>" + HtmlUtils.htmlEscape(text).replace("\n", "<br>\n") + "</p>"
        : text;
  }

  private static @Nullable Instant at(@Nullable Date updated, @Nullable Date published) {
    var date = updated == null ? published : updated;
    return date == null ? null : date.toInstant();
  }

  private static String line(@Nullable String text) {
    return text == null ? "" : text.replaceAll("\\p{Cntrl}+|\\s+", " ").strip();
  }
}

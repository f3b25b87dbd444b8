package io.cloister.web.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.junit.jupiter.api.Test;

/** Every word of the pages is in a message file, in every language, and none is there in vain. */
class MessagesTests {

  private static final Path MESSAGES = Path.of("src/main/resources/messages");
  private static final Path TEMPLATES = Path.of("src/main/resources/templates");
  private static final Path CODE = Path.of("src/main/java");

  /** Names of things that are the same in every language. */
  private static final Set<String> SAME_EVERYWHERE =
      Set.of("EN", "DE", "Cloister", "API", "PDF", "DOCX", "Markdown", "JSON", "curl", "SHA-256");

  /** Attributes that are read out or shown. */
  private static final List<String> SPOKEN =
      List.of("title", "placeholder", "alt", "aria-label", "data-confirm", "data-key-label");

  private static final Pattern LETTERS = Pattern.compile("\\p{L}{2,}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.-]+");
  private static final Pattern KEY = Pattern.compile("#\\{\\s*([a-z][A-Za-z0-9.-]*)\\s*[(}]");

  private static final Pattern FAILED =
      Pattern.compile("new (?:JobFailed|(?:JobStatus|Draft)\\.Failure)\\(\\s*\"([a-z-]+)\"");

  @Test
  void everyKeyIsThereInEnglishAndInGerman() throws IOException {
    for (Path file : files(MESSAGES, ".properties")) {
      var name = file.getFileName().toString();
      if (name.contains("_")) {
        continue;
      }
      var german = MESSAGES.resolve(name.replace(".properties", "_de.properties"));
      assertThat(german).exists();
      assertThat(words(german).keySet()).as(name).isEqualTo(words(file).keySet());
    }
  }

  @Test
  void everyKeyBeginsWithItsRoom() throws IOException {
    for (Path file : files(MESSAGES, ".properties")) {
      var room = file.getFileName().toString().replaceAll("(_de)?\\.properties", "");
      assertThat(words(file).keySet()).as(room).allMatch(key -> key.startsWith(room + "."));
    }
  }

  @Test
  void everyMessageIsAFormatWithTheSameArgumentsInBothLanguages() throws IOException {
    for (Path file : files(MESSAGES, "_de.properties")) {
      var english = words(Path.of(file.toString().replace("_de.", ".")));
      words(file)
          .forEach((key, text) -> {
            assertThat(text).as(key).isNotBlank();
            assertThat(arguments(key, text, Locale.GERMAN))
                .as(key)
                .isEqualTo(arguments(key, english.getOrDefault(key, ""), Locale.ENGLISH));
          });
    }
  }

  /** Only what has arguments is read as a format, in which an apostrophe is written twice. */
  @Test
  void everyApostropheIsShownOnce() throws IOException {
    for (Path file : files(MESSAGES, ".properties")) {
      words(file)
          .forEach((key, text) -> {
            if (!text.matches("(?s).*\\{\\d.*")) {
              assertThat(text).as(key).doesNotContain("''");
            }
          });
    }
  }

  @Test
  void everyKeyATemplateNamesExists() throws IOException {
    var known = everything().keySet();
    var missing = new TreeMap<String, String>();
    for (Path template : files(TEMPLATES, ".html")) {
      var matcher = KEY.matcher(Files.readString(template));
      while (matcher.find()) {
        if (!known.contains(matcher.group(1))) {
          missing.put(matcher.group(1), TEMPLATES.relativize(template).toString());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /** A key may also be put together: then what it begins with must stand somewhere. */
  @Test
  void noKeyIsThereInVain() throws IOException {
    var named = new HashSet<String>();
    for (Path template : files(TEMPLATES, ".html")) {
      named.addAll(named(Files.readString(template)));
    }
    for (Path source : files(CODE, ".java")) {
      named.addAll(named(Files.readString(source)));
    }
    var unused = new TreeSet<String>();
    for (String key : everything().keySet()) {
      if (!isNamed(key, named)) {
        unused.add(key);
      }
    }
    assertThat(unused).isEmpty();
  }

  /** All that may be a key or its beginning, with the one before it and the one or two after it. */
  private static Set<String> named(String text) {
    var named = new HashSet<String>();
    for (var name = NAME.matcher(text); name.find(); ) {
      int from = name.start() - 1;
      for (int end = name.end() + 1; end <= name.end() + 2; end++) {
        if (from >= 0 && end <= text.length()) {
          named.add(text.substring(from, end));
        }
      }
    }
    return named;
  }

  private static boolean isNamed(String key, Set<String> named) {
    if (named.contains("{" + key + "}")
        || named.contains("{" + key + "(")
        || named.contains("\"" + key + "\"")
        || named.contains("'" + key + "'")) {
      return true;
    }
    for (int dot = key.lastIndexOf('.');
        dot > key.indexOf('.');
        dot = key.lastIndexOf('.', dot - 1)) {
      var stem = key.substring(0, dot + 1);
      if (named.contains("|" + stem + "$")
          || named.contains("\"" + stem + "\"")
          || named.contains("'" + stem + "'")
          || named.contains("\"" + stem + "%s")
          || named.contains("{" + stem + "__")) {
        return true;
      }
    }
    return false;
  }

  /** What it says itself is for programs. */
  @Test
  void everyReasonOfAJobThatFailedHasWords() throws IOException {
    var known = everything().keySet();
    var reasons = new TreeSet<String>();
    for (Path source : files(CODE, ".java")) {
      FAILED.matcher(Files.readString(source)).results().forEach(it -> reasons.add(it.group(1)));
    }
    assertThat(reasons).contains("template-gone", "internal");
    assertThat(reasons)
        .allSatisfy(code ->
            assertThat(known).contains("jobs.failure." + code, "jobs.failure." + code + ".hint"));
  }

  @Test
  void noTemplateHasWordsOfItsOwn() throws IOException {
    var found = new ArrayList<String>();
    for (Path template : files(TEMPLATES, ".html")) {
      var name = TEMPLATES.relativize(template).toString();
      var parsed = Jsoup.parse(Files.readString(template));
      for (Element element : parsed.getAllElements()) {
        boolean replaced = element.hasAttr("th:text") || element.hasAttr("th:utext");
        for (TextNode text : element.textNodes()) {
          if (!replaced && isWords(withoutExpressions(text.text()))) {
            found.add(name + ": " + text.text().strip());
          }
        }
        for (String attribute : SPOKEN) {
          if (isWords(element.attr(attribute))) {
            found.add("%s: %s=\"%s\"".formatted(name, attribute, element.attr(attribute)));
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void noTemplateHasWhatTheContentSecurityPolicyForbids() throws IOException {
    var found = new ArrayList<String>();
    for (Path template : files(TEMPLATES, ".html")) {
      var name = TEMPLATES.relativize(template).toString();
      var parsed = Jsoup.parse(Files.readString(template));
      for (Element element : parsed.getAllElements()) {
        element
            .attributes()
            .forEach(attribute -> {
              var key = attribute.getKey();
              var value = attribute.getValue();
              if (key.matches("(th:)?(style|on[a-z]+|hx-on.*)")
                  || value.startsWith("js:")
                  || value.startsWith("javascript:")
                  || key.equals("hx-trigger") && value.contains("[")
                  || key.matches("src|href|action|hx-(get|post)") && value.contains("//")) {
                found.add("%s: %s=\"%s\"".formatted(name, key, value));
              }
            });
        if (element.is("style") || element.is("script") && !element.data().isBlank()) {
          found.add(name + ": inline " + element.tagName());
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private static boolean isWords(String text) {
    var rest = text;
    for (String same : SAME_EVERYWHERE) {
      rest = rest.replace(same, " ");
    }
    return LETTERS.matcher(rest).find();
  }

  private static String withoutExpressions(String text) {
    return text.replaceAll("\\[[\\[(].*?[\\])]]", " ");
  }

  /** The numbers of a message's arguments; a message without any is not a format. */
  private static Set<String> arguments(String key, String text, Locale locale) {
    if (!text.contains("{")) {
      return Set.of();
    }
    assertThat(text)
        .as(key + ": an apostrophe is ’ in a message with arguments")
        .doesNotContain("'");
    new MessageFormat(text, locale);
    return Pattern.compile("\\{(\\d)")
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toSet());
  }

  private static Map<String, String> everything() throws IOException {
    var all = new TreeMap<String, String>();
    for (Path file : files(MESSAGES, ".properties")) {
      all.putAll(words(file));
    }
    return all;
  }

  private static Map<String, String> words(Path file) throws IOException {
    var properties = new Properties();
    properties.load(new StringReader(Files.readString(file, UTF_8)));
    var words = new TreeMap<String, String>();
    properties.stringPropertyNames().forEach(key -> words.put(key, properties.getProperty(key)));
    return words;
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (var all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}

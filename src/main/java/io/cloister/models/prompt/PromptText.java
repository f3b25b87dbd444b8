package io.cloister.models.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A prompt that can be used: two templates, the instructions and the task, parted by a line {@code
 * === user}. The line break before that line and the last one of the text belong to neither.
 */
public final class PromptText {

  public static final int LONGEST = 20_000;

  private static final String PARTING = "=== user";

  private final String text;
  private final LogicLess system;
  private final LogicLess user;

  private PromptText(String text, LogicLess system, LogicLess user) {
    this.text = text;
    this.system = system;
    this.user = user;
  }

  /** What a model is told. */
  public record Words(String system, String user) {}

  /**
   * @param text with line breaks of any kind
   * @throws PromptRefused if it is no template, lacks a gap that is needed or has one that is
   *     unknown
   */
  public static PromptText of(String text, Blank blank) {
    var clean = text.replace("\r\n", "\n").replace('\r', '\n');
    if (clean.length() > LONGEST) {
      throw new PromptRefused(1, "a prompt has at most %,d characters".formatted(LONGEST));
    }
    int parting = clean.startsWith(PARTING + "\n") ? 0 : clean.indexOf("\n" + PARTING + "\n");
    if (parting < 0) {
      throw new PromptRefused(
          (int) clean.lines().count(),
          "a line '%s' must stand between the instructions and the task".formatted(PARTING));
    }
    var first = clean.substring(0, parting);
    int begin = clean.indexOf('\n', parting + 1) + 1;
    var second = clean.substring(begin);
    int before = (int) clean.substring(0, begin).chars().filter(c -> c == '\n').count();
    var system = read(first, 0);
    var user =
        read(second.endsWith("\n") ? second.substring(0, second.length() - 1) : second, before);
    var prompt = new PromptText(clean, system, user);
    prompt.check(blank);
    return prompt;
  }

  private static LogicLess read(String part, int linesBefore) {
    var lines = part.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      int open = lines.get(i).lastIndexOf("{{");
      if (open >= 0 && lines.get(i).indexOf("}}", open) < 0) {
        throw new PromptRefused(linesBefore + i + 1, "a gap is opened and not closed");
      }
    }
    try {
      return LogicLess.of(part);
    } catch (LogicLess.Unreadable e) {
      throw new PromptRefused(linesBefore + e.line(), String.valueOf(e.getMessage()));
    }
  }

  private void check(Blank blank) {
    Set<String> found = new HashSet<>();
    var names =
        new LogicLess.Names() {
          @Override
          public void name(String name) {
            if (!blank.has(name)) {
              throw new PromptRefused(line(name), "there is nothing called '%s'".formatted(name));
            }
            found.add(name);
          }

          @Override
          public void include(String name) {
            throw new PromptRefused(line(name), "a prompt includes nothing: '%s'".formatted(name));
          }
        };
    system.names(names);
    user.names(names);
    blank
        .needed()
        .filter(name -> !found.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw new PromptRefused(
              (int) text.lines().count(), "{{%s}} is needed and is nowhere".formatted(name));
        });
  }

  private int line(String name) {
    var gap = Pattern.compile("\\{\\{[^}]*?(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])");
    var found = gap.matcher(text);
    return found.find()
        ? 1 + (int) text.substring(0, found.start()).chars().filter(c -> c == '\n').count()
        : 1;
  }

  public Words fill(Map<String, Object> values) {
    return new Words(system.fill(values), user.fill(values));
  }

  public String text() {
    return text;
  }

  /** Eight hexadecimal digits that another text hardly has. */
  public String fingerprint() {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

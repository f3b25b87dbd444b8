package io.cloister.web.frame;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/**
 * How a person wants the pages to look and to behave; kept in one cookie, so that it also holds
 * before signing in.
 *
 * @param theme {@code light}, {@code dark}, or {@code system} to follow the device
 * @param language a language of the pages, or null to follow the browser
 * @param shortcuts whether single keys do anything
 * @param rail {@code wide}, or {@code narrow} for a rail of icons only
 */
public record Preferences(String theme, @Nullable String language, boolean shortcuts, String rail) {

  static final String COOKIE = "cloister-preferences";
  static final Set<String> THEMES = Set.of("light", "dark", "system");
  static final Set<String> LANGUAGES = Set.of("en", "de");
  static final Set<String> RAILS = Set.of("wide", "narrow");
  static final Preferences DEFAULT = new Preferences("system", null, true, "wide");

  static Preferences of(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, COOKIE);
    return cookie == null ? DEFAULT : parse(cookie.getValue());
  }

  /** Reads {@link #text}; what it does not know stays at its default. */
  static Preferences parse(String text) {
    var preferences = DEFAULT;
    for (String part : text.split("\\.", 8)) {
      int dash = part.indexOf('-');
      if (dash > 0) {
        preferences = preferences.with(part.substring(0, dash), part.substring(dash + 1));
      }
    }
    return preferences;
  }

  /** The same preferences but for one, unless name or value are unknown. */
  Preferences with(String name, String value) {
    return switch (name) {
      case "theme" ->
          THEMES.contains(value) ? new Preferences(value, language, shortcuts, rail) : this;
      case "language" ->
          new Preferences(theme, LANGUAGES.contains(value) ? value : null, shortcuts, rail);
      case "shortcuts" -> new Preferences(theme, language, !value.equals("off"), rail);
      case "rail" ->
          RAILS.contains(value) ? new Preferences(theme, language, shortcuts, value) : this;
      default -> this;
    };
  }

  /** In letters that a cookie may carry. */
  String text() {
    return "theme-%s.language-%s.shortcuts-%s.rail-%s"
        .formatted(theme, language == null ? "auto" : language, shortcuts ? "on" : "off", rail);
  }

  /** The language of the pages: as set, else the browser's first that is spoken, else English. */
  Locale locale(HttpServletRequest request) {
    if (language != null) {
      return Locale.of(language);
    }
    var header = request.getHeader("Accept-Language");
    if (header == null || header.isBlank()) {
      return Locale.ENGLISH;
    }
    try {
      var found = Locale.lookup(Locale.LanguageRange.parse(header), SPOKEN);
      return found == null ? Locale.ENGLISH : found;
    } catch (IllegalArgumentException malformed) {
      return Locale.ENGLISH;
    }
  }

  private static final Set<Locale> SPOKEN = Set.of(Locale.ENGLISH, Locale.GERMAN);
}

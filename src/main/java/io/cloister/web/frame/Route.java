package io.cloister.web.frame;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The places of the product. The rail, the palette, the breadcrumb and the tests are all drawn from
 * these, so that a page is named in one place only.
 */
public enum Route {
  SEARCH("/", Section.WORK, false, "home", "g h", "/search", "/d"),
  INBOX("/inbox", Section.WORK, false, "inbox", "g i", "/add"),
  ASK("/ask", Section.WORK, false, "ask", "g a"),
  STUDIO("/studio", Section.WORK, false, "studio", "g s", "/templates"),
  COLLECTIONS("/c", Section.WORK, false, "folder", "g c"),
  TAGS("/tags", Section.WORK, false, "tag", "g t"),
  MODELS("/models", Section.HOUSE, true, "models", "g m"),
  USERS("/admin/users", Section.ADMINISTRATION, true, "users", "g u"),
  TOKENS("/admin/tokens", Section.ADMINISTRATION, true, "key", null),
  AUDIT("/admin/audit", Section.ADMINISTRATION, true, "audit", null),
  DATA("/admin/data", Section.ADMINISTRATION, true, "walls", null),
  JOBS("/jobs", Section.ELSEWHERE, false, "jobs", "g j"),
  ME("/me", Section.ELSEWHERE, false, "me", null),
  HELP("/help", Section.ELSEWHERE, false, "help", null);

  /** Where a route is shown. */
  public enum Section {
    /** At the top of the rail. */
    WORK,
    /** Below it, for those who keep the house. */
    HOUSE,
    /** One entry of the rail, its pages side by side above the content. */
    ADMINISTRATION,
    /** In the top bar and the menus only. */
    ELSEWHERE
  }

  private final String path;
  private final Section section;
  private final boolean forAdministrators;
  private final String icon;
  private final @Nullable String shortcut;
  private final List<String> also;

  Route(
      String path,
      Section section,
      boolean forAdministrators,
      String icon,
      @Nullable String shortcut,
      String... also) {
    this.path = path;
    this.section = section;
    this.forAdministrators = forAdministrators;
    this.icon = icon;
    this.shortcut = shortcut;
    this.also = List.of(also);
  }

  public String path() {
    return path;
  }

  public Section section() {
    return section;
  }

  public boolean isForAdministrators() {
    return forAdministrators;
  }

  /** The id of a symbol in {@code icons.svg}. */
  public String icon() {
    return icon;
  }

  /** Keys pressed one after the other, with a blank between them; null if there are none. */
  public @Nullable String shortcut() {
    return shortcut;
  }

  /** The message that names the place. */
  public String key() {
    return "frame.route." + name().toLowerCase(Locale.ROOT);
  }

  /** The place that {@code requested} belongs to: the one whose path covers most of it. */
  public static Optional<Route> of(String requested) {
    return Arrays.stream(values())
        .filter(route -> route.reach(requested) > 0)
        .max(Comparator.comparingInt(route -> route.reach(requested)));
  }

  private int reach(String requested) {
    if (requested.equals(path)) {
      return Integer.MAX_VALUE;
    }
    int best = 0;
    for (String prefix : also) {
      best = Math.max(best, covered(prefix, requested));
    }
    return path.equals("/") ? best : Math.max(best, covered(path, requested));
  }

  private static int covered(String prefix, String requested) {
    return requested.equals(prefix) || requested.startsWith(prefix + "/") ? prefix.length() : 0;
  }
}

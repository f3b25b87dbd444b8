package io.cloister.web.frame;

import io.cloister.identity.Role;
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
  SEARCH("/", Section.WORK, Role.STAFF, "home", "g h", "/search", "/d"),
  INBOX("/inbox", Section.WORK, Role.STAFF, "inbox", "g i", "/add"),
  ASK("/ask", Section.WORK, Role.STAFF, "ask", "g a"),
  STUDIO("/studio", Section.WORK, Role.STAFF, "studio", "g s", "/templates"),
  COLLECTIONS("/c", Section.WORK, Role.STAFF, "folder", "g c", "/bin"),
  TAGS("/tags", Section.WORK, Role.STAFF, "tag", "g t", "/review"),
  MODELS("/models", Section.HOUSE, Role.ADMIN, "models", "g m"),
  USERS("/admin/users", Section.ADMINISTRATION, Role.ADMIN, "users", "g u"),
  GROUPS("/admin/groups", Section.ADMINISTRATION, Role.ADMIN, "group", null),
  TOKENS("/admin/tokens", Section.ADMINISTRATION, Role.ADMIN, "key", null),
  AUDIT("/admin/audit", Section.ADMINISTRATION, Role.ADMIN, "audit", null),
  SOURCES("/admin/sources", Section.ADMINISTRATION, Role.ADMIN, "folder", null),
  DATA("/admin/data", Section.ADMINISTRATION, Role.ADMIN, "walls", null),
  LAB("/admin/lab", Section.ADMINISTRATION, Role.ADMIN, "filter", null),
  SYSTEM("/admin/system", Section.ADMINISTRATION, Role.ADMIN, "database", null),
  JOBS("/jobs", Section.ELSEWHERE, Role.STAFF, "jobs", "g j"),
  ME("/me", Section.ELSEWHERE, Role.STAFF, "me", null),
  HELP("/help", Section.ELSEWHERE, Role.STAFF, "help", null);

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
  private final Role role;
  private final String icon;
  private final @Nullable String shortcut;
  private final List<String> also;

  Route(
      String path,
      Section section,
      Role role,
      String icon,
      @Nullable String shortcut,
      String... also) {
    this.path = path;
    this.section = section;
    this.role = role;
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

  /** The least that somebody must be to go there. */
  public Role role() {
    return role;
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

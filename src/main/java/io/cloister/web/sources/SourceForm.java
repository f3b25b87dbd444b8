package io.cloister.web.sources;

import io.cloister.library.collection.Collections;
import io.cloister.sources.SourceSetting;
import io.cloister.sources.SourceSetting.WhenGone;
import io.cloister.sources.place.Place;
import io.cloister.sources.place.Places;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A source as it is typed; what is not sent is off.
 *
 * @param kind of the place
 * @param typed by the name of the field; those of the place have its own names
 */
record SourceForm(String kind, Map<String, String> typed) {

  private static final String ON = "true";
  private static final String SECRET = "secret";
  private static final String AUTHORITY = "authority";

  /** What a new one of the kind begins with. */
  static SourceForm fresh(Place.Kind kind) {
    return new SourceForm(
        kind.word(),
        Map.of(
            "collection",
            Collections.LIBRARY,
            "minutes",
            kind == Place.Kind.FOLDER ? "15" : "60",
            "subfolders",
            ON,
            "enabled",
            ON));
  }

  static SourceForm of(SourceSetting setting, Places places) {
    var typed = new HashMap<String, String>();
    places
        .fields(setting.place())
        .forEach((field, value) -> typed.put(field, String.valueOf(value)));
    typed.put("name", setting.name());
    typed.put(AUTHORITY, Objects.requireNonNullElse(setting.authority(), ""));
    typed.put("collection", setting.collection());
    typed.put("minutes", String.valueOf(setting.minutes()));
    typed.put("folderTags", String.valueOf(setting.folderTags()));
    typed.put("whenGone", setting.whenGone().word());
    typed.put("enabled", String.valueOf(setting.enabled()));
    return new SourceForm(setting.place().kind(), typed);
  }

  /** What was typed as one; null keeps what there is. */
  @Nullable String secret() {
    return text(SECRET).isEmpty() ? null : text(SECRET);
  }

  /** Without the secret: records print what they hold. */
  @Override
  public String toString() {
    return "SourceForm[" + kind + "]";
  }

  static SourceForm typed(Map<String, String> typed) {
    return new SourceForm(typed.getOrDefault("kind", Place.Kind.FOLDER.word()), typed);
  }

  /** As it was typed; empty if it was not. */
  public String text(String field) {
    return typed.getOrDefault(field, "");
  }

  public boolean isOn(String field) {
    return ON.equals(typed.get(field));
  }

  SourceSetting setting(Places places) {
    return new SourceSetting(
        text("name"),
        places.of(kind, typed),
        text(AUTHORITY),
        typed.getOrDefault("collection", Collections.LIBRARY),
        number(text("minutes")),
        isOn("folderTags"),
        WhenGone.of(text("whenGone")).orElse(WhenGone.KEEP),
        isOn("enabled"));
  }

  /** 0, which no source may have, for what is no number. */
  private static int number(String typed) {
    try {
      return Integer.parseInt(typed.strip());
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}

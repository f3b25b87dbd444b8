package io.cloister.web.sources;

import io.cloister.library.collection.Collections;
import io.cloister.sources.SourceSetting;
import io.cloister.sources.SourceSetting.Afterwards;
import io.cloister.sources.SourceSetting.WhenGone;
import org.jspecify.annotations.Nullable;

/** A source as it is typed; what is not sent is off. */
record SourceForm(
    @Nullable String name,
    @Nullable String folder,
    @Nullable String collection,
    @Nullable String minutes,
    @Nullable String subfolders,
    @Nullable String folderTags,
    @Nullable String afterwards,
    @Nullable String whenGone,
    @Nullable String enabled) {

  private static final String ON = "on";

  /** What a new one begins with. */
  static SourceForm fresh() {
    return new SourceForm("", "", Collections.LIBRARY, "15", ON, null, "leave", "keep", ON);
  }

  static SourceForm of(SourceSetting setting) {
    return new SourceForm(
        setting.name(),
        setting.folder(),
        setting.collection(),
        String.valueOf(setting.minutes()),
        on(setting.subfolders()),
        on(setting.folderTags()),
        setting.afterwards().word(),
        setting.whenGone().word(),
        on(setting.enabled()));
  }

  SourceSetting setting() {
    return new SourceSetting(
        text(name),
        text(folder),
        collection == null ? Collections.LIBRARY : collection,
        number(text(minutes)),
        subfolders != null,
        folderTags != null,
        Afterwards.of(text(afterwards)).orElse(Afterwards.LEAVE),
        WhenGone.of(text(whenGone)).orElse(WhenGone.KEEP),
        enabled != null);
  }

  private static @Nullable String on(boolean is) {
    return is ? ON : null;
  }

  private static String text(@Nullable String typed) {
    return typed == null ? "" : typed;
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

package io.cloister.web.models;

import io.cloister.models.SettingRefused;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads headers as they are entered, one a line. */
final class HeaderLines {

  private HeaderLines() {}

  /**
   * @throws SettingRefused if a line is no header
   */
  static Map<String, String> of(@Nullable String text, String field) {
    var headers = new LinkedHashMap<String, String>();
    for (var line : (text == null ? "" : text).lines().toList()) {
      if (line.isBlank()) {
        continue;
      }
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw SettingRefused.ofLine(field);
      }
      headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }
    return headers;
  }
}

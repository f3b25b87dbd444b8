package io.cloister.ingest.read.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses in which languages a picture is read. Each one more takes about as long again. */
final class ScriptLanguages {

  private static final int MOST = 3;

  // as Tesseract names scripts and languages, the more usual first
  private static final Map<String, List<String>> BY_SCRIPT =
      Map.of(
          "Latin",
          List.of(
              "eng", "deu", "fra", "spa", "ita", "por", "nld", "pol", "tur", "swe", "ces", "dan",
              "nor", "fin", "hun", "ron"),
          "Cyrillic",
          List.of("rus", "ukr", "bul", "srp"),
          "Arabic",
          List.of("ara", "fas", "urd"),
          "Devanagari",
          List.of("hin", "mar", "nep"),
          "Han",
          List.of("chi_sim", "chi_tra", "jpn"),
          "Japanese",
          List.of("jpn"),
          "Korean",
          List.of("kor"),
          "Hangul",
          List.of("kor"),
          "Greek",
          List.of("ell"),
          "Hebrew",
          List.of("heb"));

  private ScriptLanguages() {}

  /** Those of the languages that somebody asked for that are installed, joined by {@code +}. */
  static String wanted(String asked, List<String> installed) {
    return String.join(
        "+", Arrays.stream(asked.split("\\+")).filter(installed::contains).distinct().toList());
  }

  /** Whether the installed languages are so many that the script has to choose among them. */
  static boolean areMany(List<String> installed) {
    return of(null, installed).split("\\+").length < written(installed).size();
  }

  /**
   * The most usual of the installed languages of a script, joined by {@code +}.
   *
   * @param script null if it is not known: of all scripts
   * @return empty if none is installed
   */
  static String of(@Nullable String script, List<String> installed) {
    var usual = new ArrayList<String>();
    if (script != null && BY_SCRIPT.containsKey(script)) {
      usual.addAll(BY_SCRIPT.getOrDefault(script, List.of()));
    } else {
      usual.addAll(BY_SCRIPT.getOrDefault("Latin", List.of()));
      usual.addAll(written(installed));
    }
    var chosen = usual.stream().filter(installed::contains).distinct().limit(MOST).toList();
    return String.join("+", chosen);
  }

  private static List<String> written(List<String> installed) {
    return installed.stream()
        .filter(name -> !name.equals("osd") && !name.equals("equ") && !name.contains("/"))
        .toList();
  }
}

package io.cloister.tagging.keyphrase;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Words of a language that name no topic.
 *
 * @param generic no phrase may hold them
 * @param common no phrase may be made of them alone
 */
public record PlainWords(Set<String> generic, Set<String> common) {

  /** For comparing names, where every word counts. */
  public static final PlainWords NONE = new PlainWords(Set.of(), Set.of());

  private static final Map<String, PlainWords> LANGUAGES = new ConcurrentHashMap<>();

  public PlainWords {
    generic = Set.copyOf(generic);
    common = Set.copyOf(common);
  }

  /** The words that ship for a language; none if there are none. */
  public static PlainWords of(String language) {
    return LANGUAGES.computeIfAbsent(
        language, code -> new PlainWords(read("generic-" + code), read("common-" + code)));
  }

  private static Set<String> read(String file) {
    try (var in = PlainWords.class.getResourceAsStream("/tagging/" + file + ".txt")) {
      return in == null ? Set.of() : Set.of(new String(in.readAllBytes(), UTF_8).split("\\s+"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

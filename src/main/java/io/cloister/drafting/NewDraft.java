package io.cloister.drafting;

import io.cloister.models.ModelName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be drafted.
 *
 * @param template the template's id
 * @param inputs what the template asks for, by name
 * @param language ISO 639-1 code; null to take that of most sources
 * @param model which is to write it; null for the route's
 */
public record NewDraft(
    String template,
    String title,
    Map<String, String> inputs,
    List<SourceChoice> sources,
    @Nullable String language,
    @Nullable ModelName model) {

  public NewDraft {
    inputs = Map.copyOf(inputs);
    sources = List.copyOf(sources);
  }
}

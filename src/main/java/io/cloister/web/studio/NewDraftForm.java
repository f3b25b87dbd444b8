package io.cloister.web.studio;

import io.cloister.drafting.NewDraft;
import io.cloister.drafting.SourceChoice;
import io.cloister.drafting.Template;
import io.cloister.library.DocumentId;
import io.cloister.models.ModelName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What somebody filled in to have a draft written.
 *
 * @param inputs by name, those of the template
 * @param documents ids of those chosen
 * @param find words to find documents to choose from
 * @param model as connection/model; empty for the route's
 * @param query words whose first documents are to be taken as they are
 */
record NewDraftForm(
    @Nullable String template,
    String title,
    Map<String, String> inputs,
    List<String> documents,
    List<String> collections,
    String find,
    String query,
    String language,
    String model) {

  private static final String INPUT = "input.";

  static NewDraftForm of(MultiValueMap<String, String> fields) {
    var inputs = new HashMap<String, String>();
    fields.forEach((name, values) -> {
      if (name.startsWith(INPUT)) {
        inputs.put(name.substring(INPUT.length()), values.getFirst());
      }
    });
    return new NewDraftForm(
        fields.getFirst("template"),
        text(fields, "title"),
        inputs,
        all(fields, "documents"),
        all(fields, "collections"),
        text(fields, "find"),
        text(fields, "query"),
        text(fields, "language"),
        text(fields, "model"));
  }

  private static String text(MultiValueMap<String, String> fields, String name) {
    var value = fields.getFirst(name);
    return value == null ? "" : value.strip();
  }

  private static List<String> all(MultiValueMap<String, String> fields, String name) {
    return fields.getOrDefault(name, List.of()).stream()
        .filter(value -> !value.isBlank())
        .distinct()
        .toList();
  }

  List<DocumentId> documentIds() {
    return documents.stream().map(DocumentId::of).toList();
  }

  NewDraft toNewDraft(Template chosen, String untitled) {
    var sources =
        Stream.of(
                documentIds().stream().<SourceChoice>map(SourceChoice.OneDocument::new),
                collections.stream().<SourceChoice>map(SourceChoice.WholeCollection::new),
                Stream.of(query)
                    .filter(words -> !words.isBlank())
                    .<SourceChoice>map(SourceChoice.FoundBy::new))
            .flatMap(all -> all)
            .collect(Collectors.toCollection(ArrayList::new));
    return new NewDraft(
        chosen.id(),
        title.isBlank() ? untitled : title,
        inputs,
        sources,
        language.isBlank() ? null : language,
        ModelName.parse(model).orElse(null));
  }
}

package io.cloister.models.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.models.ModelFunction;
import io.cloister.models.prompt.PromptRows.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The prompts that ship: {@code prompts/FUNCTION.mustache} for all models and {@code
 * prompts/FUNCTION.FAMILY.mustache} for those of a family.
 */
@Component
final class ShippedPrompts {

  private final Map<Slot, PromptText> all = new HashMap<>();

  ShippedPrompts() {
    try {
      for (var file :
          new PathMatchingResourcePatternResolver().getResources("classpath:prompts/*.mustache")) {
        var parts = String.valueOf(file.getFilename()).split("\\.", 0);
        var blank = Blank.of(parts[0]);
        if (blank == null) {
          throw new IllegalStateException("no function has the prompt " + file.getFilename());
        }
        var key = new Slot(ModelFunction.of(parts[0]), parts.length > 2 ? parts[1] : Family.ANY);
        all.put(key, PromptText.of(file.getContentAsString(UTF_8), blank));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (var blank : Blank.values()) {
      if (!all.containsKey(new Slot(ModelFunction.of(blank.function()), Family.ANY))) {
        throw new IllegalStateException("there is no prompt for " + blank.function());
      }
    }
  }

  Map<Slot, PromptText> all() {
    return Map.copyOf(all);
  }

  @Nullable PromptText find(Slot key) {
    return all.get(key);
  }
}

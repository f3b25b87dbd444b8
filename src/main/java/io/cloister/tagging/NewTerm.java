package io.cloister.tagging;

import io.cloister.identity.VisibleText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * A term about to be added to a vocabulary.
 *
 * @param broader the name of the term of the same vocabulary that it stands below; null for none
 */
public record NewTerm(
    String name, @Nullable String broader, List<String> synonyms, @Nullable String definition) {

  public NewTerm {
    Assert.isTrue(VisibleText.isIn(name), "a term needs a name");
    synonyms = List.copyOf(synonyms);
  }

  public static NewTerm of(String name) {
    return new NewTerm(name, null, List.of(), null);
  }
}

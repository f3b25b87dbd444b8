package io.cloister.api.tagging;

import io.cloister.tagging.NewTerm;
import io.cloister.tagging.Term;
import io.cloister.tagging.TermChange;
import io.cloister.tagging.Vocabulary;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Vocabularies and terms in the contract's shape. */
final class TermShapes {

  private TermShapes() {}

  record VocabularyShape(String id, String name, String kind, long terms) {

    static VocabularyShape of(Vocabulary vocabulary) {
      return new VocabularyShape(
          vocabulary.id().toString(),
          vocabulary.name(),
          vocabulary.kind().word(),
          vocabulary.terms());
    }
  }

  record TermShape(
      String id,
      String name,
      @Nullable String broader,
      List<String> synonyms,
      @Nullable String definition,
      long documents) {

    static TermShape of(Term term) {
      return new TermShape(
          term.id().toString(),
          term.name(),
          term.broader(),
          term.synonyms(),
          term.definition(),
          term.documents());
    }
  }

  record NewVocabulary(
      @NotBlank @Size(max = 200) String name,
      @Nullable @Pattern(regexp = "open|closed") String kind,
      @Nullable @Size(max = 100_000) List<@NotNull @Valid NewTermShape> terms) {

    List<NewTerm> newTerms() {
      return terms == null ? List.of() : terms.stream().map(NewTermShape::toTerm).toList();
    }
  }

  record NewTermShape(
      @NotBlank @Size(max = 300) String name,
      @Nullable @Size(max = 300) String broader,
      @Nullable @Size(max = 200) List<@NotBlank @Size(max = 300) String> synonyms,
      @Nullable @Size(max = 4000) String definition) {

    NewTerm toTerm() {
      return new NewTerm(name, broader, synonyms == null ? List.of() : synonyms, definition);
    }
  }

  record ChangedTerm(
      @Nullable @Size(min = 1, max = 300) @Pattern(regexp = ".*\\S.*") String name,
      @Nullable @Size(max = 300) String broader,
      @Nullable @Size(max = 200) List<@NotBlank @Size(max = 300) String> synonyms,
      @Nullable @Size(max = 4000) String definition) {

    TermChange toChange() {
      return new TermChange(name, broader, synonyms, definition);
    }
  }

  record Merge(@NotBlank String into) {}
}

/**
 * Tags: vocabularies and their terms, suggestions with confidence and evidence, and what people
 * decided of them.
 *
 * <p>Start at {@link Tagging}. What a person set, no machine overwrites, and what a person rejected
 * is not proposed again. Decisions: {@code docs/adr/0011-lexical-tagger.md}.
 */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "governance",
      "jobs",
      "library",
      "library :: *",
      "models",
      "models :: prompt",
      "search",
      "search :: finding"
    })
@NullMarked
package io.cloister.tagging;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

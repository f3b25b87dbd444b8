/**
 * Answers questions from the passages that the asker may read, with citations that were checked
 * against the text they cite; keeps the conversations.
 *
 * <p>Works without any model, by quoting the best sentences, and with the customer's own, whose
 * words are then checked sentence by sentence. The check alone, which drafts use too, is {@link
 * Grounding}. Decision: {@code docs/adr/0010-answers-and-their-grounding.md}.
 */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "governance",
      "library",
      "library :: *",
      "models",
      "models :: prompt",
      "search",
      "search :: corpus"
    })
@NullMarked
package io.cloister.answering;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

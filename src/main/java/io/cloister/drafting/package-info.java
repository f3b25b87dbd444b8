/**
 * Writes documents from a template and chosen sources, shows the support of each sentence, and
 * takes them through editing, review and export.
 *
 * <p>Works without any model, by quoting the best sentences under each heading, and with the
 * customer's own, whose sentences are checked against what they cite. Start at {@link Drafting};
 * decision: {@code docs/adr/0013-drafts-sentences-and-support.md}.
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
      "answering"
    })
@NullMarked
package io.cloister.drafting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

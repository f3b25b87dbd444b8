package io.cloister.drafting;

import io.cloister.library.bin.RowRemains;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells how much of a document is left in the citations of drafts. */
@Component
final class DraftRemains extends RowRemains {

  DraftRemains(JdbcClient jdbc) {
    super(jdbc, "drafts", "draft_citation");
  }
}

package io.cloister.tagging;

import io.cloister.library.bin.RowRemains;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells how much of a document is left in suggestions of tags. */
@Component
final class SuggestionRemains extends RowRemains {

  SuggestionRemains(JdbcClient jdbc) {
    super(jdbc, "suggestions", "tag_suggestion");
  }
}

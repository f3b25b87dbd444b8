package io.cloister.answering;

import io.cloister.library.bin.RowRemains;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells how much of a document is left in the sources of answers. */
@Component
final class AnswerRemains extends RowRemains {

  AnswerRemains(JdbcClient jdbc) {
    super(jdbc, "answers", "answering_source");
  }
}

package io.cloister.answering;

import java.time.Instant;
import java.util.List;

/**
 * Questions that follow each other, and their answers, as their asker may read them now.
 *
 * @param title the first question, shortened
 * @param turns in order; empty where only the titles were asked for
 */
public record Conversation(
    ThreadId id, String title, Instant createdAt, Instant updatedAt, List<Turn> turns) {

  public Conversation {
    turns = List.copyOf(turns);
  }
}

package io.cloister.models.builtin;

import io.cloister.models.wire.RankReply;
import java.time.Duration;
import java.util.List;

/** Weighs texts against a query in this process. Safe for concurrent use. */
public interface Reranker {

  /** What it is called, behind {@code builtin/}. */
  String name();

  /** The most tokens of query and text together that are read; what is longer is cut. */
  int window();

  RankReply rank(String query, List<String> texts, Duration patience);
}

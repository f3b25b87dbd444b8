package io.cloister.models.wire;

import java.util.List;

/** What came of asking an endpoint for its models. */
public sealed interface ModelList {

  record Names(List<String> names) implements ModelList {}

  record Failed(Failure failure) implements ModelList {}
}

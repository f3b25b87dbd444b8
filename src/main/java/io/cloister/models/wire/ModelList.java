package io.cloister.models.wire;

import java.util.List;

/** What came of asking which models there are. */
public sealed interface ModelList {

  record Models(List<ListedModel> models) implements ModelList {}

  record Failed(Failure failure) implements ModelList {}
}

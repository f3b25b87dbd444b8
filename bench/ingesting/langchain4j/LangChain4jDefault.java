package io.cloister.models.builtin;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.util.List;
import java.util.function.Consumer;

/** The same model as LangChain4j runs it when nothing is set. */
final class LangChain4jDefault implements Consumer<List<String>> {

  private final EmbeddingModel model = new AllMiniLmL6V2QuantizedEmbeddingModel();

  @Override
  public void accept(List<String> passages) {
    model.embedAll(passages.stream().map(TextSegment::from).toList());
  }
}

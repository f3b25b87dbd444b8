package io.cloister.api.search;

import io.cloister.api.CallRefused;
import io.cloister.identity.CurrentActor;
import io.cloister.library.collection.Collections;
import io.cloister.search.SearchResult.FacetValue;
import io.cloister.search.corpus.Corpus;
import io.cloister.search.corpus.CorpusAnswer;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Questions about the documents as such: how many, the oldest, per year. */
@RestController
class CorpusController {

  private final Corpus corpus;
  private final Collections collections;
  private final CurrentActor current;

  CorpusController(Corpus corpus, Collections collections, CurrentActor current) {
    this.corpus = corpus;
    this.collections = collections;
    this.current = current;
  }

  @GetMapping("/api/v1/corpus")
  CorpusShape count(@RequestParam @Size(max = 500) String q) {
    return corpus
        .answer(q, collections.scopeOf(current.get()))
        .map(CorpusShape::of)
        .orElseThrow(() ->
            new CallRefused(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "not-counted",
                "This is not surely a question about the documents as such",
                "Ask how many documents there are, for the oldest, or how many per year; send"
                    + " all other questions to /api/v1/ask."));
  }

  /**
   * What was counted.
   *
   * @param query the search that finds these documents, by the parameters of /api/v1/search
   */
  record CorpusShape(
      String kind,
      String answer,
      long total,
      List<FacetValue> values,
      List<HitShape.FoundDocument> documents,
      Map<String, List<String>> query,
      Coverage coverage) {

    static CorpusShape of(CorpusAnswer answer) {
      return new CorpusShape(
          answer.question().kind().name().toLowerCase(Locale.ROOT),
          answer.text(),
          answer.total(),
          answer.values(),
          answer.documents().stream()
              .map(hit -> HitShape.FoundDocument.of(hit.document(), hit.tags()))
              .toList(),
          answer.question().query().values(),
          new Coverage(answer.counted(), answer.readable(), answer.complete()));
    }
  }

  /**
   * Over what was counted.
   *
   * @param counted documents of the index that the caller may read
   * @param readable documents that the caller may read
   */
  record Coverage(long counted, long readable, boolean complete) {}
}

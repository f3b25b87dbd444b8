package io.cloister.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloister.Running;
import io.cloister.library.AccessScope;
import io.cloister.library.DocumentId;
import io.cloister.library.document.DocumentChange;
import io.cloister.library.document.Documents;
import io.cloister.search.SearchQuery.Grouping;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What one transaction changes in the library, and the index takes over. */
@Running
class TakenOverTests {

  @Autowired PassageSearch search;
  @Autowired PassageIndex index;
  @Autowired Documents documents;
  @Autowired Shelf shelf;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  @Test
  void whatFailsForOneDocumentKeepsNoOtherFromBeingFound() {
    var collection = shelf.collection();
    var scope = AccessScope.of(collection);
    var broken = shelf.add(collection, "Memo", "The quarterly xylophone concert.");
    var fine = shelf.add(collection, "Letter", "Soup is served at noon.");
    write(broken, " "); // no passage is blank
    assertThatThrownBy(() -> index.refresh(broken)).hasMessageContaining("must not be blank");

    transaction.executeWithoutResult(_ -> {
      entitle(broken, "Wombats");
      entitle(fine, "Quokkas");
    });

    assertThat(found("quokkas", scope)).containsExactly(fine);
    assertThat(found("wombats", scope)).isEmpty();
    write(broken, "The quarterly xylophone concert.");
    index.refresh(broken);
    assertThat(found("wombats", scope)).containsExactly(broken);
  }

  private void write(DocumentId document, String passage) {
    jdbc.sql(
            "update passage set text = ?"
                + " where version_id in (select id from document_version where document_id = ?)")
        .params(passage, document.value())
        .update();
  }

  private void entitle(DocumentId document, String title) {
    documents.change(document, new DocumentChange(title, null, null, null));
  }

  private List<DocumentId> found(String words, AccessScope scope) {
    return search.find(SearchQuery.of(words, Grouping.DOCUMENT, 10), scope).hits().stream()
        .map(hit -> hit.document().id())
        .toList();
  }
}

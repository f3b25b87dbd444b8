package io.cloister.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Running;
import io.cloister.library.AccessScope;
import io.cloister.library.text.Part;
import io.cloister.library.text.TextParts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is offered while somebody types. */
@Running
class CompletionTests {

  private static final String NAME = "zyquora/zymarch.zytxt";

  @Autowired Shelf shelf;
  @Autowired TextParts parts;
  @Autowired PassageIndex index;
  @Autowired PassageSearch search;

  @Test
  void offersNoWordsOfTheNamesOfParts() {
    var collection = shelf.collection();
    var letter = "The zyletter.";
    var version =
        shelf.addUnindexed(collection, "A mail", "en", letter, NAME + "\n\nThe zyboiler.");
    int start = letter.length() + 1;
    parts.replace(
        version.id(), List.of(new Part(NAME, "text/plain", 1, start, start + NAME.length() + 15)));

    index.index(version.id());

    var scope = AccessScope.of(collection);
    assertThat(search.suggest("zy", scope, 10)).containsExactlyInAnyOrder("zyletter", "zyboiler");
    assertThat(
            search.find(SearchQuery.of("zymarch", SearchQuery.Grouping.DOCUMENT, 5), scope).hits())
        .hasSize(1);
  }
}

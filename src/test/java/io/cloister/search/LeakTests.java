package io.cloister.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Running;
import io.cloister.identity.Actor;
import io.cloister.identity.People;
import io.cloister.identity.Role;
import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.library.DocumentId;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.DocumentChange;
import io.cloister.library.document.Documents;
import io.cloister.search.SavedSearch.Alert;
import io.cloister.search.SearchQuery.Filter;
import io.cloister.search.SearchQuery.Grouping;
import io.cloister.search.SearchQuery.Mode;
import io.cloister.search.SearchQuery.Sort;
import io.cloister.search.corpus.Corpus;
import io.cloister.search.finding.Finder;
import io.cloister.search.finding.Pins;
import io.cloister.search.finding.RecentSearches;
import io.cloister.search.lab.Trials;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Rights are granted and revoked, documents come, move, go and come back, and people search, at
 * random: nobody is ever told a word of what a model says they may not read, and everybody finds
 * what they may. Every document has a word that no other has. More steps by {@code
 * -Dcloister.leak.steps=100000}, others by {@code -Dcloister.leak.seed=7}.
 */
@Running
class LeakTests {

  private static final int STEPS = Integer.getInteger("cloister.leak.steps", 2_000);
  private static final long SEED = Long.getLong("cloister.leak.seed", 1);
  private static final int READERS = 3;
  private static final int COLLECTIONS = 4;
  private static final int DOCUMENTS = 24;

  @Autowired PassageSearch search;
  @Autowired SavedSearches searches;
  @Autowired Finder finder;
  @Autowired Pins pins;
  @Autowired Trials trials;
  @Autowired Corpus corpus;
  @Autowired RecentSearches recent;
  @Autowired Shelf shelf;
  @Autowired People people;
  @Autowired Collections collections;
  @Autowired Documents documents;

  private final Random random = new Random(SEED);
  private final List<Actor> readers = new ArrayList<>();
  private final List<CollectionId> places = new ArrayList<>();
  private final List<Paper> papers = new ArrayList<>();
  private final Map<CollectionId, Set<Actor>> granted = new HashMap<>();

  /** A document of the model; it is nowhere while it is in the bin. */
  private static final class Paper {
    private final DocumentId id;
    private final String word;
    private CollectionId place;
    private boolean isBinned;

    Paper(DocumentId id, String word, CollectionId place) {
      this.id = id;
      this.word = word;
      this.place = place;
    }
  }

  @Test
  void tellsNobodyAWordOfWhatTheyMayNotRead() {
    begin();
    for (int step = 0; step < STEPS; step++) {
      if (random.nextInt(4) == 0) {
        change();
      } else {
        ask(readers.get(random.nextInt(READERS)), step);
      }
    }
  }

  private void begin() {
    for (int i = 0; i < READERS; i++) {
      var reader = shelf.person(people, Role.EDITOR);
      readers.add(reader);
      var all = new SavedQuery(Map.of("q", List.of("lantern")));
      searches.save("lanterns", all, Alert.AT_ONCE, reader);
    }
    for (int i = 0; i < COLLECTIONS; i++) {
      places.add(shelf.collection());
      granted.put(places.getLast(), new HashSet<>());
    }
    for (int i = 0; i < DOCUMENTS; i++) {
      add();
    }
  }

  private void add() {
    int n = papers.size();
    var word = "zq%c%c%cxv".formatted('a' + n / 676 % 26, 'a' + n / 26 % 26, 'a' + n % 26);
    var place = places.get(random.nextInt(COLLECTIONS));
    var id = shelf.add(place, "Lantern " + word, "The lantern of " + word + " is lit.");
    papers.add(new Paper(id, word, place));
  }

  private void change() {
    var paper = papers.get(random.nextInt(papers.size()));
    switch (random.nextInt(5)) {
      case 0, 1 -> grant(places.get(random.nextInt(COLLECTIONS)));
      case 2 -> move(paper);
      case 3 -> {
        if (paper.isBinned) {
          documents.restore(paper.id);
        } else {
          documents.bin(paper.id);
        }
        paper.isBinned = !paper.isBinned;
      }
      default -> {
        if (random.nextInt(10) == 0) {
          add();
        }
      }
    }
  }

  /** To one more reader, or to one less. */
  private void grant(CollectionId place) {
    var allowed = granted.getOrDefault(place, Set.of());
    var reader = readers.get(random.nextInt(READERS));
    if (!allowed.remove(reader)) {
      allowed.add(reader);
    }
    var access = allowed.stream().map(each -> Access.ofUser(each.user(), Right.READ)).toList();
    collections.setAccess(place, access, shelf.librarian());
  }

  private void move(Paper paper) {
    if (!paper.isBinned) {
      paper.place = places.get(random.nextInt(COLLECTIONS));
      documents.change(paper.id, new DocumentChange(null, paper.place, null, null));
    }
  }

  private void ask(Actor reader, int step) {
    var scope = collections.scopeOf(reader);
    var paper = papers.get(random.nextInt(papers.size()));
    Object told =
        switch (random.nextInt(12)) {
          case 0 -> search.suggest(paper.word.substring(0, 2 + random.nextInt(3)), scope, 50);
          case 1 -> search.find(query("lantern", Mode.KEYWORD), scope);
          case 2 -> search.find(query(misspelt(paper.word), Mode.KEYWORD), scope);
          case 3 -> search.find(query("title:" + paper.word + " OR lamp", Mode.HYBRID), scope);
          case 4 -> similar(reader, paper, step);
          case 5 -> searches.withNews(reader);
          case 6 -> finder.find(query("lantern", Mode.KEYWORD), Finder.Wish.ALL, scope);
          case 7 -> pinned(paper, reader);
          case 9 -> counted(paper, reader, scope);
          case 10 -> trials.of(query("lantern", Mode.HYBRID), trials.usual(), 50, scope);
          case 8 -> {
            recent.remember(new SavedQuery(Map.of("q", List.of(reader.name()))), reader);
            var others = recent.beginning("search", reader, 50);
            assertThat(others).allMatch(one -> one.words().equals(reader.name()));
            yield others;
          }
          default -> {
            var found = search.find(query(paper.word, Mode.KEYWORD), scope);
            boolean isThere =
                found.hits().stream().anyMatch(hit -> hit.document().id().equals(paper.id));
            assertThat(isThere)
                .as("seed %d, step %d: %s finds %s", SEED, step, reader.name(), paper.word)
                .isEqualTo(mayRead(reader, paper));
            yield found;
          }
        };
    var text = told.toString();
    assertThat(papers)
        .as("seed %d, step %d: %s is told %s", SEED, step, reader.name(), text)
        .noneMatch(each -> !mayRead(reader, each) && text.contains(each.word));
  }

  /** Whoever may read it pins it; all others are not told. */
  private Object pinned(Paper paper, Actor reader) {
    var scope = collections.scopeOf(reader);
    var words = "lantern " + paper.word;
    if (mayRead(reader, paper) && pins.of(words, scope).isEmpty()) {
      pins.pin(words, paper.id, reader);
    }
    var found = finder.find(query(words, Mode.SEMANTIC), Finder.Wish.ALL, scope);
    return List.of(pins.of(words, scope).toString(), found.pinned(), found.result().hits());
  }

  private List<Object> counted(Paper paper, Actor reader, AccessScope scope) {
    var one = corpus.answer("How many documents mention " + paper.word, scope).orElseThrow();
    assertThat(one.total())
        .as("seed %d: %s", SEED, paper.word)
        .isEqualTo(mayRead(reader, paper) ? 1 : 0);
    long readable = papers.stream().filter(each -> mayRead(reader, each)).count();
    var all = corpus.answer("How many documents mention lantern per year", scope);
    var newest =
        corpus.answer("What is the newest document mentioning lantern?", scope).orElseThrow();
    assertThat(newest.total()).as("seed %d", SEED).isGreaterThanOrEqualTo(readable);
    return List.of(newest, all);
  }

  private List<Hit> similar(Actor reader, Paper paper, int step) {
    var like = search.similar(paper.id, collections.scopeOf(reader), 10);
    if (!mayRead(reader, paper)) {
      assertThat(like).as("seed %d, step %d", SEED, step).isEmpty();
    }
    return like;
  }

  private boolean mayRead(Actor reader, Paper paper) {
    return !paper.isBinned && granted.getOrDefault(paper.place, Set.of()).contains(reader);
  }

  private String misspelt(String word) {
    return word.substring(0, 3) + word.charAt(4) + word.charAt(3) + word.substring(5);
  }

  private static SearchQuery query(String words, Mode mode) {
    return new SearchQuery(
        words, mode, Filter.NONE, Sort.RELEVANCE, Grouping.DOCUMENT, 0, 50, true);
  }
}

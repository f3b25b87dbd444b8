package io.cloister.search.lucene.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.cloister.Running;
import io.cloister.library.Conflict;
import io.cloister.library.Status;
import io.cloister.library.document.Documents;
import io.cloister.library.document.Versions;
import io.cloister.search.EmbeddingCourse;
import io.cloister.search.Generations;
import io.cloister.search.Generations.Case;
import io.cloister.search.Generations.Generation;
import io.cloister.search.Generations.State;
import io.cloister.search.PassageIndex;
import io.cloister.search.Shelf;
import io.cloister.search.lucene.block.Indexed;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@Running
class GenerationsTests {

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired Generations generations;
  @Autowired LuceneGenerations open;
  @Autowired Documents documents;
  @Autowired Versions versions;
  @Autowired PassageIndex passages;
  @Autowired Shelf shelf;

  private GenerationHouse house;
  private Blocks blocks;

  @BeforeEach
  void furnish() throws IOException {
    house = new GenerationHouse(product, port);
    blocks = new Blocks(open);
  }

  @AfterEach
  void goBack() {
    house.close();
  }

  @Test
  void buildsOneBesideComparesSwitchesGoesBackAndDrops() {
    var candidate =
        generations.candidates(house.actor()).stream()
            .filter(one -> one.model().equals(house.name() + "/m"))
            .findFirst()
            .orElseThrow();
    assertThat(candidate.tokens()).isPositive();
    assertThat(candidate.isActive()).isFalse();

    int number = house.built().number();
    assertThat(open.active().number()).isEqualTo(house.first());

    var comparison =
        generations.compare(
            number,
            List.of(
                new Case("When does the ferry leave?", Set.of(house.ferry())),
                new Case("inspected automobile", Set.of())),
            house.actor());
    assertThat(comparison.queries()).isGreaterThanOrEqualTo(2);
    assertThat(comparison.overlap()).isBetween(0.0, 1.0);
    assertThat(comparison.judged()).isOne();

    assertThat(generations.activate(number, house.actor()).state()).isEqualTo(State.ACTIVE);
    assertThat(house.found("When does the ferry leave?")).startsWith(house.ferry());
    var later = shelf.add(house.collection(), "Later", "A trombone was found.");
    assertThat(house.found("trombone")).startsWith(later);
    assertThat(house.meant("the ferry leaves the harbour at six")).startsWith(house.ferry());

    generations.activate(house.first(), house.actor());
    assertThat(house.found("trombone")).startsWith(later);
    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> generations.drop(house.first(), house.actor()));
    generations.drop(number, house.actor());
    assertThat(generations.all(house.actor()))
        .extracting(Generation::number)
        .containsExactly(house.first());
  }

  @Test
  void bringsWhatIsEmbeddedAtTheSwitchIntoTheOneThatIsSearchedThen() {
    int number = house.built().number();
    var coming = shelf.addUnindexed(house.collection(), "Later", "en", "A trombone was found.");
    versions.advance(coming.id(), Status.INDEXING);

    passages.index(List.of(coming.id()), switching(number));

    var brought = blocks.of(coming.document());
    assertThat(open.active().number()).isEqualTo(number);
    assertThat(brought.orElseThrow().isBare()).isFalse();
    versions.advance(coming.id(), Status.READY);
  }

  private EmbeddingCourse switching(int number) {
    return new EmbeddingCourse() {
      @Override
      public void embedded() {
        generations.activate(number, house.actor());
      }

      @Override
      public boolean isStopped() {
        return false;
      }
    };
  }

  @Test
  void switchesToNoneThatWasDroppedMeanwhile() {
    var other = open.other(house.built().number()).orElseThrow();
    generations.drop(other.number(), house.actor());

    assertThatExceptionOfType(Conflict.class).isThrownBy(() -> open.activate(other));

    assertThat(generations.all(house.actor()))
        .singleElement()
        .satisfies(one -> assertThat(one.state()).isEqualTo(State.ACTIVE));
    assertThat(house.found("When does the ferry leave?")).startsWith(house.ferry());
  }

  @Test
  void dropsNoneThatWasSwitchedToMeanwhile() {
    var other = open.other(house.built().number()).orElseThrow();
    generations.activate(other.number(), house.actor());

    assertThatExceptionOfType(Conflict.class).isThrownBy(() -> open.drop(other));

    assertThat(house.found("When does the ferry leave?")).startsWith(house.ferry());
  }

  @Test
  void knowsTheSameModelAtAnotherAddressByItsVectors() throws Exception {
    int number = house.built().number();
    try (var moved = new StubVectors(1)) {
      var other = house.name() + "-moved";
      house.connect(other, moved);

      var recognised = generations.build(other + "/m", house.actor());

      assertThat(recognised.number()).isEqualTo(number);
      assertThat(recognised.model()).isEqualTo(other + "/m");
      assertThat(recognised.state()).isEqualTo(State.READY);
    }
  }

  @Test
  void forgetsWhatIsPurgedInAllOfThem() {
    int number = house.built().number();

    documents.purge(house.ferry());

    await()
        .until(() ->
            open.other(number)
                .orElseThrow()
                .index()
                .read(searcher -> Indexed.of(house.ferry(), searcher))
                .isEmpty());
  }
}

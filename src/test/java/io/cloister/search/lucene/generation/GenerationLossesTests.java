package io.cloister.search.lucene.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.cloister.Running;
import io.cloister.library.Conflict;
import io.cloister.library.DocumentId;
import io.cloister.search.Generations;
import io.cloister.search.Generations.State;
import io.cloister.search.IndexUnavailable;
import io.cloister.search.PassageIndex;
import io.cloister.search.Shelf;
import io.cloister.search.lucene.block.Indexed;
import io.cloister.search.lucene.files.SearchProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a death, a full disk or a model that failed took from generations. */
@Running
class GenerationLossesTests {

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired Generations generations;
  @Autowired LuceneGenerations open;
  @Autowired GenerationRows rows;
  @Autowired GenerationBuilder builder;
  @Autowired SearchProperties properties;
  @Autowired JdbcClient jdbc;
  @Autowired PassageIndex passages;
  @Autowired Shelf shelf;

  private GenerationHouse house;

  @BeforeEach
  void furnish() throws IOException {
    house = new GenerationHouse(product, port);
  }

  @AfterEach
  void goBack() {
    house.close();
  }

  @Test
  void takesNoneForBuiltThatIsStoppedWhileWordsArePutIn() throws Exception {
    var known = open.active().row();
    var row =
        new GenerationRows.Row(
            open.nextNumber(),
            known.model(),
            known.fingerprint(),
            known.probes(),
            State.BUILDING,
            Instant.now(),
            "",
            null);
    rows.insert(row);
    var building = open.open(row);
    building.reconciliation().stop();

    builder.step(building);

    assertThat(house.state(row.number())).isEqualTo(State.BUILDING);
  }

  @Test
  void takesNoNumberWhoseFilesAreStillThere() throws IOException {
    int left = open.nextNumber();
    var folder = Files.createDirectory(properties.index().resolve("generation-" + left));

    assertThat(house.built().number()).isGreaterThan(left);
    Files.delete(folder);
  }

  @Test
  void forgetsAtTheStartWhatADeathKeptFromThoseBeside() {
    var beside = open.other(house.built().number()).orElseThrow();
    jdbc.sql("delete from document where id = ?").param(house.ferry().value()).update();

    builder.start();

    await().until(() -> beside.index().read(one -> Indexed.of(house.ferry(), one)).isEmpty());
  }

  @Test
  void mendsAfterAFullDiskWhatWasSwitchedTo() {
    generations.activate(house.built().number(), house.actor());
    var index = open.active().index();
    var lost = shelf.addUnindexed(house.collection(), "Later", "en", "A trombone was found.");
    open.active().passages().indexWords(lost.id()); // and is not written to any file yet

    Thread.currentThread().interrupt(); // breaks its writer for good, as a full disk does
    assertThatExceptionOfType(IndexUnavailable.class).isThrownBy(index::commit);
    assertThat(Thread.interrupted()).isTrue();
    index.show();

    await().until(() -> house.found("trombone").contains(lost.document()));
  }

  @Test
  void makesTheVectorsThatTheModelFailedToMakeOnceItAnswers() {
    generations.activate(house.built().number(), house.actor());
    var failed = shelf.addUnindexed(house.collection(), "Later", "en", "A trombone was found.");
    house.endpoint().answer(0);
    passages.index(failed.id());
    assertThat(isBare(open.active(), failed.document())).isTrue();

    house.endpoint().answer(Integer.MAX_VALUE);
    await()
        .until(() -> {
          open.active().reconciliation().tryAgain();
          return !isBare(open.active(), failed.document());
        });
  }

  /** In a generation that nothing reconciles, which would have vectors made of both. */
  @Test
  void triesNoVectorsAgainWhoseMakingSomebodyEnded() {
    var beside = open.other(house.built().number()).orElseThrow();
    var failed = shelf.addUnindexed(house.collection(), "Later", "en", "A trombone was found.");
    var ended = shelf.addUnindexed(house.collection(), "Last", "en", "A tuba was found.");
    try (var thread = Executors.newSingleThreadScheduledExecutor()) {
      var tries = new SecondTries(beside.index(), beside.passages(), thread);
      beside.passages().whenModelFails(document -> tries.add(List.of(document)));
      beside.passages().indexWords(List.of(ended.id()));
      house.endpoint().answer(0);
      beside.passages().index(failed.id());
      assertThat(isBare(beside, failed.document())).isTrue();

      house.endpoint().answer(Integer.MAX_VALUE);
      await()
          .until(() -> {
            tries.tryAgain();
            return !isBare(beside, failed.document());
          });
      thread.shutdownNow(); // the try after a minute, if one is still due
    }

    assertThat(isBare(beside, ended.document())).isTrue();
  }

  private static boolean isBare(IndexGeneration generation, DocumentId document) {
    return generation.index().read(one -> Indexed.of(document, one)).orElseThrow().isBare();
  }

  @Test
  void goesOnWhereItWasWhenTheModelAnswersAgain() {
    house.endpoint().answer(6); // five for the probes
    int number = generations.build(house.name() + "/m", house.actor()).number();
    await().until(() -> open.other(number).orElseThrow().problem() != null);

    assertThatExceptionOfType(Conflict.class)
        .isThrownBy(() -> generations.activate(number, house.actor()));
    house.endpoint().answer(Integer.MAX_VALUE);
    await().until(() -> house.state(number) == State.READY);
  }
}

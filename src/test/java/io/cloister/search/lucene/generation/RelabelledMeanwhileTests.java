package io.cloister.search.lucene.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Running;
import io.cloister.governance.Label;
import io.cloister.library.DocumentId;
import io.cloister.library.Version;
import io.cloister.library.document.DocumentChange;
import io.cloister.library.document.Documents;
import io.cloister.models.EmbedderUnavailable;
import io.cloister.models.StubEmbedder;
import io.cloister.search.EmbeddingCourse;
import io.cloister.search.Shelf;
import io.cloister.search.lucene.block.Indexed;
import io.cloister.search.lucene.files.LuceneIndex;
import io.cloister.search.lucene.files.SearchProperties;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A label or a policy that is changed just when the model is asked what it may read, or cannot be
 * asked.
 */
@Running
class RelabelledMeanwhileTests {

  @Autowired SearchProperties properties;
  @Autowired LucenePassageIndex.Means means;
  @Autowired Documents documents;
  @Autowired Shelf shelf;
  @TempDir Path folder;

  LuceneIndex index;
  Vectors vectors;
  LucenePassageIndex passages;
  Version added;
  DocumentId memo;
  Predicate<Label> policy = label -> label != Label.CONFIDENTIAL;

  @BeforeEach
  void somethingConfidential() throws Exception {
    index = new LuceneIndex(folder, properties, "policed");
    vectors = new Vectors(new Policed());
    passages = new LucenePassageIndex(index, vectors, means);
    added = shelf.addUnindexed(shelf.collection(), "Pay", "en", "A trombone was bought.");
    memo = added.document();
    label(Label.CONFIDENTIAL);
  }

  @AfterEach
  void close() throws Exception {
    vectors.close();
    index.close();
  }

  @Test
  void waitsForAModelThatCannotTellWhetherItMayReadIt() {
    passages.index(List.of(added.id()), EmbeddingCourse.TO_THE_END);
    assertThat(indexed().isBare()).isFalse();
    var before = policy;
    policy =
        _ -> {
          throw new EmbedderUnavailable("no connection has it", new IllegalStateException());
        };

    label(Label.INTERNAL);
    passages.refresh(List.of(memo));
    assertThat(indexed().isBare()).isTrue();

    policy = before;
    passages.addVectors(memo, true);
    index.show();
    assertThat(indexed().vectors()).hasSize(1);
  }

  @Test
  void isEmbeddedIfItsLabelLetsTheModelReadItMeanwhile() {
    policy = this::relabelled;

    passages.index(List.of(added.id()), EmbeddingCourse.TO_THE_END);

    assertThat(indexed().vectors()).hasSize(1);
  }

  @Test
  void waitsForVectorsIfItsLabelLetsTheModelReadItMeanwhile() {
    policy = this::relabelled;

    assertThat(passages.indexWords(List.of(added.id()))).containsExactly(added.id());

    assertThat(indexed().isBare()).isTrue();
  }

  @Test
  void isEmbeddedLaterIfItsLabelLetsTheModelReadItMeanwhile() {
    label(Label.INTERNAL);
    passages.indexWords(List.of(added.id()));
    label(Label.CONFIDENTIAL);
    policy = this::relabelled;

    passages.addVectors(memo, true);

    index.show();
    assertThat(indexed().vectors()).hasSize(1);
  }

  @Test
  void isEmbeddedIfThePolicyLetsTheModelReadItMeanwhile() {
    var asked = new AtomicBoolean();
    policy = label -> label != Label.CONFIDENTIAL || asked.getAndSet(true);

    passages.index(List.of(added.id()), EmbeddingCourse.TO_THE_END);

    assertThat(indexed().vectors()).hasSize(1);
  }

  @Test
  void waitsForVectorsOnceThePolicyLetsTheModelReadIt() {
    passages.index(List.of(added.id()), EmbeddingCourse.TO_THE_END);
    passages.awaitAllowed();
    assertThat(indexed().isBare()).as("still kept from it").isFalse();
    policy = _ -> true;

    passages.awaitAllowed();
    assertThat(indexed().isBare()).isTrue();
    passages.addVectors(memo, true);
    index.show();
    assertThat(indexed().vectors()).hasSize(1);

    policy = label -> label != Label.CONFIDENTIAL;
    passages.awaitAllowed();
    passages.refresh(List.of(memo));
    assertThat(indexed().vectors()).as("what was made stays").hasSize(1);
  }

  private boolean relabelled(Label label) {
    if (label == Label.CONFIDENTIAL) {
      label(Label.INTERNAL);
      passages.refresh(List.of(memo));
    }
    return label != Label.CONFIDENTIAL;
  }

  private void label(Label label) {
    documents.change(memo, new DocumentChange(null, null, label, null));
  }

  private Indexed indexed() {
    return index.read(searcher -> Indexed.of(memo, searcher)).orElseThrow();
  }

  private final class Policed extends StubEmbedder {

    Policed() {
      super("policed", 2, _ -> new float[] {1, 0});
    }

    @Override
    public String place() {
      return "elsewhere";
    }

    @Override
    public boolean mayRead(Label label) {
      return policy.test(label);
    }
  }
}

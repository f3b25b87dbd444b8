package io.cloister.search.lucene.generation;

import io.cloister.library.DocumentId;
import io.cloister.library.VersionId;
import io.cloister.search.EmbeddingCourse;
import io.cloister.search.PassageIndex;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The index that everybody else sees: what is put in goes to the generation that is searched, and
 * what is changed or taken out leaves every other one too.
 */
@Component
public class ActiveGeneration implements PassageIndex {

  private final LuceneGenerations generations;

  ActiveGeneration(LuceneGenerations generations) {
    this.generations = generations;
  }

  /** Once more where another one was switched to meanwhile. */
  @Override
  public boolean index(Collection<VersionId> versions, EmbeddingCourse course) {
    var searched = generations.active();
    boolean isAll = searched.passages().index(versions, course);
    return (isAll && generations.active() != searched) ? index(versions, course) : isAll;
  }

  @Override
  public List<VersionId> indexWords(Collection<VersionId> versions) {
    var searched = generations.active();
    var left = searched.passages().indexWords(versions);
    return generations.active() == searched ? left : indexWords(versions);
  }

  @Override
  public void remove(DocumentId document) {
    generations.open().forEach(each -> each.passages().remove(document));
  }

  @Override
  public void refresh(Collection<DocumentId> documents) {
    generations.open().forEach(each -> each.passages().refresh(documents));
  }

  @Override
  public boolean isReady() {
    return generations.active().passages().isReady();
  }
}

package io.cloister.library.tag;

import io.cloister.identity.Actor;
import io.cloister.library.DocumentId;
import java.util.List;

/**
 * A person gave the document these tags with the document itself, as an import does; published in
 * the same transaction, in which whoever keeps the vocabularies assigns them.
 *
 * @param tags names of terms, or their ids; all that the document is to have
 */
public record TagsGiven(DocumentId document, List<String> tags, Actor actor) {

  public TagsGiven {
    tags = List.copyOf(tags);
  }
}

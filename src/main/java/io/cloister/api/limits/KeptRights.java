package io.cloister.api.limits;

import io.cloister.api.limits.KeptAnswers.Answer;
import io.cloister.identity.Actor;
import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.library.DocumentId;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Whether an answer that was kept may still be read by whoever got it. It may hold words of
 * documents, and counts of what it does not name: so it is given again only while its reader may
 * read all that they could read then, and every document in it.
 */
@Component
class KeptRights {

  private static final Pattern ID =
      Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private final Collections collections;
  private final Documents documents;

  KeptRights(Collections collections, Documents documents) {
    this.collections = collections;
    this.documents = documents;
  }

  /** What the actor may read now, to be kept with an answer. */
  String of(Actor actor) {
    return collections.scopeOf(actor).collections().stream()
        .map(CollectionId::toString)
        .collect(Collectors.joining(" "));
  }

  boolean allow(Answer kept, Actor actor) {
    var now = collections.scopeOf(actor);
    var there = collections.names(new AccessScope(collections(kept.readable()))).keySet();
    return now.collections().containsAll(there)
        && documents.withheld(named(kept.body()), now).isEmpty();
  }

  private static Set<CollectionId> collections(String joined) {
    return Arrays.stream(joined.split(" ", 0))
        .filter(id -> !id.isEmpty())
        .map(CollectionId::of)
        .collect(Collectors.toSet());
  }

  /** All ids in it, of whatever they are. */
  private static Set<DocumentId> named(byte[] body) {
    return ID.matcher(new String(body, StandardCharsets.UTF_8))
        .results()
        .map(MatchResult::group)
        .map(UUID::fromString)
        .map(DocumentId::new)
        .collect(Collectors.toSet());
  }
}

package io.cloister.web.ask;

import io.cloister.answering.Question;
import io.cloister.answering.ThreadId;
import io.cloister.library.CollectionId;
import io.cloister.library.DocumentId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What is filled in on the page.
 *
 * @param q the question
 * @param collections ids of those to ask in; none for all
 * @param documents ids of those to ask; none for all
 * @param mode as in the HTTP contract
 */
record AskForm(
    @Nullable String q,
    @Nullable List<UUID> collections,
    @Nullable List<UUID> documents,
    @Nullable String mode) {

  AskForm {
    q = Objects.requireNonNullElse(q, "");
    collections = chosen(collections);
    documents = chosen(documents);
    mode = Objects.requireNonNullElse(mode, "auto");
  }

  /** A field that was sent empty chooses nothing. */
  private static List<UUID> chosen(@Nullable List<UUID> given) {
    return given == null ? List.of() : given.stream().filter(Objects::nonNull).toList();
  }

  boolean isAsked() {
    return !text().isEmpty() && text().length() <= Question.LONGEST;
  }

  Question question(@Nullable ThreadId thread) {
    var narrowed = ids(collections).stream().map(CollectionId::new).collect(Collectors.toSet());
    return new Question(
        text(), Question.Mode.of(String.valueOf(mode)), narrowed, documentIds(), thread, null);
  }

  Set<DocumentId> documentIds() {
    return ids(documents).stream().map(DocumentId::new).collect(Collectors.toSet());
  }

  /** The path with the scope, so that a conversation stays within it. */
  String address(String path) {
    var address = UriComponentsBuilder.fromPath(path);
    ids(collections).forEach(id -> address.queryParam("collections", id));
    ids(documents).forEach(id -> address.queryParam("documents", id));
    return address.build().toUriString();
  }

  private String text() {
    return q == null ? "" : q.strip();
  }

  private static List<UUID> ids(@Nullable List<UUID> ids) {
    return ids == null ? List.of() : ids;
  }
}

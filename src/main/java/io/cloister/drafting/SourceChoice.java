package io.cloister.drafting;

import io.cloister.library.DocumentId;

/** What a draft is to be made from, before it is known which documents these are. */
public sealed interface SourceChoice {

  /** One document. */
  record OneDocument(DocumentId id) implements SourceChoice {}

  /** All readable documents of a collection, by its id or its name. */
  record WholeCollection(String idOrName) implements SourceChoice {}

  /** The documents that a search finds first. */
  record FoundBy(String query) implements SourceChoice {}
}

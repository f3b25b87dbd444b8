package io.cloister.ingest.bag;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code data/library.json}: the collections of the library.
 *
 * @param parts the names of the files that rooms added
 */
record LibraryEntry(List<CollectionEntry> collections, List<String> parts) {

  static final String PATH = "library.json";

  LibraryEntry {
    collections = List.copyOf(collections);
    parts = List.copyOf(parts);
  }

  record CollectionEntry(
      UUID id,
      String name,
      String label,
      Instant createdAt,
      KeepingEntry keeping,
      List<AccessEntry> access) {

    CollectionEntry {
      access = List.copyOf(access);
    }
  }

  record KeepingEntry(
      @Nullable Integer keepDays, @Nullable Integer binDays, @Nullable String hold) {}

  /** A right of a person or a group by name; with neither, of everyone signed in. */
  record AccessEntry(@Nullable String user, @Nullable String group, String right) {}
}

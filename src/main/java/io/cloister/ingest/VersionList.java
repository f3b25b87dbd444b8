package io.cloister.ingest;

import io.cloister.library.Version;
import io.cloister.library.VersionId;
import io.cloister.library.document.Versions;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** The versions that a job is for, as its payload holds a hundred of them. */
final class VersionList {

  static final int MOST = 100;

  private VersionList() {}

  static String payload(List<Version> versions) {
    return versions.stream()
        .map(version -> version.id().toString().replace("-", ""))
        .collect(Collectors.joining(","));
  }

  /** Those of them that are there and not settled. */
  static List<Version> open(String payload, Versions versions) {
    return Arrays.stream(payload.split(","))
        .map(hex ->
            new VersionId(
                new UUID(
                    Long.parseUnsignedLong(hex.substring(0, 16), 16),
                    Long.parseUnsignedLong(hex.substring(16), 16))))
        .map(id -> versions.find(id).orElse(null))
        .filter(Objects::nonNull)
        .filter(version -> !version.status().isSettled())
        .toList();
  }

  /** What people know a single one by; empty for many. */
  static String name(List<Version> versions) {
    return versions.size() == 1 ? versions.getFirst().fileName() : "";
  }
}

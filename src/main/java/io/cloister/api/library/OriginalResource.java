package io.cloister.api.library;

import io.cloister.library.Version;
import io.cloister.library.original.Originals;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;
import org.springframework.http.HttpRange;

/** The original bytes of a version, which may be read more than once and from any place on. */
final class OriginalResource extends AbstractResource {

  private final Originals originals;
  private final Version version;

  OriginalResource(Originals originals, Version version) {
    this.originals = originals;
    this.version = version;
  }

  @Override
  public InputStream getInputStream() {
    return originals.open(version);
  }

  @Override
  public long contentLength() {
    return version.bytes();
  }

  /** Whether all that a {@code Range} header asks for is there; what is none is not. */
  boolean has(String range) {
    try {
      return !HttpRange.toResourceRegions(HttpRange.parseRanges(range), this).isEmpty();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  @Override
  public String getDescription() {
    return "the original of " + version.id();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OriginalResource it && version.id().equals(it.version.id());
  }

  @Override
  public int hashCode() {
    return version.id().hashCode();
  }
}

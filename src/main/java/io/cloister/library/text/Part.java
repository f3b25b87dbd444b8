package io.cloister.library.text;

import org.springframework.util.Assert;

/**
 * A file within a file, as an attachment of a mail or a member of an archive.
 *
 * @param name as the whole calls it
 * @param mediaType by content
 * @param depth 1 for a part of the whole, 2 for a part of such a part
 * @param start offset in the whole's text at which its own begins, with its name
 * @param end offset after its text and that of its parts; {@code start} if nothing of it was read
 */
public record Part(String name, String mediaType, int depth, int start, int end) {

  public Part {
    Assert.isTrue(depth > 0, "a part is at least one deep");
    Assert.isTrue(0 <= start && start <= end, "a part ends after its start");
  }

  /** Whether the code unit at {@code offset} is of this part. */
  public boolean holds(int offset) {
    return start <= offset && offset < end;
  }
}

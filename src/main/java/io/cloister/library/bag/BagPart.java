package io.cloister.library.bag;

import io.cloister.library.AccessScope;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** What a room adds to a bag of the library: one file, read again by the same room. */
public interface BagPart {

  /** The file's name in the bag, stable, as {@code vocabularies.json}. */
  String name();

  /**
   * What is here already that the part of a bag could be at odds with: how many of what, as {@code
   * terms}; nothing if there is none of it.
   */
  Map<String, Long> here();

  /** Writes the file, with nothing that tells of documents which {@code scope} does not cover. */
  void write(OutputStream out, AccessScope scope) throws IOException;

  /**
   * Looks through a file without taking anything in.
   *
   * @throws IllegalArgumentException if it is not one that {@link #write} wrote
   */
  void check(InputStream in) throws IOException;

  /** Takes in what {@link #write} wrote, within the caller's transaction. */
  void read(InputStream in) throws IOException;
}

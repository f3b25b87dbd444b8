package io.cloister.search.lucene;

/**
 * The names of the index's fields. A document is a block: its passages in reading order, then its
 * entry. See {@code docs/adr/0007-analysis-and-index-layout.md}.
 */
final class Fields {

  /** Raised whenever the layout or the analysis changes: an index of another one is made anew. */
  static final String LAYOUT = "2";

  /** {@link #PASSAGE} or {@link #ENTRY}. */
  static final String KIND = "kind";

  static final String PASSAGE = "passage";
  static final String ENTRY = "entry";

  // of both
  static final String DOCUMENT = "document";
  static final String VERSION = "version";
  static final String COLLECTION = "collection";
  static final String LABEL = "label";
  static final String LANGUAGE = "language";
  static final String TYPE = "type";
  static final String TAG = "tag";
  static final String DATE = "date";

  /** Not of a first passage, of whose text it is a part. */
  static final String TITLE = "title";

  /** The language by whose rules the words were analysed. */
  static final String ANALYSIS = "analysis";

  // of passages
  static final String ORDINAL = "ordinal";
  static final String TEXT = "text";
  static final String HEADING = "heading";
  static final String VECTOR = "vector";

  // of entries
  static final String FILE = "file";
  static final String FIRST = "first";

  /**
   * All words of the document, lower case, otherwise as they stand: for spelling and suggesting.
   */
  static final String WORD = "word";

  static final String TITLE_ORDER = "title_order";
  static final String FAMILY = "family";

  /** What the entry was made of; differs when the library has changed since. */
  static final String STAMP = "stamp";

  /** There while the passages still wait for their vectors. */
  static final String BARE = "bare";

  /** There while the passages have the vectors of an earlier title. */
  static final String STALE = "stale";

  private Fields() {}
}

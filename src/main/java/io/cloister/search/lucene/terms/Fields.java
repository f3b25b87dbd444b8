package io.cloister.search.lucene.terms;

/**
 * The names of the index's fields. A document is a block: its passages in reading order, then its
 * entry. See {@code docs/adr/0007-analysis-and-index-layout.md}.
 */
public final class Fields {

  /** Raised whenever the layout or the analysis changes: an index of another one is made anew. */
  public static final String LAYOUT = "3";

  /** {@link #PASSAGE} or {@link #ENTRY}. */
  public static final String KIND = "kind";

  public static final String PASSAGE = "passage";
  public static final String ENTRY = "entry";

  // of both
  public static final String DOCUMENT = "document";
  public static final String VERSION = "version";
  public static final String COLLECTION = "collection";
  public static final String LABEL = "label";
  public static final String LANGUAGE = "language";
  public static final String TYPE = "type";
  public static final String TAG = "tag";
  public static final String DATE = "date";

  /** Not of a first passage, of whose text it is a part. */
  public static final String TITLE = "title";

  /** The language by whose rules the words were analysed. */
  public static final String ANALYSIS = "analysis";

  // of passages
  public static final String ORDINAL = "ordinal";
  public static final String TEXT = "text";
  public static final String HEADING = "heading";
  public static final String VECTOR = "vector";

  // of entries
  public static final String FILE = "file";
  public static final String FIRST = "first";

  /**
   * All words of the document but those in names of its parts, lower case, otherwise as they stand:
   * for spelling and suggesting.
   */
  public static final String WORD = "word";

  public static final String TITLE_ORDER = "title_order";
  public static final String FAMILY = "family";

  /** The first day that the document is of by its names, in days since 1970; if these tell. */
  public static final String PERIOD_FIRST = "period_first";

  /** The last. */
  public static final String PERIOD_LAST = "period_last";

  /** What the entry was made of; differs when the library has changed since. */
  public static final String STAMP = "stamp";

  /** There while the passages still wait for their vectors. */
  public static final String BARE = "bare";

  /** There while the passages have the vectors of an earlier title. */
  public static final String STALE = "stale";

  private Fields() {}
}

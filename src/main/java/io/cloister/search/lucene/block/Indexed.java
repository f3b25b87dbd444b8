package io.cloister.search.lucene.block;

import io.cloister.governance.Label;
import io.cloister.library.DocumentId;
import io.cloister.library.VersionId;
import io.cloister.search.lucene.terms.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * What the index holds of a document.
 *
 * @param titleOrder the title it was indexed with, as {@link Block#titleOrder} has it
 * @param isBare whether it waits for its vectors
 * @param isStale whether its vectors were made with an earlier title
 * @param vectors by ordinal of the passage
 */
public record Indexed(
    VersionId version,
    String titleOrder,
    String stamp,
    boolean isBare,
    boolean isStale,
    Map<Integer, float[]> vectors) {

  public static Term term(DocumentId document) {
    return new Term(Fields.DOCUMENT, document.toString());
  }

  public static Optional<Indexed> of(DocumentId document, IndexSearcher searcher)
      throws IOException {
    for (var leaf : searcher.getIndexReader().leaves()) {
      var found = of(document, leaf.reader());
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static @Nullable Indexed of(DocumentId document, LeafReader reader) throws IOException {
    var postings = reader.postings(term(document), PostingsEnum.NONE);
    if (postings == null) {
      return null;
    }
    var vectors = new HashMap<Integer, float[]>();
    int entry = -1;
    var ordinals = DocValues.getNumeric(reader, Fields.ORDINAL);
    var values = reader.getFloatVectorValues(Fields.VECTOR);
    var places = values == null ? null : values.iterator();
    for (int doc = postings.nextDoc(); doc != PostingsEnum.NO_MORE_DOCS; doc = postings.nextDoc()) {
      if (!isLive(reader, doc)) {
        continue;
      }
      if (!ordinals.advanceExact(doc)) {
        entry = doc;
      } else if (places != null && (places.docID() >= doc || places.advance(doc) >= doc)) {
        if (places.docID() == doc) {
          vectors.put((int) ordinals.longValue(), values.vectorValue(places.index()).clone());
        }
      }
    }
    return entry < 0 ? null : entry(reader, entry, vectors);
  }

  private static Indexed entry(LeafReader reader, int entry, Map<Integer, float[]> vectors)
      throws IOException {
    return new Indexed(
        VersionId.of(value(reader, Fields.VERSION, entry)),
        value(reader, Fields.TITLE_ORDER, entry),
        value(reader, Fields.STAMP, entry),
        isMarked(reader, Fields.BARE, entry),
        isMarked(reader, Fields.STALE, entry),
        vectors);
  }

  private static boolean isMarked(LeafReader reader, String field, int entry) throws IOException {
    var marked = reader.postings(new Term(field, Blocks.YES), PostingsEnum.NONE);
    return marked != null && marked.advance(entry) == entry;
  }

  private static String value(LeafReader reader, String field, int doc) throws IOException {
    var values = DocValues.getSorted(reader, field);
    return values.advanceExact(doc) ? values.lookupOrd(values.ordValue()).utf8ToString() : "";
  }

  /** The version and stamp of everything there is. */
  public static Map<DocumentId, Indexed> all(IndexSearcher searcher) throws IOException {
    var all = new HashMap<DocumentId, Indexed>();
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      var reader = leaf.reader();
      for (int entry : entries(reader, Fields.KIND, Fields.ENTRY)) {
        all.put(
            DocumentId.of(value(reader, Fields.DOCUMENT, entry)), entry(reader, entry, Map.of()));
      }
    }
    return all;
  }

  /** The documents that wait for vectors or for other ones, some of them if there are many. */
  public static List<DocumentId> waiting(IndexSearcher searcher, int most) throws IOException {
    var waiting = marked(Fields.BARE, searcher, most);
    waiting.addAll(marked(Fields.STALE, searcher, most - waiting.size()));
    return waiting;
  }

  /** Whether any document has no vectors yet. */
  public static boolean isAnyBare(IndexSearcher searcher) throws IOException {
    return !marked(Fields.BARE, searcher, 1).isEmpty();
  }

  /** The documents of these labels that have passages, but no vectors, and wait for none. */
  public static List<DocumentId> withoutVectors(Set<Label> labels, IndexSearcher searcher)
      throws IOException {
    var without = new ArrayList<DocumentId>();
    for (var leaf : searcher.getIndexReader().leaves()) {
      var reader = leaf.reader();
      var label = DocValues.getSorted(reader, Fields.LABEL);
      var values = reader.getFloatVectorValues(Fields.VECTOR);
      var places = values == null ? DocIdSetIterator.empty() : values.iterator();
      int first = 0; // of the block that ends with the entry
      for (int entry : all(reader, Fields.KIND, Fields.ENTRY)) {
        int place = places.docID() < first ? places.advance(first) : places.docID();
        if (entry > first
            && place > entry
            && isLive(reader, entry)
            && label.advanceExact(entry)
            && labels.contains(Label.of(label.lookupOrd(label.ordValue()).utf8ToString()))
            && !isMarked(reader, Fields.BARE, entry)) {
          without.add(DocumentId.of(value(reader, Fields.DOCUMENT, entry)));
        }
        first = entry + 1;
      }
    }
    return without;
  }

  private static List<DocumentId> marked(String field, IndexSearcher searcher, int most)
      throws IOException {
    var marked = new ArrayList<DocumentId>();
    for (var leaf : searcher.getIndexReader().leaves()) {
      for (int entry : entries(leaf.reader(), field, Blocks.YES)) {
        if (marked.size() < most) {
          marked.add(DocumentId.of(value(leaf.reader(), Fields.DOCUMENT, entry)));
        }
      }
    }
    return marked;
  }

  private static boolean isLive(LeafReader reader, int doc) {
    return reader.getLiveDocs() == null || reader.getLiveDocs().get(doc);
  }

  private static List<Integer> entries(LeafReader reader, String field, String value)
      throws IOException {
    return all(reader, field, value).stream().filter(doc -> isLive(reader, doc)).toList();
  }

  /** Those that were taken out, and are in the files still, among them. */
  private static List<Integer> all(LeafReader reader, String field, String value)
      throws IOException {
    var entries = new ArrayList<Integer>();
    var postings = reader.postings(new Term(field, new BytesRef(value)), PostingsEnum.NONE);
    if (postings != null) {
      for (int doc = postings.nextDoc();
          doc != PostingsEnum.NO_MORE_DOCS;
          doc = postings.nextDoc()) {
        entries.add(doc);
      }
    }
    return entries;
  }
}

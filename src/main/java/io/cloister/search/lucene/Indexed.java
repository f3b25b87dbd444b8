package io.cloister.search.lucene;

import io.cloister.library.DocumentId;
import io.cloister.library.VersionId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * What the index holds of a document.
 *
 * @param vectors by ordinal of the passage
 */
record Indexed(VersionId version, String stamp, boolean isBare, Map<Integer, float[]> vectors) {

  static Term term(DocumentId document) {
    return new Term(Fields.DOCUMENT, document.toString());
  }

  static Optional<Indexed> of(DocumentId document, IndexSearcher searcher) throws IOException {
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
      if (reader.getLiveDocs() != null && !reader.getLiveDocs().get(doc)) {
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
    var bare = reader.postings(new Term(Fields.BARE, "yes"), PostingsEnum.NONE);
    return new Indexed(
        VersionId.of(value(reader, Fields.VERSION, entry)),
        value(reader, Fields.STAMP, entry),
        bare != null && bare.advance(entry) == entry,
        vectors);
  }

  private static String value(LeafReader reader, String field, int doc) throws IOException {
    var values = DocValues.getSorted(reader, field);
    return values.advanceExact(doc) ? values.lookupOrd(values.ordValue()).utf8ToString() : "";
  }

  /** The version and stamp of everything there is. */
  static Map<DocumentId, Indexed> all(IndexSearcher searcher) throws IOException {
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

  /** The documents that wait for their vectors, some of them if there are many. */
  static List<DocumentId> bare(IndexSearcher searcher, int most) throws IOException {
    var bare = new ArrayList<DocumentId>();
    for (var leaf : searcher.getIndexReader().leaves()) {
      for (int entry : entries(leaf.reader(), Fields.BARE, "yes")) {
        if (bare.size() < most) {
          bare.add(DocumentId.of(value(leaf.reader(), Fields.DOCUMENT, entry)));
        }
      }
    }
    return bare;
  }

  private static List<Integer> entries(LeafReader reader, String field, String value)
      throws IOException {
    var entries = new ArrayList<Integer>();
    var postings = reader.postings(new Term(field, new BytesRef(value)), PostingsEnum.NONE);
    if (postings != null) {
      for (int doc = postings.nextDoc();
          doc != PostingsEnum.NO_MORE_DOCS;
          doc = postings.nextDoc()) {
        if (reader.getLiveDocs() == null || reader.getLiveDocs().get(doc)) {
          entries.add(doc);
        }
      }
    }
    return entries;
  }
}

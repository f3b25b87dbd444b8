package io.cloister.search.lucene.rank;

import io.cloister.library.DocumentId;
import io.cloister.library.VersionId;
import io.cloister.library.text.PassageId;
import io.cloister.search.lucene.query.Restrictions;
import io.cloister.search.lucene.terms.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.IndexSearcher;

/**
 * By what names the library knows the numbers of the index, and where in its block each stands.
 *
 * @param searcher the index of the moment, to which the numbers belong
 */
public record Names(IndexSearcher searcher) {

  DocumentId documentOf(int doc) throws IOException {
    return DocumentId.of(value(Fields.DOCUMENT, doc));
  }

  PassageId passageOf(int doc) throws IOException {
    return new PassageId(VersionId.of(value(Fields.VERSION, doc)), ordinal(doc));
  }

  private int ordinal(int doc) throws IOException {
    var leaf = leaf(doc);
    var ordinals = DocValues.getNumeric(leaf.reader(), Fields.ORDINAL);
    return ordinals.advanceExact(doc - leaf.docBase) ? (int) ordinals.longValue() : 0;
  }

  private String value(String field, int doc) throws IOException {
    var leaf = leaf(doc);
    var values = DocValues.getSorted(leaf.reader(), field);
    return values.advanceExact(doc - leaf.docBase)
        ? values.lookupOrd(values.ordValue()).utf8ToString()
        : "";
  }

  /** The entry that ends the block of a passage. */
  int entryOf(int passage) throws IOException {
    var leaf = leaf(passage);
    var ends = Restrictions.ENDS.getBitSet(leaf);
    return leaf.docBase + ends.nextSetBit(passage - leaf.docBase);
  }

  /** The first passage of an entry's block; the entry itself if it has none. */
  public int firstOf(int entry) throws IOException {
    var leaf = leaf(entry);
    int local = entry - leaf.docBase;
    var ends = Restrictions.ENDS.getBitSet(leaf);
    return leaf.docBase + (local == 0 ? 0 : ends.prevSetBit(local - 1) + 1);
  }

  private LeafReaderContext leaf(int doc) {
    var leaves = searcher.getIndexReader().leaves();
    return leaves.get(ReaderUtil.subIndex(doc, leaves));
  }

  /**
   * Puts passages of equal score in the order of their names, so that an index that was made anew
   * in another order gives the same list.
   *
   * @param ranked best first
   */
  void settleTies(List<Scored> ranked) throws IOException {
    int from = 0;
    while (from < ranked.size()) {
      int to = from + 1;
      while (to < ranked.size() && ranked.get(to).score() == ranked.get(from).score()) {
        to++;
      }
      if (to - from > 1) {
        byName(ranked.subList(from, to));
      }
      from = to;
    }
  }

  private void byName(List<Scored> equal) throws IOException {
    record Named(String document, int place, Scored scored) {}
    var named = new ArrayList<Named>();
    LeafReaderContext leaf = null;
    SortedDocValues documents = null;
    equal.sort(Comparator.comparingInt(Scored::doc));
    for (var one : equal) {
      var its = leaf(one.doc());
      if (documents == null || its != leaf) {
        leaf = its;
        documents = DocValues.getSorted(its.reader(), Fields.DOCUMENT);
      }
      var document =
          documents.advanceExact(one.doc() - its.docBase)
              ? documents.lookupOrd(documents.ordValue()).utf8ToString()
              : "";
      named.add(new Named(document, one.doc(), one));
    }
    // the passages of a document lie in their order
    named.sort(Comparator.comparing(Named::document).thenComparingInt(Named::place));
    for (int i = 0; i < named.size(); i++) {
      equal.set(i, named.get(i).scored());
    }
  }
}

package io.cloister.search.lucene.page;

import io.cloister.search.lucene.query.Question;
import io.cloister.search.lucene.terms.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Completes what is being typed, with titles and words that the caller may see, and no others. */
public final class Suggestions {

  private static final int TERMS_LOOKED_AT = 5_000;
  private static final int TERMS_COUNTED = 60;

  private final IndexSearcher searcher;
  private final Query visible;

  /**
   * @param visible the entries that the caller may see
   */
  public Suggestions(IndexSearcher searcher, Query visible) {
    this.searcher = searcher;
    this.visible = visible;
  }

  public List<String> of(String prefix, int most) throws IOException {
    var typed = prefix.toLowerCase(Locale.ROOT).stripLeading();
    if (typed.isBlank()) {
      return List.of();
    }
    int blank = typed.lastIndexOf(' ') + 1;
    var before = typed.substring(0, blank);
    var suggestions = new LinkedHashSet<String>();
    for (var word : words(typed.substring(blank))) {
      suggestions.add(before + word);
    }
    var words = suggestions.stream().limit(most).toList();
    var titles = titles(typed, most);
    // titles are the surer guess, but must not crowd out the words
    int fromTitles = Math.max(most / 2, most - words.size());
    var all = new ArrayList<>(titles.stream().limit(fromTitles).toList());
    words.stream().filter(word -> !all.contains(word)).forEach(all::add);
    return all.stream().limit(most).toList();
  }

  private List<String> titles(String typed, int most) throws IOException {
    var upper = new BytesRef(typed + Character.toString(Character.MAX_CODE_POINT));
    var begin =
        SortedDocValuesField.newSlowRangeQuery(
            Fields.TITLE_ORDER, new BytesRef(typed), upper, true, true);
    var titles = new LinkedHashSet<String>();
    for (var hit : searcher.search(Question.within(visible, begin), most * 2).scoreDocs) {
      var leaves = searcher.getIndexReader().leaves();
      var leaf = leaves.get(ReaderUtil.subIndex(hit.doc, leaves));
      var values = DocValues.getSorted(leaf.reader(), Fields.TITLE_ORDER);
      if (values.advanceExact(hit.doc - leaf.docBase)) {
        titles.add(values.lookupOrd(values.ordValue()).utf8ToString());
      }
    }
    return titles.stream().limit(most).toList();
  }

  private List<String> words(String begin) throws IOException {
    record Found(String word, int count) {}
    var terms = MultiTerms.getTerms(searcher.getIndexReader(), Fields.WORD);
    if (begin.isEmpty() || terms == null) {
      return List.of();
    }
    var found = new ArrayList<Found>();
    var each = terms.iterator();
    var status = each.seekCeil(new BytesRef(begin));
    if (status == org.apache.lucene.index.TermsEnum.SeekStatus.END) {
      return List.of();
    }
    int looked = 0;
    for (var term = each.term(); term != null && looked < TERMS_LOOKED_AT; term = each.next()) {
      var word = term.utf8ToString();
      if (!word.startsWith(begin)) {
        break;
      }
      looked++;
      found.add(new Found(word, each.docFreq()));
    }
    found.sort(Comparator.comparingInt(Found::count).reversed());
    var counted = new ArrayList<Found>();
    for (var one : found.stream().limit(TERMS_COUNTED).toList()) {
      int count =
          searcher.count(
              Question.within(new TermQuery(new Term(Fields.WORD, one.word())), visible));
      if (count > 0) {
        counted.add(new Found(one.word(), count));
      }
    }
    return counted.stream()
        .sorted(Comparator.comparingInt(Found::count).reversed())
        .map(Found::word)
        .toList();
  }
}

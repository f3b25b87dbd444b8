package io.cloister.search.lucene.rank;

import io.cloister.search.lucene.files.SearchProperties;
import io.cloister.search.lucene.query.Aside;
import io.cloister.search.lucene.query.Question;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;

/**
 * Ranks passages: those that the words bring up, those that the vectors bring up, and those of the
 * documents whose entries match best; each is then scored exactly by all three.
 */
public final class Ranking {

  private static final int TOP_ENTRIES = 50;
  private static final int ENTRIES_SEARCHED = 10;

  // measured: docs/adr/0018-documents-of-the-days-asked-for.md
  private static final double TIMELY = 0.3;

  /** With three words the whole share goes to the meaning, with one half of it. */
  private static final double QUESTION = 4;

  private final IndexSearcher searcher;
  private final Question question;
  private final SearchProperties properties;
  private final Names names;

  public Ranking(IndexSearcher searcher, Question question, SearchProperties properties) {
    this.searcher = searcher;
    this.question = question;
    this.properties = properties;
    names = new Names(searcher);
  }

  /**
   * @param most how many passages to take by words
   * @return best first
   */
  public List<Scored> rank(int most) throws IOException {
    var meaning = question.meant() == null ? null : Aside.begin(this::byMeaning);
    var said = new HashMap<Integer, Float>();
    for (var hit : searcher.search(question.passagesByWords(), most).scoreDocs) {
      said.put(hit.doc, hit.score);
    }
    var candidates = new HashSet<>(said.keySet());
    var entries = byEntries(most, said, candidates);
    var meant = meaning == null ? Set.<Integer>of() : meaning.result();
    candidates.addAll(meant);
    var docs = candidates.stream().mapToInt(Integer::intValue).sorted().toArray();
    return score(docs, said, entries, meant);
  }

  private Set<Integer> byMeaning() throws IOException {
    var near = new HashSet<Integer>();
    var vector = question.vector();
    if (vector != null) {
      var filter = question.isOpen() ? null : question.passages();
      for (var one : Nearest.of(vector, filter, properties.candidates(), searcher)) {
        if (one.cosine() >= properties.leastCosine()) {
          near.add(one.doc());
        }
      }
    }
    return near;
  }

  /**
   * Adds what the best entries bring up.
   *
   * @return the scores of these entries
   */
  private Map<Integer, Float> byEntries(int most, Map<Integer, Float> said, Set<Integer> candidates)
      throws IOException {
    var scores = new HashMap<Integer, Float>();
    var entries = searcher.search(question.entriesByWords(), Math.max(TOP_ENTRIES, most)).scoreDocs;
    for (var entry : entries) {
      scores.put(entry.doc, entry.score);
      int first = names.firstOf(entry.doc);
      if (first < entry.doc) {
        candidates.add(first);
      }
    }
    if (!question.browses()) {
      for (var hit : best(Arrays.stream(entries).limit(ENTRIES_SEARCHED).toList())) {
        said.put(hit.doc, hit.score);
        candidates.add(hit.doc);
      }
    }
    return scores;
  }

  /** Their entries were found, so their passages may be; of these the best by words. */
  private List<ScoreDoc> best(List<ScoreDoc> entries) throws IOException {
    var blocks = new ArrayList<Scores.Block>();
    for (var entry : entries) {
      blocks.add(new Scores.Block(names.firstOf(entry.doc), entry.doc));
    }
    blocks.sort(Comparator.comparingInt(Scores.Block::first));
    var weight = searcher.createWeight(searcher.rewrite(question.words()), ScoreMode.COMPLETE, 1);
    return Scores.best(weight, blocks, properties.candidates(), searcher);
  }

  /**
   * @param docs passages in ascending order
   * @return best first
   */
  List<Scored> score(int[] docs) throws IOException {
    return score(docs, Map.of(), Map.of(), Set.of());
  }

  /**
   * @param said scores by words that are known
   * @param scored scores of entries that are known
   */
  private List<Scored> score(
      int[] docs, Map<Integer, Float> said, Map<Integer, Float> scored, Set<Integer> meant)
      throws IOException {
    var words = words(docs, said);
    var entryDocs = new int[docs.length];
    var passages = new int[docs.length];
    for (int i = 0; i < docs.length; i++) {
      entryDocs[i] = names.entryOf(docs[i]);
      passages[i] = entryDocs[i] - names.firstOf(entryDocs[i]);
    }
    var entries = spread(scores(question.entry(), distinct(entryDocs), scored), entryDocs);
    var vector = question.vector();
    var cosines = new float[docs.length];
    if (vector != null) {
      cosines = Scores.cosines(vector, docs, searcher);
    } else {
      Arrays.fill(cosines, Float.NaN);
    }
    var fused = new Fusion(meaning(), properties.entry()).fuse(words, cosines, entries, passages);
    prefer(entryDocs, fused);
    var ranked = new ArrayList<Scored>();
    for (int i = 0; i < docs.length; i++) {
      ranked.add(
          new Scored(
              docs[i],
              entryDocs[i],
              fused[i],
              words[i],
              cosines[i],
              entries[i],
              meant.contains(docs[i])));
    }
    ranked.sort(Comparator.comparingDouble(Scored::score).reversed());
    names.settleTies(ranked);
    return ranked;
  }

  private void prefer(int[] entryDocs, double[] fused) throws IOException {
    if (question.when().isEver()) {
      return;
    }
    var timely = new Timely(question.when(), searcher).of(entryDocs, fused);
    for (int i = 0; i < fused.length; i++) {
      fused[i] += TIMELY * timely.getOrDefault(entryDocs[i], 0.0);
    }
  }

  /** Who types a word or two wants these words; a question says what it means. */
  private double meaning() throws IOException {
    if (question.vector() == null) {
      return 0;
    }
    boolean onlyMeaning = question.words() instanceof org.apache.lucene.search.MatchNoDocsQuery;
    return onlyMeaning ? 1 : properties.meaning() * Math.min(1, (question.said() + 1) / QUESTION);
  }

  private float[] words(int[] docs, Map<Integer, Float> said) throws IOException {
    var words = scores(question.words(), docs, said);
    var matched = IntStream.range(0, docs.length).filter(i -> words[i] > 0).toArray();
    var places = Arrays.stream(matched).map(i -> docs[i]).toArray();
    var near = Scores.of(question.near(), places, searcher);
    for (int i = 0; i < matched.length; i++) {
      words[matched[i]] += near[i];
    }
    return words;
  }

  /** Of each document what {@code query} gives it, looked up only where it is not known. */
  private float[] scores(Query query, int[] docs, Map<Integer, Float> known) throws IOException {
    var unknown = Arrays.stream(docs).filter(doc -> !known.containsKey(doc)).toArray();
    var looked = Scores.of(query, unknown, searcher);
    var scores = new float[docs.length];
    int next = 0;
    for (int i = 0; i < docs.length; i++) {
      var its = known.get(docs[i]);
      scores[i] = its == null ? looked[next++] : its;
    }
    return scores;
  }

  private static int[] distinct(int[] ascending) {
    return Arrays.stream(ascending).distinct().toArray();
  }

  /** Gives each passage the score of its entry; both run in the same order. */
  private static float[] spread(float[] scores, int[] entryDocs) {
    var spread = new float[entryDocs.length];
    int at = -1;
    for (int i = 0; i < entryDocs.length; i++) {
      if (i == 0 || entryDocs[i] != entryDocs[i - 1]) {
        at++;
      }
      spread[i] = scores[at];
    }
    return spread;
  }

  /** The names are looked up only for what is shown: a ranking holds many more. */
  public Ranked named(Scored scored) throws IOException {
    return new Ranked(names.documentOf(scored.doc()), names.passageOf(scored.doc()), scored);
  }
}

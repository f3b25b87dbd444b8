package io.cloister.search.lucene.block;

import io.cloister.library.MediaFamily;
import io.cloister.library.tag.Tag;
import io.cloister.library.text.Passage;
import io.cloister.search.lucene.terms.Analysis;
import io.cloister.search.lucene.terms.AnalyzedField;
import io.cloister.search.lucene.terms.Fields;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;
import org.springframework.stereotype.Component;

/** Makes the index's documents: one of each passage, and the entry after them. */
@Component
public class Blocks {

  /** The value of fields that are there or are not. */
  public static final String YES = "yes";

  private final Analysis analysis;

  public Blocks(Analysis analysis) {
    this.analysis = analysis;
  }

  /** Each is made when it is come to: those of a long text would take many times its memory. */
  public Iterable<Document> of(Block block) {
    return () ->
        Stream.concat(
                IntStream.range(0, block.passages().size()).mapToObj(i -> passage(block, i)),
                Stream.of(block).map(this::entry))
            .iterator();
  }

  private Document passage(Block block, int place) {
    var made = passage(block, block.passages().get(place));
    var vector = block.vectors() == null ? null : block.vectors().get(place);
    if (vector != null) {
      made.add(
          new KnnFloatVectorField(Fields.VECTOR, vector, VectorSimilarityFunction.DOT_PRODUCT));
    }
    return made;
  }

  /** A document begins with its title, whether or not its text does. */
  private Document passage(Block block, Passage passage) {
    var language = analysis.languageOf(block.version().language(), passage.text());
    var made = common(block, Fields.PASSAGE, language);
    made.add(new NumericDocValuesField(Fields.ORDINAL, passage.ordinal()));
    var title = block.document().title();
    if (passage.ordinal() > 0) {
      made.add(title(block));
      made.add(AnalyzedField.of(Fields.TEXT, passage.text(), analysis, language));
    } else {
      boolean begins = passage.text().startsWith(title);
      var text = begins ? passage.text() : title + "\n" + passage.text();
      made.add(AnalyzedField.of(Fields.TEXT, text, analysis, language));
    }
    if (passage.heading() != null) {
      made.add(AnalyzedField.of(Fields.HEADING, passage.heading(), analysis, language));
    }
    return made;
  }

  private AnalyzedField title(Block block) {
    var title = block.document().title();
    return AnalyzedField.of(
        Fields.TITLE, title, analysis, analysis.languageOf(block.version().language(), title));
  }

  private Document entry(Block block) {
    var first = block.first();
    var language = analysis.languageOf(block.version().language(), first);
    var made = common(block, Fields.ENTRY, language);
    made.add(title(block));
    made.add(AnalyzedField.of(Fields.FILE, apart(block.version().fileName()), analysis, language));
    made.add(AnalyzedField.of(Fields.FIRST, apart(first), analysis, language));
    words(block).forEach(word -> made.add(new StringField(Fields.WORD, word, Field.Store.NO)));
    made.add(new SortedDocValuesField(Fields.TITLE_ORDER, bytes(block.titleOrder())));
    made.add(new SortedDocValuesField(Fields.FAMILY, bytes(block.type())));
    block
        .period()
        .ifPresent(period -> {
          made.add(new NumericDocValuesField(Fields.PERIOD_FIRST, period.first().toEpochDay()));
          made.add(new NumericDocValuesField(Fields.PERIOD_LAST, period.last().toEpochDay()));
        });
    made.add(
        new SortedDocValuesField(
            Fields.STAMP, bytes(Block.stamp(block.document(), block.version(), block.tags()))));
    if (block.vectors() == null) {
      exact(made, Fields.BARE, YES);
    } else if (block.isStale()) {
      exact(made, Fields.STALE, YES);
    }
    return made;
  }

  private Document common(Block block, String kind, String language) {
    var made = new Document();
    var document = block.document();
    exact(made, Fields.KIND, kind);
    exact(made, Fields.ANALYSIS, language);
    sorted(made, Fields.DOCUMENT, document.id().toString());
    sorted(made, Fields.VERSION, block.version().id().toString());
    sorted(made, Fields.COLLECTION, document.collection().toString());
    sorted(made, Fields.LABEL, document.label().word());
    sorted(made, Fields.LANGUAGE, block.language());
    exact(made, Fields.TYPE, block.type());
    exact(made, Fields.TYPE, block.version().mediaType().toLowerCase(Locale.ROOT));
    block.tags().stream().map(Tag::name).distinct().forEach(name -> tag(made, name));
    long date = document.updatedAt().toEpochMilli();
    made.add(new LongPoint(Fields.DATE, date));
    made.add(new NumericDocValuesField(Fields.DATE, date));
    return made;
  }

  private static void tag(Document made, String name) {
    exact(made, Fields.TAG, tagKey(name));
    made.add(new SortedSetDocValuesField(Fields.TAG, bytes(name)));
  }

  /** Tags are asked for in any case. */
  public static String tagKey(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static void exact(Document made, String field, String value) {
    made.add(new StringField(field, value, Field.Store.NO));
  }

  private static void sorted(Document made, String field, String value) {
    exact(made, field, value);
    made.add(new SortedDocValuesField(field, bytes(value)));
  }

  private static BytesRef bytes(String value) {
    return new BytesRef(value);
  }

  /** Words apart: {@code 2022_Q3-AAPL.pdf} is {@code 2022 Q3 AAPL pdf}, a web site its name. */
  static String apart(String text) {
    return text.replaceAll("[^\\p{L}\\p{N}]+", " ").replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ");
  }

  private List<String> words(Block block) {
    return block.names().covered(block.passages()).stream()
        .flatMap(passage -> analysis.words(passage.text()).stream())
        .map(Analysis.Token::term)
        .filter(Blocks::isWord)
        .distinct()
        .collect(Collectors.toList());
  }

  private static boolean isWord(String term) {
    return term.length() >= 3
        && term.length() <= 40
        && term.codePoints().allMatch(Character::isLetter)
        && !Analysis.isPaired(term.codePointAt(0));
  }

  /** The family of a media type, as the facet names it. */
  static String family(String mediaType) {
    return MediaFamily.of(mediaType).word();
  }
}

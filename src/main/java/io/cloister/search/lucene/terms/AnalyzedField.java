package io.cloister.search.lucene.terms;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexOptions;

/** Words that are analysed by the rules of one language when the writer comes to them. */
public final class AnalyzedField extends Field {

  private static final FieldType PRESENCE = new FieldType();

  static {
    PRESENCE.setIndexOptions(IndexOptions.DOCS);
    PRESENCE.setOmitNorms(true);
    PRESENCE.freeze();
  }

  private final transient Analysis analysis;
  private final String language;
  private final String text;

  private AnalyzedField(
      String name, String text, FieldType type, Analysis analysis, String language) {
    super(name, text, type);
    this.analysis = analysis;
    this.language = language;
    this.text = text;
  }

  public static AnalyzedField of(String name, String text, Analysis analysis, String language) {
    return new AnalyzedField(name, text, TextField.TYPE_NOT_STORED, analysis, language);
  }

  /** Only whether a word is there, not how often nor where. */
  static AnalyzedField presence(String name, String text, Analysis analysis, String language) {
    return new AnalyzedField(name, text, PRESENCE, analysis, language);
  }

  @Override
  public TokenStream tokenStream(Analyzer analyzer, TokenStream reuse) {
    return analysis.stream(language, name, text);
  }
}

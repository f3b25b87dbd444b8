package io.cloister.search.lucene.terms;

import io.cloister.search.WordForms;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.StopwordAnalyzerBase;

/** Lucene's own rules for each language that it has any for, by ISO 639-1 code. */
public final class Languages {

  private Languages() {}

  static Map<String, Analyzer> analyzers() {
    var all = new HashMap<String, Analyzer>();
    all.put("ar", new org.apache.lucene.analysis.ar.ArabicAnalyzer());
    all.put("bg", new org.apache.lucene.analysis.bg.BulgarianAnalyzer());
    all.put("bn", new org.apache.lucene.analysis.bn.BengaliAnalyzer());
    all.put("ca", new org.apache.lucene.analysis.ca.CatalanAnalyzer());
    all.put("cs", new org.apache.lucene.analysis.cz.CzechAnalyzer());
    all.put("da", new org.apache.lucene.analysis.da.DanishAnalyzer());
    all.put("de", new org.apache.lucene.analysis.de.GermanAnalyzer());
    all.put("el", new org.apache.lucene.analysis.el.GreekAnalyzer());
    all.put("en", new org.apache.lucene.analysis.en.EnglishAnalyzer());
    all.put("es", new org.apache.lucene.analysis.es.SpanishAnalyzer());
    all.put("et", new org.apache.lucene.analysis.et.EstonianAnalyzer());
    all.put("eu", new org.apache.lucene.analysis.eu.BasqueAnalyzer());
    all.put("fa", new org.apache.lucene.analysis.fa.PersianAnalyzer());
    all.put("fi", new org.apache.lucene.analysis.fi.FinnishAnalyzer());
    all.put("fr", new org.apache.lucene.analysis.fr.FrenchAnalyzer());
    all.put("ga", new org.apache.lucene.analysis.ga.IrishAnalyzer());
    all.put("gl", new org.apache.lucene.analysis.gl.GalicianAnalyzer());
    all.put("hi", new org.apache.lucene.analysis.hi.HindiAnalyzer());
    all.put("hu", new org.apache.lucene.analysis.hu.HungarianAnalyzer());
    all.put("hy", new org.apache.lucene.analysis.hy.ArmenianAnalyzer());
    all.put("id", new org.apache.lucene.analysis.id.IndonesianAnalyzer());
    all.put("it", new org.apache.lucene.analysis.it.ItalianAnalyzer());
    all.put("lt", new org.apache.lucene.analysis.lt.LithuanianAnalyzer());
    all.put("lv", new org.apache.lucene.analysis.lv.LatvianAnalyzer());
    all.put("ne", new org.apache.lucene.analysis.ne.NepaliAnalyzer());
    all.put("nl", new org.apache.lucene.analysis.nl.DutchAnalyzer());
    all.put("no", new org.apache.lucene.analysis.no.NorwegianAnalyzer());
    all.put("pt", new org.apache.lucene.analysis.pt.PortugueseAnalyzer());
    all.put("ro", new org.apache.lucene.analysis.ro.RomanianAnalyzer());
    all.put("ru", new org.apache.lucene.analysis.ru.RussianAnalyzer());
    all.put("sr", new org.apache.lucene.analysis.sr.SerbianAnalyzer());
    all.put("sv", new org.apache.lucene.analysis.sv.SwedishAnalyzer());
    all.put("ta", new org.apache.lucene.analysis.ta.TamilAnalyzer());
    all.put("te", new org.apache.lucene.analysis.te.TeluguAnalyzer());
    all.put("th", new org.apache.lucene.analysis.th.ThaiAnalyzer());
    all.put("tr", new org.apache.lucene.analysis.tr.TurkishAnalyzer());
    all.put(Analysis.CJK, new org.apache.lucene.analysis.cjk.CJKAnalyzer());
    return Map.copyOf(all);
  }

  /** The words of the language that only hold others together. */
  static CharArraySet stopWords(String language, Analyzer analyzer) {
    if (language.equals("en")) {
      return WordForms.englishStopWords(); // the analyzer's own list has 33 words only
    }
    return analyzer instanceof StopwordAnalyzerBase base
        ? base.getStopwordSet()
        : CharArraySet.EMPTY_SET;
  }
}

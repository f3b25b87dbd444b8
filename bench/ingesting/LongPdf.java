package io.cloister.ingest.read.parse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/**
 * Writes a PDF of many pages: sentences of English words drawn by a fixed seed, and on each page
 * one word that stands on no other, in {@code words.txt} beside it, a line for each page.
 */
final class LongPdf {

  private static final String VOCABULARY = "/all-minilm-l6-v2-q-tokenizer.json";
  private static final Pattern WORD = Pattern.compile("\"([a-z]{3,12})\":\\s*\\d+");
  private static final int SENTENCE = 15; // words
  private static final int LINE = 90; // characters
  private static final float POINTS = 9;

  private final Random chance = new Random(42);
  private final List<String> vocabulary = vocabulary();
  private final PDType1Font font = new PDType1Font(Standard14Fonts.FontName.TIMES_ROMAN);

  private LongPdf() {}

  public static void main(String... arguments) throws IOException {
    var folder = Path.of(arguments[0]);
    int pages = Integer.parseInt(arguments[1]);
    int words = Integer.parseInt(arguments[2]);
    var own = new ArrayList<String>();
    var maker = new LongPdf();
    try (var pdf = new PDDocument()) {
      for (int page = 1; page <= pages; page++) {
        own.add(own(page));
        maker.add(maker.text(own.getLast(), words), pdf);
      }
      pdf.save(folder.resolve("long.pdf").toFile());
    }
    Files.write(folder.resolve("words.txt"), own);
    System.exit(0);
  }

  /** Known words of the model that ships, so that a word is a token as it mostly is in English. */
  private static List<String> vocabulary() {
    try (var in = LongPdf.class.getResourceAsStream(VOCABULARY)) {
      var found = WORD.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      var words = new LinkedHashSet<String>();
      while (found.find()) {
        words.add(found.group(1));
      }
      return List.copyOf(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The digits of the page as syllables: no word of English, and no two share a stem. */
  private static String own(int page) {
    var syllables = "ba de fi go hu ka le mi no pu".split(" ");
    var word = new StringBuilder("zox");
    for (char digit : "%05d".formatted(page).toCharArray()) {
      word.append(syllables[digit - '0']);
    }
    return word.append("x").toString();
  }

  private String text(String own, int words) {
    var text = new StringBuilder();
    int place = chance.nextInt(words);
    for (int i = 0; i < words; i++) {
      var word = i == place ? own : vocabulary.get(chance.nextInt(vocabulary.size()));
      text.append(
          i % SENTENCE == 0
              ? word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1)
              : word);
      text.append((i + 1) % SENTENCE == 0 || i == words - 1 ? ". " : " ");
    }
    return text.toString();
  }

  private void add(String text, PDDocument pdf) throws IOException {
    var page = new PDPage(PDRectangle.A4);
    pdf.addPage(page);
    try (var content = new PDPageContentStream(pdf, page)) {
      content.beginText();
      content.setFont(font, POINTS);
      content.setLeading(1.2f * POINTS);
      content.newLineAtOffset(60, 780);
      int start = 0;
      while (start < text.length()) {
        int end =
            start + LINE >= text.length() ? text.length() : text.lastIndexOf(' ', start + LINE);
        content.showText(text.substring(start, end).strip());
        content.newLine();
        start = end + 1;
      }
      content.endText();
    }
  }
}

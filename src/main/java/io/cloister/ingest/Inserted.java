package io.cloister.ingest;

import io.cloister.ingest.read.unseen.ZeroWidth;
import io.cloister.ingest.read.wire.Extraction.Heading;
import io.cloister.ingest.read.wire.Extraction.Read;
import io.cloister.library.text.HiddenText;
import io.cloister.library.text.Part;
import io.cloister.library.text.PlainText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Puts more text at the end of pages of what was read, and moves all that stands behind it. */
final class Inserted {

  private record Insert(int at, int length) {}

  private final List<Insert> inserts = new ArrayList<>();
  private final List<HiddenText> hidden = new ArrayList<>();

  private Inserted() {}

  /**
   * @param more by page, from 0; a text without pages is one
   * @param metadata added to what the file says of itself
   */
  static Read into(Read read, SortedMap<Integer, String> more, Map<String, String> metadata) {
    return new Inserted().read(read, more, metadata);
  }

  private Read read(Read read, SortedMap<Integer, String> more, Map<String, String> metadata) {
    var before = read.text();
    var pages = before.pageStarts().isEmpty() ? List.of(0) : before.pageStarts();
    var text = new StringBuilder();
    var starts = new ArrayList<Integer>();
    for (int page = 0; page < pages.size(); page++) {
      int from = page == 0 ? 0 : pages.get(page);
      int to = page + 1 < pages.size() ? pages.get(page + 1) : before.text().length();
      starts.add(page == 0 ? pages.getFirst() : text.length());
      text.append(before.text(), from, to);
      var added = more.getOrDefault(page, "");
      unseen(added, text.length());
      text.append(added);
      inserts.add(new Insert(to, added.length()));
    }
    var all = new HashMap<>(read.metadata());
    all.putAll(metadata);
    read.hidden().stream()
        .map(it -> new HiddenText(start(it.start()), end(it.end()), it.kind()))
        .forEach(hidden::add);
    hidden.sort(Comparator.comparingInt(HiddenText::start));
    return new Read(
        new PlainText(text.toString(), before.pageStarts().isEmpty() ? List.of() : starts),
        read.headings().stream().map(it -> new Heading(start(it.start()), end(it.end()))).toList(),
        hidden,
        read.parts().stream()
            .map(it ->
                new Part(it.name(), it.mediaType(), it.depth(), start(it.start()), end(it.end())))
            .toList(),
        read.said(),
        read.mediaType(),
        read.pages(),
        all);
  }

  /** A model may write what nobody sees as well as anybody. */
  private void unseen(String added, int at) {
    for (var it : ZeroWidth.in(added)) {
      hidden.add(new HiddenText(at + it.start(), at + it.end(), it.kind()));
    }
  }

  private int start(int offset) {
    return offset + inserts.stream().filter(it -> it.at() <= offset).mapToInt(Insert::length).sum();
  }

  private int end(int offset) {
    return offset + inserts.stream().filter(it -> it.at() < offset).mapToInt(Insert::length).sum();
  }
}

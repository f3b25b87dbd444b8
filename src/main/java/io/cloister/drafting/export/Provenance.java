package io.cloister.drafting.export;

import io.cloister.drafting.Draft;
import io.cloister.drafting.Sentence;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How a draft came about, for programs: names and short values. */
final class Provenance {

  private static final String SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/";

  private Provenance() {}

  static Map<String, String> of(Draft draft) {
    var record = new LinkedHashMap<String, String>();
    record.put("cloister.draft", draft.id().toString());
    record.put("cloister.revision", String.valueOf(draft.revision()));
    record.put("cloister.state", draft.state().word());
    record.put("cloister.template", draft.template());
    record.put("cloister.label", draft.label().word());
    record.put("cloister.owner", draft.owner().name());
    var review = draft.review();
    if (draft.state() == Draft.State.APPROVED && review != null) {
      record.put("cloister.approvedBy", review.by());
      record.put("cloister.approvedAt", review.at().toString());
    }
    record.put(
        "cloister.model", draft.models().isEmpty() ? "none" : String.join(", ", draft.models()));
    record.put("cloister.digitalSourceType", SOURCE_TYPES + sourceType(draft));
    var tally = draft.tally();
    record.put("cloister.supported", String.valueOf(tally.supported()));
    record.put("cloister.unsupported", String.valueOf(tally.unsupported()));
    record.put("cloister.uncited", String.valueOf(tally.uncited()));
    int n = 1;
    for (var source : draft.sources()) {
      record.put(
          "cloister.source." + n++,
          "document=%s; version=%d; sha256=%s"
              .formatted(source.document(), source.version(), source.sha256()));
    }
    record.put("cloister.textSha256", sha256(text(draft)));
    return record;
  }

  private static String sourceType(Draft draft) {
    boolean edited =
        draft.sections().stream()
            .flatMap(section -> section.sentences().stream())
            .anyMatch(sentence -> sentence.author() == Sentence.Author.PERSON);
    if (draft.models().isEmpty()) {
      return edited ? "compositeCapture" : "algorithmicMedia";
    }
    return edited ? "compositeWithTrainedAlgorithmicMedia" : "trainedAlgorithmicMedia";
  }

  private static String text(Draft draft) {
    return draft.sections().stream()
        .map(section -> section.heading() + "\n" + section.markdown())
        .collect(Collectors.joining("\n\n"));
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

package io.cloister.ingest.read.parse;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.tika.metadata.DublinCore;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Office;
import org.apache.tika.metadata.OfficeOpenXMLCore;
import org.apache.tika.metadata.OfficeOpenXMLExtended;
import org.apache.tika.metadata.Property;
import org.apache.tika.metadata.TikaCoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of itself, one line each: at the end of its text, so that who asks for a
 * document by its author or keywords finds it, and who asks when it was written is answered.
 */
final class About {

  private static final int MOST = 2_000; // characters of one line
  private static final int MINUTES = "2026-01-01T12:00".length();

  private final Map<String, String> lines = new LinkedHashMap<>();

  static About of(Metadata metadata) {
    var about = new About();
    about.add("Author", all(metadata, TikaCoreProperties.CREATOR));
    about.add("Last author", all(metadata, TikaCoreProperties.MODIFIER));
    about.add("Keywords", all(metadata, Office.KEYWORDS));
    about.add("Subject", all(metadata, DublinCore.SUBJECT));
    about.add("Description", all(metadata, TikaCoreProperties.DESCRIPTION));
    about.add("Comments", all(metadata, TikaCoreProperties.COMMENTS));
    about.add("Category", all(metadata, OfficeOpenXMLCore.CATEGORY));
    about.add("Company", all(metadata, OfficeOpenXMLExtended.COMPANY));
    about.add("Manager", all(metadata, OfficeOpenXMLExtended.MANAGER));
    about.add("Program", program(metadata));
    about.date("Created", metadata.get(TikaCoreProperties.CREATED));
    about.date("Changed", metadata.get(TikaCoreProperties.MODIFIED));
    return about;
  }

  private static String program(Metadata metadata) {
    var tool = all(metadata, TikaCoreProperties.CREATOR_TOOL);
    return tool.isEmpty() ? all(metadata, OfficeOpenXMLExtended.APPLICATION) : tool;
  }

  private static String all(Metadata metadata, Property property) {
    return Arrays.stream(metadata.getValues(property))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** Nothing, where nothing is said or it was said in another line. */
  About add(String label, @Nullable String value) {
    var said = value == null ? "" : value.strip().replaceAll("\\s+", " ");
    if (!said.isEmpty() && !lines.containsValue(said)) {
      lines.put(label, said.substring(0, Math.min(said.length(), MOST)));
    }
    return this;
  }

  /** A moment, to the minute; nothing, where it is none. */
  About date(String label, @Nullable String instant) {
    return instant != null && instant.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d.*")
        ? add(label, instant.substring(0, MINUTES).replace('T', ' '))
        : this;
  }

  /** May be empty. */
  String text() {
    return lines.entrySet().stream()
        .map(line -> line.getKey() + ": " + line.getValue())
        .collect(Collectors.joining("\n"));
  }
}

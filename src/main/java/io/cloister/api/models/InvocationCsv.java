package io.cloister.api.models;

import io.cloister.models.log.Invocation;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The log as a table (RFC 4180) that a spreadsheet does not take for formulas. */
final class InvocationCsv {

  private static final List<String> COLUMNS =
      List.of(
          "id",
          "at",
          "function",
          "connection",
          "model",
          "user",
          "document",
          "inputTokens",
          "outputTokens",
          "estimated",
          "costMicros",
          "firstTokenMillis",
          "millis",
          "outcome",
          "detail",
          "fallbackFrom",
          "cached",
          "route");

  private InvocationCsv() {}

  /**
   * @param calls gives each call to its argument
   */
  static void write(OutputStream out, Consumer<Consumer<Invocation>> calls) throws IOException {
    var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    try {
      line(writer, COLUMNS);
      calls.accept(call -> line(writer, cells(call)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    writer.flush();
  }

  private static List<@Nullable Object> cells(Invocation call) {
    var cells = new ArrayList<@Nullable Object>();
    cells.add(call.id());
    cells.add(call.at());
    cells.add(call.function().word());
    cells.add(call.connection());
    cells.add(call.model());
    cells.add(call.userName());
    cells.add(call.document());
    cells.add(call.inputTokens());
    cells.add(call.outputTokens());
    cells.add(call.estimated());
    cells.add(call.costMicros());
    cells.add(call.firstTokenMillis());
    cells.add(call.millis());
    cells.add(call.outcome().word());
    cells.add(call.detail());
    cells.add(call.fallbackFrom());
    cells.add(call.cached());
    cells.add(call.route());
    return cells;
  }

  private static void line(BufferedWriter out, List<? extends @Nullable Object> cells) {
    try {
      for (int i = 0; i < cells.size(); i++) {
        if (i > 0) {
          out.write(',');
        }
        out.write(cell(Objects.toString(cells.get(i), "")));
      }
      out.write("\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text that begins like a formula is made one that does not. */
  static String cell(String text) {
    boolean isFormula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    var safe = isFormula ? "'" + text : text;
    boolean isPlain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isPlain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }
}

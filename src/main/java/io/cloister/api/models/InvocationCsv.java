package io.cloister.api.models;

import io.cloister.governance.CsvTable;
import io.cloister.models.log.Invocation;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The log as a table. */
final class InvocationCsv {

  private record Column(String name, Function<Invocation, @Nullable Object> cell) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column("id", Invocation::id),
          new Column("at", Invocation::at),
          new Column("function", call -> call.function().word()),
          new Column("connection", Invocation::connection),
          new Column("model", Invocation::model),
          new Column("user", Invocation::userName),
          new Column("document", Invocation::document),
          new Column("inputTokens", Invocation::inputTokens),
          new Column("outputTokens", Invocation::outputTokens),
          new Column("estimated", Invocation::estimated),
          new Column("costMicros", Invocation::costMicros),
          new Column("firstTokenMillis", Invocation::firstTokenMillis),
          new Column("millis", Invocation::millis),
          new Column("outcome", call -> call.outcome().word()),
          new Column("detail", Invocation::detail),
          new Column("fallbackFrom", Invocation::fallbackFrom),
          new Column("cached", Invocation::cached),
          new Column("prompt", Invocation::prompt),
          new Column("route", Invocation::route));

  private InvocationCsv() {}

  /**
   * @param calls gives each call to its argument
   */
  static void write(OutputStream out, Consumer<Consumer<Invocation>> calls) throws IOException {
    var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    try {
      line(writer, COLUMNS.stream().map(Column::name).toList());
      calls.accept(call -> {
        var cells = new ArrayList<@Nullable Object>();
        COLUMNS.forEach(column -> cells.add(column.cell().apply(call)));
        line(writer, cells);
      });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    writer.flush();
  }

  private static void line(BufferedWriter out, List<? extends @Nullable Object> cells) {
    try {
      out.write(CsvTable.line(cells));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

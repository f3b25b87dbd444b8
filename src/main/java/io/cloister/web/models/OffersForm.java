package io.cloister.web.models;

import io.cloister.models.SettingRefused;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.OfferedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** What stands in the fields of what a connection's models are for, take and cost. */
record OffersForm(List<Line> lines) {

  /**
   * One model; prices are of a million tokens.
   *
   * @param context empty where nobody said
   */
  record Line(String name, List<String> kinds, String context, String input, String output) {

    static Line of(OfferedModel model, Money money) {
      return new Line(
          model.name(),
          model.kinds(),
          model.contextTokens() == null ? "" : model.contextTokens().toString(),
          price(model.inputMicrosPerMillionTokens(), money),
          price(model.outputMicrosPerMillionTokens(), money));
    }

    private static String price(long micros, Money money) {
      var field = micros == 0 ? null : money.field(micros);
      return field == null ? "" : field;
    }

    private OfferedModel on(OfferedModel model) {
      return new OfferedModel(
          name, kinds, tokens(), micros(input), micros(output), model.profile());
    }

    private @Nullable Integer tokens() {
      if (context.isBlank()) {
        return null;
      }
      if (!context.strip().matches("[1-9]\\d{0,8}")) {
        throw refused("'%s' is no number of tokens".formatted(context));
      }
      return Integer.valueOf(context.strip());
    }

    private static long micros(String text) {
      return text.isBlank()
          ? 0
          : Money.micros(text).orElseThrow(() -> refused("'%s' is no price".formatted(text)));
    }

    private static SettingRefused refused(String why) {
      return new SettingRefused(
          "models", "invalid", "These models cannot be used: " + why, "Change it and save again.");
    }
  }

  static OffersForm of(Connection connection, Money money) {
    return new OffersForm(
        connection.models().stream().map(model -> Line.of(model, money)).toList());
  }

  /** As it was sent: the fields of each model have its place behind their names. */
  static OffersForm of(MultiValueMap<String, String> form) {
    var names = form.getOrDefault("model", List.of());
    var lines = new ArrayList<Line>();
    for (int i = 0; i < names.size(); i++) {
      lines.add(
          new Line(
              names.get(i),
              List.copyOf(form.getOrDefault("kind." + i, List.of())),
              first(form, "context." + i),
              first(form, "input." + i),
              first(form, "output." + i)));
    }
    return new OffersForm(lines);
  }

  private static String first(MultiValueMap<String, String> form, String field) {
    return Optional.ofNullable(form.getFirst(field)).orElse("");
  }

  /**
   * The models as they are to be; those that the form does not name stay as they are.
   *
   * @throws SettingRefused if a number is none
   */
  List<OfferedModel> on(Connection connection) {
    return connection.models().stream()
        .map(model ->
            lines.stream()
                .filter(line -> line.name().equals(model.name()))
                .findFirst()
                .map(line -> line.on(model))
                .orElse(model))
        .toList();
  }
}

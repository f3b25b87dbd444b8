package io.cloister.library.document;

import java.util.Locale;

/** In which order documents are listed. */
public enum DocumentOrder {
  NEWEST("d.created_at desc"),
  OLDEST("d.created_at"),
  TITLE("lower(d.title)"),
  LARGEST("v.bytes desc");

  private final String columns;

  DocumentOrder(String columns) {
    this.columns = columns;
  }

  String columns() {
    return columns;
  }

  /** The name in addresses: {@code newest}, {@code title}… */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The order of that name; {@link #NEWEST} if there is none such. */
  public static DocumentOrder of(String word) {
    for (var order : values()) {
      if (order.word().equals(word)) {
        return order;
      }
    }
    return NEWEST;
  }
}

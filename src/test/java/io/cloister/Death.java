package io.cloister;

import java.util.List;
import java.util.Random;

/**
 * How {@link StorageProcess} ends.
 *
 * @param kind of its ends
 * @param after how many writes of the database or microseconds, by its kind
 * @param compacts whether the database's file is made small all the while
 * @param seed of what else is left to chance
 */
record Death(Kind kind, int after, boolean compacts, long seed) {

  private static final int MOST_WRITES = 200; // two for each file that is taken in by one alone
  private static final int MOST_MICROS = 600_000;

  enum Kind {
    /** Before or in the middle of a write, or at a sync. */
    AT_A_WRITE,
    AT_ANY_MOMENT,
    /** The power is cut at any moment: of what was not synced, parts are lost. */
    BY_A_POWER_CUT
  }

  /** Once {@code writes} writes are made. */
  static Death afterWrites(int writes) {
    return new Death(Kind.AT_A_WRITE, writes, false, 0);
  }

  static Death any(boolean byPowerCuts, Random chance) {
    var kind =
        byPowerCuts
            ? Kind.BY_A_POWER_CUT
            : chance.nextInt(3) > 0 ? Kind.AT_A_WRITE : Kind.AT_ANY_MOMENT;
    int most = kind == Kind.AT_A_WRITE ? MOST_WRITES : MOST_MICROS;
    return new Death(kind, 1 + chance.nextInt(most), chance.nextInt(3) == 0, chance.nextLong());
  }

  static Death of(List<String> arguments) {
    return new Death(
        Kind.valueOf(arguments.get(0)),
        Integer.parseInt(arguments.get(1)),
        Boolean.parseBoolean(arguments.get(2)),
        Long.parseLong(arguments.get(3)));
  }

  List<String> arguments() {
    return List.of(
        kind.name(), String.valueOf(after), String.valueOf(compacts), String.valueOf(seed));
  }

  /** Of the database's files. */
  String scheme() {
    return kind == Kind.BY_A_POWER_CUT ? "cut:" : "dying:";
  }
}

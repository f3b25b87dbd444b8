package io.cloister.database;

import java.util.List;
import java.util.Random;

/**
 * How {@link StorageProcess} ends.
 *
 * @param kind of its ends
 * @param after how many writes of the database or microseconds, by its kind
 * @param compacts whether the database's file is made small all the while
 * @param opens whether the moment counts from before the database is open
 * @param closes whether the database is being closed when the power is cut
 * @param seed of what else is left to chance
 */
record Death(Kind kind, int after, boolean compacts, boolean opens, boolean closes, long seed) {

  private static final int MOST_WRITES = 200; // two for each file that is taken in by one alone
  private static final int MOST_MICROS = 700_000;

  enum Kind {
    /** Before or in the middle of a write, or at a sync. */
    AT_A_WRITE,
    AT_ANY_MOMENT,
    /** At any moment: of what was not synced, parts are lost. */
    BY_A_POWER_CUT
  }

  /** Once {@code writes} writes are made. */
  static Death afterWrites(int writes) {
    return new Death(Kind.AT_A_WRITE, writes, false, false, false, 0);
  }

  static Death any(boolean byPowerCuts, Random chance) {
    var kind =
        byPowerCuts ? Kind.BY_A_POWER_CUT : Kind.values()[chance.nextInt(Kind.values().length)];
    int most = kind == Kind.AT_A_WRITE ? MOST_WRITES : MOST_MICROS;
    return new Death(
        kind,
        1 + chance.nextInt(most),
        chance.nextInt(3) == 0,
        chance.nextInt(4) == 0,
        chance.nextInt(5) == 0,
        chance.nextLong());
  }

  static Death of(List<String> arguments) {
    return new Death(
        Kind.valueOf(arguments.get(0)),
        Integer.parseInt(arguments.get(1)),
        Boolean.parseBoolean(arguments.get(2)),
        Boolean.parseBoolean(arguments.get(3)),
        Boolean.parseBoolean(arguments.get(4)),
        Long.parseLong(arguments.get(5)));
  }

  List<String> arguments() {
    return List.of(
        kind.name(),
        String.valueOf(after),
        String.valueOf(compacts),
        String.valueOf(opens),
        String.valueOf(closes),
        String.valueOf(seed));
  }

  /** Of the database's files. */
  String scheme() {
    return kind == Kind.BY_A_POWER_CUT ? "cut:" : "dying:";
  }
}

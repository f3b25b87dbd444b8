package io.cloister.models.log;

import io.cloister.identity.UserId;
import io.cloister.models.ModelFunction;
import io.cloister.models.log.Invocation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** A log as an organisation of two hundred people leaves it, the same for the same seed. */
final class GeneratedLog {

  static final Instant END = Instant.parse("2026-06-30T12:00:00Z");
  static final int DAYS = 180;

  private static final int AT_ONCE = 1_000;
  private static final int PEOPLE = 200;
  private static final int MODELS = 6;
  private static final ModelFunction[] FUNCTIONS = {
    ModelFunction.ANSWER,
    ModelFunction.TAG,
    ModelFunction.DRAFT,
    ModelFunction.CHECK_GROUNDING,
    ModelFunction.SUMMARISE,
    ModelFunction.TRANSLATE
  };

  private GeneratedLog() {}

  static void write(InvocationRows rows, int calls) {
    var chance = new Random(42);
    var people = new ArrayList<UserId>();
    for (int i = 0; i < PEOPLE; i++) {
      people.add(new UserId(new UUID(chance.nextLong(), chance.nextLong())));
    }
    var begin = END.minus(Duration.ofDays(DAYS));
    var step = Duration.between(begin, END).dividedBy(calls);
    for (int from = 0; from < calls; from += AT_ONCE) {
      List<InvocationRows.Entry> batch = new ArrayList<>();
      for (int i = from; i < Math.min(calls, from + AT_ONCE); i++) {
        batch.add(
            new InvocationRows.Entry(call(chance, people, begin.plus(step.multipliedBy(i))), null));
      }
      rows.write(batch);
    }
  }

  private static Invocation call(Random chance, List<UserId> people, Instant at) {
    // a few people and a few functions ask most of it
    int who = (int) Math.min(PEOPLE - 1, Math.abs(chance.nextGaussian()) * PEOPLE / 3);
    var function =
        FUNCTIONS[(int) Math.min(FUNCTIONS.length - 1, Math.abs(chance.nextGaussian()) * 2)];
    int model = chance.nextInt(MODELS);
    boolean failed = chance.nextInt(50) == 0;
    int in = failed ? 0 : 200 + chance.nextInt(4_000);
    int out = failed ? 0 : 1 + chance.nextInt(500);
    return new Invocation(
        new UUID(chance.nextLong(), chance.nextLong()),
        at,
        function,
        "connection-" + model % 3,
        "model-" + model,
        people.get(who),
        "person-" + who,
        null,
        in,
        out,
        model == 0,
        (in + 4L * out) * model / 10,
        function == ModelFunction.ANSWER ? 80L + chance.nextInt(900) : null,
        300 + chance.nextInt(9_000),
        failed ? Outcome.FAILED : Outcome.COMPLETED,
        failed ? "timed-out" : null,
        null,
        false,
        null,
        function.word());
  }
}

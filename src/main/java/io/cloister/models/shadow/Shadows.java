package io.cloister.models.shadow;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.governance.Boundary;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.SettingRefused;
import io.cloister.models.agent.Agents;
import io.cloister.models.connection.ConnectionId;
import io.cloister.models.log.Invocation;
import io.cloister.models.log.InvocationQueue;
import io.cloister.models.route.Routes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which function has a shadow, and how the two compare. */
@Service
public class Shadows {

  private static final int MOST_COMPARED = 5_000;

  private final ShadowRows rows;
  private final ShadowCalls calls;
  private final Routes routes;
  private final InvocationQueue queue;
  private final JdbcClient jdbc;
  private final AuditTrail audit;
  private final Clock clock;

  Shadows(
      ShadowRows rows,
      ShadowCalls calls,
      Routes routes,
      InvocationQueue queue,
      JdbcClient jdbc,
      AuditTrail audit,
      Clock clock) {
    this.rows = rows;
    this.calls = calls;
    this.routes = routes;
    this.queue = queue;
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * A shadow as it is asked for.
   *
   * @param share of a hundred calls, from 0 to 100
   */
  public record Wanted(ModelFunction function, ModelName model, int share) {}

  /** The functions that can have one: what agents ask chat models for. */
  public static List<ModelFunction> functions() {
    return Stream.of(Agents.Agent.values())
        .flatMap(agent -> agent.functions().stream())
        .filter(function -> function.kind().equals("chat"))
        .toList();
  }

  public List<Shadow> list(Actor actor) {
    actor.require(Role.ADMIN, "see the shadows of models");
    return rows.all();
  }

  /**
   * Replaces all shadows, from the next call on.
   *
   * @throws SettingRefused if a function has two or can have none, a share is none, or no
   *     connection has the model
   */
  @Transactional
  public List<Shadow> replace(List<Wanted> wanted, Actor actor) {
    actor.require(Role.ADMIN, "change the shadows of models");
    var before = rows.all();
    Set<ModelFunction> seen = EnumSet.noneOf(ModelFunction.class);
    var now = clock.instant();
    var checked = new LinkedHashMap<Shadow, ConnectionId>();
    for (var each : wanted) {
      if (!seen.add(each.function())) {
        throw refused("there are two for " + each.function().word());
      }
      var since = since(before, each, now);
      var step = checked(each, since.equals(now));
      checked.put(
          new Shadow(each.function(), each.model(), each.share(), since), step.connection().id());
    }
    rows.clear();
    checked.forEach(rows::add);
    audit.record(
        actor,
        AuditEvent.of("shadows.changed", "models", "shadows").with("shadows", wanted.size()));
    return rows.all();
  }

  /** Sets the shadow of one function, in place of the one it had. */
  @Transactional
  public void set(Wanted wanted, Actor actor) {
    var all = others(wanted.function(), actor);
    all.add(wanted);
    replace(all, actor);
  }

  @Transactional
  public void remove(ModelFunction function, Actor actor) {
    replace(others(function, actor), actor);
  }

  private List<Wanted> others(ModelFunction function, Actor actor) {
    var others = new ArrayList<Wanted>();
    for (var shadow : list(actor)) {
      if (shadow.function() != function) {
        others.add(new Wanted(shadow.function(), shadow.model(), shadow.share()));
      }
    }
    return others;
  }

  private static Instant since(List<Shadow> before, Wanted wanted, Instant now) {
    return before.stream()
        .filter(shadow -> shadow.function() == wanted.function())
        .filter(shadow -> shadow.model().equals(wanted.model()))
        .map(Shadow::since)
        .findFirst()
        .orElse(now);
  }

  private Routes.Step checked(Wanted wanted, boolean isNew) {
    if (!functions().contains(wanted.function())) {
      throw refused(wanted.function().word() + " can have none");
    }
    if (wanted.share() < 0 || wanted.share() > 100) {
      throw refused("a share is a whole number from 0 to 100");
    }
    var step =
        routes
            .step(wanted.model())
            .filter(found -> !found.connection().isBuiltin())
            .orElseThrow(() -> refused("there is no model " + wanted.model()));
    if (!step.model().isFor(wanted.function().kind())) {
      throw refused(wanted.model() + " is no chat model");
    }
    if (isNew && routes.isInsideOnly() && step.connection().boundary() != Boundary.INSIDE) {
      throw refused("only models 'inside' can be chosen, and %s is not".formatted(wanted.model()));
    }
    return step;
  }

  /**
   * The latest calls of the function since the shadow is one, 5,000 at most, by model and side.
   * What was answered from memory is left out.
   */
  public List<ShadowComparison> compared(Shadow shadow, Actor actor) {
    actor.require(Role.ADMIN, "compare models");
    queue.flush();
    var route = Shadow.route(shadow.function());
    return ShadowComparison.of(
        jdbc.sql(
                """
                select connection, model, route, outcome, millis, input_tokens, output_tokens,
                  cost_micros
                from model_invocation where function = ? and at >= ? and not cached
                order by at desc, sequence desc fetch first %d rows only
                """
                    .formatted(MOST_COMPARED))
            .params(shadow.function().word(), shadow.since().atOffset(ZoneOffset.UTC))
            .query((row, _) ->
                new ShadowComparison.Call(
                    new ModelName(row.getString(1), row.getString(2)),
                    route.equals(row.getString(3)),
                    Invocation.Outcome.of(row.getString(4)).orElseThrow(),
                    row.getLong(5),
                    row.getInt(6),
                    row.getInt(7),
                    row.getLong(8)))
            .list());
  }

  /** How many shadow calls were left out since the start, because too many waited. */
  public long skipped(Actor actor) {
    actor.require(Role.ADMIN, "see the shadows of models");
    return calls.skipped();
  }

  private static SettingRefused refused(String why) {
    return new SettingRefused(
        "shadows",
        "invalid",
        "These shadows cannot be used: " + why,
        "Name models as connection/model, as GET /api/v1/models/connections lists them.");
  }
}

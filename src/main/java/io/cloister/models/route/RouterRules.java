package io.cloister.models.route;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.governance.Boundary;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.models.ModelFunction;
import io.cloister.models.SettingRefused;
import io.cloister.models.connection.Connections;
import java.util.HashSet;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The rules that go before the table of routes, in their order. */
@Service
public class RouterRules {

  private static final int MOST = 50;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_CHAIN = 10;

  private final RuleRows rows;
  private final Routes routes;
  private final Connections connections;
  private final AuditTrail audit;

  RouterRules(RuleRows rows, Routes routes, Connections connections, AuditTrail audit) {
    this.rows = rows;
    this.routes = routes;
    this.connections = connections;
    this.audit = audit;
  }

  public List<RouterRule> list(Actor actor) {
    actor.require(Role.ADMIN, "see the rules of routes");
    return rows.all();
  }

  /**
   * Replaces all rules.
   *
   * @throws SettingRefused if one names no model, or one that no connection has or that is made for
   *     something else
   */
  @Transactional
  public List<RouterRule> replace(List<RouterRule> wanted, Actor actor) {
    actor.require(Role.ADMIN, "change the rules of routes");
    if (wanted.size() > MOST) {
      throw refused("there are at most " + MOST);
    }
    var before = rows.all();
    var names = new HashSet<String>();
    for (var rule : wanted) {
      if (rule.name().length() > LONGEST_NAME || !names.add(rule.name())) {
        throw refused("each has a name of its own, of at most " + LONGEST_NAME + " characters");
      }
      check(rule, routes.isInsideOnly() && !before.contains(rule));
    }
    rows.replace(wanted, connections.all());
    audit.record(
        actor, AuditEvent.of("rules.changed", "models", "rules").with("rules", wanted.size()));
    return rows.all();
  }

  private void check(RouterRule rule, boolean insideOnly) {
    var chain = rule.chain();
    if (chain.isEmpty() || chain.size() > LONGEST_CHAIN) {
      throw refused("'%s' names 1 to %d models".formatted(rule.name(), LONGEST_CHAIN));
    }
    if (new HashSet<>(chain).size() != chain.size()) {
      throw refused("'%s' names a model twice".formatted(rule.name()));
    }
    if (rule.function() == ModelFunction.EMBED) {
      throw refused("passages are embedded by the built-in model");
    }
    for (var name : chain) {
      var step = routes.step(name).orElseThrow(() -> refused("there is no model " + name));
      if (rule.function() != null && !step.model().isFor(rule.function().kind())) {
        throw refused("%s is no %s model".formatted(name, rule.function().kind()));
      }
      if (insideOnly && step.connection().boundary() != Boundary.INSIDE) {
        throw refused("only models 'inside' can be chosen, and %s is not".formatted(name));
      }
    }
  }

  private static SettingRefused refused(String why) {
    return new SettingRefused(
        "rules",
        "invalid",
        "These rules cannot be used: " + why,
        "Name models as connection/model, as GET /api/v1/models/connections lists them.");
  }
}

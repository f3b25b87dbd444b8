package io.cloister.api.models;

import io.cloister.api.models.InvocationsController.InvocationShape;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.Role;
import io.cloister.library.NotFound;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.agent.AgentReport;
import io.cloister.models.agent.Agents;
import io.cloister.models.agent.Agents.Agent;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The three that work on models: tagging, answering and drafting. */
@RestController
@RequestMapping("/api/v1/models/agents")
class AgentsController {

  private final Agents agents;
  private final AgentReport report;
  private final CurrentActor actor;

  AgentsController(Agents agents, AgentReport report, CurrentActor actor) {
    this.agents = agents;
    this.report = report;
    this.actor = actor;
  }

  @GetMapping
  List<AgentShape> list() {
    return report.lines(actor.get()).stream().map(AgentShape::of).toList();
  }

  /** Switched off, it asks no model; what is built in remains. */
  @PutMapping("/{agent}")
  AgentShape turn(@PathVariable String agent, @Valid @RequestBody Turning wanted) {
    actor.require(Role.ADMIN, "switch agents on and off");
    var which = Agent.of(agent).orElseThrow(() -> new NotFound("Agent", agent));
    agents.turn(which, wanted.on(), actor.get());
    return report.lines(actor.get()).stream()
        .filter(line -> line.agent() == which)
        .map(AgentShape::of)
        .findFirst()
        .orElseThrow();
  }

  record Turning(@NotNull Boolean on) {}

  record ChainShape(@Nullable String label, List<String> chain) {}

  /**
   * @param budgets what binds it, by scope and target
   * @param calls of the last 30 days
   */
  record AgentShape(
      String agent,
      boolean on,
      List<String> functions,
      List<ChainShape> routes,
      String prompt,
      List<SpentShape> budgets,
      long calls,
      long failed,
      List<InvocationShape> recent,
      List<InvocationShape> failures) {

    static AgentShape of(AgentReport.Line line) {
      return new AgentShape(
          line.agent().word(),
          line.isOn(),
          line.agent().functions().stream().map(ModelFunction::word).toList(),
          line.chains().stream()
              .map(chain ->
                  new ChainShape(
                      chain.label() == null ? null : chain.label().word(),
                      chain.models().stream().map(ModelName::toString).toList()))
              .toList(),
          line.prompt(),
          line.budgets().stream()
              .map(use ->
                  new SpentShape(use.budget().scope().word(), use.budget().target(), use.share()))
              .toList(),
          line.calls(),
          line.failed(),
          line.recent().stream().map(InvocationShape::of).toList(),
          line.failures().stream().map(InvocationShape::of).toList());
    }
  }

  /**
   * @param share how much of it is spent, 1 for all of it
   */
  record SpentShape(String scope, String id, double share) {}
}

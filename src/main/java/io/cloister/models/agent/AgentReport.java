package io.cloister.models.agent;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.agent.Agents.Agent;
import io.cloister.models.cost.Budget;
import io.cloister.models.cost.BudgetUse;
import io.cloister.models.cost.Budgets;
import io.cloister.models.cost.Usages;
import io.cloister.models.cost.Usages.Usage;
import io.cloister.models.log.Invocation;
import io.cloister.models.log.InvocationFilter;
import io.cloister.models.log.Invocations;
import io.cloister.models.prompt.Prompts;
import io.cloister.models.route.Routes;
import io.cloister.models.route.Routing;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What each agent may ask, with which words, for how much, and how it went of late. */
@Service
public class AgentReport {

  private static final int DAYS = 30;
  private static final int RECENT = 5;

  private final Agents agents;
  private final Routes routes;
  private final Prompts prompts;
  private final Budgets budgets;
  private final Invocations invocations;
  private final Usages usages;
  private final Clock clock;

  AgentReport(
      Agents agents,
      Routes routes,
      Prompts prompts,
      Budgets budgets,
      Invocations invocations,
      Usages usages,
      Clock clock) {
    this.agents = agents;
    this.routes = routes;
    this.prompts = prompts;
    this.budgets = budgets;
    this.invocations = invocations;
    this.usages = usages;
    this.clock = clock;
  }

  /**
   * One agent.
   *
   * @param isOn whether it may ask models
   * @param chains the models of its main function in the order in which they are asked, by label
   *     where labels differ
   * @param prompt as the log names it
   * @param budgets that bind it: its own and that for everything
   * @param calls of the last 30 days, those of {@code failed} among them
   * @param recent its latest calls
   * @param failures its latest calls that failed
   */
  public record Line(
      Agent agent,
      boolean isOn,
      List<Chain> chains,
      String prompt,
      List<BudgetUse> budgets,
      long calls,
      long failed,
      List<Invocation> recent,
      List<Invocation> failures) {}

  /**
   * @param label null for all labels that have no chain of their own
   */
  public record Chain(@Nullable Label label, List<ModelName> models) {}

  public List<Line> lines(Actor actor) {
    actor.require(Role.ADMIN, "see the agents");
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    var sums = usages.usage(Usages.Group.FUNCTION, today.minusDays(DAYS - 1L), today, actor);
    var routing = routes.get(actor);
    var all = budgets.list(actor);
    return Arrays.stream(Agent.values())
        .map(agent -> line(agent, routing, all, sums, actor))
        .toList();
  }

  private Line line(
      Agent agent, Routing routing, List<BudgetUse> all, List<Usage> sums, Actor actor) {
    var main = agent.functions().getFirst();
    var words = agent.functions().stream().map(ModelFunction::word).toList();
    var own = sums.stream().filter(sum -> words.contains(sum.key())).toList();
    return new Line(
        agent,
        agents.isOn(agent),
        routing.routes().stream()
            .filter(route -> route.function() == main)
            .filter(route -> route.tier() == null || route.tier() == routing.tier())
            .map(route -> new Chain(route.label(), route.chain()))
            .toList(),
        prompts.nameOf(main),
        all.stream().filter(use -> binds(use.budget(), words)).toList(),
        own.stream().mapToLong(Usage::calls).sum(),
        own.stream().mapToLong(Usage::failed).sum(),
        calls(main, null, actor),
        calls(main, Invocation.Outcome.FAILED, actor));
  }

  private static boolean binds(Budget budget, List<String> functions) {
    return switch (budget.scope()) {
      case ALL -> true;
      case FUNCTION -> functions.contains(budget.target());
      case CONNECTION, USER, GROUP -> false;
    };
  }

  private List<Invocation> calls(
      ModelFunction function, Invocation.@Nullable Outcome outcome, Actor actor) {
    return invocations
        .list(new InvocationFilter(null, null, function, null, null, outcome), 0, RECENT, actor)
        .items();
  }
}

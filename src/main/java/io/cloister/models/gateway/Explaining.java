package io.cloister.models.gateway;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.agent.Agents;
import io.cloister.models.cost.Spending;
import io.cloister.models.route.Explanation;
import io.cloister.models.route.Explanation.Considered;
import io.cloister.models.route.Explanation.Verdict;
import io.cloister.models.route.RequestMeasure;
import io.cloister.models.route.Routes;
import io.cloister.models.traffic.Turns;
import java.util.ArrayList;
import org.springframework.stereotype.Service;

/**
 * Says which model would be asked at this moment and why each other would not: by the routes, and
 * by what holds a call back that they let through.
 */
@Service
public class Explaining {

  private final Routes routes;
  private final Agents agents;
  private final Spending spending;
  private final Turns turns;

  Explaining(Routes routes, Agents agents, Spending spending, Turns turns) {
    this.routes = routes;
    this.agents = agents;
    this.spending = spending;
    this.turns = turns;
  }

  /** What would happen to a prompt of {@code label} now. */
  public Explanation explain(ModelFunction function, Label label, Actor actor) {
    return explain(RequestMeasure.of(function, label, 0, 0, null), actor);
  }

  /**
   * What would happen to such a request now. Budgets of people and groups are left out: whose
   * request it would be is not said.
   */
  public Explanation explain(RequestMeasure request, Actor actor) {
    var routed = routes.explain(request, actor);
    var considered = new ArrayList<Considered>();
    ModelName chosen = null;
    for (var each : routed.considered()) {
      var now = each.verdict().isAsked() ? held(each, request.function()) : each;
      if (now.verdict().isAsked() && chosen == null) {
        chosen = now.model();
        now = now.as(Verdict.CHOSEN, "the first of the route that may be asked");
      }
      considered.add(now);
    }
    return new Explanation(chosen, considered, routed.route(), routed.rules());
  }

  private Considered held(Considered each, ModelFunction function) {
    if (!agents.isOn(function)) {
      return each.as(Verdict.SWITCHED_OFF, "the agent that would ask it is switched off");
    }
    var step = routes.step(each.model());
    if (step.isEmpty()) {
      return each;
    }
    var spent = spending.spent(step.get(), function);
    if (spent.isPresent()) {
      return each.as(Verdict.OVER_BUDGET, "the budget is spent: " + spent.get().title());
    }
    return turns.isFull(step.get().connection())
        ? each.as(Verdict.QUEUE_FULL, "as many calls wait for it as may")
        : each;
  }
}
